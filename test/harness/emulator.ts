// Starts an emulator in this process, with folders of its own and a clock that can be moved,
// and gives a client of its domain.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../src/config/config.js'
import { createMovableClocks } from '../../src/services/control/clocks.js'
import { oneClock, type Clocks } from '../../src/domain/clock.js'
import { startEmulator, type Collaborators, type Emulator } from '../../src/emulator/emulator.js'
import { createLogger } from '../../src/log/log.js'
import { createClient, type Client, type ClientOptions, type Reply, type RequestOptions } from './client.js'
import { createMovableClock, type MovableClock } from './movable-clock.js'

export interface TestEmulator extends Emulator {
  readonly clock: MovableClock
  /** The folder with `data`, `certs` and `pki`. */
  readonly folder: string
  /** Everything that was logged, as written. */
  readonly log: () => string
  readonly client: Client
  /** A call in the domain: `api('POST', '/servicekey', {...})` goes to `/api/{okmsId}/v1/servicekey`. */
  api (method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Reply>
  /** Holds the admin certificate. */
  readonly admin: Client
  /** Another client; without options one that shows no certificate. */
  clientWith (options: Omit<ClientOptions, 'endpoint' | 'ca'>): Client
  /** Closes, and leaves the folders. */
  stop (): Promise<void>
  /** Closes, and starts again on the same folders; `between` works on them while nothing runs. */
  restart (
    flags?: readonly string[],
    between?: (folders: { readonly data: string, readonly certs: string, readonly pki: string }) => void
  ): Promise<TestEmulator>
}

export interface TestEmulatorOptions {
  /** Flags of serve beyond port and folders; by default the store is in memory. */
  readonly flags?: readonly string[]
  /** Folder of an earlier emulator; otherwise a new one that is removed at the end. */
  readonly folder?: string
  readonly clock?: MovableClock
  /** By default `clock` for all. */
  readonly clocks?: Clocks
  readonly timeouts?: Collaborators['timeouts']
}

export async function startTestEmulator ({
  flags = ['--ephemeral'], folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-test-')),
  clock = createMovableClock(), clocks = oneClock(clock), timeouts = {}
}: TestEmulatorOptions = {}): Promise<TestEmulator> {
  const written: string[] = []
  const log = createLogger({
    level: 'debug', format: 'json', clock: clocks.server, stream: { write: (line: string) => { written.push(line) } }
  })
  const config = loadConfig({
    argv: [
      '--host', '127.0.0.1', '--port', '0', '--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs'),
      ...flags
    ],
    env: {},
    cwd: folder
  })
  const emulator = await startEmulator(config, {
    log, clocks: createMovableClocks(clocks), machineClock: clocks.server, timeouts
  })
  const { endpoint, okmsId, files } = emulator
  const clients: Client[] = []

  function clientWith (options: Omit<ClientOptions, 'endpoint' | 'ca'>): Client {
    const made = createClient({ endpoint, ca: files.ca, ...options })
    clients.push(made)
    return made
  }

  const client = clientWith({
    certificate: {
      certificatePem: readFileSync(files.certificate, 'utf8'), privateKeyPem: readFileSync(files.privateKey, 'utf8')
    }
  })

  const read = (name: string) => readFileSync(path.join(config.pki, name), 'utf8')
  const admin = clientWith({ certificate: { certificatePem: read('admin.pem'), privateKeyPem: read('admin-key.pem') } })

  let stopping: Promise<void> | undefined
  async function stop (): Promise<void> {
    stopping ??= Promise.all(clients.map((one) => one.close())).then(async () => { await emulator.close() })
    await stopping
  }

  return {
    ...emulator,
    clock,
    folder,
    log: () => written.join(''),
    client,
    admin,
    clientWith,
    api: (method, route, body, options) => client.request(method, `/api/${okmsId}/v1${route}`, body, options),
    stop,
    async restart (again = flags, between = () => {}) {
      await stop()
      between(config)
      return await startTestEmulator({ flags: again, folder, clock, clocks, timeouts })
    },
    async close () {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
