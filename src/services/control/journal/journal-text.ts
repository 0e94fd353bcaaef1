// Entries of the journal as text, for people: in a table, and with what was expected instead.

import type { Difference } from '../../../domain/journal/journal-filter.js'

/** An entry as the admin API shows it. */
export interface ShownEntry {
  readonly sequence: number
  readonly time: string
  readonly operationId: string | null
  readonly method: string | null
  readonly path: string | null
  readonly resource: { readonly kind: string, readonly id: string } | null
  readonly status: number | null
  readonly error: { readonly text: string } | null
  readonly durationMs: number | null
  readonly faultId?: string | undefined
}

export interface ShownMiss {
  readonly entry: ShownEntry
  readonly differences: ReadonlyArray<Omit<Difference, 'member'> & { readonly member: string }>
}

const columns = ['#', 'time', 'operation', 'resource', 'status', 'ms'] as const

function cellsOf ({ sequence, time, operationId, method, path, resource, status, durationMs }: ShownEntry) {
  const request = method === null ? 'no request' : `${method} ${path ?? ''}`
  return [
    String(sequence), time, operationId ?? request, resource === null ? '-' : `${resource.kind}/${resource.id}`,
    String(status ?? '-'), durationMs === null ? '-' : durationMs.toFixed(1)
  ]
}

/** Why it was refused, and whether a fault rule did it. */
function notesOf ({ error, faultId }: ShownEntry): readonly string[] {
  return [...(error === null ? [] : [error.text]), ...(faultId === undefined ? [] : [`hit by the fault ${faultId}`])]
}

/** Rows in columns, each with its notes below it. */
function aligned (rows: ReadonlyArray<{ readonly cells: readonly string[], readonly notes: readonly string[] }>) {
  const widths = columns.map((_, column) => Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)))
  const indent = ' '.repeat((widths[0] ?? 0) + 2)
  return rows.flatMap(({ cells, notes }) => [
    // Numbers end at the same place.
    cells.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 || column === cells.length - 1 ? cell.padStart(width) : cell.padEnd(width)
    }).join('  ').trimEnd(),
    ...notes.map((note) => `${indent}${note}`)
  ])
}

/** A table with the texts of refusals; one line without entries. */
export function journalTable (entries: readonly ShownEntry[]): string {
  if (entries.length === 0) return 'none\n'
  const rows = entries.map((entry) => ({ cells: cellsOf(entry), notes: notesOf(entry) }))
  return aligned([{ cells: columns, notes: [] }, ...rows]).map((line) => `${line}\n`).join('')
}

/** One line, for a list that grows. */
export const journalLine = (entry: ShownEntry): string => [...cellsOf(entry).slice(1), ...notesOf(entry)].join('  ')

export interface Shortfall {
  /** Such as `at least 2 requests`. */
  readonly expected: string
  /** The members of the filter, as they were given. */
  readonly filter: Readonly<Record<string, unknown>>
  readonly count: number
  readonly entries: readonly ShownEntry[]
  readonly nearest: readonly ShownMiss[]
  readonly dropped: number
}

/** Why an expectation was not met: what was expected, what was found, and what nearly matched. */
export function shortfallText ({ expected, filter, count, entries, nearest, dropped }: Shortfall): string {
  const wanted = Object.entries(filter)
  const width = Math.max(0, ...wanted.map(([name]) => name.length))
  return [
    `expected ${expected} in the journal, found ${count}`,
    ...wanted.map(([name, value]) => `  ${name.padEnd(width)}  ${textOf(value)}`),
    ...(entries.length === 0 ? [] : ['', 'found:', ...indented(entries.map((entry) => ({ entry, differences: [] })))]),
    ...(nearest.length === 0 ? [] : ['', 'nearest misses:', ...indented(nearest)]),
    ...(nearest.length > 0 || count > 0 ? [] : ['', 'there is no other request']),
    ...(dropped === 0 ? [] : ['', `${dropped} older requests are not kept any more; start with a larger --journal`])
  ].join('\n')
}

const textOf = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)

function indented (misses: readonly ShownMiss[]): readonly string[] {
  const rows = misses.map(({ entry, differences }) => {
    const [members, expected] = (['member', 'expected'] as const)
      .map((name) => Math.max(0, ...differences.map((difference) => difference[name].length)))
    const notes = differences.map(({ member, expected: wanted, actual }) =>
      `${member.padEnd(members ?? 0)}  expected ${wanted.padEnd(expected ?? 0)}  actual ${actual}`)
    return { cells: cellsOf(entry), notes: [...notes, ...notesOf(entry)] }
  })
  return aligned(rows).map((line) => `  ${line}`)
}
