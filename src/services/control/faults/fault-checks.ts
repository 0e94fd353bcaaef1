// What is wrong with a fault rule before it is kept: every problem at once, with its member and what is accepted.

import type { Problem } from '../../../domain/errors/wording.js'
import type { CredentialStore, OkmsDomainStore, TokenStore } from '../../../domain/ports.js'
import {
  errorNameOf, exclusiveEffects, isRetryStatus, type FaultEffect, type FaultMatch, type FaultRequest
} from '../../../domain/faults/fault-rule.js'
import { triggerKinds, type FaultTrigger } from '../../../domain/faults/fault-trigger.js'
import { latencyAccepts, readLatency } from '../../../domain/faults/latency.js'
import { resourceKindNames } from '../../../domain/resource.js'
import { faultOfResourcePattern } from '../../../domain/resource-pattern.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { unknownName } from '../../../domain/text/unknown-name.js'
import { uuidExpression } from '../../../domain/uuid.js'
import { possibleTargets, targetsOf, type FaultTarget, type InjectableErrors } from './fault-targets.js'

export interface FaultCheckOptions {
  /** Every route of the service's API. */
  readonly targets: readonly FaultTarget[]
  readonly errors: InjectableErrors
  readonly domains: Pick<OkmsDomainStore, 'find'>
  readonly credentials: Pick<CredentialStore, 'find'>
  readonly tokens: Pick<TokenStore, 'find'>
}

/** Rules that are kept at the same time. */
const maxRules = 1000

type Part = keyof FaultRequest
type Member = keyof FaultMatch | keyof FaultTrigger | keyof FaultEffect

const problem = (part: Part, member: Member | undefined, text: string): Problem =>
  ({ place: member === undefined ? { name: part, path: part } : { name: member, path: `${part}.${member}` }, text })

/** Whether it is broken, by which member, and what is accepted. */
type Rule = readonly [isBroken: boolean, member: Member | undefined, text: string]

const violations = (part: Part, rules: readonly Rule[]): readonly Problem[] =>
  rules.filter(([isBroken]) => isBroken).map(([, member, text]) => problem(part, member, text))

/** @param kept Rules that there are. */
export function problemsOfFault (
  { match, trigger, effect }: FaultRequest, kept: number, options: FaultCheckOptions
): readonly Problem[] {
  const own = [
    ...problemsOfTrigger(trigger), ...problemsOfEffect(effect, options.errors), ...problemsOfMatch(match, options)
  ]
  const full = kept < maxRules ? [] : [{ text: `there are ${kept} fault rules, the most that are kept; remove some` }]
  return [...own.length > 0 ? own : problemsTogether({ match, trigger, effect }, options), ...full]
}

const given = <Members extends object>(members: Members, names: ReadonlyArray<keyof Members>) =>
  names.filter((name) => members[name] !== undefined)

function problemsOfTrigger (trigger: FaultTrigger): readonly Problem[] {
  const { from = 1, to = Infinity, probability, seed } = trigger
  const kinds = triggerKinds.map((names) => given(trigger, names)).filter((names) => names.length > 0)
  return violations('trigger', [
    [kinds.length > 1, undefined, `got ${kinds.flat().join(', ')}; accepted: one of next, every, from with to, probability with seed`],
    [from > to, 'to', `got ${to}; accepted: at least ${from}, which is from`],
    [seed !== undefined && probability === undefined, 'seed', 'goes with probability, which is missing']
  ])
}

function problemsOfEffect (effect: FaultEffect, errors: InjectableErrors): readonly Problem[] {
  const { latency, error, retryAfter, tls } = effect
  const kinds = given(effect, exclusiveEffects).filter((name) => effect[name] !== false)
  const isKnown = error === undefined || errors.has(error)
  const status = errors.get(errorNameOf(effect) ?? '')?.status ?? 0
  return violations('effect', [
    [kinds.length > 1, undefined, `got ${kinds.join(', ')}; accepted: one of them`],
    [kinds.length === 0 && latency === undefined, undefined, `nothing that happens; accepted: latency, or one of ${exclusiveEffects.join(', ')}`],
    [latency !== undefined && readLatency(latency) === undefined, 'latency', `got ${quotedOrLength(latency ?? '')}; accepted: ${latencyAccepts}`],
    [latency !== undefined && tls === true, 'latency', 'delays requests; a handshake is rejected without a delay'],
    [!isKnown, 'error', unknownName(error ?? '', [...errors.keys()], 'the names of errors in docs/errors.md, such as KeyNotFound')],
    [isKnown && retryAfter !== undefined && !isRetryStatus(status), 'retryAfter', 'goes with an answer of 429 or 503; accepted: with status, or with error and the name of such an answer']
  ])
}

