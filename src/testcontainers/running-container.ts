// A running container that is an emulator at the same time.

import { isIPv6 } from 'node:net'
import { AbstractStartedContainer, type RestartOptions, type StartedTestContainer } from 'testcontainers'
import { connectEmulator, type Emulator } from '../index.js'
import { asyncDispose } from '../library/async-dispose.js'
import { firstFileIn } from './archived-file.js'

/** The port of the API in the container. @internal */
export const apiPort = 8443

/** Of the CA and the administrator, in the image. */
const adminFiles = { ca: '/certs/ca.pem', cert: '/pki/admin.pem', key: '/pki/admin-key.pem' }

/**
 * The container with the interface of `startEmulator`. `close` and `await using` stop and remove it, as `stop` does.
 * After a `restart` it has another endpoint and another client.
 */
export interface StartedOkmsContainer extends StartedTestContainer, Emulator {
  /** `https://ALIAS:8443`, for containers of the same network; by default the first network alias. */
  networkEndpoint (alias?: string): string
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** @internal */
export class RunningContainer extends AbstractStartedContainer {
  readonly #aliases: readonly string[]
  readonly #connections: Emulator[] = []

  constructor (container: StartedTestContainer, aliases: readonly string[]) {
    super(container)
    this.#aliases = aliases
  }

  /** Connects with the admin certificate of the container, which then has the members of an emulator. */
  async connect (): Promise<StartedOkmsContainer> {
    const host = this.getHost()
    const [ca = '', cert = '', key = ''] = await Promise.all(Object.values(adminFiles).map((file) => this.#read(file)))
    const connection = await connectEmulator({
      endpoint: `https://${isIPv6(host) ? `[${host}]` : host}:${this.getMappedPort(apiPort)}`, admin: { ca, cert, key }
    })
    this.#connections.push(connection)
    const close = async () => { await this.stop() }
    return Object.assign(this, connection, { close, [asyncDispose()]: close })
  }

  networkEndpoint (alias = this.#aliases[0]): string {
    if (alias === undefined) throw new Error("the container has no network alias: give it one with .withNetwork(network).withNetworkAliases('kms')")
    return `https://${alias}:${apiPort}`
  }

  override async restart (options?: Partial<RestartOptions>): Promise<void> {
    await super.restart(options)
    await this.connect()
  }

  protected override async containerStopping (): Promise<void> {
    await Promise.all(this.#connections.splice(0).map((connection) => connection.close()))
  }

  /** By the engine: the file never passes through a command, whose output Testcontainers may log. */
  async #read (file: string): Promise<string> {
    const parts: Buffer[] = []
    for await (const part of await this.copyArchiveFromContainer(file)) parts.push(Buffer.from(part))
    const content = firstFileIn(Buffer.concat(parts))
    if (content === undefined) throw new Error(`${file} is not in the container: is its image one of okms-emulator?`)
    return content
  }
}
