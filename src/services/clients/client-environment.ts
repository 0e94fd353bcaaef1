// THE table of clients: which variables each one reads (clients.md 2.1, 6 and 7; signature.md 8), and their values.

import type { OvhAccess } from './ovh-configuration.js'

export interface Variable {
  readonly name: string
  readonly value: string
}

/** Where a client finds the server and its own files. Paths are as the client will see them. */
export interface ClientAccess {
  /** URL without a path. */
  readonly endpoint: string
  readonly okmsId: string
  readonly ca: string
  readonly certificate: string
  readonly privateKey: string
}

/** Everything a variable can refer to. Files that only some clients need are created when a value uses them. */
export interface EnvironmentFacts extends ClientAccess {
  /** The service key for clients that work with one; undefined when none was named. */
  readonly keyId: string | undefined
  /** A personal access token of the domain; undefined when no client needs one, see `needsToken`. */
  readonly token: string | undefined
  /** The OVHcloud API and an API key; undefined when no client needs them, see `needsApiKey`. */
  readonly ovh: OvhAccess | undefined
  /**
   * Path of a file with the certificates that this machine trusts and the emulator's CA: for clients
   * whose variable replaces their list.
   */
  readonly allTrusted: () => string
  readonly keyStore: () => JavaStore
  readonly trustStore: () => JavaStore
}

export interface JavaStore {
  readonly file: string
  readonly password: string
}

/** Undefined: the variable is omitted. */
type Value = (facts: EnvironmentFacts) => string | undefined

export interface ClientEnvironment {
  readonly name: string
  /** For people. */
  readonly title: string
  readonly variables: Readonly<Record<string, Value>>
  /** They keep other programs from servers that these trust otherwise, so the user has to name the client. */
  readonly onlyByName?: true
}

/** A file in a folder of the client's machine, which may be a different one from this. */
export const fileIn = (folder: string, name: string) => `${folder.replace(/\/+$/, '')}/${name}`

const okmsCli: Readonly<Record<string, Value>> = {
  KMS_RESTAPI_ENDPOINT: ({ endpoint }) => endpoint,
  KMS_RESTAPI_CA: ({ ca }) => ca,
  KMS_RESTAPI_CERT: ({ certificate }) => certificate,
  KMS_RESTAPI_KEY: ({ privateKey }) => privateKey
}

/** Programs without their own variables read these. */
const kms: Readonly<Record<string, Value>> = { ...okmsCli, KMS_RESTAPI_OKMSID: ({ okmsId }) => okmsId }

/** The address of the KV v2 API; Vault clients add `/v1` themselves. */
const vaultAddress: Value = ({ endpoint, okmsId }) => `${endpoint}/api/${okmsId}`

const token: Value = (facts) => facts.token

/** Vault's variables for the address, the CA and the client; OpenBao and hvac have them too. */
const vaultVariables = (prefix: 'VAULT' | 'BAO'): Readonly<Record<string, Value>> => ({
  [`${prefix}_ADDR`]: vaultAddress,
  [`${prefix}_TOKEN`]: token,
  [`${prefix}_CACERT`]: ({ ca }) => ca,
  [`${prefix}_CLIENT_CERT`]: ({ certificate }) => certificate,
  [`${prefix}_CLIENT_KEY`]: ({ privateKey }) => privateKey
})

/**
 * Spring takes the path of the address instead of `/v1`, and files as URLs. It expects PEM unless a type is given. Its
 * stores replace no other list.
 */
const springVault = (names: Readonly<Record<'uri' | 'token' | 'trustStore' | 'trustStorePassword' | 'trustStoreType' |
  'keyStore' | 'keyStorePassword' | 'keyStoreType', string>>): Readonly<Record<string, Value>> => ({
  [names.uri]: (facts) => `${vaultAddress(facts) ?? ''}/v1`,
  [names.token]: token,
  [names.trustStore]: ({ trustStore }) => `file:${trustStore().file}`,
  [names.trustStorePassword]: ({ trustStore }) => trustStore().password,
  [names.trustStoreType]: () => 'PKCS12',
  [names.keyStore]: ({ keyStore }) => `file:${keyStore().file}`,
  [names.keyStorePassword]: ({ keyStore }) => keyStore().password,
  [names.keyStoreType]: () => 'PKCS12'
})

const ovhEndpoint: Value = ({ ovh }) => ovh?.endpoint

/** The variables of the official wrappers of the OVHcloud API. */
const ovhVariables: Readonly<Record<string, Value>> = {
  OVH_ENDPOINT: ovhEndpoint,
  OVH_APPLICATION_KEY: ({ ovh }) => ovh?.applicationKey,
  OVH_APPLICATION_SECRET: ({ ovh }) => ovh?.applicationSecret,
  OVH_CONSUMER_KEY: ({ ovh }) => ovh?.consumerKey
}

