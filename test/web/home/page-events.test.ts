// What the events of the page at `/` tell a caller who may see a part of the domain: that part, and
// never how much there is besides.

import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { createAuthorisation, type Authorisation } from '../../../src/services/access/authorisation.js'
import { authenticationErrors } from '../../../src/domain/errors/access/authentication.js'
import { refusal } from '../../../src/domain/errors/domain-error.js'
import { createCallers } from '../../../src/services/access/callers.js'
import { createJournal, type Journal } from '../../../src/services/control/journal/journal.js'
import { servePageEvents } from '../../../src/web/home/page-events.js'
import type { PeerCertificate } from '../../../src/pki/peer-certificate.js'
import type { KeyState } from '../../../src/domain/keys/key-state.js'
import type { Store } from '../../../src/domain/ports.js'
import { createKeyOverview } from '../../../src/services/keys/key-overview.js'
import { createSecretOverview } from '../../../src/services/secrets/secret-overview.js'
import { createSecrets, type Secrets } from '../../../src/services/secrets/secrets.js'
import { secretUrn, serviceKeyUrn } from '../../harness/urns.js'
import { aRequest } from '../../services/control/journal/journal-entry.js'
import { aCredential, aKey, okmsId, otherOkmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const owner = aCredential()
const guest = aCredential({ identities: ['urn:v1:eu:identity:user:xx1111-ovh/guest'] })
const shown = aKey({ name: 'shown' })
const hidden = Array.from({ length: 70 }, (_, index) => aKey({ name: `hidden ${index}` }))

const clocks = oneClock(() => 1_700_000_000_000)

interface News {
  readonly keys: ReadonlyArray<{ readonly name: string }>
  readonly moreKeys: number
  readonly counts?: Readonly<Record<KeyState, number>>
  readonly secrets: readonly string[]
  readonly moreSecrets: number
  readonly secretCount?: number | null
  readonly configuration?: object | null
  readonly operations: ReadonlyArray<{
    readonly resource: { readonly name: string | null }, readonly refusal?: string
  }>
  readonly passedOver: number
}

let guestActions: readonly string[]
let authorisation: Authorisation
let store: Store
let journal: Journal
let secrets: Secrets
let app: FastifyInstance
let told: News[]
let isRevoked: boolean
let isOpen: boolean
let end: () => void
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  store = newStore()
  store.serviceKeys.insert(...[shown, ...hidden].map((key) => ({ key, material: null })))
  journal = createJournal(500)
  secrets = createSecrets({
    store: store.secrets,
    clocks,
    changed: (inDomain, path) => { journal.changed(inDomain, { kind: 'secret', id: path }) },
    configured: (inDomain) => { journal.changed(inDomain, { kind: 'domain', id: inDomain }) }
  })
  told = []
  isRevoked = false
  guestActions = ['okms:apikms:serviceKey/get', 'okms:apikms:serviceKey/encrypt']
})
afterEach(async () => {
  end()
  vi.useRealTimers()
  await app.close()
})

/** Follows the events as the holder of a credential does. */
async function follow (credential: typeof owner): Promise<void> {
  const peer: PeerCertificate = {
    isAdmin: false,
    issuedByUs: true,
    issuer: '',
    serialHex: '',
    credentialId: credential.credentialId,
    okmsId,
    notBefore: 0,
    notAfter: Infinity
  }
  const guests = {
    policyId: 'p',
    name: 'p',
    description: '',
    identities: guest.identities,
    resources: [serviceKeyUrn(okmsId, shown.keyId), secretUrn(okmsId, 'shown/*')],
    actions: [],
    exceptions: [],
    denied: [],
    createdAt: 0,
    updatedAt: null,
    expiresAt: null
  }
  const keys = createKeyOverview(store.serviceKeys, store.keyHistories)
  const authentication = {
    byToken: () => { throw new Error('not asked') },
    byCertificate: () => isRevoked ? refuseRevoked() : credential
  }
  app = fastify()
  app.decorateRequest('operation', { getter: () => ({}) })
  authorisation = createAuthorisation({
    mode: 'enforce',
    policies: { list: () => [{ ...guests, actions: guestActions }] },
    groups: { list: () => [] },
    clock: Date.now,
    onDenial: () => {}
  })
  servePageEvents(app, {
    peerOf: () => peer,
    authentication,
    callers: createCallers({ authentication, domains: store.domains }),
    domains: store.domains,
    journal,
    keys,
    secrets: createSecretOverview({ store: store.secrets, clocks }),
    names: { serviceKey: (inDomain, id) => keys.name(inDomain, id) },
    authorisation,
    streams: {
      open: (response, { ended }) => {
        isOpen = true
        end = () => {
          isOpen = false
          ended()
          response.end()
        }
        return {
          send: (event, data) => { if (event === 'news') told.push(data as News) },
          drained: () => Promise.resolve(),
          isEnded: () => !isOpen,
          end
        }
      },
      close: () => {}
    },
    writtenByHand: (_request, reply) => { reply.hijack() }
  })
  void app.inject('/page/events')
  await vi.waitUntil(() => vi.getTimerCount() > 0)
}

