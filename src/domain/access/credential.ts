// An access certificate and the identities it stands for (service.md 2.4, 10.3).

export interface Credential {
  /** Lower case UUID; its 16 bytes are the certificate's serial number. */
  readonly credentialId: string
  readonly okmsId: string
  readonly name: string
  readonly description: string
  /** Identity URNs (service.md 2.5), 1 to 25. */
  readonly identities: readonly string[]
  readonly certificateType: 'ECDSA' | 'RSA'
  readonly fromCsr: boolean
  readonly certificatePem: string
  /** Epoch milliseconds, as are all times here. */
  readonly createdAt: number
  readonly notBefore: number
  readonly notAfter: number
  readonly revokedAt: number | null
}
