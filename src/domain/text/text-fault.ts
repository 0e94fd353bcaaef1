// The place of a fault in a text of several lines.

export interface TextFault {
  /** Counted from 1, as `column`. */
  readonly line: number
  readonly column: number
  readonly why: string
}

/** @param at Index of the character at fault. */
export function textFault (text: string, at: number, why: string): TextFault {
  return { line: text.slice(0, at).split('\n').length, column: at - text.lastIndexOf('\n', at - 1), why }
}

/** In one line. */
export const faultText = ({ line, column, why }: TextFault) => `line ${line}, column ${column}: ${why}`
