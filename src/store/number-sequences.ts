// Numbers that count up for ever: neither a removal nor a reset nor a restore gives one twice.

import type { Database } from 'better-sqlite3'
import { integer } from './sqlite/column.js'
import { checked, keepRowChecksums } from './sqlite/row-checksum.js'

export interface NumberSequences {
  /** The next number of a sequence, which the migrations make. Call it inside the transaction that uses the number. */
  next (name: string): number
  /** The number given last. */
  last (name: string): number
}

export function createNumberSequences (database: Database): NumberSequences {
  const selected = keepRowChecksums(database, 'number_sequence', ['name', 'last'])
  const find = database.prepare<[string], readonly unknown[]>(`SELECT ${selected} FROM number_sequence WHERE name = ?`).raw()
  const set = database.prepare('UPDATE number_sequence SET last = ? WHERE name = ?')

  function last (name: string): number {
    const row = find.get(name)
    if (row === undefined) throw new Error(`no migration makes the sequence ${name}`)
    const [, number] = checked(row)
    return integer(number)
  }

  return {
    last,
    next (name) {
      const number = last(name) + 1
      set.run(number, name)
      return number
    }
  }
}
