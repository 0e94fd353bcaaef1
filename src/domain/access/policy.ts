// Policies and groups of the OVHcloud IAM: who may do what on what (service.md 2.5). Everything that no policy allows is refused.

export interface Policy {
  /** Lower case UUID. */
  readonly policyId: string
  readonly name: string
  readonly description: string
  /** Identity URNs: accounts, users, groups, service accounts. */
  readonly identities: readonly string[]
  /** Resource patterns; see `coversResource`. */
  readonly resources: readonly string[]
  /** Action patterns; see `matchesPattern`. */
  readonly actions: readonly string[]
  /** Epoch milliseconds. */
  readonly createdAt: number
}

export interface Group {
  /** Identity URN of the group. */
  readonly urn: string
  /** Identity URNs of its members; no groups among them. */
  readonly members: readonly string[]
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** Turns a pattern into an expression for the whole of a text: `*` stands for any characters, also none, and `/` and `:` among them. */
function expressionOf (patterns: readonly string[], end: string): RegExp {
  const alternatives = patterns.map((pattern) => pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*'))
  return new RegExp(`^(?:${alternatives.join('|')})${end}$`, 's')
}

export type Matcher = (text: string) => boolean

const never: Matcher = () => false

/** Says whether one of these patterns matches a text as a whole. Plain patterns cost one look-up, however many there are. */
export function patternMatcher (patterns: readonly string[]): Matcher {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const open = patterns.filter((pattern) => pattern.includes('*'))
  if (open.length === 0) return plain.size === 0 ? never : (text) => plain.has(text)
  const expression = expressionOf(open, '')
  return (text) => plain.has(text) || expression.test(text)
}

/**
 * Says whether one of these patterns covers a resource: matches its URN or the URN of what it is in. So the URN of an okms domain
 * covers every key in it, as a policy on the service's domain does.
 */
export function resourceMatcher (patterns: readonly string[]): Matcher {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const open = patterns.filter((pattern) => pattern.includes('*'))
  const expression = open.length === 0 ? undefined : expressionOf(open, '(?:/.*)?')
  return (urn) => {
    if (expression?.test(urn)) return true
    // From the domain down: most policies are on it.
    for (let end = urn.indexOf('/'); end > 0; end = urn.indexOf('/', end + 1)) {
      if (plain.has(urn.slice(0, end))) return true
    }
    return plain.has(urn)
  }
}

/** `okms:apikms:serviceKey/encrypt`, `okms:*`, `*`: channel, resource and operation, any part of which a `*` may stand for. */
export const isActionPattern = (text: string) => /^(?:\*|okms:[\w*]+(?:[:/][\w*]+)*)$/.test(text) && text.length <= 200

/** A resource URN of the service, any part of which a `*` may stand for; or `*`. */
export const isResourcePattern = (text: string) => /^(?:\*|urn:v1:[\w*]+:resource:[!-~]+)$/.test(text) && text.length <= 500
