// Who may do what: credentials of a domain, tokens, service accounts, API keys, policies and groups, for programs.

import type { AdminSchemas } from '../../emulator/admin/admin-schemas.js'
import type { Time } from './clock.js'
import type { Ask } from './ask.js'

type Schemas = AdminSchemas['schemas']

/** With times as dates. */
type Dated<Shown> = {
  readonly [Member in keyof Shown]: Member extends typeof times[number]
    ? Date | Exclude<Shown[Member], string>
    : Shown[Member]
}
type Given<Request> = Readonly<Partial<Omit<Request, 'expiresAt'>>>

export type CredentialRequest = Given<Schemas['CredentialRequest']>
export type Credential = Dated<Schemas['Credential']>
export type NewCredential = Dated<Schemas['NewCredential']>
export interface TokenRequest extends Given<Schemas['TokenRequest']> {
  /** Never by default. */
  readonly expiresAt?: Time
}
export type Token = Dated<Schemas['Token']>
export type NewToken = Dated<Schemas['NewToken']>
export type ServiceAccountRequest = Given<Schemas['ServiceAccountRequest']>
export type ServiceAccount = Dated<Schemas['ServiceAccount']>
export type NewServiceAccount = Dated<Schemas['NewServiceAccount']>
export interface ApiKeyRequest extends Given<Schemas['ApiKeyRequest']> {
  /** Never by default. */
  readonly expiresAt?: Time
}
type WithConsumerKeys<Shown> = Dated<Omit<Shown, 'consumerKeys'>> & {
  readonly consumerKeys: ReadonlyArray<Dated<Schemas['ConsumerKey']>>
}
export type ApiKey = WithConsumerKeys<Schemas['ApiKey']>
export type NewApiKey = WithConsumerKeys<Schemas['NewApiKey']>
/** `resources` are all of them by default. */
export type PolicyRequest =
  Given<Schemas['PolicyRequest']> & Readonly<Pick<Schemas['PolicyRequest'], 'identities' | 'action'>>
export type Policy = Dated<Schemas['Policy']>
export type Group = Dated<Schemas['Group']>

interface Listed<Shown> {
  list (): Promise<readonly Shown[]>
  show (id: string): Promise<Shown>
  remove (id: string): Promise<void>
}

/**
 * Access certificates of a domain. What `add` returns has the private key, unless the request had a `csr`; with the CA
 * of the emulator it is a client: `{ ca: kms.tls.ca, cert: certificatePEM, key: privateKeyPEM }`. Methods reject with
 * EmulatorRefusal, also below.
 */
export interface EmulatorCredentials extends Listed<Credential> {
  /** For the root identity by default. */
  add (request?: CredentialRequest): Promise<NewCredential>
}

/** Personal access tokens. What `add` returns has the text of the token, which is not shown again. */
export interface EmulatorTokens extends Listed<Token> {
  /** For the root identity and every domain by default. */
  add (request?: TokenRequest): Promise<NewToken>
}

/** OAuth2 clients. What `add` returns has the secret, which is not shown again. */
export interface EmulatorServiceAccounts extends Listed<ServiceAccount> {
  add (request?: ServiceAccountRequest): Promise<NewServiceAccount>
}

/**
 * API keys for the OVHcloud API, by their application keys. What `add` returns has the application secret and the
 * consumer key, which are not shown again.
 */
export interface EmulatorApiKeys extends Listed<ApiKey> {
  /** For every call by default. */
  add (request?: ApiKeyRequest): Promise<NewApiKey>
}

/** IAM policies: actions that identities may do on resources. They count where `iamMode` is not `off`. */
export interface EmulatorPolicies extends Listed<Policy> {
  add (request: PolicyRequest): Promise<Policy>
}

/** Groups of identities, by their names. */
export interface EmulatorGroups extends Listed<Group> {
  /** Adds a group, or replaces its members. */
  put (name: string, members: readonly string[]): Promise<Group>
}

export interface AccessControls {
  readonly tokens: EmulatorTokens
  readonly serviceAccounts: EmulatorServiceAccounts
  readonly apiKeys: EmulatorApiKeys
  readonly policies: EmulatorPolicies
  readonly groups: EmulatorGroups
}

/** @internal */
export const createCredentials = (ask: Ask, okmsId: string): EmulatorCredentials => ({
  add: async (request) =>
    dated(await ask('AddCredential', { params: { okmsId }, body: { name: 'credential', ...request } })),
  list: async () => (await ask('ListCredentials', { params: { okmsId } })).map(dated),
  show: async (credentialId) => dated(await ask('ShowCredential', { params: { okmsId, credentialId } })),
  async remove (credentialId) { await ask('RemoveCredential', { params: { okmsId, credentialId } }) }
})

/** @internal */
export const createAccessControls = (ask: Ask): AccessControls => ({
  tokens: {
    add: async ({ expiresAt, ...request } = {}) =>
      dated(await ask('AddToken', { body: { name: 'token', ...request, ...until(expiresAt) } })),
    list: async () => (await ask('ListTokens')).map(dated),
    show: async (tokenId) => dated(await ask('ShowToken', { params: { tokenId } })),
    async remove (tokenId) { await ask('RemoveToken', { params: { tokenId } }) }
  },
  serviceAccounts: {
    add: async (request) => dated(await ask('AddServiceAccount', { body: { name: 'service-account', ...request } })),
    list: async () => (await ask('ListServiceAccounts')).map(dated),
    show: async (clientId) => dated(await ask('ShowServiceAccount', { params: { clientId } })),
    async remove (clientId) { await ask('RemoveServiceAccount', { params: { clientId } }) }
  },
  apiKeys: {
    add: async ({ expiresAt, ...request } = {}) =>
      withConsumerKeys(await ask('AddApiKey', { body: { name: 'api-key', ...request, ...until(expiresAt) } })),
    list: async () => (await ask('ListApiKeys')).map(withConsumerKeys),
    show: async (applicationKey) => withConsumerKeys(await ask('ShowApiKey', { params: { applicationKey } })),
    async remove (applicationKey) { await ask('RemoveApiKey', { params: { applicationKey } }) }
  },
  policies: {
    add: async (request) =>
      dated(await ask('AddPolicy', { body: { name: 'policy', resources: [{ urn: '*' }], ...request } })),
    list: async () => (await ask('ListPolicies')).map(dated),
    show: async (policyId) => dated(await ask('ShowPolicy', { params: { policyId } })),
    async remove (policyId) { await ask('RemovePolicy', { params: { policyId } }) }
  },
  groups: {
    put: async (group, members) => dated(await ask('PutGroup', { params: { group }, body: { members: [...members] } })),
    list: async () => (await ask('ListGroups')).map(dated),
    show: async (group) => dated(await ask('ShowGroup', { params: { group } })),
    async remove (group) { await ask('RemoveGroup', { params: { group } }) }
  }
})

const until = (expiresAt: Time | undefined) =>
  expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }

function withConsumerKeys<Shown extends Schemas['ApiKey']> (shown: Shown): WithConsumerKeys<Shown> {
  const { consumerKeys, ...rest } = shown
  return { ...dated(rest), consumerKeys: consumerKeys.map(dated) }
}

const times = ['createdAt', 'expiredAt', 'expiresAt', 'lastUsedAt'] as const

function dated<Shown extends object> (shown: Shown): Dated<Shown> {
  const found = times.flatMap((name) => {
    const time = (shown as Partial<Record<string, unknown>>)[name]
    return typeof time === 'string' ? [[name, new Date(time)] as const] : []
  })
  return { ...shown, ...Object.fromEntries(found) } as Dated<Shown>
}
