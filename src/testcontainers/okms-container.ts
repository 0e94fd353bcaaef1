// The emulator as a container of Testcontainers.

import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers'
import type { SeedSource } from '../index.js'
import { messageOf } from '../domain/thrown.js'
import { apiPort, RunningContainer, type StartedOkmsContainer } from './running-container.js'
import { serverNames } from './server-names.js'
import { StartupOutput } from './startup-output.js'

const namesVariable = 'OKMS_EMULATOR_SERVER_NAME'

/** Milliseconds for one request, and between two requests, while the container starts. */
const healthInterval = 500

/**
 * The image of the emulator. It runs as docs/container.md recommends: without capabilities, and with a read-only root
 * file system unless files are copied into it. Options of the server are variables, such as
 * `withEnvironment({ OKMS_EMULATOR_IAM_MODE: 'enforce' })`.
 */
export class OkmsContainer extends GenericContainer {
  readonly #seeds: SeedSource[] = []
  #output = new StartupOutput()

  /** @param image The image that `docker build -t okms-emulator .` makes in a checkout, or yours. */
  constructor (image = 'okms-emulator') {
    super(image)
    this.withExposedPorts(apiPort)
      .withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges')
      // The CA is still in the container. Only this path is sent; what connects afterwards checks the certificate.
      .withWaitStrategy(Wait.forHttp('/_emulator/health', apiPort, { abortOnContainerExit: true })
        .usingTls().allowInsecure().withReadTimeout(healthInterval))
  }

  /** Seeds to apply before `start` resolves: each an object, a text, or the path or the URL of a file. */
  withSeed (...seeds: readonly SeedSource[]): this {
    this.#seeds.push(...seeds)
    return this
  }

  /** Resolves when the emulator accepts requests and has its seeds. */
  override async start (): Promise<StartedOkmsContainer> {
    const running = new RunningContainer(await this.#startContainer(), [...this.networkAliases])
    try {
      const emulator = await running.connect()
      for (const seed of this.#seeds) await emulator.seed(seed)
      return emulator
    } catch (error) {
      await running.stop()
      throw error
    }
  }

  protected override async beforeContainerCreated (): Promise<void> {
    const { info } = await getContainerRuntimeClient()
    const names = serverNames([info.containerRuntime.host, ...this.networkAliases], this.environment[namesVariable])
    // Appending would leave the variable there twice.
    const others = (this.createOpts.Env ?? []).filter((variable) => !variable.startsWith(`${namesVariable}=`))
    if (names !== undefined) this.createOpts.Env = [...others, `${namesVariable}=${names}`]
    const copies = [this.filesToCopy, this.directoriesToCopy, this.contentsToCopy, this.archivesToCopy]
    this.hostConfig.ReadonlyRootfs = copies.every(({ length }) => length === 0)
  }

  protected override async containerCreated (containerId: string): Promise<void> {
    await this.#output.follow(containerId)
  }

  async #startContainer (): Promise<StartedTestContainer> {
    // Without an engine this says so.
    await getContainerRuntimeClient()
    const output = this.#output = new StartupOutput()
    try {
      return await Promise.race([super.start(), output.exit])
    } catch (error) {
      throw await this.#failure(error, output)
    } finally {
      output.close()
    }
  }

  /** Says why it did not start, and leaves no container. */
  async #failure (cause: unknown, { containerId, lastLines }: StartupOutput): Promise<Error> {
    const image = this.imageName.string
    const { container, image: images } = await getContainerRuntimeClient()
    if (containerId !== undefined) {
      // Testcontainers removes it in some cases only.
      await container.getById(containerId).remove({ force: true, v: true }).catch(() => {})
      const log = lastLines === '' ? 'it wrote no log' : `the end of its log:\n${lastLines}`
      return new Error(`the container of ${image} did not start: ${messageOf(cause)}; ${log}`, { cause })
    }
    if (await images.exists(this.imageName)) return new Error(`the container of ${image} did not start: ${messageOf(cause)}`, { cause })
    return new Error(`there is no image ${image}, and it cannot be pulled: ${messageOf(cause)}; build it in a checkout of okms-emulator (docker build -t okms-emulator .), or name another: new OkmsContainer(IMAGE)`, { cause })
  }
}
