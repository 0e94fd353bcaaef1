// Paths with a parameter that takes several segments, such as `{path}` in `/secret/{path}/version/{version}`
// (`x-multi-segment` in the contract). Fastify's router has no such parameters, so the slashes within the value become
// %2F before the router sees the path. The router decodes every parameter once: `a/b`, `a%2Fb` and `a%2fb` reach the
// handler as `a/b`, and `a%252Fb` as `a%2Fb`.

/** What this needs to know of a route. */
export interface PathTemplate {
  readonly method: string | readonly string[]
  /** In Fastify's spelling. */
  readonly url: string
  /** The name of the parameter; undefined where every parameter takes one segment. */
  readonly multiSegment?: string | undefined
}

interface Pattern {
  readonly methods: readonly string[]
  /** Segments before and after the parameter. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * Makes the function that rewrites a request's path and query. It changes nothing where no template fits. A request
 * that does not have the method of a route is rewritten as well, so that the reply can say which methods the path has.
 */
export function createPathRewriter (templates: readonly PathTemplate[]): (method: string, url: string) => string {
  // The most fixed segments first: `a/version/3` is version 3 of `a`, though it could be the value as a whole.
  const patterns = templates.flatMap(patternOf).sort((one, other) => other.after.length - one.after.length)

  if (patterns.length === 0) return (_method, url) => url
  return (method, url) => {
    const end = url.search(/[?#]|$/)
    const segments = url.slice(0, end).split('/')
    const fitting = patterns.filter((pattern) => fits(pattern, segments))
    const pattern = fitting.find(({ methods }) => methods.includes(method)) ?? fitting[0]
    if (pattern === undefined) return url
    const { before, after } = pattern
    const last = segments.length - after.length
    const value = segments.slice(before.length, last).join('%2F')
    return [...segments.slice(0, before.length), value, ...segments.slice(last)].join('/') + url.slice(end)
  }
}

function patternOf ({ method, url, multiSegment }: PathTemplate): readonly Pattern[] {
  if (multiSegment === undefined) return []
  const segments = url.split('/')
  const index = segments.indexOf(`:${multiSegment}`)
  const methods = [method].flat()
  return [{
    methods: methods.includes('GET') ? [...methods, 'HEAD'] : methods,
    before: segments.slice(0, index),
    after: segments.slice(index + 1)
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
