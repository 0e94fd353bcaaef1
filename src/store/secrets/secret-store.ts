// Secrets in SQLite; the data of their versions is encrypted with the master key.

import { accessErrors } from '../../domain/errors/access/access.js'
import { DomainError, refusal } from '../../domain/errors/domain-error.js'
import { storageErrors } from '../../domain/errors/storage.js'
import type {
  NamedPage, SecretChange, SecretInList, SecretStore, SecretUpdate, StoredSecret
} from '../../domain/ports.js'
import type { Secret, SecretData, SecretSettings } from '../../domain/secrets/secret.js'
import { createDomainLookup, type ErasableRows } from '../access/okms-domain-store.js'
import { integer } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache } from '../sqlite/row-cache.js'
import { withChecksum } from '../sqlite/row-checksum.js'
import { reading, StoredDataDamaged } from '../sqlite/storage-faults.js'
import type { SealedSlots } from '../sealed-slots.js'
import type { DomainContent } from '../snapshots/snapshot-rows.js'
import { createSecretContent } from './secret-content.js'
import { createSecretLists } from './secret-lists.js'
import { dataOwner } from './secret-owner.js'
import {
  decodeConfiguration, decodeSecret, decodeVersion, encodeConfiguration, encodeSecret, encodeVersion,
  type PlacedVersion
} from './secret-row.js'
import { prepareSecrets } from './secret-statements.js'

/** About 1 kB each, with the current version and the JSON of the metadata. */
const keptSecrets = 10_000
const keptConfigurations = 100

/** Pages of lists: a hundred secrets each by default. */
const keptPages = 10

/** Parts of folders: a hundred names each by default. */
const keptParts = 200

/** Slots that one transaction erases; 64 kB each at most. */
const erasedAtOnce = 100

interface FoundSecret {
  readonly position: number
  readonly secret: Secret
  /** The current version, once it was read. */
  current?: PlacedVersion | undefined
}

const nameOf = (okmsId: string, path: string) => `${okmsId}/${path}`

