// The paths of this server, and the one that a client probably meant by an unknown path.

import { didYouMean } from '../../domain/text/did-you-mean.js'
import { uuidPattern } from '../../domain/uuid.js'

interface KnownPath {
  /** Of the path in Fastify's spelling: `api`, `:okmsId`, `v1`. */
  readonly segments: readonly string[]
  /** The same with an empty one at the end where the path ends with a slash. */
  readonly exact: readonly string[]
  /** The index in `exact` of a parameter that takes several segments; -1 for none. */
  readonly multiSegment: number
  readonly methods: Set<string>
}

export interface LikelyPath {
  /** Segments that the client left out are in braces: `{okmsId}`. */
  readonly segments: readonly string[]
  readonly methods: readonly string[]
}

export interface KnownPaths {
  /** @param multiSegment The name of a parameter that takes several segments (multi-segment-paths.ts). */
  add (methods: string | readonly string[], url: string, multiSegment?: string): void
  /**
   * Methods of the paths that these segments are, an empty one at the end for a slash; undefined where there is none.
   */
  methodsOf (segments: readonly string[]): readonly string[] | undefined
  /** The nearest path, if one is near; among equally near ones, one that has the method. */
  nearest (method: string, segments: readonly string[]): LikelyPath | undefined
}

export function createKnownPaths (): KnownPaths {
  const paths = new Map<string, KnownPath>()

  return {
    add (methods, url, multiSegment) {
      const exact = url === '/' ? [] : url.split('/').slice(1)
      const path = paths.get(url) ?? {
        segments: segmentsOf(url),
        exact,
        multiSegment: multiSegment === undefined ? -1 : exact.indexOf(`:${multiSegment}`),
        methods: new Set<string>()
      }
      for (const method of [methods].flat()) path.methods.add(method)
      paths.set(url, path)
    },

    methodsOf (segments) {
      const all = [...paths.values()]
      const exact = all.filter((path) => matches(path.exact, segments))
      // Only where a parameter that takes several segments was not read yet, as in a path that lacks its beginning.
      const matching = exact.length > 0
        ? exact
        : all.filter((path) => path.multiSegment >= 0 && matches(path.exact, joined(segments, path, path.multiSegment)))
      return matching.length === 0 ? undefined : inOrder(matching.flatMap(({ methods }) => [...methods]))
    },

    nearest (method, segments) {
      const [first] = [...paths.values()]
        .filter((path) => !path.segments.includes('*'))
        .filter((path) => !isWithoutDomain(path.segments) || isWithoutDomain(segments))
        .flatMap((path) => readings(segments, path).flatMap((given) => {
          const found = align(given, path.segments, farthest)
          return found?.isTelling === true ? [{ ...found, methods: path.methods }] : []
        }))
        .sort((a, b) => a.cost - b.cost || Number(b.methods.has(method)) - Number(a.methods.has(method)) ||
          a.doubt - b.doubt)
      return first && { segments: first.segments, methods: inOrder([...first.methods]) }
    }
  }
}

const usualOrder = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

const inOrder = (methods: readonly string[]) => usualOrder.filter((method) => methods.includes(method))

/** Without the empty segments that additional slashes cause. */
export const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '')

const withoutDomain: ReadonlySet<string | undefined> = new Set(['1.0', 'v1', 'v2'])

/** The older paths and those of the OVHcloud API: they are suggested only for one of their own kind. */
const isWithoutDomain = ([first]: readonly string[]) => withoutDomain.has(first)

const isParameter = (segment: string) => segment.startsWith(':')

function matches (pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.at(-1) === '*') {
    return segments.length >= pattern.length - 1 &&
      pattern.slice(0, -1).every((part, index) => part === segments[index])
  }
  return pattern.length === segments.length &&
    pattern.every((part, index) => part === segments[index] || (isParameter(part) && segments[index] !== ''))
}

/** The segments with those of the parameter as one, which begins at this index. */
function joined (
  segments: readonly string[], { exact, multiSegment }: KnownPath, start: number
): readonly string[] {
  const end = segments.length - (exact.length - multiSegment - 1)
  if (end - start < 2) return segments
  return [...segments.slice(0, start), segments.slice(start, end).join('/'), ...segments.slice(end)]
}

/**
 * As given, and with the segments of the parameter as one. Some may be missing before it, so that it begins earlier.
 */
