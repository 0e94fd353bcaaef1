// Finds what JSON.parse would silently accept or spend much time on: repeated members,
// lone surrogates, numbers beyond a float and deep nesting.

import { isQuotable } from './quoted-text.js'

/** Levels of objects and lists; valid requests have three. */
export const maxDepth = 64

export interface JsonRules {
  /** Levels of objects and lists. */
  readonly maxDepth: number
  /** Whether a member may be given twice; JSON.parse takes the last one. */
  readonly mayRepeat: boolean
  /** Whether a number may be beyond the range of a 64-bit float; JSON.parse reads it as Infinity. */
  readonly mayBeInfinite: boolean
}

const strictRules: JsonRules = { maxDepth, mayRepeat: false, mayBeInfinite: true }

/** An object or a list that is open at the current position. */
interface Level {
  /** Names seen so far; undefined in a list. */
  readonly names: Set<string> | undefined
  /** The last name, or the index in a list. */
  place: string | number
}

const [quote, comma, colon, openList, closeList, openObject, closeObject, backslash, minus] =
  Array.from('",:[]{}\\-', (sign) => sign.charCodeAt(0))

const isDigit = (sign: number) => sign >= 0x30 && sign <= 0x39

/**
 * The problem of `text`, or undefined; it quotes only names. Runs before JSON.parse, which takes a tenth of a second
 * for 400,000 levels. The text need not be valid JSON: the parser reports other faults. RFC 8259 section 4 does not
 * define the meaning of repeated members, so the emulator and the service could treat them differently.
 *
 * @param root What the text is, for the path of a member: `body`.
 */
export function problemOfJsonText (
  text: string, root: string, { maxDepth, mayRepeat, mayBeInfinite } = strictRules
): string | undefined {
  const levels: Level[] = []
  let level: Level | undefined
  let previous: number | undefined
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) {
      const end = closingQuote(text, at + 1)
      if (end < 0) return undefined
      if (level?.names !== undefined && previous !== colon) {
        const name = unescaped(text.slice(at + 1, end))
        level.place = name
        if (!mayRepeat && level.names.has(name)) return `${pathOf(root, levels)}: given twice; a member may appear once in an object`
        level.names.add(name)
      }
      at = end
    } else if (sign === openObject || sign === openList) {
      if (levels.length === maxDepth) return `${root}: more than ${maxDepth} levels of objects and lists`
      level = { names: sign === openObject ? new Set() : undefined, place: 0 }
      levels.push(level)
    } else if (sign === closeObject || sign === closeList) {
      levels.pop()
      level = levels.at(-1)
    } else if (sign === comma) {
      if (typeof level?.place === 'number') level.place++
    } else if (sign !== colon) {
      if (mayBeInfinite || !(sign === minus || isDigit(sign))) continue
      const number = numberAt(text, at)
      if (Math.abs(Number(number)) === Infinity) return `${pathOf(root, levels)}: the number is beyond the range of a 64-bit float (about 1.8e308)`
      at += number.length - 1
      continue
    }
    previous = sign
  }
  return undefined
}

const numberSigns = /[\d+.eE-]+/y

/** Everything that may be part of the number that begins here. */
function numberAt (text: string, at: number): string {
  numberSigns.lastIndex = at
  return numberSigns.exec(text)?.[0] ?? ''
}

function closingQuote (text: string, from: number): number {
  let end = text.indexOf('"', from)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped (text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes++
  return backslashes % 2 === 1
}

/** A name may be spelled in several ways: `"k"` and `"\u006b"` are one. */
function unescaped (name: string): string {
  if (!name.includes('\\')) return name
  try {
    return String(JSON.parse(`"${name}"`))
  } catch {
    return name
  }
}

function pathOf (root: string, levels: readonly Level[]): string {
  return levels.reduce((path, { place }) => memberPath(path, place), root)
}

const loneSurrogate = /\p{Surrogate}/u

/**
 * The problem of a value from JSON.parse, or undefined. UTF-8 cannot encode a lone surrogate, so it can only come from
 * an escape.
 * @param path Of the value.
 */
export function loneSurrogateWithin (value: unknown, path: string): string | undefined {
  if (typeof value === 'string') {
    return loneSurrogate.test(value) ? `${path}: half of a surrogate pair (an escape from \\ud800 to \\udfff) is no character` : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const isList = Array.isArray(value)
  for (const [name, member] of Object.entries(value)) {
    if (!isList && loneSurrogate.test(name)) {
      return `${path}: the name of a member has half of a surrogate pair (an escape from \\ud800 to \\udfff)`
    }
    const problem = loneSurrogateWithin(member, memberPath(path, isList ? Number(name) : name))
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Other names are chosen by the client and may be anything. */
const plainName = /^[\w-]+$/

/** Characters of a path, about: a body of many levels has a long one. */
const maxPathLength = 300

/** A member of an object, or an entry of a list: `a.b`, `a[0]`. */
function memberPath (path: string, place: string | number): string {
  if (path.length > maxPathLength) return path.endsWith('...') ? path : `${path}...`
  if (typeof place === 'number') return `${path}[${place}]`
  return `${path}.${plainName.test(place) && isQuotable(place) ? place : '...'}`
}
