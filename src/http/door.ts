// A front door of the application: an API with operations, callers and refusals of its own.

import type { onRequestHookHandler, RouteOptions } from 'fastify'
import { pathOf } from '../domain/text/redacted-path.js'
import type { ErrorFormat } from './reply/json-spelling.js'

export interface Door {
  /** Beginnings of its paths, of whole segments. Of several that fit a path, the longest says whose it is. */
  readonly prefixes: readonly string[]
  /** Operations of its contract; each needs a caller. */
  readonly operations: readonly RouteOptions[]
  /** Sets `request.caller`, or `request.checkBody` which sets it, or refuses the request. */
  readonly authenticate: onRequestHookHandler
  /** How refusals are written on its paths where no route has its own format. */
  readonly errorFormat: ErrorFormat
  /** Whether the plain HTTP port has it too. */
  readonly isPlain?: boolean
  /** Another header of its replies with the id of the request. */
  readonly requestIdHeader?: string
}

/** Finds the door that a URL belongs to; undefined for paths of none, such as those of pages. */
export function createDoorOf (doors: readonly Door[]): (url: string) => Door | undefined {
  const prefixes = doors.flatMap((door) => door.prefixes.map((prefix) => ({ door, prefix })))
    .sort((one, other) => other.prefix.length - one.prefix.length)
  return (url) => {
    // A request line may have the absolute form (RFC 9112 section 3.2.2).
    const path = `${pathOf(url).replace(/^https?:\/\/[^/]*/i, '')}/`
    return prefixes.find(({ prefix }) => path.startsWith(`${prefix}/`))?.door
  }
}
