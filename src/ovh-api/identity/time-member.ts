// Reads times in bodies, which the contract calls `date-time` and does not check.

import { refusal } from '../../domain/errors/domain-error.js'
import { readTime, timeAccepts } from '../../domain/time-text.js'
import { httpErrors } from '../../http/reply/http-errors.js'

/** Epoch milliseconds. Refuses RequestInvalid. @param name Of the member. */
export function timeIn (name: string, text: string | null | undefined): number | null | undefined {
  if (text == null) return text
  const time = readTime(text)
  if (time === undefined) {
    const place = { name, path: `body.${name}` }
    throw refusal(httpErrors.RequestInvalid, [{ place, text: `accepted: ${timeAccepts}` }])
  }
  return time
}
