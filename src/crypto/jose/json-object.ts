// JSON objects whose member names are unique, as JOSE headers must be (RFC 7515 section 4). JSON.parse keeps the last of equal names silently.

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The members, or undefined when the bytes are not UTF-8, not JSON, not an object, or name a member twice at the top. */
export function parseJsonObject (bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    // A map without prototype, so that no name of a header finds something that the header does not have.
    const members = Object.assign(Object.create(null) as Record<string, unknown>, value)
    return memberCount(text) === Object.keys(value).length ? members : undefined
  } catch {
    return undefined
  }
}

/** Members at the top of a text that is a JSON object: colons outside strings and outside inner values. */
function memberCount (text: string): number {
  let depth = 0
  let count = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (token === ':' && depth === 1) count++
  }
  return count
}
