// Keys of the OVHcloud API: an application with its secret, and the consumer keys by which it acts for the account.

export interface Application {
  /** Unique for ever. */
  readonly applicationId: number
  /** 16 letters and digits. Not a secret: requests bear it. */
  readonly applicationKey: string
  readonly name: string
  readonly description: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

export const accessRuleMethods = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const

export type AccessRuleMethod = typeof accessRuleMethods[number]

/** Calls that a consumer key may make; see `isGranted`. */
export interface AccessRule {
  readonly method: AccessRuleMethod
  /** `*` stands for any characters. */
  readonly path: string
}

/** Every call. */
export const allCalls: readonly AccessRule[] = accessRuleMethods.map((method) => ({ method, path: '/*' }))

/** The states of the API. Nothing is pending or refused here, because a consumer key is granted at once. */
export type ConsumerKeyStatus = 'validated' | 'expired'

/** The key itself is not stored. */
export interface ConsumerKey {
  /** Unique for ever. */
  readonly credentialId: number
  readonly applicationId: number
  /** SHA-256 of the key as it is sent. */
  readonly sha256: Buffer
  readonly rules: readonly AccessRule[]
  /** Addresses and CIDR blocks from which it may be used; null for any. */
  readonly allowedIPs: readonly string[] | null
  /** Epoch milliseconds, as `expiresAt`. */
  readonly createdAt: number
  /** null if it does not expire. */
  readonly expiresAt: number | null
  /** `expired` after a logout; see `statusOf` for its time. */
  readonly status: ConsumerKeyStatus
}

/** The status at this time. */
export const statusOf = (
  { status, expiresAt }: Pick<ConsumerKey, 'status' | 'expiresAt'>, now: number
): ConsumerKeyStatus => expiresAt !== null && expiresAt <= now ? 'expired' : status