function problemsOfMatch (match: FaultMatch, options: FaultCheckOptions): readonly Problem[] {
  const { operationId, resource, credentialId, okmsId } = match
  const { targets, domains, credentials, tokens } = options
  const names = [...new Set(targets.map((target) => target.operationId))].filter((name) => name !== '')
  const kinds = resourceKindNames.filter((name) => targets.some((target) => target.resource === name))
  const wrongResource = resource === undefined ? undefined : faultOfResourcePattern(resource, kinds)
  const isDomain = (id: string | undefined) => id === undefined || domains.find(id) !== undefined
  const inUrn = domainOfUrn(resource)
  const isCaller = (id: string) => credentials.find(id) !== undefined || tokens.find(id) !== undefined
  return violations('match', [
    [
      operationId !== undefined && targetsOf(targets, { operationId }).length === 0, 'operationId',
      unknownName(operationId ?? '', names, 'operations of the contract, such as Encrypt or *ServiceKey*')
    ],
    [wrongResource !== undefined, 'resource', wrongResource ?? ''],
    [!isDomain(inUrn), 'resource', `no okms domain ${inUrn}; see okms-emulator domain list`],
    [!isDomain(okmsId), 'okmsId', `no okms domain ${quotedOrLength(okmsId ?? '')}; see okms-emulator domain list`],
    [credentialId !== undefined && !isCaller(credentialId), 'credentialId', `no credential and no token ${quotedOrLength(credentialId ?? '')}; see okms-emulator credential list and okms-emulator token list`]
  ])
}

const requestMembers = ['operationId', 'resource', 'method', 'path'] as const

/** Parts that are right, but together never happen. */
function problemsTogether ({ match, effect }: FaultRequest, options: FaultCheckOptions): readonly Problem[] {
  const { targets, errors } = options
  if (reachableDomains(match, options)?.length === 0) return [problem('match', undefined, `${given(match, ['okmsId', 'credentialId', 'resource']).join(', ')}: not of the same okms domain`)]
  if (effect.tls === true) return problemsOfHandshake(match, options)
  const wanted = targetsOf(targets, match)
  if (wanted.length === 0) return [problem('match', undefined, `no operation has this ${given(match, requestMembers).join(', ')}`)]
  if (possibleTargets(wanted, effect, errors).length > 0) return []
  const names = [...new Set(wanted.map(({ operationId }) => operationId))].join(', ')
  if (effect.error === undefined) return [problem('effect', 'truncate', `${names}: no answer has a body that could be cut`)]
  return [problem('effect', 'error', `${effect.error} has the status ${errors.get(effect.error)?.status}, which the contract does not list for ${names}; it lists ${refusalsOf(wanted).join(', ')}`)]
}

const refusalsOf = (targets: readonly FaultTarget[]): readonly number[] =>
  [...new Set(targets.flatMap(({ statuses = [] }) => [...statuses]))].filter((status) => status >= 400).sort()

/** Before there is a request, only the certificate is known. */
function problemsOfHandshake (match: FaultMatch, { credentials }: FaultCheckOptions): readonly Problem[] {
  const { credentialId } = match
  const late = given(match, requestMembers)
  return violations('match', [
    ...late.map((member): Rule => [true, member, 'is not known during a TLS handshake; with tls, credentialId and okmsId are accepted']),
    [credentialId !== undefined && credentials.find(credentialId) === undefined, 'credentialId', 'is a token, which is not known during a TLS handshake']
  ])
}

const urnOfDomain = new RegExp(`^urn:v1:[a-z*]+:resource:okms:(${uuidExpression})(?:/|$)`, 'i')

const domainOfUrn = (resource = ''): string | undefined => urnOfDomain.exec(resource)?.[1]?.toLowerCase()

/** The domains of a credential or a token; undefined for a token that reaches every domain. */
function domainsOfCaller (
  credentialId: string, { credentials, tokens }: FaultCheckOptions
): readonly string[] | undefined {
  const credential = credentials.find(credentialId)
  if (credential !== undefined) return [credential.okmsId]
  const token = tokens.find(credentialId)
  return token?.everyDomain === true ? undefined : token?.okmsIds ?? []
}

/** Those that requests with this match can be in; undefined for any. */
function reachableDomains (match: FaultMatch, options: FaultCheckOptions): readonly string[] | undefined {
  const { okmsId, credentialId, resource } = match
  const inUrn = domainOfUrn(resource)
  const named = [
    okmsId === undefined ? undefined : [okmsId],
    credentialId === undefined ? undefined : domainsOfCaller(credentialId, options),
    inUrn === undefined ? undefined : [inUrn]
  ].filter((domains) => domains !== undefined)
  return named[0]?.filter((id) => named.every((domains) => domains.includes(id)))
}

/** The domain that a rule ends with: the only one that its requests can be in. */
export function domainOfFault (match: FaultMatch, options: FaultCheckOptions): string | undefined {
  const [only, ...others] = reachableDomains(match, options) ?? []
  return others.length === 0 ? only : undefined
}
