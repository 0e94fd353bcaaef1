// Paths of the files that a client on this machine needs.

/** Absolute paths. */
export interface ClientFiles {
  readonly ca: string
  readonly certificate: string
  readonly privateKey: string
  readonly pkcs12: string
  readonly pkcs12Password: string
  readonly okmsConfiguration: string
  /** For the wrappers of the OVHcloud API, with an API key. Only the server itself writes it. */
  readonly ovhConfiguration?: string
  /** Of the admin API; in the pki folder. */
  readonly adminCertificate: string
  readonly adminPrivateKey: string
}
