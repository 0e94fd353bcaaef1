// Where the files lie that a client of this machine needs.

/** Absolute paths. */
export interface ClientFiles {
  readonly ca: string
  readonly certificate: string
  readonly privateKey: string
  readonly pkcs12: string
  readonly pkcs12Password: string
  readonly okmsConfiguration: string
}
