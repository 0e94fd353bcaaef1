// Replies of the admin API as text: a table for a list, one line per member for a single item.

import type { Verb } from './verbs.js'

export function formatReply (
  answer: unknown, { columns = [], done, text }: Pick<Verb, 'columns' | 'done' | 'text'>
): string {
  if (text !== undefined) return text(answer)
  if (Array.isArray(answer)) return table(columns, answer as readonly Readonly<Record<string, unknown>>[])
  if (typeof answer !== 'object' || answer === null) return done === undefined ? '' : `${done}\n`
  const members = Object.entries(answer)
  const width = Math.max(...members.map(([member]) => member.length)) + 2
  return members.map(([member, value]) => {
    const text = cell(value)
    // Values to copy are on a separate line.
    return text.includes('\n') ? `${member}:\n${text.trimEnd()}\n` : `${`${member}:`.padEnd(width)}${text}\n`
  }).join('')
}

/** Texts in columns, with their names above; `none` without items. */
export function table (columns: readonly string[], items: readonly Readonly<Record<string, unknown>>[]): string {
  if (items.length === 0) return 'none\n'
  const rows = [columns, ...items.map((item) => columns.map((column) => cell(item[column])))]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map((row) => `${row.map((text, index) => text.padEnd(widths[index] ?? 0)).join('  ').trimEnd()}\n`).join('')
}

/** The objects in a list have the same members, so values are enough. */
const item = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.values(value).map(cell).join(' ') : cell(value)

function cell (value: unknown): string {
  if (value === null || value === undefined || value === '') return '-'
  if (Array.isArray(value)) return value.length === 0 ? '-' : (value as readonly unknown[]).map(item).join(',')
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, member]) => `${name}=${cell(member)}`).join(' ') || '-'
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
