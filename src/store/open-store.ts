// Opens the store: a folder with okms.db and master.key, or in memory.

import type { KeyObject } from 'node:crypto'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { derivedKey } from '../crypto/derived-key.js'
import { SealBroken, seal, unseal } from '../crypto/sealing.js'
import type { Store } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { firstRefusal, folderModes, type ModeRefused } from './files/file-mode.js'
import { makeFolder } from './files/folder-making.js'
import { connect, createDatabase, emptyLog, inspectDatabase } from './sqlite/connection.js'
import { createAdminCertificateStore } from './access/admin-certificate-store.js'
import { createCredentialStore } from './access/credential-store.js'
import { lockFolder } from './sqlite/folder-lock.js'
import { createKeyHistoryStore } from './keys/key-history-store.js'
import { createMasterKey, randomMasterKey, readMasterKey } from './master-key.js'
import { migrate, readMigrations, type Migration } from './sqlite/migrations.js'
import { createOkmsDomainStore } from './access/okms-domain-store.js'
import { createGroupStore, createPolicyStore } from './access/policy-store.js'
import { createServiceKeyStore } from './keys/service-key-store.js'
import { starting } from './sqlite/storage-faults.js'
import { createServiceAccountStore, createTokenStore } from './access/token-store.js'

/** Data folder, created when absent; or nothing on disk at all. */
export type StorePlace = { readonly folder: string } | { readonly memory: true }

export interface StoreSettings {
  /** Sync every commit to the disk before the response. */
  readonly durable: boolean
  /** Called at most once, when the file system does not let this user change modes. By default nothing. */
  readonly modeRefused?: ModeRefused
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
  return storeOver(database, randomMasterKey(), () => { database.close() })
}

function openFolder (folder: string, settings: StoreSettings, migrations: readonly Migration[]): Store {
  const file = path.join(folder, 'okms.db')
  const keyFile = path.join(folder, 'master.key')
  return starting({ folder, file }, () => {
    const refused = firstRefusal(settings.modeRefused ?? (() => {}))
    makeFolder(folder, folderModes.secret, refused)
    for (const touched of [folder, file, keyFile]) {
      if (existsSync(touched)) accessSync(touched, constants.R_OK | constants.W_OK)
    }
    const lock = lockFolder(folder)
    try {
      createDatabase(file)
      const check = inspectDatabase(file, migrations)
      const masterKey = masterKeyFor(check, keyFile, file, refused)
      const database = connect(file, settings, (database) => {
        migrate(database, migrations)
        if (check === undefined) keepCheck(database, masterKey)
      })
      return storeOver(database, masterKey, () => {
        try {
          emptyLog(database)
          database.close()
        } finally {
          lock.release()
        }
      })
    } catch (error) {
      lock.release()
      throw error
    }
  })
}

function storeOver (database: Database, masterKey: KeyObject, close: () => void): Store {
  const credentials = createCredentialStore(database)
  const tokens = createTokenStore(database)
  const serviceKeys = createServiceKeyStore(database, masterKey)
  const serviceAccounts = createServiceAccountStore(database, tokens)
  return {
    domains: createOkmsDomainStore(database, serviceKeys, [credentials, tokens, serviceAccounts]),
    credentials,
    serviceKeys,
    keyHistories: createKeyHistoryStore(database, serviceKeys),
    tokens,
    serviceAccounts,
    policies: createPolicyStore(database),
    groups: createGroupStore(database),
    adminCertificates: createAdminCertificateStore(database),
    derivedKey: (purpose) => derivedKey(masterKey, purpose),
    close: () => {
      if (!database.open) return
      serviceKeys.forgetRows()
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