function refuseRevoked (): never {
  throw refusal(authenticationErrors.CertificateRevoked, owner.credentialId)
}

function happen (keys: ReadonlyArray<typeof shown>): void {
  for (const { okmsId, keyId } of keys) {
    const resource = { kind: 'serviceKey', id: keyId } as const
    journal.changed(okmsId, resource)
    journal.record(aRequest({ okmsId, resource, needs: [{ action: 'okms:apikms:serviceKey/encrypt', resource }] }))
  }
}

function happened (keys: ReadonlyArray<typeof shown>): News | undefined {
  happen(keys)
  vi.advanceTimersByTime(1000)
  return told.at(-1)
}

const caller = (credential: typeof owner) =>
  ({ okmsId, identities: credential.identities, credentialId: credential.credentialId })

/** Makes secrets at these paths, and gives the news. */
async function created (...paths: readonly string[]): Promise<News | undefined> {
  for (const path of paths) await secrets.create(caller(owner), path, {}, { data: { known: 'value' } })
  vi.advanceTimersByTime(1000)
  return told.at(-1)
}

const manyHidden = Array.from({ length: 70 }, (_, index) => `hidden/${index}`)

describe('a stream', () => {
  it.each([
    ['its credential was revoked', { kind: 'credential', id: owner.credentialId }],
    ['its domain was removed', { kind: 'domain', id: okmsId }]
  ] as const)('ends in the turn in which %s', async (_, resource) => {
    await follow(owner)
    journal.changed(okmsId, { kind: 'credential', id: guest.credentialId })
    journal.changed(okmsId, resource)
    expect(isOpen).toBe(true)
    isRevoked = true
    journal.changed(okmsId, resource)
    expect(isOpen).toBe(false)
  })
})

describe('the events', () => {
  it('tell who may see all of the domain how much there is', async () => {
    await follow(owner)
    expect(happened([shown, ...hidden]))
      .toMatchObject({
        counts: { active: 71 }, keys: { length: 20 }, moreKeys: 51, passedOver: 21, operations: { length: 50 }
      })
  })

  it('do not tell what happens in another domain', async () => {
    await follow(owner)
    expect(happened([aKey({ okmsId: otherOkmsId }), aKey({ okmsId: otherOkmsId })])).toBeUndefined()
    expect(happened([shown]))
      .toMatchObject({ keys: [{ name: 'shown' }], operations: [{ resource: { kind: 'serviceKey', name: 'shown' } }] })
  })

  it('end with their stream', async () => {
    await follow(owner)
    end()
    expect(happened([shown])).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tell who may see a part the counts of that part', async () => {
    await follow(guest)
    const news = happened([...hidden, shown])
    expect(news).toMatchObject({ counts: { active: 1, deactivated: 0, destroyed: 0 }, moreKeys: 0, passedOver: 0 })
    expect(news?.keys.map(({ name }) => name)).toEqual(['shown'])
    expect(news?.operations.map(({ resource }) => resource.name)).toEqual(['shown'])
  })

  it('tell who may see a part nothing when only the rest of the domain changes, not even that it does', async () => {
    await follow(guest)
    expect(happened(hidden)).toBeUndefined()
  })

  it('tell nothing of keys that the caller may no longer see', async () => {
    await follow(guest)
    happen([shown])
    guestActions = []
    authorisation.forget()
    vi.advanceTimersByTime(1000)
    expect(told.at(-1)).toMatchObject({ keys: [], moreKeys: 0, operations: [{ resource: { name: null } }] })
  })

  it('tell the name of a key only who may see the key', async () => {
    guestActions = ['okms:apikms:serviceKey/encrypt']
    await follow(guest)
    expect(happened([shown])).toMatchObject({ keys: [], operations: [{ resource: { id: shown.keyId, name: null } }] })
  })

  it('count the operations that were passed over among those that the caller may see', async () => {
    await follow(guest)
    expect(happened([...hidden, ...Array<typeof shown>(60).fill(shown)]))
      .toMatchObject({ passedOver: 10, operations: { length: 50 } })
  })

  it('tell of a refusal, whole to its own caller, and without its identities to others', async () => {
    await follow(guest)
    const resource = { kind: 'domain', id: okmsId } as const
    const needs = [{ action: 'okms:apikms:random/get', resource }]
    const refused = { resource, needs, refusal: 'not to alice', refusalForOthers: 'not to another caller' }
    journal.record(aRequest({ okmsId, ...refused }))
    journal.record(aRequest({ okmsId, ...refused, caller: caller(guest), refusal: 'not to guest' }))
    journal.record(aRequest({ okmsId, ...refused, resource: { kind: 'serviceKey', id: shown.keyId }, needs: [] }))
    vi.advanceTimersByTime(1000)
    expect(told.at(-1)?.operations.map(({ refusal }) => refusal)).toEqual(['not to guest', 'not to another caller'])
  })
})

