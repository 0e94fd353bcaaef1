// A certificate of the admin API, as the store knows it: the certificate itself is not kept.

/** Times in epoch milliseconds. */
export interface AdminCertificate {
  /** Lower case UUID, the serial number of the certificate. */
  readonly certificateId: string
  readonly name: string
  /** It came from the pki folder, and ends when another takes its place there. */
  readonly fromFolder: boolean
  readonly createdAt: number
  readonly notAfter: number
  readonly revokedAt: number | null
}
