// Opens the store: a folder with okms.db and master.key, or in memory.

import type { KeyObject } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { derivedKey } from '../crypto/derived-key.js'
import { SealBroken, seal, unseal } from '../crypto/sealing.js'
import type { Store } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { firstRefusal, folderModes, type ModeRefused } from './files/file-mode.js'
import { makeFolder } from './files/folder-making.js'
import { connect, connectionOver, type Connection } from './sqlite/connection.js'
import { checkDataFiles, removeUnfinished } from './sqlite/data-files.js'
import { createDatabase, exclusively, inspectDatabase } from './sqlite/database-file.js'
import { createAdminCertificateStore } from './access/admin-certificate-store.js'
import { createApiKeyStore } from './access/api-key-store.js'
import { createCredentialStore } from './access/credential-store.js'
import { lockFile, lockFolder } from './sqlite/folder-lock.js'
import { createKeyHistoryStore } from './keys/key-history-store.js'
import { createNumberSequences } from './number-sequences.js'
import { createLogSubscriptionStore } from './orders/log-subscription-store.js'
import { createCartStore, createEmailStore, createOrderStore } from './orders/order-stores.js'
import { createMasterKey, randomMasterKey, readMasterKey } from './master-key.js'
import { countLostChanges } from './sqlite/log-file.js'
import { migrate, readMigrations, type Migration } from './sqlite/migrations.js'
import { createOkmsDomainStore } from './access/okms-domain-store.js'
import { createGroupStore } from './access/group-store.js'
import { createPolicyStore } from './access/policy-store.js'
import { createServiceKeyStore } from './keys/service-key-store.js'
import { createStateChanges } from './keys/state-changes.js'
import { createSealedSlots } from './sealed-slots.js'
import { createSecretStore } from './secrets/secret-store.js'
import { createResetStore } from './snapshots/reset-store.js'
import { createSnapshotStore } from './snapshots/snapshot-store.js'
import { createWholeContent } from './snapshots/whole-content.js'
import { starting } from './sqlite/storage-faults.js'
import { createServiceAccountStore, createTokenStore } from './access/token-store.js'
import { createUserStore } from './access/user-store.js'

/** Data folder, created when absent; or nothing on disk at all. */
export type StorePlace = { readonly folder: string } | { readonly memory: true }

export interface StoreSettings {
  /** Sync every commit to the disk before the response. */
  readonly durable: boolean
  /** Called at most once, when the file system does not let this user change modes. By default nothing. */
  readonly modeRefused?: ModeRefused
  /** Called with the least number of changes that are lost, because the log of a killed server was damaged. */
  readonly changesLost?: (count: number) => void
  /** Called when no other program can open the database, because the file system has no shared memory. */
  readonly memoryNotShared?: () => void
}

/**
 * Throws a start failure (domain/errors/start-failures.ts) for every problem with the folder, without changing existing
 * files. The store has exclusive use of the folder until it is closed.
 */
export function openStore (
  place: StorePlace, settings: StoreSettings, migrations: readonly Migration[] = readMigrations()
): Store {
  return 'memory' in place ? openInMemory(migrations) : openFolder(path.resolve(place.folder), settings, migrations)
}

function openInMemory (migrations: readonly Migration[]): Store {
  const database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, migrations)
  const connection = connectionOver(database)
  return storeOver(connection, randomMasterKey(), connection.close)
}

