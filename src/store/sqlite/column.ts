// Readers of single column values, which check that each is a value that this program could have written.

import { StoredDataDamaged } from './storage-faults.js'

export type Stored = string | number | null

/** A row read as an array, in half the time of an object: one value per column, in order. */
export type RowOf<Columns extends readonly string[], Value> = { readonly [Index in keyof Columns]: Value }

const damaged = (expected: string) => new StoredDataDamaged(`a column does not hold ${expected}`)

export function text (stored: unknown): string {
  if (typeof stored !== 'string') throw damaged('a text')
  return stored
}

export function integer (stored: unknown): number {
  if (typeof stored !== 'number') throw damaged('an integer')
  return stored
}

export const flag = (stored: unknown): boolean => integer(stored) !== 0

export const nullable = <Value>(decode: (stored: unknown) => Value) => (stored: unknown): Value | null =>
  stored === null ? null : decode(stored)

export function oneOf<Value extends string> (values: readonly Value[]): (stored: unknown) => Value {
  return (stored) => {
    for (const value of values) if (value === stored) return value
    throw damaged(`one of ${values.join(', ')}`)
  }
}

/** A value that this program wrote as JSON; only its syntax can be checked here. */
export function json<Value> (stored: unknown): Value {
  try {
    return JSON.parse(text(stored)) as Value
  } catch {
    throw damaged('JSON')
  }
}

export function bytes (stored: unknown): Buffer {
  if (!Buffer.isBuffer(stored)) throw damaged('bytes')
  return stored
}
