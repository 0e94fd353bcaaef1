// Explains malformed credentials: another scheme, another header, a placeholder. No text quotes them.

import type { IncomingMessage } from 'node:http'

/** Schemes of RFC 9110 section 11 and of other products; anything else may be the token itself. */
const otherSchemes = [
  'Basic', 'Digest', 'Negotiate', 'Token', 'ApiKey', 'PAT', 'OAuth', 'JWT', 'AWS4-HMAC-SHA256'
] as const

/** Why an Authorization header is not `Bearer TOKEN`. */
export function authorizationFault (authorization: string): string {
  const [first = '', ...others] = authorization.trim().split(/[ :]+/)
  const scheme = otherSchemes.find((known) => known.toLowerCase() === first.toLowerCase())
  if (scheme !== undefined) return `got the scheme ${scheme}`
  if (first.toLowerCase() !== 'bearer') {
    return others.length === 0 ? 'got a value without a scheme' : 'got another scheme'
  }
  if (authorization.includes(':')) return 'got a colon after Bearer'
  if (others.length === 0) return 'got Bearer without a token (empty variable?)'
  if (others.some((other) => other.toLowerCase() === 'bearer')) return 'got Bearer twice'
  if (others.length === 1) return 'got a placeholder, or a token in quotes or brackets'
  return 'got blanks or line breaks inside the token'
}

/**
 * Text sent in place of a token: the name of a variable, or the token in quotes or brackets.
 * No token has these characters.
 */
export const placeholder = /["'`<>{}[\]$]/

/** Why an X-Vault-Token header is not a token. */
export function vaultTokenFault (text: string): string {
  if (text === '') return 'got no token (empty variable?)'
  if (/^bearer[ :]/i.test(text)) return 'got the scheme Bearer in front of the token'
  return placeholder.test(text)
    ? 'got a placeholder, or a token in quotes or brackets'
    : 'got blanks, or the header more than once'
}

/** Where other products expect a credential. */
const misplaced: ReadonlyArray<readonly [header: string, what: string]> = [
  ['x-vault-token', 'X-Vault-Token is read below .../v1/secret, .../v1/sys and .../v1/auth only; send the token as Authorization: Bearer TOKEN'],
  ['x-auth-token', 'X-Auth-Token is not read; send the token as Authorization: Bearer TOKEN'],
  ['x-access-token', 'X-Access-Token is not read; send the token as Authorization: Bearer TOKEN'],
  ['x-api-key', 'X-Api-Key is not read; send the token as Authorization: Bearer TOKEN'],
  ['x-ovh-application', 'X-Ovh-Application and its signature belong to the OVHcloud API, which is under /1.0, /v1 and /v2; here, send a client certificate or a token'],
  ['x-ovh-consumer', 'X-Ovh-Consumer belongs to the OVHcloud API, which is under /1.0, /v1 and /v2; here, send a client certificate or a token'],
  ['proxy-authorization', 'Proxy-Authorization is for a proxy; send Authorization'],
  ['cookie', 'cookies are not read']
]

/** A hint for a request with credentials in an unsupported place; empty when there are none. */
export function misplacedCredential ({ headers, url = '' }: IncomingMessage): string {
  const found = misplaced.find(([header]) => headers[header] !== undefined)
  if (found !== undefined) return `. ${found[1]}`
  return /[?&](?:access_)?token=/i.test(url) ? '. A token in the query is not read; send it as Authorization: Bearer TOKEN' : ''
}
