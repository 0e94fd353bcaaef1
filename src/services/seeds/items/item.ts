// One thing that a seed describes, and what the kinds of them share.

import type { Clock, Clocks } from '../../../domain/clock.js'
import { DomainError } from '../../../domain/errors/domain-error.js'
import type { Subject } from '../../../domain/errors/wording.js'
import type { Store } from '../../../domain/ports.js'
import type { ResourceKind } from '../../../domain/resource.js'
import { isShowable, readSpan, readTime } from '../../../domain/time-text.js'
import type { Credentials } from '../../access/credentials.js'
import type { Groups } from '../../access/identity/groups.js'
import type { Users } from '../../access/identity/users.js'
import type { Policies } from '../../access/policies.js'
import type { ServiceAccounts } from '../../access/tokens/service-accounts.js'
import type { GenerateServiceKey } from '../../keys/service-keys.js'
import type { Tokens } from '../../access/tokens/tokens.js'
import type { Progress } from '../../../domain/progress.js'
import type { Present } from '../present.js'
import { SeedFault, type SeedPath, type SeedProblem } from '../seed-problems.js'
import { seedSpelling } from '../seed-spelling.js'

/** Kinds of resources, and the settings of a domain. */
export type ItemKind = 'secretConfiguration' | Extract<
  ResourceKind,
  'domain' | 'credential' | 'serviceKey' | 'secret' | 'serviceAccount' | 'token' | 'group' | 'user' | 'policy'
>

export interface SeedItem {
  readonly path: SeedPath
  readonly kind: ItemKind
  readonly name: string
  /** Of its domain; undefined for what is in none. */
  readonly okmsId?: () => string
  /** Checks what the format cannot say. Makes no key and writes nothing. */
  readonly check?: () => Promise<void> | void
  /** Its id if it is there. Throws SeedFault when what is there contradicts the seed. */
  readonly find: (present: Present) => string | undefined
  /** Makes what it needs. The result writes it, inside a transaction. */
  readonly prepare: () => Promise<Write> | Write
}

export type Write = () => CreatedItem

export interface CreatedItem {
  readonly id: string
  /** What exists only now. */
  readonly made?: MadeSecrets
}

/** Returned once, and stored nowhere. */
export interface MadeSecrets {
  readonly certificatePem?: string | undefined
  readonly privateKeyPem?: string | undefined
  readonly token?: string | undefined
  readonly clientSecret?: string | undefined
  /** Where the seed wants it written, relative to its file. */
  readonly out?: string | undefined
}

/** What items are made with. */
export interface ItemContext {
  readonly store: Store
  readonly clocks: Clocks
  readonly credentials: Pick<Credentials, 'check' | 'prepare' | 'keep'>
  readonly tokens: Pick<Tokens, 'issue'>
  readonly serviceAccounts: Pick<ServiceAccounts, 'add'>
  readonly policies: Pick<Policies, 'add'>
  readonly groups: Pick<Groups, 'put' | 'edit'>
  readonly users: Pick<Users, 'add' | 'setStatus'>
  readonly generate: GenerateServiceKey
  /** Make new lower case UUIDs. */
  readonly newOkmsId: () => string
  readonly newKeyId: (okmsId: string) => string
  readonly waiting: Progress
}

/** The clock as it is now, for all times of one domain. */
export const stopped = (clock: Clock): Clock => {
  const now = clock()
  return () => now
}

/** Epoch milliseconds of a time in a seed, which may be relative to now. Throws SeedFault. */
export function timeOf (path: SeedPath, text: string, now: number): number
export function timeOf (path: SeedPath, text: string | undefined, now: number): number | undefined
export function timeOf (path: SeedPath, text: string | null | undefined, now: number): number | null | undefined
export function timeOf (path: SeedPath, text: string | null | undefined, now: number): number | null | undefined {
  if (text == null) return text
  const time = readTime(text) ?? now + (readSpan(text) ?? 0)
  if (!isShowable(time)) throw fault(path, 'a time before 1970 or after 9999')
  return time
}

export const fault = (path: SeedPath, text: string) => new SeedFault([{ path, text }])

/** What is wrong with an item, as problems of the seed. Other errors rise. */
export function problemsIn (
  error: unknown, path: SeedPath, names?: Partial<Record<Subject, string>>
): readonly SeedProblem[] {
  if (error instanceof SeedFault) return error.problems
  if (!(error instanceof DomainError)) throw error
  return error.spelled(seedSpelling(names)).map(({ field, text, line }) =>
    ({ path: field === undefined ? path : `${path}.${line.slice(0, line.length - text.length - 2)}`, text }))
}

/** The result of a call; undefined when it is refused, which is added to the problems. */
export function attempt<Result> (path: SeedPath, problems: SeedProblem[], call: () => Result): Result | undefined {
  try {
    return call()
  } catch (error) {
    problems.push(...problemsIn(error, path))
    return undefined
  }
}

/** Says how what is there differs from the seed. */
export const contradiction = (path: SeedPath, what: string, there: string): SeedProblem =>
  ({ path, text: `${what} is there already, with ${there}; it is not changed. Remove it, or change the seed` })

export const sameEntries = (one: readonly string[], other: readonly string[]): boolean =>
  new Set(one).size === new Set(other).size && one.every((entry) => other.includes(entry))
