// What the events of the page at `/` tell a caller who may see a part of the domain: that part, and
// never how much there is besides.

import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAuthorisation } from '../../../src/services/access/authorisation.js'
import { createCallers } from '../../../src/services/access/callers.js'
import { createJournal, type Journal } from '../../../src/services/journal.js'
import { servePageEvents } from '../../../src/web/home/page-events.js'
import type { PeerCertificate } from '../../../src/pki/peer-certificate.js'
import type { KeyState } from '../../../src/domain/keys/key-state.js'
import type { Store } from '../../../src/domain/ports.js'
import { createKeyOverview } from '../../../src/services/keys/key-overview.js'
import { serviceKeyUrn } from '../../harness/urns.js'
import { aCredential, aKey, okmsId, otherOkmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const owner = aCredential()
const guest = aCredential({ identities: ['urn:v1:eu:identity:user:xx1111-ovh/guest'] })
const shown = aKey({ name: 'shown' })
const hidden = Array.from({ length: 70 }, (_, index) => aKey({ name: `hidden ${index}` }))

interface News {
  readonly keys: ReadonlyArray<{ readonly name: string }>
  readonly moreKeys: number
  readonly counts?: Readonly<Record<KeyState, number>>
  readonly operations: ReadonlyArray<{ readonly resource: { readonly name: string | null } }>
  readonly passedOver: number
}

let store: Store
let journal: Journal
let app: FastifyInstance
let told: News[]
let end: () => void
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  store = newStore()
  store.serviceKeys.insert(...[shown, ...hidden].map((key) => ({ key, material: null })))
  journal = createJournal()
  told = []
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
    resources: [serviceKeyUrn(okmsId, shown.keyId)],
    actions: ['okms:apikms:serviceKey/get'],
    createdAt: 0
  }
  const keys = createKeyOverview(store.serviceKeys, store.keyHistories)
  const authentication = { byToken: () => { throw new Error('not asked') }, byCertificate: () => credential }
  app = fastify()
  servePageEvents(app, {
    peerOf: () => peer,
    authentication,
    callers: createCallers({ authentication, domains: store.domains }),
    domains: store.domains,
    journal,
    keys,
    names: { serviceKey: (inDomain, id) => keys.name(inDomain, id) },
    authorisation: createAuthorisation(
      { mode: 'enforce', policies: { list: () => [guests] }, groups: { list: () => [] }, onDenial: () => {} }
    ),
    streams: {
      open: (response, _headers, ended) => {
        end = () => {
          ended()
          response.end()
        }
        return { send: (event, data) => { if (event === 'news') told.push(data as News) }, end }
      },
      close: () => {}
    },
    writtenByHand: (_request, reply) => { reply.hijack() }
  })
  void app.inject('/page/events')
  await vi.waitUntil(() => vi.getTimerCount() > 0)
}

function happened (keys: ReadonlyArray<typeof shown>): News | undefined {
  for (const { okmsId, keyId } of keys) {
    const resource = { kind: 'serviceKey', id: keyId } as const
    journal.changed(okmsId, resource)
    journal.operation({
      at: 0, okmsId, operationId: 'Encrypt', resource, status: 200, durationMs: 1, refusal: undefined
    })
  }
  vi.advanceTimersByTime(1000)
  return told.at(-1)
}

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

  it('tell who may see a part nothing when only the rest of the domain changes', async () => {
    await follow(guest)
    const news = happened(hidden)
    expect(news).toMatchObject({ keys: [], operations: [], moreKeys: 0, passedOver: 0 })
    expect(news).not.toHaveProperty('counts')
  })
})