/** For a client that has to accept our CA, unless it uses the plain port. */
const overTls = (value: Value): Value => (facts) =>
  ovhEndpoint(facts)?.startsWith('https:') === true ? value(facts) : undefined

const property = (name: string, value: string) => `-Djavax.net.ssl.${name}=${value}`

/** The JVM splits at white space and removes single and double quotes (JVM Tool Interface, JAVA_TOOL_OPTIONS). */
const javaQuoted = (text: string) => /[\s'"]/.test(text) ? text.includes('"') ? `'${text}'` : `"${text}"` : text

export const clientEnvironments: readonly ClientEnvironment[] = [
  { name: 'okms-cli', title: 'okms-cli', variables: { ...kms, KMS_RESTAPI_AUTH_METHOD: () => 'mtls' } },
  {
    name: 'go',
    title: 'Go SDK',
    // The names in the examples of the SDK, and Go's variable for trusted certificates.
    variables: {
      ...kms,
      OKMS_ID: ({ okmsId }) => okmsId,
      OKMS_CLIENT_CERT_FILE: ({ certificate }) => certificate,
      OKMS_CLIENT_KEY_FILE: ({ privateKey }) => privateKey,
      SSL_CERT_FILE: ({ allTrusted }) => allTrusted()
    }
  },
  { name: 'curl', title: 'curl', variables: { ...kms, CURL_CA_BUNDLE: ({ allTrusted }) => allTrusted() } },
  { name: 'node', title: 'Node', variables: { ...kms, NODE_EXTRA_CA_CERTS: ({ ca }) => ca } },
  {
    name: 'python',
    title: 'Python',
    variables: {
      ...kms,
      REQUESTS_CA_BUNDLE: ({ allTrusted }) => allTrusted(),
      SSL_CERT_FILE: ({ allTrusted }) => allTrusted()
    }
  },
  {
    name: 'java',
    title: 'Java',
    // The trust store replaces the list of every JVM, such as that of a build tool that downloads packages.
    onlyByName: true,
    variables: {
      ...kms,
      JAVA_TOOL_OPTIONS: ({ keyStore, trustStore }) => {
        const [key, trust] = [keyStore(), trustStore()]
        return [
          property('keyStore', key.file), property('keyStorePassword', key.password),
          property('keyStoreType', 'PKCS12'),
          property('trustStore', trust.file), property('trustStorePassword', trust.password),
          property('trustStoreType', 'PKCS12')
        ].map(javaQuoted).join(' ')
      }
    }
  },
  {
    name: 'openbao',
    title: 'OpenBao',
    variables: {
      OVHCLOUDKMS_ENDPOINT: ({ endpoint }) => endpoint,
      OVHCLOUDKMS_ID: ({ okmsId }) => okmsId,
      OVHCLOUDKMS_CLIENT_CERT: ({ certificate }) => certificate,
      OVHCLOUDKMS_CLIENT_KEY: ({ privateKey }) => privateKey,
      OVHCLOUDKMS_CA_CERT: ({ ca }) => ca,
      OVHCLOUDKMS_KEY_ID: ({ keyId }) => keyId
    }
  },
  { name: 'vault', title: 'Vault CLI and Go client', variables: vaultVariables('VAULT') },
  { name: 'bao', title: 'OpenBao CLI and Go client', variables: vaultVariables('BAO') },
  {
    name: 'hvac',
    title: 'hvac',
    // With `verify=True` hvac leaves the list of certificates to requests, which reads the last one.
    variables: { ...vaultVariables('VAULT'), REQUESTS_CA_BUNDLE: ({ allTrusted }) => allTrusted() }
  },
  {
    name: 'node-vault',
    title: 'node-vault',
    variables: { VAULT_ADDR: vaultAddress, VAULT_TOKEN: token, NODE_EXTRA_CA_CERTS: ({ ca }) => ca }
  },
  {
    name: 'spring-vault',
    title: 'Spring Vault',
    // The names of EnvironmentVaultConfiguration: `vault.ssl.trust-store` and so on.
    variables: springVault({
      uri: 'VAULT_URI',
      token: 'VAULT_TOKEN',
      trustStore: 'VAULT_SSL_TRUST_STORE',
      trustStorePassword: 'VAULT_SSL_TRUST_STORE_PASSWORD',
      trustStoreType: 'VAULT_SSL_TRUST_STORE_TYPE',
      keyStore: 'VAULT_SSL_KEY_STORE',
      keyStorePassword: 'VAULT_SSL_KEY_STORE_PASSWORD',
      keyStoreType: 'VAULT_SSL_KEY_STORE_TYPE'
    })
  },
  {
    name: 'spring-cloud-vault',
    title: 'Spring Cloud Vault',
    // Spring Boot leaves out the hyphens of `spring.cloud.vault.ssl.trust-store`.
    variables: springVault({
      uri: 'SPRING_CLOUD_VAULT_URI',
      token: 'SPRING_CLOUD_VAULT_TOKEN',
      trustStore: 'SPRING_CLOUD_VAULT_SSL_TRUSTSTORE',
      trustStorePassword: 'SPRING_CLOUD_VAULT_SSL_TRUSTSTOREPASSWORD',
      trustStoreType: 'SPRING_CLOUD_VAULT_SSL_TRUSTSTORETYPE',
      keyStore: 'SPRING_CLOUD_VAULT_SSL_KEYSTORE',
      keyStorePassword: 'SPRING_CLOUD_VAULT_SSL_KEYSTOREPASSWORD',
      keyStoreType: 'SPRING_CLOUD_VAULT_SSL_KEYSTORETYPE'
    })
  },
  // It takes the domain from the certificate.
  { name: 'cosign', title: 'cosign', variables: okmsCli },
  {
    name: 'opentofu',
    title: 'OpenTofu',
    variables: { ...kms, KMS_RESTAPI_TYPE: () => 'mtls', KMS_KEY_ID: ({ keyId }) => keyId }
  },
  {
    name: 'terraform',
    title: 'Terraform',
    variables: {
      TF_VAR_okms_endpoint: ({ endpoint }) => endpoint,
      TF_VAR_okms_id: ({ okmsId }) => okmsId,
      TF_VAR_okms_ca: ({ ca }) => ca,
      TF_VAR_okms_certificate: ({ certificate }) => certificate,
      TF_VAR_okms_private_key: ({ privateKey }) => privateKey,
      // Its provider takes the OVHcloud API from these.
      ...ovhVariables,
      SSL_CERT_FILE: ({ allTrusted }) => allTrusted()
    }
  },
  {
    name: 'go-ovh',
    title: 'go-ovh',
    variables: { ...ovhVariables, SSL_CERT_FILE: overTls(({ allTrusted }) => allTrusted()) }
  },
  {
    name: 'python-ovh',
    title: 'python-ovh',
    // It takes the endpoint by a name, which a program adds to ovh.client.ENDPOINTS: the URL itself can be that name.
    variables: { ...ovhVariables, REQUESTS_CA_BUNDLE: overTls(({ allTrusted }) => allTrusted()) }
  },
  {
    name: 'node-ovh',
    title: 'node-ovh',
    // It reads no variables, and speaks TLS only: a program takes host and port from that of the KMS.
    variables: {
      ...ovhVariables, KMS_RESTAPI_ENDPOINT: ({ endpoint }) => endpoint, NODE_EXTRA_CA_CERTS: ({ ca }) => ca
    }
  },
  {
    name: 'ovhcloud-cli',
    title: 'ovhcloud-cli',
    variables: { ...ovhVariables, SSL_CERT_FILE: overTls(({ allTrusted }) => allTrusted()) }
  }
]

/**
 * Variables of the KMS's own clients. They do not affect other programs, so they are set even when no client is named.
 * All others (lists of trusted certificates, options of a runtime) are also read by programs unrelated to the KMS.
 */
const plainPrefix = 'KMS_RESTAPI_'

/** The variables of these clients with their values, the first that is known; without names, the basic ones of all. */
function valuesOf (names: readonly string[]): Map<string, readonly Value[]> {
  const isPlain = names.length === 0
  const chosen = clientEnvironments.filter(({ name }) => isPlain || names.includes(name))
  const values = chosen.flatMap(({ variables }) => Object.entries(variables))
  const byName = new Map<string, Value[]>()
  for (const [name, value] of values) {
    if (!isPlain || name.startsWith(plainPrefix)) byName.set(name, [...byName.get(name) ?? [], value])
  }
  return byName
}

/** For these clients; without names, only the basic variables. */
export function variablesFor (names: readonly string[], facts: EnvironmentFacts): Variable[] {
  return [...valuesOf(names)].flatMap(([name, values]) => {
    for (const value of values) {
      const known = value(facts)
      if (known !== undefined) return [{ name, value: known }]
    }
    return []
  })
}

const isRead = (value: Value, names: readonly string[]) => [...valuesOf(names).values()].flat().includes(value)

/** Whether one of these clients reads a token, which has to be in the facts then. */
export const needsToken = (names: readonly string[]) => isRead(token, names)

/** Whether one of these clients reads an API key, which has to be in the facts then. */
export const needsApiKey = (names: readonly string[]) => isRead(ovhEndpoint, names)

export const variableNames = (names: readonly string[]) => [...valuesOf(names).keys()]
