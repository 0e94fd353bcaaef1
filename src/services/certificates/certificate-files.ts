// Names of the files in the two folders of certificates: what clients need, and what only the server reads.

import { uuidExpression } from '../../domain/uuid.js'

/** In the certificate folder. */
export const certificateFiles = {
  /** A copy of the one in the pki folder. */
  caCertificate: 'ca.pem',
  /** The default client; okms.yaml and the PKCS#12 file belong to the same one. */
  certificate: 'client.pem',
  privateKey: 'client-key.pem',
  pkcs12: 'client.p12',
  pkcs12Password: 'client.p12.password',
  okmsConfiguration: 'okms.yaml',
  /** An API key for the OVHcloud API. */
  ovhConfiguration: 'ovh.conf'
} as const

/** In the pki folder. */
export const pkiFiles = {
  caCertificate: 'ca.pem',
  caPrivateKey: 'ca-key.pem',
  /** The server's certificate and private key together. */
  server: 'server.pem',
  /** The same for each additional name that a client requested, one pair after the other. */
  serverNames: 'server-names.pem',
  /** Signs bearer tokens. */
  tokenKey: 'token-key.pem',
  adminCertificate: 'admin.pem',
  adminPrivateKey: 'admin-key.pem',
  /** What a program sends for the client bundle; not there when the secret was given by an option. */
  bootstrapSecret: 'bootstrap.secret'
} as const

const accessFilePattern = new RegExp(`^(${uuidExpression})_(?:certificate|privatekey)\\.pem$`)

/** The service's customary names (service.md 2.4). */
export const accessCertificateFile = (credentialId: string) => `${credentialId}_certificate.pem`
export const accessPrivateKeyFile = (credentialId: string) => `${credentialId}_privatekey.pem`

/** In the certificate folder: the personal access token of a domain for clients that read one, such as Vault's. */
export const accessTokenFile = (okmsId: string) => `${okmsId}_token`

/** The credential whose certificate or private key a file with this name contains; undefined for other files. */
export function credentialIdOf (fileName: string): string | undefined {
  return accessFilePattern.exec(fileName)?.[1]
}
