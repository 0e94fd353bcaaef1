// A refusal, and the row of a table that it is made from. `error_code` is packed from the row (service.md 13.2).

import { packErrorCode, type ErrorCategory, type ErrorSource } from './error-code.js'

/** What an error is, apart from its text. */
export type ErrorKind = ErrorSource & {
  readonly category: ErrorCategory
  /** Application number, the low 12 bits of `error_code`. */
  readonly app: number
}

/** One row. `text` names the field, the received value and the accepted ones; it never contains a plaintext, key material or a token. */
export type ErrorRow = ErrorKind & { readonly text: (...args: never[]) => string | readonly string[] }

/** A refusal. Only the front door turns it into a reply. */
export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly texts: readonly string[]

  constructor (kind: ErrorKind, texts: readonly string[]) {
    super(texts.join('; '))
    this.name = 'DomainError'
    this.kind = kind
    this.texts = texts
  }

  get errorCode (): number { return packErrorCode(this.kind) }
}

/** Makes the refusal of a row: `throw refusal(keyErrors.KeyNotFound, keyId)`. */
export function refusal<Args extends unknown[]> (row: ErrorKind & { readonly text: (...args: Args) => string | readonly string[] }, ...args: Args): DomainError {
  const text = row.text(...args)
  return new DomainError(row, typeof text === 'string' ? [text] : text)
}
