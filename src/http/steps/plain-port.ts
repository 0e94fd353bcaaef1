// What a request on the plain HTTP port may do: call one front door, as a program on this machine.

import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { quotedOrLength } from '../body/quoted.js'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import type { Door } from '../door.js'
import { refuseCrossOrigin } from './cross-origin.js'
import { hostOf, isLoopbackHost } from './host-header.js'

const onPlainPort = Symbol('on the plain port')

interface Marked { [onPlainPort]?: true }

/** Called before the application sees the request. */
export function markPlain (request: IncomingMessage): void {
  (request as Marked)[onPlainPort] = true
}

/**
 * Refuses what is for another port, and what a page makes a browser send: nothing on this port proves who the server
 * is, so a page whose name was pointed at this machine (DNS rebinding) would have its own origin.
 */
export function admitOnPlainPort (
  { raw, headers, method, url, routeOptions }: FastifyRequest, doorOf: (url: string) => Door | undefined
): void {
  if ((raw as Marked)[onPlainPort] === undefined) return
  refuseCrossOrigin(headers)
  const host = hostOf(headers.host)
  if (!isLoopbackHost(host)) throw refusal(httpErrors.ForeignHost, quotedOrLength(host))
  // The route decides where there is one: the router reads more spellings of a path than its first letters show.
  if (doorOf(routeOptions.url ?? url)?.isPlain !== true) {
    throw refusal(httpErrors.RouteNotFound, method, redactedPath(url), '; this port has the OVHcloud API alone, under /1.0, /v1 and /v2; everything else is at https:// on the port of --port')
  }
}
