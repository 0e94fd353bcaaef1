// Paths with a parameter that takes several segments, such as `{path}` in `/secret/{path}/version/{version}`
// (`x-multi-segment` in the contract). Fastify's router has no such parameters, so the slashes within the value become
// %2F before the router sees the path. The router decodes every parameter once: `a/b`, `a%2Fb` and `a%2fb` reach the
// handler as `a/b`, and `a%252Fb` as `a%2Fb`.

import { resourceOf, type ResourceExists, type ResourceKind } from '../../domain/resource.js'
import type { ResourcePlace } from '../resource-place.js'

/** What this needs to know of a route. */
export interface PathTemplate {
  readonly method: string | readonly string[]
  /** In Fastify's spelling. */
  readonly url: string
  /** The name of the parameter; undefined where every parameter takes one segment. */
  readonly multiSegment?: string | undefined
  /** Where a request names resources. */
  readonly resources?: readonly ResourcePlace[]
}

interface Pattern {
  readonly methods: readonly string[]
  /** Segments before and after the parameter. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** What the parameter names; undefined where that is no resource. */
  readonly kind: ResourceKind | undefined
}

/**
 * Makes the function that rewrites a request's path and query. It changes nothing where no template fits. A request
 * that does not have the method of a route is rewritten as well, so that the reply can say which methods the path has.
 *
 * Where several templates fit, such as `{path}` and `{path}/version`, the one with the most fixed segments counts if
 * its parameter names a resource that exists, or came as one segment with an encoded slash (choices.md 20), whatever
 * the method: deleting a version, which is no operation, must not delete the secret that has this path. Otherwise the
 * one with the fewest that has the method; the one with the most where the parameter names no resource.
 */
export function createPathRewriter (
  templates: readonly PathTemplate[], exists: ResourceExists
): (method: string, url: string) => string {
  // The most fixed segments first.
  const patterns = patternsOf(templates).sort((one, other) => other.after.length - one.after.length)

  function rewritten (method: string, segments: readonly string[]): string | undefined {
    const fitting = patterns.filter((pattern) => fits(pattern, segments))
    const least = fitting.at(-1)
    if (least === undefined) return undefined
    const withMethod = fitting.filter(({ methods }) => methods.includes(method))
    const pattern = fitting.find((one) => one !== least && isMeant(one, segments, exists)) ??
      withMethod.find(({ kind }) => kind === undefined) ?? withMethod.at(-1) ?? least
    const { before, after } = pattern
    const value = valueOf(pattern, segments).join('%2F')
    return [...segments.slice(0, before.length), value, ...segments.slice(segments.length - after.length)].join('/')
  }

  return (method, url) => {
    const end = url.search(/[?#]|$/)
    const path = url.slice(0, end)
    // An encoded slash may also be before the parameter: `data%2Fa` (kv2/differences.md 52).
    const result = rewritten(method, path.split('/')) ??
      (/%2f/i.test(path) ? rewritten(method, path.split(/\/|%2f/i)) : undefined)
    return result === undefined ? url : `${result}${url.slice(end)}`
  }
}

/** The segments of the parameter. */
const valueOf = ({ before, after }: Pattern, segments: readonly string[]): readonly string[] =>
  segments.slice(before.length, segments.length - after.length)

function isMeant (pattern: Pattern, segments: readonly string[], exists: ResourceExists): boolean {
  const { before, kind } = pattern
  const value = valueOf(pattern, segments)
  if (kind === undefined) return false
  if (value.length === 1 && /%2f/i.test(value[0] ?? '')) return true
  const okmsId = decoded(segments[before.indexOf(':okmsId')] ?? '').toLowerCase()
  try {
    return exists(okmsId, resourceOf(kind, value.map(decoded).join('/')))
  } catch {
    // Nothing here can answer the request. What cannot be read does exist, and its operation says what is wrong.
    return true
  }
}

/** One for each path, with the methods of all its routes. */
function patternsOf (templates: readonly PathTemplate[]): Pattern[] {
  const byUrl = new Map<string, Pattern>()
  for (const template of templates) {
    for (const pattern of patternOf(template)) {
      const methods = [...byUrl.get(template.url)?.methods ?? [], ...pattern.methods]
      byUrl.set(template.url, { ...pattern, methods })
    }
  }
  return [...byUrl.values()]
}

function patternOf ({ method, url, multiSegment, resources = [] }: PathTemplate): readonly Pattern[] {
  if (multiSegment === undefined) return []
  const segments = url.split('/')
  const index = segments.indexOf(`:${multiSegment}`)
  const methods = [method].flat()
  return [{
    methods: methods.includes('GET') ? [...methods, 'HEAD'] : methods,
    before: segments.slice(0, index),
    after: segments.slice(index + 1),
    kind: resources.find((place) => place.in === 'path' && place.path[0] === multiSegment)?.kind
  }]
}

/** Whether at least one segment, which may be empty, is left for the parameter. */
function fits ({ before, after }: Pattern, segments: readonly string[]): boolean {
  const last = segments.length - after.length
  return last > before.length &&
    before.every((part, index) => isPart(part, segments[index])) &&
    after.every((part, index) => isPart(part, segments[last + index]))
}

const isPart = (part: string, segment = ''): boolean =>
  part.startsWith(':') ? segment !== '' : part === decoded(segment)

/** As it is where it cannot be decoded; the router refuses such a path. */
function decoded (segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
