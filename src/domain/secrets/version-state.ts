// THE table of the transitions of a secret's version, with the name that each API has for them (service.md 7.4, 8.8).

import { secretErrors } from '../errors/secrets.js'
import type { SecretVersion } from './secret.js'

export const secretVersionStates = ['active', 'deactivated', 'deleted'] as const
export type SecretVersionState = (typeof secretVersionStates)[number]

/** What a transition does to a version in one state: it changes the version, keeps it as it is, or is refused. */
type Cell = 'change' | 'keep' | typeof secretErrors.VersionDeleted

interface Transition {
  /** The state that a request of the native API (v2) asks for. */
  readonly native: SecretVersionState
  /** The operation of the KV v2 API. */
  readonly kv: string
  readonly from: Readonly<Record<SecretVersionState, Cell>>
  /** @param plannedEnd When a version that is activated now is deactivated by itself. */
  readonly change: (version: SecretVersion, now: number, plannedEnd: number | null) => SecretVersion
}

export const secretTransitions = {
  activate: {
    native: 'active',
    kv: 'undelete',
    // Activating an active version plans its end again (kv2/differences.md 45).
    from: { active: 'change', deactivated: 'change', deleted: secretErrors.VersionDeleted },
    change: (version, _now, plannedEnd) => ({ ...version, deactivatedAt: plannedEnd })
  },
  deactivate: {
    native: 'deactivated',
    kv: 'delete',
    from: { active: 'change', deactivated: 'keep', deleted: secretErrors.VersionDeleted },
    change: (version, now) => ({ ...version, deactivatedAt: now })
  },
  delete: {
    native: 'deleted',
    kv: 'destroy',
    from: { active: 'change', deactivated: 'change', deleted: 'keep' },
    change: (version) => ({ ...version, isDeleted: true })
  }
} as const satisfies Record<string, Transition>

export type SecretTransition = keyof typeof secretTransitions

const transitions: Readonly<Record<SecretTransition, Transition>> = secretTransitions

/** The transition by which a version gets this state. */
export function transitionTo (state: SecretVersionState): SecretTransition {
  const names = Object.keys(secretTransitions) as readonly SecretTransition[]
  const found = names.find((name) => secretTransitions[name].native === state)
  if (found === undefined) throw new TypeError(`no transition leads to ${state}`)
  return found
}

export function stateAt ({ deactivatedAt, isDeleted }: SecretVersion, now: number): SecretVersionState {
  if (isDeleted) return 'deleted'
  return deactivatedAt !== null && deactivatedAt <= now ? 'deactivated' : 'active'
}

/** The version after the transition, the same one when nothing changes, or the row with which it is refused. */
export function versionAfter (
  transition: SecretTransition, version: SecretVersion, now: number, plannedEnd: number | null
): SecretVersion | { readonly refused: typeof secretErrors.VersionDeleted } {
  const { from, change } = transitions[transition]
  const cell = from[stateAt(version, now)]
  if (typeof cell === 'object') return { refused: cell }
  return cell === 'keep' ? version : change(version, now, plannedEnd)
}
