// How deep a text in YAML is nested, before it is parsed: the parser calls itself for each level, and a few thousand
// levels end the whole process.

import { Lexer } from 'yaml'

// Tokens of the lexer that stand for themselves; all but the last have no characters in the text.
const documentStart = '\x02'
const flowEnd = '\x18'
const scalarStart = '\x1f'
const marks: ReadonlySet<string> = new Set([documentStart, flowEnd, scalarStart])

const opening: ReadonlySet<string> = new Set(['[', '{'])
const closing: ReadonlySet<string> = new Set([']', '}'])

/** Of a block: an item of a list, or a key and a value that are marked as such. */
const indicators: ReadonlySet<string> = new Set(['-', '?', ':'])

/**
 * The index in the text at which it is deeper than the limit; undefined for one that is not. Levels of brackets count,
 * and columns of indentation, of which each level of a block takes at least one.
 */
export function tooDeepAt (text: string, limit: number): number | undefined {
  let brackets = 0
  let at = 0
  let lineStart = 0
  /** Whether only indentation and indicators came before on this line. */
  let isIndented = true
  let isScalar = false
  for (const token of new Lexer().lex(text)) {
    if (isScalar) isScalar = false
    else if (opening.has(token)) brackets++
    else if (closing.has(token)) brackets--
    if (brackets > limit || (isIndented && at - lineStart > limit && token.trim() !== '')) return at
    if (token === scalarStart) isScalar = true
    if (!marks.has(token)) {
      if (!indicators.has(token) && token.trim() !== '') isIndented = false
      at += token.length
    }
    if (token.includes('\n')) {
      lineStart = at
      isIndented = true
    }
  }
  return undefined
}
