// Reads times in requests, which the contract calls `date-time` and does not check.

import { refusal } from '../domain/errors/domain-error.js'
import { readTime, timeAccepts } from '../domain/time-text.js'
import { httpErrors } from '../http/reply/http-errors.js'

/** Epoch milliseconds. Refuses RequestInvalid. @param name Of the member, or of the parameter. */
export function timeIn (
  name: string, text: string | null | undefined, part: 'body' | 'query' = 'body'
): number | null | undefined {
  if (text == null) return text
  const time = readTime(text)
  if (time === undefined) {
    const place = { name, path: part === 'body' ? `body.${name}` : `query ${name}` }
    throw refusal(httpErrors.RequestInvalid, [{ place, text: `accepted: ${timeAccepts}` }])
  }
  return time
}
