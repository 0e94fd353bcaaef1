// Who is calling, and in which domain. Made by a front door from the socket or a token, never from a header that anybody can write.

export interface Caller {
  /** Domain in which the call is made; the caller's right to be in it is checked already. */
  readonly okmsId: string
  /** Credential id of the access certificate, or null for a token. */
  readonly credentialId: string | null
  /** Identity URNs (service.md 2.5). */
  readonly identities: readonly string[]
}
