// The HTTP status of a refusal, by its category.

import { orderErrors } from '../../domain/errors/orders.js'
import type { ErrorCategory } from '../../domain/errors/error-code.js'
import type { ErrorKind } from '../../domain/errors/domain-error.js'

const statuses = {
  Unspecified: 500,
  Internal: 500,
  Argument: 400,
  Authentication: 401,
  Authorization: 403,
  NotFound: 404,
  Database: 500,
  Unavailable: 503,
  BadArgument: 400,
  TooManyRequests: 429,
  Conflict: 409
} as const satisfies Record<ErrorCategory, number>

/** Errors whose status is not that of their category, by their rows. */
const exceptions: ReadonlyMap<ErrorKind, number> = new Map([[orderErrors.ServiceExpired, 460]])

export const errorStatus = (kind: ErrorKind): number => exceptions.get(kind) ?? statuses[kind.category]
