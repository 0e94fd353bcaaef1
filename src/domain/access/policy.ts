// Policies and groups of the OVHcloud IAM: which identities may perform which actions on which resources (service.md 2.5). Anything that no policy allows is refused.

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

/** Turns a pattern into an expression for an entire text: `*` matches any number of characters, including `/` and `:`. */
function expressionOf (patterns: readonly string[], end: string): RegExp {
  const alternatives = patterns.map((pattern) => pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*'))
  return new RegExp(`^(?:${alternatives.join('|')})${end}$`, 's')
}

export type Matcher = (text: string) => boolean

const never: Matcher = () => false

/** Whether one of these patterns matches an entire text. Patterns without `*` cost one look-up, independent of their number. */
export function patternMatcher (patterns: readonly string[]): Matcher {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const open = patterns.filter((pattern) => pattern.includes('*'))
  if (open.length === 0) return plain.size === 0 ? never : (text) => plain.has(text)
  const expression = expressionOf(open, '')
  return (text) => plain.has(text) || expression.test(text)
}

/**
 * Whether one of these patterns covers a resource: it matches the URN of the resource or of its parent. The URN of an okms domain
 * therefore covers every key in it, as it does at the service.
 */
export function resourceMatcher (patterns: readonly string[]): Matcher {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const open = patterns.filter((pattern) => pattern.includes('*'))
  const expression = open.length === 0 ? undefined : expressionOf(open, '(?:/.*)?')
  return (urn) => {
    if (expression?.test(urn)) return true
    // From the domain down, because most policies name it.
    for (let end = urn.indexOf('/'); end > 0; end = urn.indexOf('/', end + 1)) {
      if (plain.has(urn.slice(0, end))) return true
    }
    return plain.has(urn)
  }
}

/** `okms:apikms:serviceKey/encrypt`, `okms:*`, `*`: channel, resource and operation; `*` may replace any part. */
export const isActionPattern = (text: string) => /^(?:\*|okms:[\w*]+(?:[:/][\w*]+)*)$/.test(text) && text.length <= 200

/** A resource URN of the service, where `*` may replace any part; or `*`. */
export const isResourcePattern = (text: string) => /^(?:\*|urn:v1:[\w*]+:resource:[!-~]+)$/.test(text) && text.length <= 500
