// The files of the browser pages, and how they are sent.

import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { pageTexts } from './page-texts.js'

/** @param name Path in pages/, such as `home/page.css`. */
export function readPageFile (name: string): string {
  const text = pageTexts[name]
  if (text === undefined) throw new Error(`pages/${name} is missing`)
  return text
}

/** Nothing is loaded from or sent to another origin, and the HTML has no inline script or style. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
} as const

/**
 * Serves a file of a page. A browser keeps it, and checks each time whether it is still the same. Ranges are not
 * supported, so a Range header is ignored (RFC 9110 section 14.2); so are dates, as no file has one (section 13.1).
 */
export function servePageFile (
  app: FastifyInstance, url: string, type: string, textFor: (request: IncomingMessage) => string
): void {
  app.route({
    // Fastify's own HEAD would give the length of a 304 as 0.
    method: ['GET', 'HEAD'],
    url,
    handler ({ raw, headers }, reply) {
      const text = textFor(raw)
      const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
      void reply.headers(pageHeaders).headers({ 'cache-control': 'no-cache', etag: tag })
      const status = statusByTag(headers, tag)
      return status === 200 ? reply.type(type).send(text) : reply.code(status).send()
    }
  })
}

/** In the order of RFC 9110 section 13.2.2. */
function statusByTag ({ 'if-match': match, 'if-none-match': noneMatch }: IncomingHttpHeaders, tag: string) {
  if (match !== undefined && !isAny(match) && !tagsOf(match).includes(tag)) return 412
  const isKept = noneMatch !== undefined &&
    (isAny(noneMatch) || tagsOf(noneMatch).some((one) => one.replace('W/', '') === tag))
  return isKept ? 304 : 200
}

const isAny = (value: string) => value.trim() === '*'

const tagsOf = (list: string): readonly string[] => list.match(/(?:W\/)?"[^"]*"/g) ?? []
