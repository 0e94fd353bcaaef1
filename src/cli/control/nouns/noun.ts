// What a noun of the command line is, and the verbs that several nouns have.

import type { AdminOperationId } from '../../../emulator/admin/admin-api.js'
import type { FailureName } from '../../exit-codes.js'
import type { Word } from '../admin-options.js'
import type { Verb } from '../verbs.js'

export interface Noun {
  readonly name: string
  readonly summary: string
  readonly verbs: readonly Verb[]
  /** It has nothing on the folder of a stopped server. */
  readonly needsServer?: true
  /** Failures of its verbs, beyond those of every call. */
  readonly failures?: readonly FailureName[]
  /** The name of a field of the admin API on the command line, for refusals by the server. */
  readonly fields: Readonly<Record<string, string>>
}

/** Fields shared by several nouns. */
export const described = { name: '--name', description: '--description' } as const

/**
 * The operations of the verbs that are the same for every noun, and the parameter that the word after the verb becomes.
 */
interface CommonOperations {
  readonly list: AdminOperationId
  readonly show: AdminOperationId
  readonly remove: AdminOperationId
  readonly id: string
}

export const common = (
  { list, show, remove, id: param }: CommonOperations, takes: Word, columns: readonly string[]
): readonly Verb[] => [
  { name: 'list', options: [], columns, call: () => ({ operationId: list }) },
  { name: 'show', takes, options: [], call: ({ id }) => ({ operationId: show, params: { [param]: id } }) },
  {
    name: 'remove',
    takes,
    options: [],
    done: 'removed',
    call: ({ id }) => ({ operationId: remove, params: { [param]: id } })
  }
]
