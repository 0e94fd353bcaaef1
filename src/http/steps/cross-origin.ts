// Distinguishes requests of the emulator's pages and of programs from those that a page of
// another origin makes a browser send.

import type { IncomingHttpHeaders } from 'node:http'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'

/**
 * A browser presents its certificate for requests of any page. It states the origin of a request in
 * Sec-Fetch-Site (Fetch Metadata), which no page can change; programs do not send this header. Another
 * port of this host is `same-site`. The handshake of a WebSocket has no Sec-Fetch-Site, but an Origin.
 */
export function refuseCrossOrigin (headers: IncomingHttpHeaders): void {
  const { 'sec-fetch-site': site, origin } = headers
  const isForeign = site === undefined
    ? origin !== undefined && !isOrigin(origin, headers.host)
    : site === 'cross-site' || site === 'same-site'
  if (isForeign) throw refusal(httpErrors.ForeignOrigin, 'another origin')
}

/** An origin ends with the host and the port as Host has them (RFC 6454 section 6.2). */
const isOrigin = (origin: string, host = '') => origin.toLowerCase() === `https://${host.toLowerCase()}`
