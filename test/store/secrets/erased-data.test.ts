// The sealed data of a version is in no file once it was destroyed, pruned, or removed with its secret or its domain:
// not in the database, its free pages, or the write-ahead log.

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSeeded } from '../../../scripts/durability/seeded.js'
import type { Caller } from '../../../src/domain/access/identity.js'
import { createSecrets, type Secrets } from '../../../src/services/secrets/secrets.js'
import { removeDomain, okmsId } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'
import { findInFiles, sealedData } from './file-search.js'

const caller = { okmsId } as Caller

function newSecrets () {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const secrets = createSecrets({ store: store.secrets, clocks: { of: () => () => 1_800_000_000_000 } })
  return { folder, store, secrets }
}

const ofLength = (length: number) => ({ value: randomBytes(Math.ceil(length / 2)).toString('hex').slice(0, length) })

/** What is sealed before the change and no longer afterwards. */
async function erasedBy (folder: string, change: () => Promise<unknown>): Promise<readonly Buffer[]> {
  const before = sealedData(folder)
  await change()
  const left = sealedData(folder)
  return before.filter((bytes) => !left.some((other) => other.equals(bytes)))
}

type Setup = ReturnType<typeof newSecrets>

interface Erasure {
  /** Versions whose data goes. */
  readonly erased: number
  readonly change: (setup: Setup) => Promise<unknown>
}

const erasures: Readonly<Record<string, Erasure>> = {
  'a version destroyed': {
    erased: 1, change: ({ secrets }) => secrets.moveVersion(caller, 'old/secret', 1, 'delete')
  },
  'all versions destroyed': {
    erased: 2, change: ({ secrets }) => secrets.moveVersions(caller, 'old/secret', [1, 2], 'delete')
  },
  'a version pruned by the limit of the secret': {
    erased: 2, change: ({ secrets }) => secrets.edit(caller, 'old/secret', { maxVersions: 1 }, { data: { new: 1 } })
  },
  'a version pruned by the limit of the domain': {
    erased: 1,
    change: async ({ secrets }) => {
      secrets.configure(caller, { maxVersions: 2 })
      await secrets.write(caller, 'old/secret', { data: { new: 1 } })
    }
  },
  'a version pruned by a merge patch': {
    erased: 1,
    change: async ({ secrets }) => {
      secrets.configure(caller, { maxVersions: 2 })
      await secrets.patch(caller, 'old/secret', { patch: { new: 1 } }, () => new Error('not active'))
    }
  },
  'the secret deleted': { erased: 2, change: ({ secrets }) => secrets.remove(caller, 'old/secret') },
  'the domain removed': {
    erased: 12,
    // eslint-disable-next-line @typescript-eslint/require-await -- all are promises
    change: async ({ store }) => { removeDomain(store, okmsId, 1_800_000_000_001) }
  }
}

describe.each([16, 200, 3000, 65_000])('data of %d characters', (length) => {
  it.each(Object.entries(erasures))('is in no file: %s', async (_, { erased, change }) => {
    const setup = newSecrets()
    const { folder, secrets } = setup
    const write = async (path: string) => await secrets.write(caller, path, { data: ofLength(length) })
    for (let other = 0; other < 5; other++) await write(`other/${other}`)
    await write('old/secret')
    await write('old/secret')
    for (let other = 5; other < 10; other++) await write(`other/${other}`)
    const gone = await erasedBy(folder, () => change(setup))
    expect(gone).toHaveLength(erased)
    expect(findInFiles(folder, gone)).toEqual([])
    // What is still there is found, so the search finds.
    if (erased < 12) expect(findInFiles(folder, sealedData(folder).slice(0, 1))).not.toEqual([])
  })
})

async function randomChange (secrets: Secrets, seeded: ReturnType<typeof createSeeded>): Promise<void> {
  const path = `folder-${seeded.integer(3)}/${seeded.integer(12)}`
  const data = ofLength(Math.floor(2 ** (3 + seeded.integer(12) + seeded.integer(1000) / 1000)))
  const numbers = Array.from({ length: 3 }, () => seeded.integer(12) + 1)
  await seeded.pick([
    async () => { await secrets.write(caller, path, { data }) },
    async () => { await secrets.write(caller, path, { data }) },
    async () => { await secrets.write(caller, path, { data }) },
    async () => { await secrets.moveVersions(caller, path, numbers, 'delete') },
    async () => { await secrets.editMetadata(caller, path, { maxVersions: seeded.integer(4) }, true) },
    async () => { await secrets.remove(caller, path) }
  ])()
}

it.each([1, 2, 3])('is in no file after many changes of many lengths: seed %d', async (seed) => {
  const { folder, secrets } = newSecrets()
  const seeded = createSeeded(seed)
  const ever = new Map<string, Buffer>()
  const keyOf = (bytes: Buffer) => bytes.subarray(0, 12).toString('hex')
  let sought = 0
  for (let change = 1; change <= 300; change++) {
    await randomChange(secrets, seeded)
    const left = sealedData(folder)
    for (const bytes of left) ever.set(keyOf(bytes), bytes)
    if (change % 100 !== 0) continue
    const living = new Set(left.map(keyOf))
    const gone = [...ever].filter(([key]) => !living.has(key)).map(([, bytes]) => bytes)
    expect(findInFiles(folder, gone)).toEqual([])
    sought = gone.length
  }
  expect(sought).toBeGreaterThan(20)
})
