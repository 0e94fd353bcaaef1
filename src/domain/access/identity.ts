// The caller and the domain of the call. A front door derives it from the socket or a token, never from
// a header that clients can set.

export interface Caller {
  /** Domain of the call; the caller's access to it is already checked. */
  readonly okmsId: string
  /** Credential id of the access certificate, or null for a token. */
  readonly credentialId: string | null
  /** Id of the token; absent for a certificate. */
  readonly tokenId?: string
  /** Identity URNs (service.md 2.5). */
  readonly identities: readonly string[]
}

/** Whether the caller shows this credential or this token. */
export const hasCredential = ({ credentialId, tokenId }: Caller, id: string): boolean =>
  id === credentialId || id === tokenId
