// What this project's code says to a vector.

import { DomainError } from '../../../src/domain/errors/domain-error.js'
import type { Fields, Vector } from './vectors.js'

/** With `notTaken`, the service does not offer it, so there is nothing to judge. */
export type Verdict = 'accepted' | 'refused' | NotTaken

export interface NotTaken {
  readonly notTaken: string
}

export type Judge = (vector: Vector) => Verdict | Promise<Verdict>

export const verdict = (accepted: boolean) => accepted ? 'accepted' : 'refused'

export const isNotTaken = (value: object | string): value is NotTaken =>
  typeof value === 'object' && 'notTaken' in value

/** Names of hashes in Wycheproof and in OpenSSL: SHA-256 and sha256, SHA-512/256 and sha512-256. */
export const hashName = (name: string) => name.toLowerCase().replace(/^sha-/, 'sha').replace('/', '-')

/** Reads the key of each group once. One that an import refuses is not taken, for that reason. */
export function keyOfGroup<Key extends object> (
  read: (group: Fields) => Promise<Key>
): (group: Fields) => Promise<Key | NotTaken> {
  const keys = new WeakMap<Fields, Promise<Key | NotTaken>>()
  const readOrRefuse = async (group: Fields) => {
    try {
      return await read(group)
    } catch (error) {
      if (error instanceof DomainError) return { notTaken: `a key that is refused: ${reasonOf(error)}` }
      throw error
    }
  }
  return async (group) => {
    const key = keys.get(group) ?? readOrRefuse(group)
    keys.set(group, key)
    return await key
  }
}

/** Without the place of the key and what is accepted. */
const reasonOf = ({ message }: DomainError) =>
  message.replace(/^\w+(?:\.|: not a key in the format \w+: )/, '').replace(/[;,(].*/, '').trim()
