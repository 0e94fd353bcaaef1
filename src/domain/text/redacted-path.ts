// The path of a refused request in messages and the log. It can contain a secret: a token in place of an id, a password
// before the host, a parameter without its question mark.

import { isId, isQuotable, shownLength } from './quoted-text.js'

/** Without query, scheme, host and user; what could be a secret becomes `...`. */
export function redactedPath (url: string): string {
  const segments = pathOf(url).replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').split('/').map(parted)
  // A key in base64 has slashes, so its parts count together, and so do those that look like a word with capitals.
  const unclear = segments.reduce((sum, { name, value }) =>
    sum + (isId(name) || isLowerCaseWord(name) ? 0 : name.length) + value.length, 0)
  return segments.map(({ name, value }) => {
    const isShown = isQuotable(name) && !name.includes('@') && (isClear(name) || unclear <= shownLength)
    return `${isShown ? name : '...'}${value === '' ? '' : '...'}`
  }).join('/')
}

/** What the router matches: everything before the query or a fragment. */
export const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? ''

/** A parameter, and the rest with its value. */
function parted (segment: string): { readonly name: string, readonly value: string } {
  const [name = ''] = segment.split(/[=;&]/, 1)
  return { name, value: segment.slice(name.length) }
}

const isLowerCaseWord = (text: string): boolean => isWord(text) && text === text.toLowerCase()

const isClear = (name: string): boolean => isId(name) || isWord(name)

/** Longer words of paths have no capitals; parts of base64 have some. */
const longestWithCapitals = 12

/** `servicekey`, `serviceKeys`, `v1`, `1.0`, `swagger-ui.css`: a part of base64 this long is rarely one. */
const isWord = (text: string): boolean => text === '1.0' || (text.length <= longestWithCapitals
  ? /^_?[A-Za-z]?[a-z]*(?:[A-Z][a-z]+|[-_.][a-z]+){0,3}\d{0,3}$/.test(text)
  : text.length <= shownLength && /^_?[a-z]+(?:[-_.][a-z]+)*\d{0,3}$/.test(text))
