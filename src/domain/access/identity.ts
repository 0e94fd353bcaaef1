// The caller and the domain of the call. A front door derives it from the socket or a token, never from
// a header that clients can set.

interface Identified {
  /** Credential id of the access certificate, or null for a token. */
  readonly credentialId: string | null
  /** Id of the token; absent for a certificate. */
  readonly tokenId?: string
  /** Number of the consumer key of the OVHcloud API that signed the request; absent for others. */
  readonly consumerKeyId?: number
  /** Identity URNs (service.md 2.5). */
  readonly identities: readonly string[]
}

export interface Caller extends Identified {
  /** Domain of the call; the caller's access to it is already checked. */
  readonly okmsId: string
}

/** The caller of an operation of the account, which is in no domain. */
export interface AccountCaller extends Identified {
  readonly okmsId: null
  /** The domains that its token reaches; absent where it reaches all. */
  readonly okmsIds?: readonly string[]
}

export type AnyCaller = Caller | AccountCaller

/** Whether the caller can act in a domain as far as its credential or token goes: a token reaches some domains only. */
export const reachesDomain = (caller: AnyCaller, okmsId: string): boolean => caller.okmsId === null
  ? caller.okmsIds?.includes(okmsId) ?? true
  : caller.okmsId === okmsId

/** Whether the caller shows this credential or this token. */
export const hasCredential = ({ credentialId, tokenId }: AnyCaller, id: string): boolean =>
  id === credentialId || id === tokenId
