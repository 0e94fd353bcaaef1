// The HTTP status of a refusal, by its category.

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

/** There is no exception yet. An error whose status is not that of its category is listed here, by its row. */
export const errorStatus = ({ category }: ErrorKind): number => statuses[category]