export function createSecretStore (
  { database, storing, emptyLog }: Connection, slots: SealedSlots
): SecretStore & ErasableRows & DomainContent {
  const statements = prepareSecrets(database)
  const lists = createSecretLists(database, statements.selected)
  const kept = createRowCache<string, FoundSecret>(keptSecrets)
  const configurations = createRowCache<string, SecretSettings>(keptConfigurations)
  const pages = createRowCache<string, NamedPage<SecretInList>>(keptPages)
  const parts = createRowCache<string, NamedPage<string>>(keptParts)
  const caches = [kept, configurations, pages, parts]
  const has = createDomainLookup(database)

  function findRow (okmsId: string, path: string): FoundSecret | undefined {
    const found = has(okmsId) ? statements.find.get(okmsId, path) : undefined
    if (found === undefined) return undefined
    const [position, ...row] = found
    const secret = decodeSecret(row)
    if (secret.okmsId !== okmsId || secret.path !== path) {
      throw new StoredDataDamaged('an index leads to another secret')
    }
    return { position, secret }
  }

  const find = (okmsId: string, path: string) => kept.read(nameOf(okmsId, path), () => findRow(okmsId, path))

  function placed (position: number, number: number): PlacedVersion | undefined {
    const row = statements.version.get(position, number)
    return row && decodeVersion(row)
  }

  function versionOf (found: FoundSecret, number: number): PlacedVersion | undefined {
    if (number !== found.secret.currentVersion) return placed(found.position, number)
    found.current ??= placed(found.position, number)
    return found.current
  }

  function dataOf (found: FoundSecret, number: number): SecretData | undefined {
    const { okmsId, path } = found.secret
    const slot = versionOf(found, number)?.slot ?? null
    return slot === null ? undefined : slots.read(dataOwner({ okmsId, path, number }), slot)
  }

  const stored = (found: FoundSecret): StoredSecret => ({
    secret: found.secret,
    version: (number) => versionOf(found, number)?.version,
    data: (number) => dataOf(found, number)
  })

  /** Whether data was erased, and whether more is left to erase. */
  type Erasure = ReturnType<typeof slots.eraseSome>

  /** Versions below this one. Returns how many slots were released. */
  function removeVersions (position: number, below: number): number {
    const released = slots.releaseBelow(position, below)
    statements.removeBelow.run(position, below)
    return released
  }

  const insertRow = (secret: Secret): number =>
    Number(statements.insert.run(...withChecksum(encodeSecret(secret))).lastInsertRowid)

  /** Returns how many slots were released. */
  function write (found: FoundSecret | undefined, { secret, added, changed = [] }: SecretChange): number {
    const position = found?.position ?? insertRow(secret)
    if (found !== undefined) statements.update.run(...encodeSecret(secret), position)
    let released = 0
    for (const version of changed) {
      const slot = found === undefined ? null : versionOf(found, version.number)?.slot ?? null
      if (version.isDeleted && slot !== null) {
        slots.release(slot)
        released++
      }
      const row = encodeVersion(position, version, version.isDeleted ? null : slot)
      statements.updateVersion.run(...row, position, version.number)
    }
    if (added !== undefined) {
      const { okmsId, path } = secret
      const slot = slots.keep(dataOwner({ okmsId, path, number: added.version.number }), added.data)
      statements.insertVersion.run(...withChecksum(encodeVersion(position, added.version, slot)))
      const oldestBefore = found?.secret.oldestVersion ?? 0
      if (secret.oldestVersion > oldestBefore) released += removeVersions(position, secret.oldestVersion)
    }
    return released
  }

  function removeRows (position: number): number {
    const released = removeVersions(position, Number.MAX_SAFE_INTEGER)
    statements.remove.run(position)
    return released
  }

  /** Returns how many slots were released. */
  function updateOne ({ okmsId, path, change }: SecretUpdate): number {
    if (!has(okmsId)) throw refusal(accessErrors.DomainNotFound, okmsId)
    // What cannot be read refuses this change, and not those that are made together with it.
    const [found, after] = reading(() => {
      const before = findRow(okmsId, path)
      return [before, change(before && stored(before))] as const
    })
    if (after === 'removed') return found === undefined ? 0 : removeRows(found.position)
    return after === undefined ? 0 : write(found, { ...after, secret: { ...after.secret, okmsId, path } })
  }

  const updateAll = database.transaction((updates: readonly SecretUpdate[]) => {
    let released = 0
    const refused = updates.map((update) => {
      try {
        released += updateOne(update)
        return undefined
      } catch (error) {
        // Thrown before anything is written; every other error leaves that to the transaction.
        if (error instanceof DomainError) return error
        throw error
      }
    })
    return { refused, erasure: released === 0 ? undefined : slots.eraseSome(erasedAtOnce) }
  })

  const removeOfDomain = database.transaction((okmsId: string) => {
    statements.removeConfiguration.run(okmsId)
    const positions = statements.positions.all(okmsId, erasedAtOnce)
    let released = 0
    let removed = 0
    while (removed < positions.length && released < erasedAtOnce) {
      released += removeRows(positions[removed] ?? 0)
      removed++
    }
    const { erased, isMoreLeft } = slots.eraseSome(erasedAtOnce)
    return { erased, isMoreLeft: isMoreLeft || removed === erasedAtOnce || removed < positions.length }
  })

  const eraseSlots = database.transaction(() => slots.eraseSome(erasedAtOnce))

  /** Whether released slots are left to erase. A killed process may have left some. */
  let isErasing = storing(() => slots.isUnfinished())

  function noteErasure ({ erased, isMoreLeft }: Erasure): void {
    isErasing = isMoreLeft
    // Copies of erased data are still in the write-ahead log.
    if (erased > 0 && !isMoreLeft) emptyLog()
  }

  function eraseSome (): boolean {
    // After the server stopped, the next start completes the erasure.
    if (!isErasing || !database.open) return false
    noteErasure(storing(() => eraseSlots.immediate(), storageErrors.ErasureFailed))
    return isErasing
  }

  while (eraseSome());

  return {
    ...createSecretContent({ statements, slots, insertRow, removeRows }),

    find: (okmsId, path) => reading(() => find(okmsId, path)?.secret),

    version: (okmsId, path, number) => reading(() => {
      const found = find(okmsId, path)
      return found && versionOf(found, number)?.version
    }),

    data: (okmsId, path, number) => reading(() => {
      const found = find(okmsId, path)
      return found && dataOf(found, number)
    }),

    list: (okmsId, page) => pages.read(JSON.stringify([okmsId, page]), () =>
      reading(() => has(okmsId) ? lists.list(okmsId, page) : { items: [], next: null })),

    children: (okmsId, folder, page) => parts.read(JSON.stringify([okmsId, folder, page]), () =>
      reading(() => has(okmsId) ? lists.children(okmsId, folder, page) : { items: [], next: null })),

    pathsBelow: (okmsId, folder, page) => reading(() => has(okmsId) ? lists.pathsBelow(okmsId, folder, page) : []),

    versions: (okmsId, path, { after, limit }) => reading(() => {
      const found = find(okmsId, path)
      const rows = found === undefined ? [] : statements.versions.all(found.position, after, limit + 1)
      const items = rows.slice(0, limit).map((row) => decodeVersion(row).version)
      return { items, next: rows.length > limit ? items.at(-1)?.number ?? null : null }
    }),

    count: (okmsId) => reading(() => has(okmsId) ? integer(statements.count.get(okmsId)) : 0),
    countVersions: (okmsId) => reading(() => has(okmsId) ? integer(statements.countVersions.get(okmsId)) : 0),

    configuration: (okmsId) => configurations.read(okmsId, () => reading(() => {
      const row = has(okmsId) ? statements.configuration.get(okmsId) : undefined
      return row && decodeConfiguration(row)
    })),

    configure (okmsId, settings) {
      try {
        storing(() => statements.configure.run(...encodeConfiguration(okmsId, settings)))
      } finally {
        configurations.delete(okmsId)
      }
    },

    update (...updates) {
      try {
        const { refused, erasure } = storing(() => updateAll.immediate(updates))
        if (erasure !== undefined) noteErasure(erasure)
        return refused
      } finally {
        pages.clear()
        parts.clear()
        for (const { okmsId, path } of updates) kept.delete(nameOf(okmsId, path))
      }
    },

    eraseSome,

    eraseOfDomain (okmsId) {
      const erasure = storing(() => removeOfDomain.immediate(okmsId), storageErrors.ErasureFailed)
      noteErasure(erasure)
      return erasure.isMoreLeft
    },

    forgetRows () {
      for (const cache of caches) cache.clear()
    }
  }
}