function readings (segments: readonly string[], path: KnownPath): readonly (readonly string[])[] {
  const starts = Array.from({ length: Math.min(path.multiSegment, farthest) }, (_, index) => path.multiSegment - index)
  return [segments, ...starts.map((start) => joined(segments, path, start)).filter((given) => given !== segments)]
}

/**
 * Cost of a mistake: 1 for a misspelt or missing segment, 2 for an additional one. `/keys` for
 * `/api/{okmsId}/v1/servicekey` costs 4.
 */
const costs = { slip: 1, missing: 1, extra: 2 } as const
const farthest = 4

/** Segments that do not identify the intended path. */
const prefixes: ReadonlySet<string> = new Set(['api', 'v1', 'v2', '_emulator', 'page', 'auth'])

interface Alignment {
  readonly cost: number
  /** Decides between paths of the same cost: words that the client did not write, and those that it wrote otherwise. */
  readonly doubt: number
  /** The known path, with the ids that were given. */
  readonly segments: readonly string[]
  /** At least one identifying segment matches exactly or almost. */
  readonly isTelling: boolean
}

const doubts = { slip: 1, missing: 2 } as const

const nothing: Alignment = { cost: 0, doubt: 0, segments: [], isTelling: false }

/**
 * The cheapest way to turn the given path into the known one: edit distance over segments.
 * @param budget Maximum cost, which also bounds the search.
 */
function align (given: readonly string[], known: readonly string[], budget: number): Alignment | undefined {
  const difference = known.length - given.length
  if (budget < (difference > 0 ? difference * costs.missing : -difference * costs.extra)) return undefined
  const [segment, ...laterGiven] = given
  const [part, ...laterKnown] = known
  if (segment === undefined && part === undefined) return nothing
  const ways: Array<Alignment | undefined> = []
  if (segment !== undefined && part !== undefined) {
    const cost = slipCost(segment, part)
    const rest = cost === undefined ? undefined : align(laterGiven, laterKnown, budget - cost)
    if (cost !== undefined && rest !== undefined) {
      const isTelling = rest.isTelling || (!isParameter(part) && !prefixes.has(part))
      const isDoubtful = cost > 0 && singular(plain(segment)) !== part
      ways.push({
        cost: cost + rest.cost,
        doubt: rest.doubt + (isDoubtful ? doubts.slip : 0),
        segments: [isParameter(part) ? segment : part, ...rest.segments],
        isTelling
      })
    }
  }
  if (part !== undefined) {
    const rest = align(given, laterKnown, budget - costs.missing)
    ways.push(isParameter(part)
      ? longer(rest, costs.missing, 0, [`{${part.slice(1)}}`])
      : longer(rest, costs.missing, doubts.missing, [part]))
  }
  if (segment !== undefined) ways.push(longer(align(laterGiven, known, budget - costs.extra), costs.extra, 0, []))
  return ways.filter((way) => way !== undefined)
    .sort((a, b) => a.cost - b.cost || Number(b.isTelling) - Number(a.isTelling) || a.doubt - b.doubt)[0]
}

const longer = (
  rest: Alignment | undefined, cost: number, doubt: number, segments: readonly string[]
): Alignment | undefined =>
  rest && { ...rest, cost: rest.cost + cost, doubt: rest.doubt + doubt, segments: [...segments, ...rest.segments] }

const plain = (segment: string) => segment.toLowerCase().replace(/[^a-z\d]/g, '')

const singular = (word: string) => word.replace(/s$/, '')

/** Undefined if one cannot be a misspelling of the other. */
function slipCost (given: string, known: string): number | undefined {
  if (given === known) return 0
  if (isParameter(known)) {
    return !known.endsWith('Id') || uuidPattern.test(given) || given.startsWith('{') ? 0 : costs.slip
  }
  return isNear(given, known) ? costs.slip : undefined
}

/** Words that clients use for a segment. */
const otherNames: Readonly<Record<string, string>> = { kv: 'secret', config: 'secretConfig' }

/** `service-key`, `ServiceKeys`, `keys` and `servciekey` are all near `servicekey`. */
function isNear (given: string, known: string): boolean {
  if (otherNames[given] === known) return true
  const word = plain(given)
  const one = singular(word)
  return (one.length >= 3 && known.includes(one)) || (known.length >= 4 && word.includes(known)) ||
    didYouMean(word, [known]) !== undefined
}
