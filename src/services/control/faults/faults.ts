// Fault rules: what goes wrong on purpose, so that a test can see how its program deals with it. Rules are in memory
// only, are tried in the order in which they were added, and end with their domain.

import type { Clocks } from '../../../domain/clock.js'
import { DomainError, refusal } from '../../../domain/errors/domain-error.js'
import { controlErrors } from '../../../domain/errors/control/control.js'
import { faultErrors } from '../../../domain/errors/control/faults.js'
import {
  errorNameOf, isRetryStatus, type FaultEffect, type FaultRequest, type FaultRule
} from '../../../domain/faults/fault-rule.js'
import { decisionOf } from '../../../domain/faults/fault-trigger.js'
import { readLatency, type Latency } from '../../../domain/faults/latency.js'
import { randomSequence } from '../../../domain/faults/random-sequence.js'
import { domainOfFault, problemsOfFault, type FaultCheckOptions } from './fault-checks.js'
import { handshakeTest, requestTest, type FaultedClient, type FaultedRequest } from './fault-matching.js'
import { possibleTargets, targetsOf, type InjectableErrors } from './fault-targets.js'

/** What happens to a request in place of its ordinary answer. */
export type FaultOutcome =
  | { readonly kind: 'refusal', readonly error: DomainError, readonly retryAfter: number | undefined }
  /** The connection is reset, and nothing is done. */
  | { readonly kind: 'reset' }
  /** The operation is performed, and its answer ends in the middle: with a reset, or in an orderly way. */
  | { readonly kind: 'cut', readonly withReset: boolean }

export interface Fault {
  /** The rule that decides the outcome, or else the first one that delays; undefined for a delay without a rule. */
  readonly faultId: string | undefined
  /** Milliseconds that the request waits first. */
  readonly delay: number
  /** Undefined: the request is answered as usual. */
  readonly outcome: FaultOutcome | undefined
}

export interface Faults {
  /** Refuses ControlRequestInvalid with every problem at once. */
  add (request: FaultRequest): FaultRule
  /** Refuses FaultNotFound, as `remove`. */
  get (faultId: string): FaultRule
  /** In the order in which they are tried. @param okmsId Those that end with this domain; all without it. */
  list (okmsId?: string): readonly FaultRule[]
  remove (faultId: string): void
  /** Removes those that end with this domain; all without it. */
  clear (okmsId?: string): void
  /** Finds what happens to a request, and counts it. Undefined while there is nothing to find. */
  readonly ofRequest: ((request: FaultedRequest) => Fault | undefined) | undefined
  /** The id of the rule that rejects a handshake, which it counts. Undefined while no rule can. */
  readonly ofHandshake: ((client: FaultedClient) => string | undefined) | undefined
}

export interface FaultsOptions extends FaultCheckOptions {
  readonly clocks: Clocks
  /** Makes a new lower case UUID. @param okmsId The domain that the rule ends with. */
  readonly newId: (okmsId: string | undefined) => string
  /** The delay of every request, besides those of rules. */
  readonly everyRequest?: Latency | undefined
}

/** A rule with its counters, and what decides about a request. */
interface Kept {
  readonly rule: Omit<FaultRule, 'seen' | 'hits'>
  /** Counts a request that matches, and whether the rule takes effect on it. */
  readonly takesEffect: () => boolean
  readonly counts: { seen: number, hits: number }
  readonly matches: (request: FaultedRequest) => boolean
  /** Undefined for a rule about requests. */
  readonly matchesHandshake: ((client: FaultedClient) => boolean) | undefined
  readonly delay: () => number
  readonly outcome: (() => FaultOutcome) | undefined
}

