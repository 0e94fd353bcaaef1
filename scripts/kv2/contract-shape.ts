// From what the recorded server answered to what OVHcloud's contract makes of it: a table of rules, each with its
// reason in kv2/differences.md.

import { filledIn, type Json, type JsonObject, type Sequence, type Step } from './transcripts.js'

/** A refusal: which four members it has is checked for each alike. */
export interface ExpectedRefusal {
  /** Each is part of one of the errors. */
  readonly texts: readonly string[]
  readonly code?: number
  /** In addition to the four members; without it there is none. */
  readonly data?: Json
}

export interface Expected {
  /** Any of these. */
  readonly statuses: readonly number[]
  /** The whole answer; '' has no body. */
  readonly whole?: Json
  /** Some of the answer, by the paths of its members. */
  readonly parts?: JsonObject
  /** The whole answer, of which the numbers are compared as they are written. */
  readonly text?: string
  readonly refusal?: ExpectedRefusal
}

interface Rule {
  readonly name: string
  readonly because: string
  /** Undefined where the rule does not apply. */
  readonly apply: (expected: Expected, step: Step) => Expected | undefined
}

const secretNotFound = 17125377

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const envelope = ({ whole }: Expected): JsonObject | undefined =>
  isObject(whole) && 'lease_id' in whole ? whole : undefined

