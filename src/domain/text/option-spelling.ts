// How a text spells the name of an option, depending on its reader.

export interface OptionSpelling {
  /** @param name As in the table of options: `server-name`. */
  readonly spell: (name: string) => string
  /** How to give several values. */
  readonly several: string
}

/** For the user of the command line. */
export const asFlag: OptionSpelling = { spell: (name) => `--${name}`, several: 'repeat the option for several' }

/** For the author of a program: `server-name` is `serverName`. */
export const asMember: OptionSpelling = {
  spell: (name) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  several: 'give an array for several'
}

/** A text, or a function of the spelling if the text names an option. */
export type SpelledText = string | ((spell: OptionSpelling['spell']) => string)

export const spelledText = (text: SpelledText, spell: OptionSpelling['spell']) =>
  typeof text === 'function' ? text(spell) : text
