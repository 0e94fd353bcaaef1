// The admin API for the command line: of a running server over TLS with the admin certificate or, if no server runs on the data folder,
// of the same application in this process. cli/server-selection.ts describes the selection.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { urlToHttpOptions } from 'node:url'
import { composeAccess } from './access.js'
import { openCertificateFolders } from './certificate-folders.js'
import { jsonOrText, requestHttps } from './https-request.js'
import type { Config } from '../config/config.js'
import type { Store } from '../domain/ports.js'
import { StartFailure, startFailure, startFailures } from '../domain/errors/start-failures.js'
import { messageOf } from '../domain/thrown.js'
import { createApp } from '../http/app.js'
import { createLogger } from '../log/log.js'
import { readProvidedCa } from './provided-ca.js'
import { certificateFiles, pkiFiles } from '../services/certificates/certificate-files.js'
import { createJournal } from '../services/journal.js'
import { openCa } from '../services/certificates/local-ca.js'
import { lockStart } from '../store/sqlite/folder-lock.js'
import { openStore } from '../store/open-store.js'
import { hasDatabase, runningServer } from '../store/sqlite/server-record.js'

export interface AdminReply {
  readonly status: number
  /** Parsed; undefined when there is none. */
  readonly body: unknown
}

export interface AdminApi {
  /** The server or the folder, in words. */
  readonly used: string
  /** Rejects with StartFailure when a server does not reply. */
  call (method: string, route: string, body?: object): Promise<AdminReply>
  close (): Promise<void>
}

export interface AdminApiOptions {
  readonly config: Pick<Config, 'data' | 'certs' | 'pki' | 'caCert' | 'caKey' | 'ephemeral' | 'durable'>
  /** The server that was named, if one was. */
  readonly endpoint: string | undefined
  /** The server in the certificate folder. */
  readonly written: string | undefined
  /** The data folder was named on the command line. */
  readonly dataNamed: boolean
}

/** Milliseconds for a call, and for the check whether a server is running. */
const patience = 10_000
const shortPatience = 3000

/** Throws StartFailure. Creates no file and no folder. */
export async function openAdminApi ({ config, endpoint, written, dataNamed }: AdminApiOptions): Promise<AdminApi> {
  if (endpoint !== undefined) return serverApi(endpoint, config)
  const okmsYaml = path.join(config.certs, certificateFiles.okmsConfiguration)
  if (dataNamed && !config.ephemeral) return await folderApi(config, [])

  const api = written === undefined ? undefined : serverApi(written, config)
  const silence = api === undefined ? `no ${okmsYaml}` : await whySilent(api)
  if (api !== undefined && silence === undefined) return api

  const tried = api === undefined ? silence : `no answer from ${written ?? ''}, the server of ${okmsYaml} (${silence ?? ''})`
  if (config.ephemeral) throw startFailure(startFailures.ServerMissing, [tried ?? ''])
  return await folderApi(config, [tried ?? ''])
}

/** Undefined when the server replies with any status. */
async function whySilent (api: ServerApi): Promise<string | undefined> {
  try {
    await api.call('GET', '/domains', undefined, shortPatience)
    return undefined
  } catch (error) {
    if (error instanceof StartFailure) return messageOf(error.cause ?? error)
    throw error
  }
}

/** The data folder: through the server that runs on it, otherwise directly. */
async function folderApi (config: AdminApiOptions['config'], tried: readonly string[]): Promise<AdminApi> {
  const lookedFor = [...tried, `no database in ${config.data}`]
  if (!hasDatabase(config.data)) throw startFailure(startFailures.ServerMissing, lookedFor)
  try {
    const api = await openFolder(config)
    return { ...api, used: [`the data folder ${config.data}, on which no server runs`, ...tried].join('; ') }
  } catch (error) {
    const isRunning = error instanceof StartFailure && error.exitCode === startFailures.FolderInUse.exitCode
    const running = isRunning ? runningServer(config.data) : undefined
    if (running === undefined) throw error
    const api = serverApi(running, config)
    return { ...api, used: `${api.used}, which runs on ${config.data}` }
  }
}

/** No server can start on the folder until this is closed. */
async function openFolder (config: AdminApiOptions['config']): Promise<Omit<AdminApi, 'used'>> {
  const missing = neededFiles(config).find((file) => !existsSync(file))
  if (missing !== undefined) throw startFailure(startFailures.ServerMissing, [`no ${missing}, though ${config.data} has a database`])
  const store = openStore({ folder: config.data }, { durable: config.durable })
  try {
    const access = await openAccess(config, store)
    const app = createApp({
      ...access,
      log: createLogger({ level: 'silent', format: 'json', stream: { write: () => {} } }),
      peerOf: () => undefined,
      domains: store.domains,
      clock: Date.now,
      journal: createJournal(store.keyHistories),
      limit: undefined,
      operations: [],
      open: [],
      // A user who can open the folder has everything that the admin certificate guards.
      admin: { operations: access.adminOperations, admit: (_request, _reply, done) => { done() } }
    })
    await app.ready()
    return {
      async call (method, route, body) {
        const reply = await app.inject({ method: method as 'GET', url: `/_emulator${route}`, ...(body === undefined ? {} : { payload: body }) })
        return { status: reply.statusCode, body: jsonOrText(reply.payload) }
      },
      async close () {
        await app.close()
        store.close()
      }
    }
  } catch (error) {
    store.close()
    throw error
  }
}

/** Without them the folders would be created again. A CA given with `--ca-cert` is not in the pki folder. */
function neededFiles ({ certs, pki, caCert }: AdminApiOptions['config']): readonly string[] {
  const ca = caCert === undefined ? [pkiFiles.caCertificate, pkiFiles.caPrivateKey] : []
  return [path.join(certs, certificateFiles.caCertificate), ...[...ca, pkiFiles.tokenKey].map((name) => path.join(pki, name))]
}

async function openAccess (config: AdminApiOptions['config'], store: Store) {
  const ownCa = readProvidedCa(config, Date.now())
  const { folder, pkiFolder } = openCertificateFolders(config)
  const lock = await lockStart(config.pki)
  try {
    const ca = ownCa ?? openCa({ folder, pkiFolder, clock: Date.now }).ca
    return composeAccess({ store, pkiFolder, pki: { ca }, clock: Date.now, iamMode: 'off' })
  } finally {
    lock.release()
  }
}

interface ServerApi extends AdminApi {
  call (method: string, route: string, body?: object, within?: number): Promise<AdminReply>
}

function serverApi (endpoint: string, { certs, pki }: Pick<Config, 'certs' | 'pki'>): ServerApi {
  const files = {
    ca: readAdminFile(path.join(certs, certificateFiles.caCertificate)),
    cert: readAdminFile(path.join(pki, pkiFiles.adminCertificate)),
    key: readAdminFile(path.join(pki, pkiFiles.adminPrivateKey))
  }
  return {
    used: `the server at ${endpoint}`,
    async call (method, route, body, within = patience) {
      try {
        const { status, text } = await requestHttps({ ...urlToHttpOptions(new URL(`${endpoint}/_emulator${route}`)), method, ...files, json: body, patience: within })
        return { status, body: jsonOrText(text) }
      } catch (error) {
        throw Object.assign(startFailure(startFailures.ServerUnreachable, endpoint, messageOf(error)), { cause: error })
      }
    },
    close: async () => {}
  }
}

function readAdminFile (file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw startFailure(startFailures.ClientFilesMissing, `the admin certificate cannot be read (${messageOf(error)}); name the server's folders with --certs and --pki`)
  }
}
