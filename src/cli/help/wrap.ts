// Wraps text to the width of a terminal.

import type { Output } from '../command.js'

const usual = 80
const narrowest = 24
/** Longer lines are hard to read. */
const widest = 120

/** Width of the text: that of the terminal within limits, otherwise 80 columns. */
export function columnsOf ({ columns }: Pick<Output, 'columns'>): number {
  return columns === undefined || columns === 0 ? usual : Math.min(Math.max(columns, narrowest), widest)
}

/** Parts that are not split: `[--out DIR]`, `--out DIR`, a quoted text, a word. */
const unit = /\[[^\]\n]*\]\S*|"[^"\n]*"\S*|--[\w-]+ [A-Z][A-Z_]*\b\S*|\S+/g

export interface Indents {
  /** Before the first line. */
  readonly first?: string
  /** Before the others. */
  readonly rest?: string
}

/** Lines of at most `columns` columns, except where a single word is longer. */
export function wrap (text: string, columns: number, { first = '', rest = first }: Indents = {}): string[] {
  const room = Math.max(columns - Math.max(first.length, rest.length), 1)
  const words = (text.match(unit) ?? []).flatMap((part) => part.length > room ? part.split(' ') : [part])
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push((last === undefined ? first : rest) + word)
  }
  return lines
}

/** The texts of each row side by side, or one below the other if the width is too small. */
export function twoColumns (rows: ReadonlyArray<readonly [left: string, right: string]>, columns: number): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4
  if (width > columns / 2) {
    return rows.flatMap(([left, right]) =>
      [...wrap(left, columns, { first: '  ', rest: ' '.repeat(4) }), ...wrap(right, columns, { first: ' '.repeat(6) })])
  }
  return rows.flatMap(([left, right]) =>
    wrap(right, columns, { first: `  ${left}`.padEnd(width), rest: ' '.repeat(width) }))
}
