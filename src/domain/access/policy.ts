// Policies of the OVHcloud IAM: which identities may perform which actions on which resources (service.md 2.5).
// Anything that no policy allows is refused.

import type { Resource } from '../resource.js'

export interface Policy {
  /** Lower case UUID. */
  readonly policyId: string
  readonly name: string
  readonly description: string
  /** Identity URNs: accounts, users, groups, service accounts. */
  readonly identities: readonly string[]
  /** Resource patterns; see `resourceMatcher`. */
  readonly resources: readonly string[]
  /** Patterns of the actions that it allows; see `patternMatcher`. */
  readonly actions: readonly string[]
  /** Patterns of actions that this policy does not allow, whatever `actions` says. */
  readonly exceptions: readonly string[]
  /** Patterns of actions that no policy allows its identities on its resources. */
  readonly denied: readonly string[]
  /** Epoch milliseconds, as `updatedAt`. */
  readonly createdAt: number
  /** null until its first change. */
  readonly updatedAt: number | null
  /** From when on it does not count; null if it does not expire. */
  readonly expiresAt: number | null
}

/** An action on a resource, as policies allow it. */
export interface Right {
  /** As the front door names it: `okms:apikms:serviceKey/encrypt`. */
  readonly action: string
  readonly resource: Resource
}

export type Matcher = (text: string) => boolean

const never: Matcher = () => false

/**
 * Matches a pattern with at least one `*`, which stands for any number of characters, including `/` and `:`. The parts
 * between the stars are searched from left to right, each after the one before. The leftmost place of a part is never
 * worse than a later one, so no place is tried twice, and the time is linear in the text however many stars there are.
 *
 * @param endsAt Whether a match may end at this position.
 */
function wildcardMatcher (pattern: string, endsAt: (text: string, end: number) => boolean): Matcher {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop() ?? ''
  return (text) => {
    if (!text.startsWith(first)) return false
    let position = first.length
    for (const part of rest) {
      const found = text.indexOf(part, position)
      if (found === -1) return false
      position = found + part.length
    }
    if (last === '') return true
    for (let found = text.indexOf(last, position); found !== -1; found = text.indexOf(last, found + 1)) {
      if (endsAt(text, found + last.length)) return true
    }
    return false
  }
}

const hasWildcard = (pattern: string) => pattern.includes('*')

const atEnd = (text: string, end: number) => end === text.length

/** The path of a secret may have further slashes, which separate nothing: no secret is the parent of another. */
function atEndOfUrnPart (urn: string, end: number): boolean {
  if (end === urn.length) return true
  if (urn[end] !== '/') return false
  const first = urn.indexOf('/')
  return end === first || end === urn.indexOf('/', first + 1)
}

/**
 * Whether one of these patterns matches an entire text. Patterns without `*` cost one
 * look-up, independent of their number.
 */
export function patternMatcher (patterns: readonly string[]): Matcher {
  const plain = new Set(patterns.filter((pattern) => !hasWildcard(pattern)))
  const wildcards = patterns.filter(hasWildcard).map((pattern) => wildcardMatcher(pattern, atEnd))
  if (plain.size === 0 && wildcards.length === 0) return never
  return (text) => plain.has(text) || wildcards.some((matches) => matches(text))
}

/**
 * Whether one of these patterns covers a resource: it matches the URN of the resource, of its okms domain, or of
 * everything of its kind there (`DOMAIN/secret`). The URN of a domain therefore covers every key and secret in it, as
 * it does at the service, and that of the secret `a` does not cover the secret `a/b`.
 */
export function resourceMatcher (patterns: readonly string[]): Matcher {
  const plain = new Set(patterns.filter((pattern) => !hasWildcard(pattern)))
  const wildcards = patterns.filter(hasWildcard).map((pattern) => wildcardMatcher(pattern, atEndOfUrnPart))
  return (urn) => {
    if (wildcards.some((matches) => matches(urn))) return true
    // The domain first, because most policies name it.
    const domainEnd = urn.indexOf('/')
    if (domainEnd === -1) return plain.has(urn)
    if (plain.has(urn.slice(0, domainEnd))) return true
    const kindEnd = urn.indexOf('/', domainEnd + 1)
    return (kindEnd !== -1 && plain.has(urn.slice(0, kindEnd))) || plain.has(urn)
  }
}

/**
 * `okms:apikms:serviceKey/encrypt`, `okms:*`, `*`: product, channel, resource and operation; `*` may replace any part.
 * Policies can name actions of other products too, which no operation here has.
 */
export const isActionPattern = (text: string) =>
  /^(?:\*|[\w*]+:[\w*]+(?:[:/][\w*]+)*)$/.test(text) && text.length <= 200

/** A resource URN of the service, where `*` may replace any part; or `*`. */
export const isResourcePattern = (text: string) => /^(?:\*|urn:v1:[\w*]+:resource:[!-~]+)$/.test(text) && text.length <= 500
