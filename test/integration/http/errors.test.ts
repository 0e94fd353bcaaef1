// Every row of the error table, produced over the API: its status, its code and its text reach the client.

import Database from 'better-sqlite3'
import { generateKeyPairSync, randomBytes, randomUUID, X509Certificate } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenSigner } from '../../../src/crypto/jose/jwt.js'
import { oneClock } from '../../../src/domain/clock.js'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { rowText, type ErrorName } from '../../../scripts/pages/error-rows.js'
import { errorRows } from '../../../src/emulator/composition/error-rows.js'
import { DomainError, type ErrorRow } from '../../../src/domain/errors/domain-error.js'
import { startFailure, startFailures } from '../../../src/domain/errors/start-failures.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import { unsetSettings } from '../../../src/domain/secrets/secret.js'
import { lastVersion } from '../../../src/domain/secrets/version-limit.js'
import { createApp } from '../../../src/http/app.js'
import { storing } from '../../../src/store/sqlite/storage-faults.js'
import { restErrorFormat } from '../../../src/rest/error-format.js'
import { errorStatus } from '../../../src/http/reply/error-status.js'
import { createDenialReports } from '../../../src/http/steps/authorise.js'
import { createDelays } from '../../../src/http/steps/delays.js'
import { createAdministration } from '../../../src/services/access/administration.js'
import { createAuthentication } from '../../../src/services/access/authentication.js'
import { createAuthorisation } from '../../../src/services/access/authorisation.js'
import {
  createApiKeyAuthentication, type SignedHead
} from '../../../src/services/access/api-keys/api-key-authentication.js'
import { createApiKeys } from '../../../src/services/access/api-keys/api-keys.js'
import { signatureOf } from '../../../src/services/access/api-keys/signature.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { createJournal } from '../../../src/services/control/journal/journal.js'
import { maxWaits } from '../../../src/services/control/journal/journal-queries.js'
import { createGroups } from '../../../src/services/access/identity/groups.js'
import { createUserTokens } from '../../../src/services/access/identity/user-tokens.js'
import { createUsers } from '../../../src/services/access/identity/users.js'
import { createPolicies } from '../../../src/services/access/policies.js'
import { createTokenUses } from '../../../src/services/access/tokens/token-uses.js'
import { createTokens } from '../../../src/services/access/tokens/tokens.js'
import { withVersion } from '../../../src/services/secrets/secret-edits.js'
import { createLogger } from '../../../src/log/log.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { openStore } from '../../../src/store/open-store.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { accessCertificate, caOf, credentialIdIn, foreignCa } from '../../harness/certificates.js'
import { changingRows, defineRowChecksum } from '../../../src/store/sqlite/row-checksum.js'
import { restDoor } from '../../../src/rest/rest-door.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { orderRefusals } from '../../services/orders/order-refusals.js'
import { aSecret } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

/** What a client saw, or what a service threw where no operation leads there. */
type Outcome = Promise<{ status: number, body: { error_code: number, errors: readonly string[] } }>

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ovh-api-port', '0'] }) })
afterAll(async () => { await emulator.close() })

const api = (...call: Parameters<TestEmulator['api']>): Outcome => emulator.api(...call)
const random = () => `/api/${emulator.okmsId}/v1/random`
const create = async (body: object = { type: 'oct' }): Promise<string> =>
  (await emulator.api('POST', '/servicekey', { name: 'a key', ...body })).body.id
const certificateId = () => credentialIdIn(emulator.files.certificate)
const shown = (...certificate: Parameters<typeof accessCertificate>): Outcome =>
  emulator.clientWith({ certificate: accessCertificate(...certificate) }).request('GET', random())
/** A call of either API of secrets: its path begins with the version. */
const secrets = (...[method, route, body]: Parameters<TestEmulator['api']>): ReturnType<TestEmulator['api']> =>
  emulator.client.request(method, `/api/${emulator.okmsId}/${route}`, body)
