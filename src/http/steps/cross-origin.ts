// Distinguishes requests of the emulator's pages and of programs from those that a page of
// another origin makes a browser send.

import type { IncomingHttpHeaders } from 'node:http'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'

/**
 * A browser presents its certificate for requests of any page. It states the origin of a request in
 * Sec-Fetch-Site (Fetch Metadata), which no page can change; programs do not send this header. Another
 * port of this host is `same-site`.
 */
export function refuseCrossOrigin (headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw refusal(httpErrors.ForeignOrigin, 'another origin')
}
