// A time in the body of a request.

import { refusal } from '../../domain/errors/domain-error.js'
import { httpErrors } from '../../http/reply/http-errors.js'

/** Epoch milliseconds. Refuses RequestInvalid. */
export function fromRfc3339 (text: string, field: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time)) {
    throw refusal(httpErrors.RequestInvalid, [{ place: { name: field, path: `body.${field}` }, text: 'a time as in RFC 3339 is accepted, such as 2030-01-31T12:00:00Z' }])
  }
  return time
}
