// The tables of docs/retries.md: the facts that are measured here.

import { readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.join(import.meta.dirname, '../../../docs/retries.md')

/** Cells of a client, by the title of their column. */
export type Cells = Readonly<Record<string, string>>

export interface RetryTables {
  readonly requests: ReadonlyMap<string, Cells>
  readonly results: ReadonlyMap<string, Cells>
}

export function readRetryTables (): RetryTables {
  const text = readFileSync(file, 'utf8')
  return { requests: tableUnder(text, '## Requests'), results: tableUnder(text, '## What the caller gets') }
}

function tableUnder (text: string, heading: string): ReadonlyMap<string, Cells> {
  const section = text.split(`\n${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const [titles, , ...rows] = section.split('\n').filter((line) => line.startsWith('|')).map(cellsOf)
  if (titles === undefined) throw new Error(`${file} has no table under ${heading}`)
  return new Map(rows.map(([client = '', ...cells]) =>
    [client, Object.fromEntries(cells.map((cell, at) => [titles[at + 1] ?? '', cell]))]))
}

const cellsOf = (line: string): string[] => line.split('|').slice(1, -1).map((cell) => cell.trim())