let secretCount = 0
/** Returns the path of a new secret with one version. */
async function createSecret (metadata: object = {}): Promise<string> {
  const path = `errors/${secretCount++}`
  const { status } = await secrets('POST', 'v2/secret', { path, metadata, version: { data: { a: 1 } } })
  expect(status).toBe(200)
  return path
}
const database = () => new Database(path.join(emulator.folder, 'data/okms.db'))

/** Asks for a wrapped export that works but for what is given. */
async function exported ({ transport, source, format = 'RAW' }: {
  transport?: string, source?: string, format?: string
}): ReturnType<TestEmulator['api']> {
  const wrappingKeyId = transport ?? await create({ keys: [rsaKeys.rsa2048], operations: ['wrapKey', 'unwrapKey'] })
  return await emulator.api('GET', `/servicekey/${source ?? await create({ type: 'oct', extractable: true })}?wrappingKeyId=${wrappingKeyId}&wrappedKeyFormat=${format}&wrappingAlgorithm=RSA-OAEP-256`)
}

async function thrown (call: () => unknown): Outcome {
  try {
    await call()
  } catch (error) {
    if (error instanceof DomainError) {
      return {
        status: errorStatus(error.kind),
        body: { error_code: error.errorCode, errors: error.spelled(restErrorFormat.spelling).map(({ line }) => line) }
      }
    }
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Each by the services, whatever front doors lead there. */
function thrownOrderRefusals (): Record<keyof typeof orderRefusals, () => Outcome> {
  return mapValues(orderRefusals, (call) => () => thrown(call))
}

const mapValues = <Name extends string, From, To>(values: Readonly<Record<Name, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries<From>(values).map(([name, value]) => [name, change(value)])) as Record<Name, To>

function credentials () {
  const store = openStore({ memory: true }, { durable: false })
  return createCredentials({
    store: store.credentials, clocks: oneClock(Date.now), ca: caOf(emulator), newId: randomUUID
  })
}

const ofMemory = () => openStore({ memory: true }, { durable: false })
const policies = () =>
  createPolicies({ store: ofMemory().policies, clock: Date.now, newId: randomUUID, changing: () => {} })
const groups = (store = ofMemory()) => createGroups({ store, clock: Date.now, changing: () => {} })

function identities () {
  const store = ofMemory()
  const clocks = oneClock(Date.now)
  const users = createUsers({ store, groups: groups(store), clock: Date.now })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const tokens = createTokens({ store: store.tokens, domains: store.domains, signer: createTokenSigner(pem), clocks })
  return {
    users,
    userTokens: createUserTokens({ store: store.tokens, users, tokens, uses: createTokenUses(), clock: Date.now }),
    authentication: createAuthentication({ ...store, clocks })
  }
}

/** Signed requests that API keys refuse, by what the signed request has instead. */
const signedRefusals = {
  ApiKeyMissing: () => refusedCall({ consumerKey: undefined }),
  ApplicationKeyUnknown: () => refusedCall({ applicationKey: 'abcdefghijklmnop' }),
  ConsumerKeyInvalid: () => refusedCall({ consumerKey: 'x' }),
  CallNotGranted: () => refusedCall({}),
  TimestampRefused: () => refusedCall({ timestamp: '1' }),
  SignatureInvalid: () => refusedCall({ signature: 'x' })
}

/** Of a key that may call another path than this one. */
async function refusedCall (changed: Partial<SignedHead>): Outcome {
  const store = newStore().apiKeys
  const clock = Date.now
  const { texts } = createApiKeys({ store, clock }).add({ name: 'x', rules: [{ method: 'GET', path: '/other' }] })
  const request = { method: 'GET', body: Buffer.alloc(0), timestamp: String(Math.floor(clock() / 1000)) }
  const signature = signatureOf(texts, { ...request, url: 'https://localhost/1.0/me' })
  return await thrown(() => {
    createApiKeyAuthentication({ store, clock, machineClock: clock })
      .begin({ ...request, target: '/1.0/me', host: 'localhost', ...texts, signature, ...changed }).verify(request.body)
  })
}

/** The reply of a bootstrap port, by default one that is not opened to other hosts. */
async function bootstrap (path: string, headers: Record<string, string> = {}, flags: readonly string[] = []): Outcome {
  const server = await startTestEmulator({ flags: ['--ephemeral', ...flags] })
  try {
    const { statusCode, body } = await request(`${server.bootstrap ?? ''}${path}`, { headers })
    return { status: statusCode, body: await body.json() as never }
  } finally {
    await server.close()
  }
}

/** Opens event streams, in turn with each of so many credentials, until one is refused. */
async function streamsOf (credentials: number): Outcome {
  const watching = new AbortController()
  setMaxListeners(100, watching.signal)
  const ca = readFileSync(emulator.files.ca)
  const agents = await Promise.all(Array.from({ length: credentials }, async () => {
    const route = `/_emulator/domains/${emulator.okmsId}/credentials`
    const { body } = await emulator.admin.request('POST', route, { name: 'watching' })
    return new Agent({ connect: { ca, cert: body.certificatePEM, key: body.privateKeyPEM } })
  }))
  const watch = async (agent: Agent) =>
    await agent.request({ origin: emulator.endpoint, path: '/page/events', method: 'GET', signal: watching.signal })
  try {
    for (;;) {
      for (const agent of agents) {
        const { statusCode, body } = await watch(agent)
        if (statusCode !== 200) return { status: statusCode, body: await body.json() as Awaited<Outcome>['body'] }
        body.on('error', () => {})
      }
    }
  } finally {
    watching.abort()
    await Promise.all(agents.map((agent) => agent.destroy()))
  }
}

/** Takes a snapshot, and returns its path. Other cases damage keys of the first domain, of which none can be taken. */
async function snapshot ({ admin }: Pick<TestEmulator, 'admin'>, body: object): Promise<string> {
  const { body: { id } } = await admin.request('POST', '/_emulator/snapshots', body)
  return `/_emulator/snapshots/${String(id)}`
}

const provoke: Record<ErrorName, () => Outcome> = {
  ...thrownOrderRefusals(),
  FaultNotFound: () => emulator.admin.request('GET', `/_emulator/faults/${emulator.okmsId}`),
  async ServiceUnavailable () {
    await emulator.admin.request('POST', '/_emulator/faults', { trigger: { next: 1 }, effect: { status: 503 } })
    return await api('GET', '/random')
  },
  SnapshotNotFound: () => emulator.admin.request('GET', `/_emulator/snapshots/${randomUUID()}`),
  async SnapshotOfServer () {
    const server = await startTestEmulator({ flags: ['--ephemeral'] })
    try {
      return await server.admin.request('POST', `${await snapshot(server, {})}/fork`, {})
    } finally {
      await server.stop()
    }
  },
  async SnapshotOutdated () {
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', {})
    const path = await snapshot(emulator, { okmsId })
    const file = database()
    defineRowChecksum(file)
    changingRows(file, () => { file.exec('UPDATE snapshot SET schema_version = 1') })
    file.close()
    return await emulator.admin.request('POST', `${path}/restore`)
  },
  ControlRequestInvalid: () => emulator.admin.request('PATCH', '/_emulator/clock', { advance: 'tomorrow' }),
  SeedInvalid: () => emulator.admin.request('POST', '/_emulator/seed', { content: 'tokens: 1' }),
  RequestInvalid: () => api('GET', '/servicekey?max=1000'),
  BodyNotJson: () =>
    api('POST', '/servicekey', undefined, { raw: '{"name": ', headers: { 'content-type': 'application/json' } }),
  BodyMissing: () =>
    api('POST', '/servicekey', undefined, { raw: '', headers: { 'content-type': 'application/json' } }),
  BodyTooLarge: () => api('POST', '/servicekey', { name: 'x'.repeat(1024 * 1024) }),
  MediaTypeUnsupported: () => api('POST', '/servicekey', undefined, {
    raw: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' }
  }),
  Base64Invalid: async () =>
    await api('POST', `/servicekey/${await create()}/encrypt`, { plaintext: 'My secret data' }),
  async TlsRequired () {
    const response = await fetch(`http://127.0.0.1:${emulator.port}${random()}`)
    return { status: response.status, body: await response.json() as Awaited<Outcome>['body'] }
  },
  RouteNotFound: () => api('GET', '/servicekeys'),
  async TooManyRequests () {
    const limited = await startTestEmulator({ flags: ['--ephemeral', '--rate-limit', '2'] })
    try {
      await limited.api('GET', '/random')
      await limited.api('GET', '/random')
      const refused = await limited.api('GET', '/random')
      expect(refused.headers['retry-after']).toBe('1')
      limited.clock.advance(1000)
      expect((await limited.api('GET', '/random')).status).toBe(200)
      return refused
    } finally {
      await limited.close()
    }
  },
  BundleClosed: () => bootstrap('/bundle.tar'),
  BootstrapSecretWrong: () => bootstrap('/bundle.tar', {}, ['--bootstrap-host', '127.0.0.1']),
  BootstrapNameRefused: () => bootstrap('/bundle.tar', { host: 'kms.example.com' }),
  BootstrapBrowserRefused: () => bootstrap('/bundle.tar', { origin: 'https://kms.example.com' }),
  TooManyOwnStreams: () => streamsOf(1),
  TooManyStreams: () => streamsOf(9),
  async TooManyWaits () {
    const { latest } = (await emulator.admin.request('GET', '/_emulator/journal/count')).body
    const query = { after: latest, timeout: '1m' }
    const call = { operationId: 'WaitForJournal', query } as const
    const waits = Array.from({ length: maxWaits }, () => emulator.adminApi.call(call))
    try {
      return await emulator.admin.request('GET', `/_emulator/journal/wait?after=${latest}`)
    } finally {
      // They wait for this one.
      await api('GET', '/random')
      await Promise.all(waits)
    }
  },
  async TooManyFollowers () {
    const { ca, adminCertificate, adminPrivateKey } = emulator.files
    const connect = {
      ca: readFileSync(ca), cert: readFileSync(adminCertificate), key: readFileSync(adminPrivateKey)
    }
    const agent = new Agent({ connect })
    try {
      for (;;) {
        const { statusCode, body } =
          await agent.request({ origin: emulator.endpoint, path: '/_emulator/journal/stream', method: 'GET' })
        if (statusCode !== 200) return { status: statusCode, body: await body.json() as Awaited<Outcome>['body'] }
        body.on('error', () => {})
      }
    } finally {
      await agent.destroy()
    }
  },
  async Internal () {
    const peer = {
      isAdmin: false,
      issuedByUs: true,
      issuer: '',
      serialHex: '',
      credentialId: '',
      okmsId: emulator.okmsId,
      notBefore: 0,
      notAfter: Infinity
    }
    const fault = () => { throw new Error('a fault with a secret in it') }
    const app = createApp({
      log: createLogger({ level: 'silent', format: 'json' }),
      peerOf: () => peer,
      authentication: { byToken: fault, byCertificate: fault },
      callers: { byToken: fault, byCertificate: fault },
      domains: { find: () => undefined, list: () => [] },
      limit: undefined,
      authorisation: createAuthorisation(
        { mode: 'off', policies: { list: () => [] }, groups: { list: () => [] }, clock: Date.now, onDenial: () => {} }
      ),
      reports: createDenialReports(),
      admin: { operations: [], admit: (_request, _reply, done) => { done() } },
      journal: createJournal(500),
      recorded: [],
      faults: { faults: { ofRequest: undefined }, delays: createDelays(), reset: () => {} },
      metrics: undefined,
      open: [],
      clocks: oneClock(Date.now),
      exists: () => true,
      doors: [restDoor([{ method: 'GET', url: '/fault', handler: () => 'never' }], {
        peerOf: () => peer, callers: { byToken: fault, byCertificate: fault }
      })]
    })
    const reply = await app.inject('/fault')
    expect(reply.body).not.toContain('secret')
    return { status: reply.statusCode, body: reply.json() }
  },
  async StorageFailed () {
    const other = database()
    other.exec('BEGIN IMMEDIATE')
    try {
      return await api('POST', '/servicekey', { name: 'a key', type: 'oct' })
    } finally {
      other.close()
    }
  },
  ErasureFailed: () => thrown(() => {
    storing(() => { throw new Database.SqliteError('full', 'SQLITE_FULL') }, storageErrors.ErasureFailed)
  }),
  async StorageUnreadable () {
    const id = await create()
    const other = database()
    other.prepare("UPDATE service_key SET operations = 'nonsense' WHERE key_id = ?").run(id)
    try {
      return await api('GET', `/servicekey/${id}`)
    } finally {
      other.prepare("UPDATE service_key SET operations = 'encrypt' WHERE key_id = ?").run(id)
      other.close()
    }
  },

  CredentialsMissing: () => emulator.clientWith({}).request('GET', random()),
  CertificateForeign: () => shown(foreignCa(), { okmsId: emulator.okmsId, credentialId: certificateId() }),
  CertificateUnknown: () => shown(caOf(emulator), { okmsId: emulator.okmsId }),
  CertificateNotYetValid: () =>
    shown(caOf(emulator), { okmsId: emulator.okmsId, credentialId: certificateId(), notBefore: Date.now() + 60_000 }),
  CertificateExpired: () =>
    shown(caOf(emulator), { okmsId: emulator.okmsId, credentialId: certificateId(), notAfter: Date.now() - 60_000 }),
  async CertificateRevoked () {
    const first = await startTestEmulator({ flags: [] })
    const certificate = {
      certificatePem: readFileSync(first.files.certificate, 'utf8'),
      privateKeyPem: readFileSync(first.files.privateKey, 'utf8')
    }
    const second = await first.restart([], ({ data }) => {
      const store = openStore({ folder: data }, { durable: false })
      store.credentials.revoke(credentialIdIn(first.files.certificate), Date.now())
      store.close()
    })
    try {
      return await second.clientWith({ certificate }).request('GET', `/api/${second.okmsId}/v1/random`)
    } finally {
      await second.close()
    }
  },
  TokenInvalid: () => api('GET', '/random', undefined, { headers: { authorization: 'Bearer x.y.z' } }),
  async TokenExpired () {
    const { body } = await emulator.admin.request('POST', '/_emulator/tokens', {
      name: 'short', expiresAt: new Date(emulator.clock() + 1000).toISOString()
    })
    emulator.clock.advance(1000)
    return await api('GET', '/random', undefined, { headers: { authorization: `Bearer ${body.token}` } })
  },
  AuthorizationUnreadable: () => api('GET', '/random', undefined, { headers: { authorization: 'Digest x' } }),
  VaultTokenUnreadable: () =>
    api('GET', '/auth/token/lookup-self', undefined, { headers: { 'x-vault-token': 'a token' } }),
  MountUnknown: () => api('GET', '/sys/internal/ui/mounts/kv/app'),
  LeaseNotRenewable: () => api('POST', '/auth/token/renew-self'),
  SelfRevocation: () => api('PUT', '/auth/token/revoke-self'),
  async CallerOfAnotherDomain () {
    const first = await startTestEmulator({ flags: [] })
    const second = await first.restart(['--okms-id', randomUUID()])
    try {
      return await second.client.request('GET', `/api/${first.okmsId}/v1/random`)
    } finally {
      await second.close()
    }
  },
  ActionNotAllowed: () => thrown(() => {
    const authorisation = createAuthorisation(
      { mode: 'enforce', policies: { list: () => [] }, groups: { list: () => [] }, clock: Date.now, onDenial: () => {} }
    )
    authorisation.authorise({ okmsId: emulator.okmsId, credentialId: null, identities: ['urn:v1:eu:identity:user:emulator-ovh/alice'] }, 'okms:apikms:random/get', {
      kind: 'domain', id: emulator.okmsId
    })
  }),
  DomainNotFound: () => emulator.admin.request('GET', `/_emulator/domains/${randomUUID()}`),
  DomainNotOfCaller: () => emulator.client.request('GET', `/api/${randomUUID()}/v1/random`),
  OlderPathNeedsCertificate: () =>
    emulator.client.request('GET', '/v1/random', undefined, { headers: { authorization: 'Bearer x.y.z' } }),

  AdminCertificateMissing: () => emulator.clientWith({}).request('GET', '/_emulator/domains'),
  AdminCertificateNeeded: () => emulator.client.request('GET', '/_emulator/domains'),
  ForeignOrigin: () => emulator.admin.request('GET', '/_emulator/domains', undefined, {
    headers: { origin: 'https://elsewhere.example' }
  }),
  async ForeignHost () {
    const { statusCode, body } = await request(`${emulator.ovhApi}/api`, { headers: { host: 'elsewhere.example' } })
    return { status: statusCode, body: await body.json() as Awaited<Outcome>['body'] }
  },

  CredentialRequestInvalid: () => thrown(() => credentials()
    .issue({ okmsId: emulator.okmsId, name: '', identities: [] })),
  async AdminCertificateRevoked () {
    const { body: { id, certificatePEM, privateKeyPEM } } =
      await emulator.admin.request('POST', '/_emulator/admin-certificates', { name: 'revoked' })
    await emulator.admin.request('DELETE', `/_emulator/admin-certificates/${id}`)
    return await emulator.clientWith({
      certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }
    }).request('GET', '/_emulator/domains')
  },
  AdminCertificateNotFound: () =>
    emulator.admin.request('DELETE', `/_emulator/admin-certificates/${randomUUID()}`),
  AdminCertificateNotReplaced: () => thrown(() => {
    const ca = caOf(emulator)
    const pki = { ca, caCertificate: new X509Certificate(ca.certificatePem) }
    const write = () => { throw startFailure(startFailures.FolderNotWritable, emulator.pki, 'EROFS') }
    const administration = createAdministration({
      pkiFolder: { ...openCertificateFolder(emulator.pki), write },
      pki,
      store: newStore().adminCertificates,
      clock: Date.now,
      newId: randomUUID
    })
    const [own] = administration.list()
    administration.revoke(own?.certificateId ?? '')
  }),
  CredentialNotFound: () => thrown(() => { credentials().revoke(randomUUID()) }),

  AccessRequestInvalid: () => thrown(() => policies()
    .add({ name: '', identities: [], resources: ['*'], actions: ['*'] })),
  DomainExists: () => emulator.admin.request('POST', '/_emulator/domains', { name: 'again', okmsId: emulator.okmsId }),
  async DomainNotEmpty () {
    await create()
    return await emulator.admin.request('DELETE', `/_emulator/domains/${emulator.okmsId}`)
  },
  TokenNotFound: () => emulator.admin.request('GET', `/_emulator/tokens/${randomUUID()}`),
  ServiceAccountNotFound: () => emulator.admin.request('GET', '/_emulator/service-accounts/EU.0'),
  ApplicationNotFound: () => emulator.admin.request('GET', '/_emulator/api-keys/abcdefghijklmnop'),
  ...signedRefusals,
  PolicyNotFound: () => thrown(() => { policies().remove(randomUUID()) }),
  GroupNotFound: () => thrown(() => { groups().remove('ops') }),
  GroupExists: () => thrown(() => { groups().add({ name: 'DEFAULT' }) }),
  DefaultGroupFixed: () => thrown(() => { groups().remove('DEFAULT') }),
  UserNotFound: () => thrown(() => { identities().users.get('alice') }),
  UserExists: () => thrown(() => {
    const { users } = identities()
    for (const login of ['alice', 'alice']) users.add({ login })
  }),
  UserTokenNotFound: () => thrown(() => {
    const { users, userTokens } = identities()
    users.add({ login: 'alice' })
    userTokens.get('alice', 'ci')
  }),
  UserTokenExists: () => thrown(() => {
    const { users, userTokens } = identities()
    users.add({ login: 'alice' })
    for (const name of ['ci', 'ci']) userTokens.issue('alice', { name })
  }),
  UserDisabled: () => thrown(() => {
    const { users, userTokens, authentication } = identities()
    users.add({ login: 'alice' })
    const { text } = userTokens.issue('alice', { name: 'ci' })
    users.setStatus('alice', 'DISABLED')
    authentication.byToken(text)
  }),

  KeyNotFound: () => api('GET', `/servicekey/${randomUUID()}`),
  async KeyDestroyed () {
    const id = await create()
    await api('POST', `/servicekey/${id}/deactivate`, { reason: 'superseded' })
    await api('DELETE', `/servicekey/${id}`)
    return await api('POST', `/servicekey/${id}/activate`)
  },
  async KeyIdTaken () {
    const id = await create()
    return await api('POST', '/servicekey', { name: 'again', type: 'oct', id })
  },
  async KeyNotActive () {
    const id = await create()
    await api('POST', `/servicekey/${id}/deactivate`, { reason: 'superseded' })
    return await api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'AAAA' })
  },
  KeyStillActive: async () => await api('DELETE', `/servicekey/${await create()}`),
  UsageNotGranted: async () => await api('POST', `/servicekey/${await create()}/datakey`, { size: 256 }),
  AlgorithmMismatch: async () => await api('POST', `/servicekey/${await create({ type: 'EC' })}/sign`, { message: 'AAAA', alg: 'RS256' }),
  KeyRequestInvalid: () => api('POST', '/servicekey', { name: 'a key', type: 'RSA', size: 256 }),
  KeyMaterialInvalid: () => api('POST', '/servicekey', { name: 'a key', keys: [{ kty: 'oct', k: 'AAAA' }] }),

  TransportKeyNotFound: () => api('POST', '/servicekey', {
    name: 'a key', wrappedKeys: [{ keyFormatType: 'RAW', wrappingKeyId: randomUUID(), ciphertext: 'a.b.c.d.e' }]
  }),
  TransportKeyUnfit: async () => await exported({ transport: await create() }),
  KeyNotExtractable: async () => await exported({ source: await create() }),
  KeyInHsm: async () =>
    await exported({ source: await create({ type: 'oct', extractable: true, protectionLevel: 'HSM' }) }),
  KeyFormatMismatch: () => exported({ format: 'PKCS8' }),
  WrappedKeyTooLong: async () => await exported({
    transport: await create({ keys: [rsaKeys.rsa4096], operations: ['wrapKey'] }),
    source: await create({ keys: [rsaKeys.rsa4096], extractable: true }),
    format: 'JWK'
  }),
  async UnwrappingFailed () {
    const transport = await create({ keys: [rsaKeys.rsa2048], operations: ['wrapKey', 'unwrapKey'] })
    const { body } = await exported({ transport })
    const changed = String(body.wrappedKeys[0].ciphertext).replace(/[^.]+$/, randomBytes(16).toString('base64url'))
    return await api('POST', '/servicekey', {
      name: 'a key', wrappedKeys: [{ keyFormatType: 'RAW', wrappingKeyId: transport, ciphertext: changed }]
    })
  },

  async DecryptionFailed () {
    const id = await create()
    const { ciphertext } =
      (await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'AAAA', context: 'a' })).body
    return await api('POST', `/servicekey/${id}/decrypt`, { ciphertext, context: 'b' })
  },
  TokenMalformed: async () => await api('POST', `/servicekey/${await create()}/decrypt`, { ciphertext: 'a.b.c' }),
  DigestLengthWrong: async () => await api('POST', `/servicekey/${await create({ type: 'EC' })}/sign`, { message: 'AAAA', alg: 'ES256', isdigest: true }),
  MessageInvalid: async () =>
    await api('POST', `/servicekey/${await create()}/encrypt`, { plaintext: randomBytes(4097).toString('base64') }),
  DataKeySizeInvalid: async () => await api('POST', `/servicekey/${await create({ type: 'oct', operations: ['wrapKey', 'unwrapKey'] })}/datakey`, { size: 100 }),

  SecretNotFound: () => secrets('GET', 'v2/secret/not/there'),
  FolderEmpty: () => secrets('GET', 'v1/secret/metadata/not/there?list=true'),
  VersionNotFound: async () => await secrets('GET', `v2/secret/${await createSecret()}?version=2`),
  async NoVersionYet () {
    await secrets('POST', 'v1/secret/metadata/errors/empty', { max_versions: 5 })
    return await secrets('GET', 'v1/secret/data/errors/empty')
  },
  SecretExists: async () => await secrets('POST', 'v2/secret', { path: await createSecret(), version: { data: {} } }),
  SecretPathInvalid: () => secrets('GET', 'v2/secret/a%2F%2Fb'),
  SecretRequestInvalid: () => secrets('PUT', 'v2/secretConfig', { deactivateVersionAfter: '200000d' }),
  CasMissing: async () =>
    await secrets('PUT', `v2/secret/${await createSecret({ casRequired: true })}`, { version: { data: {} } }),
  CasMismatch: async () => await secrets('PUT', `v2/secret/${await createSecret()}?cas=2`, { version: { data: {} } }),
  async VersionDeleted () {
    const version = `v2/secret/${encodeURIComponent(await createSecret())}/version/1`
    await secrets('PUT', version, { state: 'deleted' })
    return await secrets('PUT', version, { state: 'active' })
  },
  VersionsExhausted: () => thrown(() => {
    withVersion(aSecret({ currentVersion: lastVersion }), '{}', unsetSettings, 0)
  }),
  DataTooLarge: async () =>
    await secrets('POST', `v1/secret/data/${await createSecret()}`, { data: { a: 'x'.repeat(65_536) } }),
  async VersionWithoutData () {
    const path = await createSecret()
    await secrets('DELETE', `v1/secret/data/${path}`)
    return await secrets('GET', `v1/secret/data/${path}`)
  },
  PathEndsWithSlash: () => secrets('POST', 'v1/secret/data/errors/', { data: {} }),
  NotASecret: () => secrets('GET', 'v1/secret/data/errors/')
}

/** The row's text with anything where its arguments stand. */
function pattern (row: ErrorRow): RegExp {
  const gap = '\u0001'
  const text = rowText(row, Array<string>(row.text.length).fill(gap))
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(gap, '[^]*')}$`)
}

describe('every refusal', () => {
  it.each(Object.keys(errorRows) as ErrorName[])('%s reaches the client with its status, its code and its own text', async (name) => {
    const row: ErrorRow = errorRows[name]
    const { status, body } = await provoke[name]()
    expect([status, body.error_code]).toEqual([errorStatus(row), packErrorCode(row)])
    expect(body.errors.join('\n')).toMatch(pattern(row))
  })
})

it('every cause of a 401 has its own code, which programs can tell apart', () => {
  const codes = Object.values<ErrorRow>(errorRows).filter((row) => errorStatus(row) === 401).map(packErrorCode)
  expect(codes).toHaveLength(14)
  expect(new Set(codes).size).toBe(codes.length)
})
