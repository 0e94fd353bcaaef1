// Reads a dotenv file: `NAME=value` lines, with quotes, comments and `export`. Values are taken literally: `$NAME` is
// not replaced. No message repeats a value.

import { textFault, type TextFault } from '../../../domain/text/text-fault.js'

export type DotenvResult =
  | { readonly variables: Readonly<Record<string, string>> }
  | { readonly faults: readonly TextFault[] }

const blanks = /[ \t]*/y
const emptyLine = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y
const exported = /export[ \t]+(?=[A-Za-z_])/y
const name = /[A-Za-z_][\w.-]*/y
const equals = /[ \t]*=[ \t]*/y
const restOfLine = /[^\n]*\n?/y
/** To the end of the line, or to a comment: a `#` after a blank. */
const plainValue = /(?:[^\n# \t]|(?<![ \t])#|[ \t]+(?![#\s]|$))*/y

/** What is between the quotes; the text may have several lines. */
const quoted: Readonly<Record<string, RegExp>> = {
  "'": /'([^']*)'/y,
  '`': /`([^`]*)`/y,
  '"': /"((?:[^"\\]|\\[^])*)"/y
}

/** In double quotes. Any other backslash stands for itself. */
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$', '`': '`' }

const unescaped = (text: string) => text.replace(/\\([^])/g, (whole, sign: string) => escapes[sign] ?? whole)

/** Reads to the end, so that every fault is named at once. */
export function readDotenv (file: string): DotenvResult {
  const text = file.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const variables = new Map<string, string>()
  const faults: TextFault[] = []
  let at = 0

  function match (pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return undefined
    at = pattern.lastIndex
    return found[1] ?? found[0]
  }

  /** Returns what is wrong with the line, and where. */
  function assignment (): TextFault | undefined {
    match(blanks)
    match(exported)
    const start = at
    const variable = match(name)
    if (variable === undefined) return textFault(text, at, 'a name expected: a letter or _, then letters, digits and _ . -')
    if (match(equals) === undefined) return textFault(text, at, '"=" expected after the name')
    const quote = text.charAt(at)
    const from = at
    const value = match(quoted[quote] ?? plainValue)
    if (value === undefined) return textFault(text, from, `this quoted value never ends; close it with ${quote}`)
    match(blanks)
    if (match(emptyLine) === undefined) return textFault(text, at, 'text after the closing quote; a comment begins with a blank and #')
    if (variables.has(variable)) return textFault(text, start, 'this name is given twice; remove one of them')
    variables.set(variable, quote === '"' ? unescaped(value) : value)
    return undefined
  }

  while (at < text.length) {
    if (match(emptyLine) !== undefined) continue
    const from = at
    const fault = assignment()
    if (fault === undefined) continue
    faults.push(fault)
    // A line with a name that was given before is read already.
    if (at === from || text[at - 1] !== '\n') match(restOfLine)
  }
  return faults.length > 0 ? { faults } : { variables: Object.fromEntries(variables) }
}
