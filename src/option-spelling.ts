// How a text spells the name of an option: as its reader gives it.

export interface OptionSpelling {
  /** @param name As in the table of options: `server-name`. */
  readonly spell: (name: string) => string
  /** How to give several values. */
  readonly several: string
}

export const asFlag: OptionSpelling = { spell: (name) => `--${name}`, several: 'repeat the option for several' }

/** `server-name` is `serverName` in a program. */
export const asMember: OptionSpelling = { spell: (name) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), several: 'give an array for several' }
