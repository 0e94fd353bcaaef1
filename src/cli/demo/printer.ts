// The output of the demo: at most 80 columns, with colour on terminals that support it.

import type { Output } from '../command.js'
import { columnsOf, wrap } from '../help/wrap.js'

const narrowest = 40
const widest = 80

const colours = { bold: 1, dim: 2, green: 32, yellow: 33, cyan: 36 } as const

export interface Printer {
  heading (number: number, of: number, title: string, text: string): void
  request (method: string, path: string, body: object | undefined): void
  answer (status: number, body: unknown): void
  note (text: string): void
  plain (text: string): void
  /** Lines written so far. */
  lines (): number
}

export function createPrinter (output: Output, colour: boolean): Printer {
  const width = Math.min(Math.max(columnsOf(output), narrowest), widest)
  let lines = 0
  const paint = (name: keyof typeof colours, text: string) => colour ? `\u001b[${colours[name]}m${text}\u001b[0m` : text
  const line = (text = '') => {
    lines++
    output.write(`${text}\n`)
  }
  const json = (body: unknown) => { for (const text of jsonLines(body, width - 5)) line(`     ${text}`) }

  return {
    heading (number, of, title, text) {
      line()
      line(paint('bold', `${String(number).padStart(2)}/${of}  ${title}`))
      for (const part of wrap(text, width, { first: '       ' })) line(part)
      line()
    },
    request (method, path, body) {
      line(`  ${paint('cyan', `> ${method} ${path}`)}`)
      if (body !== undefined) json(body)
    },
    answer (status, body) {
      line(`  ${paint(status < 400 ? 'green' : 'yellow', `< ${status}${status < 400 ? '' : '  refused'}`)}`)
      if (body !== undefined) json(body)
    },
    note (text) { for (const part of wrap(text, width - 4)) line(`  ${paint('green', '=')} ${part}`) },
    plain (text) {
      for (const paragraph of text.split('\n')) {
        for (const part of paragraph === '' ? [''] : wrap(paragraph, width)) line(part)
      }
    },
    lines: () => lines
  }
}

/** Columns for the indent and the name of a list. */
const listIndent = 24

/** JSON, one member per line. Sentences are wrapped; other long texts, such as tokens of 400 characters, are cut. */
function jsonLines (body: unknown, columns: number): string[] {
  return JSON.stringify(body, null, 2)
    // Short lists of words stay on one line.
    .replace(/\[\s+("[^\]{}]*")\s+\]/g, (list, items: string) => {
      const compact = `[${items.replace(/,\s+/g, ', ')}]`
      return compact.length + listIndent <= columns ? compact : list
    })
    .split('\n')
    .flatMap((text) => text.length <= columns ? text : isProse(text) ? broken(text, columns) : shortened(text, columns))
}

/** A text of three words or more, which may have quotes in it. */
const isProse = (text: string) => /"(?:[^"\\]|\\.)*",?$/.exec(text)?.[0].split(' ', 3).length === 3

/** Over several lines with the same indent. */
function broken (text: string, columns: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  return wrap(text, columns, { first: indent })
}

/** Longer texts are tokens, which are cut; others, such as dates and ids, are shown completely. */
const longest = 50

/** A member whose text does not fit: the text is cut or moved to a separate line. */
function shortened (text: string, columns: number): string[] {
  const [, indent = '', name = '', value = '', comma = ''] = /^( *)("[^"]*": )?"([^"]*)"(,?)$/.exec(text) ?? []
  if (value === '') return [text]
  const end = value.length > longest ? `... (${value.length} characters)"${comma}` : `"${comma}`
  const cut = (start: string) => `${start}"${value.length > longest ? value.slice(0, Math.max(columns - start.length - end.length - 1, 3)) : value}${end}`
  const oneLine = cut(indent + name)
  return oneLine.length <= columns || name === '' ? [oneLine] : [`${indent}${name.trimEnd()}`, cut(`${indent}  `)]
}
