// The emulator in this process, with a clock that the replay moves, and a client that sends requests as recorded.

import { readFileSync } from 'node:fs'
import { Agent } from 'undici'
import { startEmulator } from '../../src/index.js'
import { filledIn, type Sequence, type Step } from './transcripts.js'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export interface KvServer extends AsyncDisposable {
  /** Epoch milliseconds. */
  readonly now: () => number
  advance (milliseconds: number): void
  /** Method and path with names filled in, the path below `/api/{okmsId}`. */
  send (step: Step, sequence: Sequence): Promise<Answer>
}

export async function startKvServer (): Promise<KvServer> {
  let time = Date.now()
  const emulator = await startEmulator({ clock: () => time })
  const { files, endpoint, okmsId } = emulator
  const read = (file: string) => readFileSync(file, 'utf8')
  const ca = read(files.ca)
  const agent = new Agent({ connect: { ca } })
  const token = await createToken()

  /** Vault clients have tokens, not certificates. */
  async function createToken (): Promise<string> {
    const admin = new Agent({
      connect: { ca, cert: read(files.adminCertificate), key: read(files.adminPrivateKey) }
    })
    const { body } = await admin.request({
      origin: endpoint,
      path: '/_emulator/tokens',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'replay' })
    })
    const created = await body.json() as { readonly token: string }
    await admin.close()
    return created.token
  }

  return {
    now: () => time,
    advance (milliseconds) { time += milliseconds },
    async send (step, sequence) {
      const fill = (text: string) => filledIn(text, sequence)
      const [method = '', path = ''] = fill(step.request ?? '').split(' ')
      const body = step.raw_body === undefined
        ? step.body === undefined ? null : JSON.stringify(step.body, filled(fill))
        : fill(step.raw_body)
      const response = await agent.request({
        origin: endpoint,
        path: `/api/${okmsId}${path}`,
        method,
        headers: {
          ...(step.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(step.credentials === 'none' ? {} : { 'x-vault-token': token }),
          ...step.headers
        },
        body
      })
      return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
    },
    async [Symbol.asyncDispose] () {
      await agent.close()
      await emulator.close()
    }
  }
}

/** For JSON.stringify: fills in names and values alike. */
const filled = (fill: (text: string) => string) => (_: string, value: unknown): unknown => {
  if (typeof value === 'string') return fill(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [fill(name), member as unknown]))
}
