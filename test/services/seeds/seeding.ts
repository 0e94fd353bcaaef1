// Seeds over a store in memory, with the services that they use.

import { generateKeyPairSync } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createTokenSigner } from '../../../src/crypto/jose/jwt.js'
import { oneClock } from '../../../src/domain/clock.js'
import { noProgress } from '../../../src/domain/progress.js'
import type { Store } from '../../../src/domain/ports.js'
import { createCa } from '../../../src/pki/ca.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { createGroups, createPolicies } from '../../../src/services/access/policies.js'
import { createServiceAccounts } from '../../../src/services/access/tokens/service-accounts.js'
import { createTokens } from '../../../src/services/access/tokens/tokens.js'
import { createSeedExport, type SeedExport } from '../../../src/services/seeds/export.js'
import { createSeeds, type Seeds } from '../../../src/services/seeds/seeds.js'
import { openStore } from '../../../src/store/open-store.js'
import { createMovableClock, type MovableClock } from '../../harness/movable-clock.js'

export const okmsId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
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
  const changed: string[] = []
  const seeds = createSeeds({
    store,
    clocks,
    credentials: createCredentials({ store: store.credentials, clocks, ca: createCa({ now: clock() }), newId }),
    tokens,
    serviceAccounts: createServiceAccounts({ store: store.serviceAccounts, domains: store.domains, tokens, clock }),
    policies: createPolicies({ store: store.policies, clock, newId, changed: () => {} }),
    groups: createGroups({ store: store.groups, clock, changed: () => {} }),
    newId,
    waiting: noProgress,
    changed: (id) => { changed.push(id) }
  })
  return { ...seeds, ...createSeedExport({ store, clocks }), store, clock, changed }
}
