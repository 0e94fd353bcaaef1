// Everything that a client on another host needs, as a set of files: for a folder, a Kubernetes
// Secret, or a sibling container.

import { pkcs12 } from '../../pki/pkcs12/pkcs12.js'
import { pkcs12TrustStore } from '../../pki/pkcs12/pkcs12-trust-store.js'
import { fileIn, variablesFor, type ClientAccess, type Variable } from './client-environment.js'
import { okmsConfigurationText } from './client-files.js'
import type { OvhAccess } from './ovh-configuration.js'

export interface BundleFile {
  readonly name: string
  readonly content: Buffer | string
  /** Readable by its owner only. */
  readonly secret: boolean
}

export const bundleFiles = {
  ca: 'ca.pem',
  certificate: 'client.pem',
  privateKey: 'client-key.pem',
  combined: 'client-combined.pem',
  keyStore: 'client.p12',
  trustStore: 'truststore.p12',
  password: 'store.password',
  okmsConfiguration: 'okms.yaml',
  allTrusted: 'ca-and-public.pem',
  token: 'token'
} as const

export interface BundleContent {
  readonly endpoint: string
  readonly okmsId: string
  readonly caPem: string
  readonly certificatePem: string
  readonly privateKeyPem: string
  /** Of both stores. */
  readonly password: string
  /** The folder in which the client will find the files; `.` for its working directory. */
  readonly folder: string
  /** A personal access token of the domain, for clients that read one. */
  readonly token?: string | undefined
  /** The OVHcloud API and an API key, for clients that sign with one. No file of the bundle has it. */
  readonly ovh?: OvhAccess | undefined
}

/** Where a client of the bundle finds things. */
function bundleAccess ({
  endpoint, okmsId, folder
}: Pick<BundleContent, 'endpoint' | 'okmsId' | 'folder'>): ClientAccess {
  const at = (name: string) => fileIn(folder, name)
  return {
    endpoint,
    okmsId,
    ca: at(bundleFiles.ca),
    certificate: at(bundleFiles.certificate),
    privateKey: at(bundleFiles.privateKey)
  }
}

/** PEM, PKCS#12, the configuration of okms-cli, and the token if there is one. */
export function clientBundle (content: BundleContent): BundleFile[] {
  const { caPem, certificatePem, privateKeyPem, password, token } = content
  return [
    { name: bundleFiles.ca, content: caPem, secret: false },
    { name: bundleFiles.certificate, content: certificatePem, secret: false },
    { name: bundleFiles.privateKey, content: privateKeyPem, secret: true },
    { name: bundleFiles.combined, content: certificatePem + privateKeyPem, secret: true },
    {
      name: bundleFiles.keyStore,
      content: pkcs12({ certificatePem, privateKeyPem, caPem, password, friendlyName: `okms-${content.okmsId}` }),
      secret: true
    },
    {
      name: bundleFiles.trustStore,
      content: pkcs12TrustStore({ caPem, password, friendlyName: 'okms-emulator-ca' }),
      secret: false
    },
    { name: bundleFiles.password, content: password, secret: true },
    { name: bundleFiles.okmsConfiguration, content: okmsConfigurationText(bundleAccess(content)), secret: false },
    ...(token === undefined ? [] : [{ name: bundleFiles.token, content: token, secret: true }])
  ]
}

/**
 * The environment of these clients in the container or on the host that uses the bundle; without
 * names, only the basic variables.
 */
export function bundleVariables (
  content: Pick<BundleContent, 'endpoint' | 'okmsId' | 'folder' | 'password' | 'token' | 'ovh'>,
  clients: readonly string[] = []
): Variable[] {
  const at = (name: string) => fileIn(content.folder, name)
  return variablesFor(clients, {
    ...bundleAccess(content),
    keyId: undefined,
    token: content.token,
    ovh: content.ovh,
    allTrusted: () => at(bundleFiles.allTrusted),
    keyStore: () => ({ file: at(bundleFiles.keyStore), password: content.password }),
    trustStore: () => ({ file: at(bundleFiles.trustStore), password: content.password })
  })
}

/**
 * A Kubernetes Secret of type kubernetes.io/tls, as a manifest. Its keys are the usual names in
 * Kubernetes, then those of the bundle.
 */
export function kubernetesSecret ({ name, content, files }: {
  readonly name: string, readonly content: BundleContent, readonly files: readonly BundleFile[]
}): string {
  const entries: readonly (readonly [string, Buffer | string])[] = [
    ['tls.crt', content.certificatePem],
    ['tls.key', content.privateKeyPem],
    ['ca.crt', content.caPem],
    ['endpoint', content.endpoint],
    ['okms-id', content.okmsId],
    ...files.map(({ name, content }) => [name, content] as const)
  ]
  return `# kubectl apply -f FILE
apiVersion: v1
kind: Secret
metadata:
  name: ${JSON.stringify(name)}
type: kubernetes.io/tls
data:
${entries.map(([key, value]) => `  ${key}: ${Buffer.from(value).toString('base64')}\n`).join('')}`
}
