// Fault rules of an emulator or of one of its domains, for programs.

import type { AdminReplyBody } from '../../emulator/admin/admin-api.js'
import type { FaultEffect, FaultMatch } from '../../domain/faults/fault-rule.js'
import type { FaultTrigger } from '../../domain/faults/fault-trigger.js'
import type { Ask } from './ask.js'

export interface FaultRequest {
  /** By default every request. */
  readonly match?: FaultMatch
  /** By default every request that matches. */
  readonly trigger?: FaultTrigger
  readonly effect: FaultEffect
}

export interface FaultState extends Required<FaultRequest> {
  readonly id: string
  /** The domain that the rule ends with, if it is about one. */
  readonly okmsId: string | null
  /** Matching requests that no earlier rule decided. */
  readonly seen: number
  /** Those of them on which it took effect. */
  readonly hits: number
  readonly createdAt: Date
}

/** A rule that was added. Its methods reject with EmulatorRefusal once it is removed. */
export interface FaultRule {
  readonly id: string
  show (): Promise<FaultState>
  /** How often it took effect. */
  hits (): Promise<number>
  remove (): Promise<void>
}

/**
 * What goes wrong on purpose. Rules are tried in the order in which they were added: the first one that decides the
 * answer of a request ends the search, and those that only delay add up. Methods reject with EmulatorRefusal.
 */
export interface EmulatorFaults {
  /** A rule that could never take effect is refused. */
  add (request: FaultRequest): Promise<FaultRule>
  list (): Promise<readonly FaultState[]>
  /** Removes all of them. */
  clear (): Promise<void>
}

/** @param okmsId The domain whose rules these are; undefined for all of the server. @internal */
export function createFaults (ask: Ask, okmsId?: string): EmulatorFaults {
  const ofDomain = okmsId === undefined ? {} : { okmsId }

  function ruleOf (id: string): FaultRule {
    const params = { faultId: id }
    const show = async () => stateOf(await ask('ShowFault', { params }))
    return {
      id,
      show,
      hits: async () => (await show()).hits,
      async remove () { await ask('RemoveFault', { params }) }
    }
  }

  return {
    async add ({ match, ...others }) {
      const { id } = await ask('AddFault', { body: { match: { ...match, ...ofDomain }, ...others } })
      return ruleOf(id)
    },
    list: async () => (await ask('ListFaults', { query: ofDomain })).map(stateOf),
    async clear () { await ask('RemoveFaults', { query: ofDomain }) }
  }
}

const stateOf = ({ createdAt, ...others }: AdminReplyBody<'ShowFault'>): FaultState =>
  ({ ...others, createdAt: new Date(createdAt) })