const without = (object: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

const asked = ({ request = '' }: Step) => {
  const [method = '', url = ''] = request.split(' ')
  const [path = ''] = url.split('?')
  const [, route = '', secret = ''] = /^\/v1\/\{mount\}\/(\w+)(?:\/(.*))?$/.exec(path) ?? []
  return { method, route, secret }
}

/** Sentences that clients look for (differences.md, choices 9 and 19). */
const keptTexts: readonly string[] = [
  'check-and-set parameter required for this call', 'check-and-set parameter did not match the current version',
  'no data provided'
]

const vaultMembers = ['lease_id', 'renewable', 'lease_duration', 'wrap_info', 'auth', 'warnings']

/** In this order, each on what the one before made. */
export const rules: readonly Rule[] = [
  {
    name: 'deleted, PATCH data',
    because: 'section 2: error members and `data` = version metadata',
    apply: (expected, step) => {
      const answer = envelope(expected)
      const { method, route } = asked(step)
      if (method !== 'PATCH' || route !== 'data' || expected.statuses[0] !== 404) return undefined
      const { data } = answer ?? {}
      return isObject(data) ? { statuses: [404], refusal: { texts: [], code: secretNotFound, data } } : undefined
    }
  },
  {
    name: 'deleted, GET data',
    because: 'section 2: error members and `data: {data, metadata}`',
    apply: (expected, step) => {
      const { data } = envelope(expected) ?? {}
      if (asked(step).route !== 'data' || expected.statuses[0] !== 404 || !isObject(data)) return undefined
      return { statuses: [404], refusal: { texts: [], code: secretNotFound, data } }
    }
  },
  {
    name: 'deleted, GET subkeys',
    because: 'section 2: plain error body, no `data`',
    apply: (expected, step) => {
      const { data } = envelope(expected) ?? {}
      if (asked(step).route !== 'subkeys' || expected.statuses[0] !== 404 || !isObject(data)) return undefined
      return { statuses: [404], refusal: { texts: [], code: secretNotFound } }
    }
  },
  {
    name: 'absent route',
    because: 'choice 56: errors for missing routes are the same everywhere',
    apply: (expected) => {
      const answer = envelope(expected)
      return expected.statuses[0] === 404 && answer?.['data'] === null
        ? { statuses: [404], refusal: { texts: [] } }
        : undefined
    }
  },
  {
    name: 'envelope',
    because: 'section 2: `request_id` and `data`; everything else is forbidden',
    apply: (expected) => {
      const answer = envelope(expected)
      return answer === undefined
        ? undefined
        : { ...expected, whole: { ...without(answer, ...vaultMembers), 'all warnings': answer['warnings'] ?? null } }
    }
  },
  {
    name: 'envelope of a text',
    because: 'section 2: `request_id` and `data`; everything else is forbidden',
    apply: ({ text, ...expected }) => text?.includes('"lease_id"') !== true
      ? undefined
      : {
          ...expected,
          text: text
            .replace('"lease_id":"","renewable":false,"lease_duration":0,', '')
            .replace(',"wrap_info":null,"warnings":null,"auth":null', '')
        }
  },
  {
    name: 'names of members',
    because: 'section 2: envelope and error body',
    apply: (expected) => {
      const { members, characters, ...parts } = expected.parts ?? {}
      if (!Array.isArray(members)) return undefined
      const names: Json = members.includes('errors')
        ? ['error_id', 'error_code', 'errors', 'request_id']
        : members.filter((name) => !vaultMembers.includes(name as string)) as readonly Json[]
      // The number of characters is that of Vault's envelope.
      return { ...expected, parts: { ...parts, members: names } }
    }
  },
  {
    name: 'warnings',
    because: 'section 2: left out when there are none, and everywhere but on POST and PATCH of data and of metadata',
    apply: (expected, step) => {
      if (!isObject(expected.whole) || !('all warnings' in expected.whole)) return undefined
      const { 'all warnings': warnings, ...whole } = expected.whole
      const { method, route } = asked(step)
      const isWritten = ['POST', 'PUT', 'PATCH'].includes(method) && ['data', 'metadata'].includes(route)
      if (warnings === null || !isWritten) return { ...expected, whole }
      return { ...expected, whole: { ...whole, warnings: namesIn(warnings as readonly string[]) } }
    }
  },
  {
    name: 'members of metadata',
    because: 'section 2: adds `urn`, has none of the members that one product adds',
    apply: (expected, step) => {
      const { whole } = expected
      if (asked(step).route !== 'metadata' || !isObject(whole) || !isObject(whole['data'])) return undefined
      const { data } = whole
      if (!('current_version' in data)) return undefined
      return {
        ...expected,
        whole: {
          ...whole, data: { ...without(data, 'metadata_cas_required', 'current_metadata_version'), urn: '<urn>' }
        }
      }
    }
  },
  {
    name: 'members of the configuration',
    because: 'section 2: cas_required, delete_version_after, max_versions',
    apply: (expected, step) => {
      const { whole } = expected
      if (asked(step).route !== 'config' || !isObject(whole) || !isObject(whole['data'])) return undefined
      return { ...expected, whole: { ...whole, data: without(whole['data'], 'metadata_cas_required') } }
    }
  },
  {
    name: 'list of the root',
    because: 'section 2: GET metadata without `list` lists the root',
    apply: (_, { request = '' }) => /^GET \/v1\/\{mount\}\/metadata\/?$/.test(request)
      ? { statuses: [200], parts: { members: ['request_id', 'data'] } }
      : undefined
  },
  {
    name: 'no or wrong token',
    because: 'section 2: 401, where Vault has 403',
    apply: (expected) => expected.statuses[0] === 403 ? { statuses: [401], refusal: { texts: [] } } : undefined
  },
  {
    name: 'wrong verb, body too large, media type',
    because: 'section 2: 405, 413 and 415 are not listed: 404 or 400',
    apply: (expected) => [405, 413, 415].includes(expected.statuses[0] ?? 0)
      ? { statuses: [404, 400], refusal: { texts: [] } }
      : undefined
  },
  {
    name: 'OPTIONS',
    because: 'section 2: a verb that is not listed, as the others: 404 or 400',
    apply: (expected, step) => asked(step).method === 'OPTIONS'
      ? { statuses: [404, 400], refusal: { texts: [] } }
      : undefined
  },
  {
    name: 'redirect',
    because: 'choice 53: the contract has no redirect',
    apply: (expected) => expected.statuses[0] === 307 ? { statuses: [400], refusal: { texts: [] } } : undefined
  },
  {
    name: 'error body',
    because: 'section 2: `error_id`, `error_code`, `errors`, `request_id`, on PATCH too; the texts are ours',
    apply: (expected, step) => {
      const [status = 0] = expected.statuses
      if (status < 400 || expected.refusal !== undefined || expected.parts !== undefined) return undefined
      const given = isObject(expected.whole) ? expected.whole['errors'] : []
      const texts = keptTexts.filter((text) => JSON.stringify(given ?? '').includes(text))
      const { route, secret } = asked(step)
      const isAbsent = status === 404 && secret !== '' && ['data', 'metadata', 'subkeys'].includes(route)
      return { statuses: [status], refusal: isAbsent ? { texts, code: secretNotFound } : { texts } }
    }
  },
  {
    name: 'the token of the recording',
    because: 'choice 59 names the members; name and policies are those of another token, times are RFC 3339',
    apply: (expected, { request = '' }) => {
      const { whole } = expected
      if (!request.includes('/lookup-self') || !isObject(whole) || !isObject(whole['data'])) return undefined
      const others = { display_name: '<text>', policies: ['<text>'], issue_time: '<time>' }
      return { ...expected, whole: { ...whole, data: { ...whole['data'], ...others } } }
    }
  },
  {
    name: 'plain objects of sys',
    because: 'choice 60 names the members; the others are of one product, and the version is our own',
    apply: (expected, step) => {
      const [, name = ''] = /\/v1\/sys\/([\w-]+)/.exec(step.request ?? '') ?? []
      const shown = sysMembers[name]
      if (shown === undefined || !isObject(expected.whole)) return undefined
      const parts = Object.entries(expected.whole).filter(([member]) => shown.includes(member))
      return { statuses: expected.statuses, parts: Object.fromEntries(parts) }
    }
  }
]

const sysMembers: Readonly<Record<string, readonly string[]>> = {
  health: ['initialized', 'sealed', 'standby', 'cluster_name', 'cluster_id'],
  'seal-status': ['initialized', 'sealed', 't', 'n', 'progress', 'cluster_name', 'cluster_id'],
  init: ['initialized'],
  leader: ['ha_enabled']
}

/** The names in brackets of Vault's warnings: ours must have each of them. */
function namesIn (warnings: readonly string[]): Json {
  return { 'texts that name': warnings.flatMap((text) => /\[(.*)\]/.exec(text)?.[1]?.split(' ') ?? []) }
}

const partNames = ['members', 'data members', 'characters']
const isPartial = (answer: Json): answer is JsonObject =>
  isObject(answer) && Object.keys(answer).some((name) => name.includes('.') || partNames.includes(name))

/** With the names of the recording filled in. */
function withNames (answer: Json, sequence: Sequence): Json {
  if (typeof answer === 'string') return filledIn(answer, sequence)
  if (Array.isArray(answer)) return answer.map((item: Json) => withNames(item, sequence))
  if (!isObject(answer)) return answer
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, withNames(value, sequence)]))
}

/** What the step must answer here, and the names of the rules that made it so. */
export function expectedOf (
  step: Step, sequence: Sequence
): { readonly expected: Expected, readonly applied: readonly string[] } {
  const { status = 0, answer_text: text } = step
  const answer = step.answer === undefined ? undefined : withNames(step.answer, sequence)
  let expected: Expected = {
    statuses: [status],
    ...(answer === undefined ? {} : isPartial(answer) ? { parts: answer } : { whole: answer }),
    ...(text === undefined || status >= 300 ? {} : { text })
  }
  const applied: string[] = []
  for (const { name, apply } of rules) {
    const changed = apply(expected, step)
    if (changed === undefined) continue
    expected = changed
    applied.push(name)
  }
  return { expected, applied }
}
