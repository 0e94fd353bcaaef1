// Who is calling. Made by a front door from the socket or a token, never from a header that anybody can write.

export interface Caller {
  /** Domain the credential belongs to; null for a token, which may reach several. */
  readonly okmsId: string | null
  /** Credential id of the access certificate, or null. */
  readonly credentialId: string | null
  /** Identity URNs (service.md 2.5). */
  readonly identities: readonly string[]
}