describe('the events of secrets', () => {
  it('tell who may see all of the domain which changed and how many there are, and no data', async () => {
    await follow(owner)
    const news = await created('shown/one', ...manyHidden)
    expect(news).toMatchObject({ secrets: { length: 20 }, moreSecrets: 51, secretCount: 71, keys: [] })
    expect(news).not.toHaveProperty('counts')
    await secrets.moveVersion(caller(owner), 'shown/one', 1, 'deactivate')
    await secrets.remove(caller(owner), 'hidden/1')
    vi.advanceTimersByTime(1000)
    expect(told.at(-1)).toMatchObject({ secrets: ['shown/one', 'hidden/1'], moreSecrets: 0, secretCount: 70 })
    expect(JSON.stringify(told)).not.toContain('value')
  })

  it('tell who may see a part that part and its count', async () => {
    guestActions = ['okms:apikms:secret/get']
    await follow(guest)
    expect(await created(...manyHidden, 'shown/one'))
      .toMatchObject({ secrets: ['shown/one'], moreSecrets: 0, secretCount: 1 })
  })

  it('tell who may see a part nothing when only the rest of the domain changes, not even that it does', async () => {
    guestActions = ['okms:apikms:secret/get']
    await follow(guest)
    expect(await created(...manyHidden)).toBeUndefined()
    expect(vi.getTimerCount()).toBe(1)
  })

  it('tell nothing of secrets that the caller may get the data of, but not see', async () => {
    guestActions = ['okms:apikms:secret/version/getData', 'okms:apikms:serviceKey/get']
    await follow(guest)
    expect(await created('shown/one')).toBeUndefined()
  })

  it('tell nothing of secrets that the caller may no longer see', async () => {
    guestActions = ['okms:apikms:secret/get']
    await follow(guest)
    await secrets.create(caller(owner), 'shown/one', {}, { data: null })
    guestActions = []
    authorisation.forget()
    vi.advanceTimersByTime(1000)
    expect(told.at(-1)).toMatchObject({ secrets: [], moreSecrets: 0 })
    expect(told.at(-1)).not.toHaveProperty('secretCount')
  })

  it('tell of another configuration who may get it, and nothing to others', async () => {
    await follow(owner)
    secrets.configure(caller(owner), { maxVersions: 5 })
    vi.advanceTimersByTime(1000)
    expect(told.map(({ configuration }) => configuration))
      .toEqual([{ casRequired: false, maxVersions: 5, deactivateVersionAfter: '0s' }])
    await created('one')
    expect(told.at(-1)).not.toHaveProperty('configuration')
  })

  it('tell nothing of another configuration who may see only keys and secrets', async () => {
    guestActions = ['okms:apikms:*']
    await follow(guest)
    secrets.configure(caller(owner), { maxVersions: 5 })
    vi.advanceTimersByTime(1000)
    expect(told).toEqual([])
  })
})