export function createFaults (options: FaultsOptions): Faults {
  const { clocks, newId, everyRequest } = options
  const kept = new Map<string, Kept>()
  /** Those that may match a caller of a domain, or of none; made at its first request after a change. */
  const byDomain = new Map<string | null, readonly Kept[]>()
  const random = randomSequence(0)
  let ofRequest: Faults['ofRequest']
  let ofHandshake: Faults['ofHandshake']

  changed()

  function changed (): void {
    byDomain.clear()
    const all = [...kept.values()]
    ofRequest = everyRequest !== undefined || all.some((one) => one.matchesHandshake === undefined) ? find : undefined
    ofHandshake = all.some((one) => one.matchesHandshake !== undefined) ? rejecting : undefined
  }

  function rulesOf (okmsId: string | null): readonly Kept[] {
    const known = byDomain.get(okmsId)
    if (known !== undefined) return known
    const rules = [...kept.values()].filter(({ rule, matchesHandshake }) =>
      matchesHandshake === undefined && (rule.okmsId === undefined || rule.okmsId === okmsId))
    byDomain.set(okmsId, rules)
    return rules
  }

  function find (request: FaultedRequest): Fault | undefined {
    let faultId: string | undefined
    let delay = everyRequest?.(random) ?? 0
    for (const one of rulesOf(request.caller.okmsId)) {
      if (!one.matches(request) || !one.takesEffect()) continue
      delay += one.delay()
      const outcome = one.outcome?.()
      if (outcome !== undefined) return { faultId: one.rule.faultId, delay, outcome }
      faultId ??= one.rule.faultId
    }
    return delay === 0 && faultId === undefined ? undefined : { faultId, delay, outcome: undefined }
  }

  function rejecting (client: FaultedClient): string | undefined {
    return [...kept.values()].find((one) => one.matchesHandshake?.(client) === true && one.takesEffect())?.rule.faultId
  }

  function keptOf (faultId: string): Kept {
    const found = kept.get(faultId.toLowerCase())
    if (found === undefined) throw refusal(faultErrors.FaultNotFound, faultId)
    return found
  }

  return {
    add (request) {
      const problems = problemsOfFault(request, kept.size, options)
      if (problems.length > 0) throw refusal(controlErrors.ControlRequestInvalid, problems)
      const okmsId = domainOfFault(request.match, options)
      const createdAt = (okmsId === undefined ? clocks.server : clocks.of(okmsId))()
      const one = keep({ ...request, faultId: newId(okmsId), okmsId, createdAt }, options)
      kept.set(one.rule.faultId, one)
      changed()
      return shown(one)
    },
    get: (faultId) => shown(keptOf(faultId)),
    list: (okmsId) => [...kept.values()].map(shown).filter((rule) => okmsId === undefined || rule.okmsId === okmsId),
    remove (faultId) {
      kept.delete(keptOf(faultId).rule.faultId)
      changed()
    },
    clear (okmsId) {
      for (const { rule } of kept.values()) {
        if (okmsId === undefined || rule.okmsId === okmsId) kept.delete(rule.faultId)
      }
      changed()
    },
    get ofRequest () { return ofRequest },
    get ofHandshake () { return ofHandshake }
  }
}

const shown = ({ rule, counts }: Kept): FaultRule => ({ ...rule, ...counts })

function keep (rule: Kept['rule'], { targets, errors }: FaultCheckOptions): Kept {
  const { match, trigger, effect, faultId } = rule
  const counts = { seen: 0, hits: 0 }
  const decides = decisionOf(trigger)
  const operations = new Set(possibleTargets(targetsOf(targets, match), effect, errors)
    .map(({ operationId }) => operationId))
  const latency = effect.latency === undefined ? undefined : readLatency(effect.latency)
  const random = randomSequence((trigger.seed ?? 0) + 1)
  return {
    rule,
    counts,
    matches: requestTest(match, operations),
    matchesHandshake: effect.tls === true ? handshakeTest(match) : undefined,
    takesEffect () {
      counts.seen++
      if (!decides(counts)) return false
      counts.hits++
      return true
    },
    delay: () => latency?.(random) ?? 0,
    outcome: outcomeOf(effect, faultId, errors)
  }
}

/** Seconds, where a rule for 429 or 503 names none. */
const usualRetryAfter = 1

/** Undefined for a rule that only delays, and for one about handshakes. */
function outcomeOf (
  effect: FaultEffect, faultId: string, errors: InjectableErrors
): (() => FaultOutcome) | undefined {
  const { retryAfter, reset, truncate } = effect
  if (reset === 'before') return () => ({ kind: 'reset' })
  if (reset === 'during') return () => ({ kind: 'cut', withReset: true })
  if (truncate === true) return () => ({ kind: 'cut', withReset: false })
  const name = errorNameOf(effect)
  const row = errors.get(name ?? '')
  if (name === undefined || row === undefined) return undefined
  return () => ({
    kind: 'refusal',
    error: new DomainError(row.kind, [{ text: `${name}, injected by fault rule ${faultId}` }]),
    retryAfter: isRetryStatus(row.status) ? retryAfter ?? usualRetryAfter : undefined
  })
}
