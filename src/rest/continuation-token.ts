// The continuation token of a list: a position, opaque to clients. The empty token means that
// nothing follows (choices.md 13).

import { decodeBase64Url, encodeBase64Url } from '../crypto/jose/base64.js'
import { httpErrors } from '../http/reply/http-errors.js'
import { refusal } from '../domain/errors/domain-error.js'

export function encodeContinuationToken (position: number | null): string {
  return position === null ? '' : encodeBase64Url(Buffer.from(`after:${position}`))
}

/** Position to continue from; 0 without a token. Refuses tokens that this server did not create. */
export function decodeContinuationToken (token: string | undefined): number {
  if (token === undefined || token === '') return 0
  const position = /^after:(\d{1,15})$/.exec(decodeBase64Url(token)?.toString('latin1') ?? '')?.[1]
  if (position === undefined) throw refusal(httpErrors.RequestInvalid, ['query continuation-token: not a token of this server; send back the `continuation_token` of the page before'])
  return Number(position)
}
