// Distinguishes requests of the emulator's pages and of programs from those that a page of another origin makes a
// browser send.

import type { IncomingHttpHeaders } from 'node:http'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { quoted } from '../body/quoted.js'

/**
 * For callers that a browser identifies by itself: by its certificate, or by its loopback address. It does so for
 * requests of any page, also for those that need no preflight. A token needs one, which no route answers.
 *
 * A browser states where a request comes from in two headers, which no page can change: Sec-Fetch-Site (Fetch
 * Metadata), where another port of this host is `same-site`, and Origin, which older browsers send alone. Programs
 * send neither.
 *
 * Host may be trusted here. A page whose name was pointed at this server (DNS rebinding) has its own origin only if it
 * came over TLS with the same name and port, so from a server with a certificate that the browser accepts.
 */
export function refuseCrossOrigin ({ 'sec-fetch-site': site, origin, host = '' }: IncomingHttpHeaders): void {
  if (origin !== undefined && !isOwn(origin, host)) throw refusal(httpErrors.ForeignOrigin, shown(origin))
  // `none`: the user typed the URL, or opened a bookmark.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw refusal(httpErrors.ForeignOrigin, 'another origin')
  }
}

function isOwn (origin: string, host: string): boolean {
  const own = originOf(`https://${host}`)
  return own !== undefined && originOf(origin) === own
}

/** In lower case and without the default port. An origin is https and has no path; `null` is none. */
function originOf (text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'https:' && `${url.origin}/` === url.href ? url.origin : undefined
}

/** Only what has the form of an origin. */
const shown = (origin: string): string =>
  /^(?:null|[\w+.-]+:\/\/[\w.:[\]-]{1,100})$/.test(origin) ? quoted(origin) : 'another origin'
