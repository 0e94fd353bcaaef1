// The admin API on the data folder of a stopped server: the same operations over the same services, called directly.

import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { composeAccess, type Access } from '../composition/access.js'
import type { AdminApi } from './admin-endpoint.js'
import { adminOverOperations } from './admin-over-operations.js'
import { openCertificateFolders } from '../certificate-folders.js'
import { readProvidedCa } from '../provided-ca.js'
import type { Config } from '../../config/config.js'
import { oneClock } from '../../domain/clock.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { Store } from '../../domain/ports.js'
import { certificateFiles, pkiFiles } from '../../services/certificates/certificate-files.js'
import { builtInConsumerKey } from '../../services/clients/ovh-configuration.js'
import { readStoredClients } from '../../services/clients/stored-clients.js'
import { openCa } from '../../services/certificates/local-ca.js'
import { lockStart } from '../../store/sqlite/folder-lock.js'
import { openStore } from '../../store/open-store.js'
import { asStartFailure } from '../../store/sqlite/storage-faults.js'

export type FolderConfig = Pick<Config, 'data' | 'certs' | 'pki' | 'caCert' | 'caKey' | 'durable'>

/**
 * No server can start on the folder until this is closed. A user who can open the folder has everything that the admin
 * certificate guards. Throws StartFailure.
 */
export async function openAdminInProcess (config: FolderConfig): Promise<AdminApi> {
  const missing = neededFiles(config).find((file) => !existsSync(file))
  if (missing !== undefined) {
    throw startFailure(startFailures.ServerMissing, [`no ${missing}, though ${config.data} has a database`])
  }
  const store = openStore({ folder: config.data }, { durable: config.durable })
  try {
    const { adminOperations } = await openAccess(config, store)
    const { call: answer } = adminOverOperations(adminOperations)
    return {
      used: `the data folder ${config.data}, on which no server runs`,
      async call (call) {
        if (!adminOperations.some(({ operationId }) => operationId === call.operationId)) {
          throw startFailure(startFailures.ServerMissing, [`no server runs on ${config.data}, and only a running server has what this command shows or changes`])
        }
        try {
          return await answer(call)
        } catch (error) {
          throw asStartFailure(error, config.data)
        }
      },
      close: () => { store.close() }
    }
  } catch (error) {
    store.close()
    throw error
  }
}

/** Without them the folders would be created again. A CA given with `--ca-cert` is not in the pki folder. */
function neededFiles ({ certs, pki, caCert }: FolderConfig): readonly string[] {
  const ca = caCert === undefined ? [pkiFiles.caCertificate, pkiFiles.caPrivateKey] : []
  return [
    path.join(certs, certificateFiles.caCertificate), ...[...ca, pkiFiles.tokenKey].map((name) => path.join(pki, name))
  ]
}

async function openAccess (config: FolderConfig, store: Store): Promise<Access> {
  const ownCa = readProvidedCa(config, Date.now())
  const { folder, pkiFolder } = openCertificateFolders(config)
  const lock = await lockStart(config.pki)
  try {
    const ca = ownCa ?? openCa({ folder, pkiFolder, clock: Date.now }).ca
    const pki = { ca, caCertificate: new X509Certificate(ca.certificatePem) }
    const { credentials } = store
    return composeAccess({
      store,
      pkiFolder,
      pki,
      clocks: oneClock(Date.now),
      iamMode: 'off',
      client: () => readStoredClients({ folder, pki, credentials }).find(({ isDefault }) => isDefault)?.credential,
      consumerKey: () => builtInConsumerKey(folder, store.apiKeys)
    })
  } finally {
    lock.release()
  }
}
