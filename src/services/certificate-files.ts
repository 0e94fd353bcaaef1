// Names of the files in the certificate folder.

export const certificateFiles = {
  caCertificate: 'ca.pem',
  caPrivateKey: 'ca-key.pem',
  /** The server's certificate and private key together. */
  server: 'server.pem',
  /** The same for each further name that a client asked for, one pair after the other. */
  serverNames: 'server-names.pem',
  /** Signs bearer tokens. */
  tokenKey: 'token-key.pem',
  adminCertificate: 'admin.pem',
  adminPrivateKey: 'admin-key.pem',
  pkcs12: 'client.p12',
  pkcs12Password: 'client.p12.password',
  okmsConfiguration: 'okms.yaml'
} as const

/** The service's customary names (service.md 2.4). */
export const accessCertificateFile = (credentialId: string) => `${credentialId}_certificate.pem`
export const accessPrivateKeyFile = (credentialId: string) => `${credentialId}_privatekey.pem`

/** The credential whose certificate a file is, by its name; undefined for other files. */
export function credentialIdOf (fileName: string): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_certificate\.pem$/.exec(fileName)?.[1]
}
