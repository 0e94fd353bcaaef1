// Tells a request of our own pages, or of a program, from one that a page of another origin makes a browser send.

import type { IncomingHttpHeaders } from 'node:http'
import { errors, refusal } from '../../domain/errors/errors.js'

/**
 * A browser shows its certificate to the server whichever page makes it connect. It says of its own accord where a request comes from
 * (Fetch Metadata, Sec-Fetch-Site), and no page can change that; programs send no such header. Another port of this host is `same-site`.
 */
export function refuseForeignPages (headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw refusal(errors.ForeignOrigin, 'another origin')
}
