// The control door as the command line uses it: of a running server over TLS with the admin certificate, or, when nothing runs on the
// data folder, of the same application in this process.

import { readFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { composeAccess } from './access.js'
import { openCertificateFolders } from './certificate-folders.js'
import type { Config } from './config.js'
import type { Store } from './domain/ports.js'
import { StartFailure, startFailure, startFailures } from './domain/start-failures.js'
import { messageOf } from './domain/thrown.js'
import { createApp } from './http/app.js'
import { createEventStreams } from './http/event-stream.js'
import type { Logger } from './log.js'
import { readOwnCa } from './own-ca.js'
import { certificateFiles, pkiFiles } from './services/certificate-files.js'
import { createJournal } from './services/journal.js'
import { openLocalPki } from './services/local-pki.js'
import { defaultServerNames } from './services/server-names.js'
import { lockStart } from './store/folder-lock.js'
import { openStore } from './store/open-store.js'

export interface ControlReply {
  readonly status: number
  /** Parsed; undefined when there is none. */
  readonly body: unknown
}

export interface ControlDoor {
  call (method: string, route: string, body?: object): Promise<ControlReply>
  close (): Promise<void>
}

export interface ControlDoorOptions {
  readonly config: Pick<Config, 'data' | 'certs' | 'pki' | 'caCert' | 'caKey' | 'ephemeral' | 'durable' | 'serverNames'>
  readonly log: Logger
  /** Of the running server; asked only when there is one. Throws StartFailure when it is not known. */
  readonly endpoint: () => string
  /** The server is somewhere else: the data folder is left alone. */
  readonly elsewhere: boolean
}

/** Throws StartFailure. */
export async function openControlDoor ({ config, log, endpoint, elsewhere }: ControlDoorOptions): Promise<ControlDoor> {
  if (config.ephemeral || elsewhere) return doorOf(endpoint(), config)
  try {
    return await openFolder(config, log)
  } catch (error) {
    const isRunning = error instanceof StartFailure && error.exitCode === startFailures.FolderInUse.exitCode
    if (isRunning) return doorOf(endpoint(), config)
    throw error
  }
}

/** Nothing runs on the folder, and nothing can start on it before this is closed. */
async function openFolder (config: ControlDoorOptions['config'], log: Logger): Promise<ControlDoor> {
  const store = openStore({ folder: config.data }, { durable: config.durable })
  try {
    const access = await openAccess(config, store)
    const app = createApp({
      ...access,
      log,
      peerOf: () => undefined,
      domains: store.domains,
      clock: Date.now,
      journal: createJournal(store.keyLives),
      streams: createEventStreams(),
      limit: undefined,
      operations: [],
      // Whoever can open the folder has everything that the door guards.
      control: { operations: access.controlOperations, admit: (_request, _reply, done) => { done() } }
    })
    await app.ready()
    return {
      async call (method, route, body) {
        const reply = await app.inject({ method: method as 'GET', url: `/_emulator${route}`, ...(body === undefined ? {} : { payload: body }) })
        return { status: reply.statusCode, body: parsed(reply.payload) }
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

async function openAccess (config: ControlDoorOptions['config'], store: Store) {
  const ownCa = readOwnCa(config, Date.now())
  const { folder, pkiFolder } = openCertificateFolders(config)
  const lock = await lockStart(config.pki)
  try {
    const pki = openLocalPki({ folder, pkiFolder, clock: Date.now, serverNames: [...defaultServerNames(), ...config.serverNames], ownCa })
    return composeAccess({ store, pkiFolder, pki, clock: Date.now, iamMode: 'off' })
  } finally {
    lock.release()
  }
}

/** Milliseconds for a call. */
const patience = 10_000

function doorOf (endpoint: string, { certs, pki }: Pick<Config, 'certs' | 'pki'>): ControlDoor {
  const files = {
    ca: readAdminFile(path.join(certs, certificateFiles.caCertificate)),
    cert: readAdminFile(path.join(pki, pkiFiles.adminCertificate)),
    key: readAdminFile(path.join(pki, pkiFiles.adminPrivateKey))
  }
  return {
    call: (method, route, body) => new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const unreachable = (error: Error) => { reject(startFailure(startFailures.ServerUnreachable, endpoint, error.message)) }
      const request = https.request(`${endpoint}/_emulator${route}`, {
        method,
        ...files,
        agent: false,
        signal: AbortSignal.timeout(patience),
        headers: text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      }, (response) => {
        let received = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => { received += part })
        response.on('error', unreachable)
        response.on('end', () => { resolve({ status: response.statusCode ?? 0, body: parsed(received) }) })
      })
      request.on('error', unreachable)
      request.end(text)
    }),
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

function parsed (text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
