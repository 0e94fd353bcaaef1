// JSON objects of JOSE: each member once (RFC 7515 section 4, RFC 7519 section 4), no byte order mark. JSON.parse keeps
// the last of equal names silently.

import { loneSurrogateWithin, problemOfJsonText } from '../../domain/text/json-text.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The members; undefined when the bytes are not UTF-8, not JSON, not an object, or a text that
 * parsers read in different ways.
 */
export function parseJsonObject (bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = utf8.decode(bytes)
    if (problemOfJsonText(text, '') !== undefined) return undefined
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    if (loneSurrogateWithin(value, '') !== undefined) return undefined
    // A map without prototype, so that no name resolves to an inherited member.
    return Object.assign(Object.create(null) as Record<string, unknown>, value)
  } catch {
    return undefined
  }
}
