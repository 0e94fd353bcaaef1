// What a container writes until it is ready. Testcontainers removes a container that does not become ready, and its log
// with it; and it notices late that one has exited.

import { PassThrough, type Readable, type Writable } from 'node:stream'
import { getContainerRuntimeClient } from 'testcontainers'

/** The exit code when Testcontainers kills a container that did not become ready; then its own error says why. */
const killed = 137

interface Modem {
  /** Separates the two outputs, which an engine sends in frames of one stream. */
  demuxStream (stream: Readable, stdout: Writable, stderr: Writable): void
}

/** Characters of the output that are kept. */
const kept = 4000

export class StartupOutput {
  #containerId: string | undefined
  #stream: Readable | undefined
  #text = ''
  #failed: (error: Error) => void = () => {}

  /** Rejects when the container exits. */
  readonly exit = new Promise<never>((_resolve, reject) => { this.#failed = reject })

  get containerId (): string | undefined { return this.#containerId }

  /** The last lines; empty where nothing was written. */
  get lastLines (): string { return this.#text.trim().split('\n').slice(-20).join('\n') }

  /** Called when the container has been created and does not run yet. */
  async follow (containerId: string): Promise<void> {
    this.#containerId = containerId
    const container = (await getContainerRuntimeClient()).container.getById(containerId)
    // The types of dockerode say less than it returns: the response, and for the modem nothing.
    const stream = await container.attach({ stream: true, stdout: true, stderr: true }) as unknown as Readable
    const modem = container.modem as Modem
    this.#stream = stream
    const output = new PassThrough({ encoding: 'utf8' })
    output.on('data', (text: string) => { this.#text = (this.#text + text).slice(-kept) })
    modem.demuxStream(stream, output, output)
    stream.on('error', () => {})
    stream.once('end', () => {
      container.inspect().then(({ State: { Running, ExitCode, OOMKilled } }) => {
        const gaveUp = ExitCode === killed && !OOMKilled
        if (!Running && !gaveUp) this.#failed(new Error(`it ended with exit code ${ExitCode}`))
      }, () => {})
    })
  }

  /** Stops following. */
  close (): void { this.#stream?.destroy() }
}
