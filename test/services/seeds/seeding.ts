// Seeds over a store in memory, with the services that they use.

import { generateKeyPairSync } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { generateKeyMaterial } from '../../../src/crypto/keys/generate-key.js'
import { createTokenSigner } from '../../../src/crypto/jose/jwt.js'
import { oneClock } from '../../../src/domain/clock.js'
import { noProgress } from '../../../src/domain/progress.js'
import type { Store } from '../../../src/domain/ports.js'
import { createCa } from '../../../src/pki/ca.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { createGroups } from '../../../src/services/access/identity/groups.js'
import { createUsers } from '../../../src/services/access/identity/users.js'
import { createPolicies } from '../../../src/services/access/policies.js'
import { createServiceAccounts } from '../../../src/services/access/tokens/service-accounts.js'
import { createTokens } from '../../../src/services/access/tokens/tokens.js'
import { createSeedExport, type SeedExport } from '../../../src/services/seeds/export.js'
import { createSeeds, type Seeds } from '../../../src/services/seeds/seeds.js'
import { everyKey } from '../../../src/services/seeds/present.js'
import { openStore } from '../../../src/store/open-store.js'
import { createMovableClock, type MovableClock } from '../../harness/movable-clock.js'

export const okmsId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
export const keyId = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
export const start = Date.parse('2027-01-31T12:00:00Z')

export interface Seeding extends Seeds, SeedExport {
  readonly store: Store
  readonly clock: MovableClock
  /** Domains in which something was created. */
  readonly changed: string[]
}

/** A server with one domain, `first`. */
export function startSeeding (clock = createMovableClock(start)): Seeding {
  const store = openStore({ memory: true }, { durable: false })
  onTestFinished(() => { store.close() })
  store.domains.insert({ okmsId: '11111111-1111-4111-8111-111111111111', name: 'first', createdAt: 1 })
  const clocks = oneClock(clock)
  const newId = () => crypto.randomUUID()
  const signer = createTokenSigner(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  )
  const tokens = createTokens({ store: store.tokens, domains: store.domains, signer, clocks })
  const groups = createGroups({ store, clock, changing: () => {} })
  const changed: string[] = []
  const seeds = createSeeds({
    store,
    clocks,
    credentials: createCredentials({ store: store.credentials, clocks, ca: createCa({ now: clock() }), newId }),
    tokens,
    serviceAccounts: createServiceAccounts({ store: store.serviceAccounts, domains: store.domains, tokens, clock }),
    policies: createPolicies({ store: store.policies, clock, newId, changing: () => {} }),
    groups,
    users: createUsers({ store, groups, clock }),
    newOkmsId: newId,
    newKeyId: newId,
    generate: (spec) => generateKeyMaterial(spec),
    waiting: noProgress,
    changed: (id) => { changed.push(id) }
  })
  return { ...seeds, ...createSeedExport({ store, clocks }), store, clock, changed }
}

/** A seed with every kind of item. */
export const whole = `
domains:
  - okmsId: ${okmsId}
    name: shop
    region: eu-west-gra
    secretConfiguration: { maxVersions: 5 }
    credentials:
      - name: backend
        identityURNs: [urn:v1:eu:identity:user:emulator-ovh/backend]
        validity: 30
        out: certs
    keys:
      - id: ${keyId}
        name: orders
        key: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
        operations: [encrypt, decrypt]
      - name: signing
        type: EC
        curve: P-256
      - name: old
        type: oct
        size: 128
        state: deactivated
        reason: superseded
        createdAt: -P90D
        deactivatedAt: -30d
      - name: gone
        type: RSA
        state: destroyed
    secrets:
      - path: app/database
        metadata: { customMetadata: { owner: shop } }
        versions:
          - data: { password: one }
            state: deactivated
            createdAt: 2027-01-01T00:00:00Z
          - data: { password: two }
      - path: app/flags
        data: { beta: true }
serviceAccounts:
  - name: ci
    clientId: EU.ci
    domains: [shop]
  - { name: everywhere, everyDomain: true }
tokens:
  - name: pipeline
    domains: [${okmsId}]
    expiresAt: 30d
  - { name: pipeline, user: alice }
groups:
  - name: readers
    members: [urn:v1:eu:identity:user:emulator-ovh/alice]
policies:
  - name: read
    identities: [urn:v1:eu:identity:group:emulator-ovh/readers]
    resources: [{ urn: 'urn:v1:eu:resource:okms:${okmsId}' }]
    action: ['okms:apikms:secret/get']
    except: ['okms:apikms:secret/delete']
    deny: ['okms:apikms:serviceKey/*']
    expiredAt: 90d
users:
  - { login: alice, email: alice@example.com, description: reads, group: readers, status: DISABLED }
  - { login: bob, type: SERVICE }
`

/** Everything that is stored, except what exists only as a hash. */
export function contentOf ({ store }: Seeding) {
  return {
    domains: store.domains.list(),
    keys: store.domains.list().flatMap((domain) => everyKey(store.serviceKeys, domain.okmsId)),
    credentials: store.domains.list().flatMap((domain) => store.credentials.list(domain.okmsId)),
    secrets: store.domains.list().map((domain) => store.secrets.list(domain.okmsId, { after: '', limit: 100 })),
    configurations: store.domains.list().map((domain) => store.secrets.configuration(domain.okmsId)),
    tokens: store.tokens.list(),
    accounts: store.serviceAccounts.list(),
    policies: store.policies.list(),
    groups: store.groups.list(),
    users: store.users.list()
  }
}
