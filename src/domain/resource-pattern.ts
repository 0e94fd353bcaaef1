// Patterns of resources, as fault rules and searches of the journal take them: a URN, or `KIND/ID` such as
// `secret/app/*`. `*` stands for any characters.

import { patternMatcher, type Matcher } from './access/policy.js'
import { resourceKinds, type Resource, type ResourceKind } from './resource.js'
import { haveCommonText } from './text/common-text.js'
import { didYouMean } from './text/did-you-mean.js'
import { quotedOrLength } from './text/quoted-text.js'
import { resourceUrn } from './urn.js'

const isUrn = (pattern: string): boolean => pattern.startsWith('urn:')

/** What a pattern is compared with, so that it can be used as one. */
export const textOfResource = (pattern: string, okmsId: string | null, resource: Resource): string =>
  isUrn(pattern) ? resourceUrn(okmsId, resource) : `${resource.kind}/${resource.id}`

/** Ids count as their kind reads them: UUIDs in either case. */
export function resourcePatternMatcher (pattern: string): (okmsId: string | null, resource: Resource) => boolean {
  if (isUrn(pattern)) {
    const isMatch = patternMatcher([pattern])
    return (okmsId, resource) => isMatch(textOfResource(pattern, okmsId, resource))
  }
  const [first = '', ...rest] = pattern.split('/')
  const matchers = new Map<string, Matcher>(Object.entries(resourceKinds).map(([kind, { idOf }]) =>
    [kind, patternMatcher([[first, ...rest.length === 0 ? [] : [idOf(rest.join('/'))]].join('/')])]))
  return (okmsId, resource) => matchers.get(resource.kind)?.(textOfResource(pattern, okmsId, resource)) === true
}

/** Whether some resource of this kind may match. */
export const canMatchKind = (pattern: string, kind: ResourceKind): boolean =>
  haveCommonText(pattern, textOfResource(pattern, '*', { kind, id: '*' }))

/** What is wrong with a pattern that matches no resource of these kinds; undefined for any other. */
export function faultOfResourcePattern (pattern: string, kinds: readonly ResourceKind[]): string | undefined {
  if (kinds.some((kind) => canMatchKind(pattern, kind))) return undefined
  const [kind = ''] = pattern.split('/', 1)
  const meant = isUrn(pattern) ? undefined : didYouMean(kind, kinds)
  return `got ${quotedOrLength(pattern)}; ${meant === undefined ? `accepted: the URN of a resource, or a kind and an id, such as ${kinds.map((one) => `${one}/*`).join(', ')}` : `did you mean ${meant}${pattern.slice(kind.length)}?`}`
}
