// How a text spells the name of an option: as its reader gives it.

export interface OptionSpelling {
  /** @param name As in the table of options: `server-name`. */
  readonly spell: (name: string) => string
  /** How to give several values. */
  readonly several: string
}

/** For the user of the command line. */
export const asFlag: OptionSpelling = { spell: (name) => `--${name}`, several: 'repeat the option for several' }

/** For the author of a program: `server-name` is `serverName`. */
export const asMember: OptionSpelling = { spell: (name) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), several: 'give an array for several' }

/** A text; where it names an option, made for its reader. */
export type ReadersText = string | ((spell: OptionSpelling['spell']) => string)

export const textFor = (text: ReadersText, spell: OptionSpelling['spell']) => typeof text === 'string' ? text : text(spell)