function openFolder (folder: string, settings: StoreSettings, migrations: readonly Migration[]): Store {
  const { durable, modeRefused = () => {}, memoryNotShared = () => {}, changesLost = () => {} } = settings
  return starting({ folder, file: path.join(folder, 'okms.db') }, () => {
    const refused = firstRefusal(modeRefused)
    makeFolder(folder, folderModes.secret, refused)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    const { database: file, masterKey: keyFile } = checkDataFiles(folder)
    const lockedFolder = path.dirname(file) // two folders can have links to one database
    const lock = lockFolder(lockedFolder)
    let opened: Connection | undefined
    try {
      removeUnfinished(folder)
      createDatabase(file, keyFile)
      const lost = countLostChanges(`${file}-wal`)
      const { masterKey, connection } = exclusively((exclusive) => {
        const check = inspectDatabase(file, migrations, exclusive)
        const masterKey = masterKeyFor(check, keyFile, file, refused)
        const guarded = [file, path.join(lockedFolder, lockFile)]
        const connection = connect(file, { durable, exclusive, guarded }, (database) => {
          migrate(database, migrations)
          if (check === undefined) keepCheck(database, masterKey)
        })
        opened = connection
        if (exclusive) memoryNotShared()
        if (lost > 0) changesLost(lost)
        return { masterKey, connection }
      })
      return storeOver(connection, masterKey, () => {
        try {
          connection.close()
        } finally {
          lock.release()
        }
      })
    } catch (error) {
      opened?.close()
      lock.release()
      throw error
    }
  })
}

function storeOver (connection: Connection, masterKey: KeyObject, close: () => void): Store {
  const { database } = connection
  const slots = createSealedSlots(database, masterKey)
  const changes = createStateChanges(database)
  const credentials = createCredentialStore(connection)
  const tokens = createTokenStore(connection)
  const serviceKeys = createServiceKeyStore(connection, slots, changes)
  const secrets = createSecretStore(connection, slots)
  const serviceAccounts = createServiceAccountStore(connection, tokens)
  const users = createUserStore(connection, tokens)
  const apiKeys = createApiKeyStore(connection, slots)
  const policies = createPolicyStore(connection)
  const groups = createGroupStore(connection)
  const numbers = createNumberSequences(database)
  const carts = createCartStore(connection)
  const orders = createOrderStore(connection, numbers)
  const emails = createEmailStore(connection, numbers)
  const logSubscriptions = createLogSubscriptionStore(connection)
  const domains = createOkmsDomainStore(
    connection, numbers, [serviceKeys, secrets], [credentials, tokens, serviceAccounts, logSubscriptions]
  )
  const whole = createWholeContent({
    domains,
    credentials,
    content: { serviceKey: serviceKeys, secret: secrets, logSubscription: logSubscriptions },
    server: {
      serviceAccount: serviceAccounts,
      user: users,
      token: tokens,
      policy: policies,
      group: groups,
      cart: carts,
      order: orders,
      email: emails
    }
  })
  return {
    domains,
    credentials,
    serviceKeys,
    secrets,
    keyHistories: createKeyHistoryStore(changes, serviceKeys),
    tokens,
    serviceAccounts,
    users,
    apiKeys,
    policies,
    groups,
    carts,
    orders,
    emails,
    logSubscriptions,
    adminCertificates: createAdminCertificateStore(connection),
    snapshots: createSnapshotStore(connection, { slots, whole, serviceKeys, secrets, domains }),
    resets: createResetStore(connection, whole, domains, apiKeys),
    atomically (changes) {
      try {
        return connection.storing(() => database.transaction(changes).immediate())
      } catch (error) {
        // What was read in between is not there any more.
        whole.forgetRows()
        throw error
      }
    },
    derivedKey: (purpose) => derivedKey(masterKey, purpose),
    close: () => {
      if (!database.open) return
      for (const rows of [serviceKeys, secrets]) rows.forgetRows()
      close()
    }
  }
}

const checkData = Buffer.from('master-key-check')

/** The master key of this database. A new one is generated only for a database without encrypted data. */
function masterKeyFor (
  check: Buffer | undefined, keyFile: string, file: string, refused: ModeRefused
): KeyObject {
  const masterKey = readMasterKey(keyFile, refused)
  if (check === undefined) return masterKey ?? createMasterKey(keyFile, refused)
  if (masterKey === undefined) throw startFailure(startFailures.MasterKeyMissing, keyFile, file)
  try {
    unseal(masterKey, check, checkData)
    return masterKey
  } catch (error) {
    if (error instanceof SealBroken) throw startFailure(startFailures.MasterKeyWrong, keyFile, file)
    throw error
  }
}

function keepCheck (database: Database, masterKey: KeyObject): void {
  database.prepare('INSERT INTO master_key_check (id, sealed) VALUES (1, ?)').run(seal(masterKey, Buffer.alloc(0), checkData))
}
