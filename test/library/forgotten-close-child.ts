// A program that starts an emulator and never closes it; forgotten-close.test.ts runs it.
// Its argument says how it ends.

import { once } from 'node:events'
import https from 'node:https'
import { startEmulator, type Emulator } from '../../src/index.js'

const kms = await startEmulator({ bootstrapPort: 0, refuseInHandshake: process.argv[2] === 'refuseInHandshake' })
process.stdout.write(`${JSON.stringify({ endpoint: kms.endpoint, tls: kms.tls })}\n`)

const newKey = (body: object) => kms.fetch(`/api/${kms.okmsId}/v1/servicekey`, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'a key', ...body })
})

const endings: Readonly<Record<string, (kms: Emulator) => unknown>> = {
  forgets: () => undefined,
  throws () { throw new Error('as tests do') },
  rejects () { void Promise.reject(new Error('as tests do')) },
  exits: () => process.exit(3),

  async hasUsedEverything () {
    // Workers that wait for more work: one that makes keys, one that signs.
    const key = await (await newKey({ type: 'RSA', size: 2048, operations: ['sign', 'verify'] }))
      .json() as { id: string }
    const body = JSON.stringify({ message: Buffer.alloc(32).toString('base64'), alg: 'RS256', isdigest: true })
    const { status } = await kms.fetch(`/api/${kms.okmsId}/v1/servicekey/${key.id}/sign`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

    // A stream of which one event was read, and on which more happens.
    const { body: events } = await kms.fetch('/page/events')
    await events?.getReader().read()
    void newKey({ type: 'oct', size: 256 })

    // Another client of this process, which keeps its connection.
    const agent = new https.Agent({ ...kms.tls, keepAlive: true })
    const [response] = await once(https.get(kms.endpoint, { agent }), 'response') as [NodeJS.ReadableStream]
    response.resume()
    await once(response, 'end')
    if (status !== 200 || events === null) process.exit(9)
  },

  async leavesBodiesUnread () {
    for (const path of ['/', '/swagger/json', '/swagger/swagger-ui-bundle.js', '/page/events']) await kms.fetch(path)
  },

  kills: () => process.kill(process.pid, 'SIGKILL'),

  /** Requests whose answers this process waits for, without anything else to do. */
  isAnswered () {
    void Promise.all([newKey({ type: 'RSA', size: 2048, operations: ['sign', 'verify'] }), kms.fetch('/swagger/json')])
      .then(async (responses) => await Promise.all(responses.map(async (response) => `${response.status} ${(await response.text()).length > 100}`)))
      .then((answers) => { process.stdout.write(`${answers.join(', ')}\n`) })
  },

  /** Clients of another process hold connections until they learn that this program has ended. */
  async hasVisitors () {
    await once(process.stdin, 'data')
    process.stdin.destroy()
  }
}

await endings[process.argv[2] === 'refuseInHandshake' ? 'hasVisitors' : process.argv[2] ?? '']?.(kms)
