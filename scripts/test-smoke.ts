// npm run test:smoke: starts the built server, makes one call over mutual TLS, and stops it. For systems that
// the whole suite does not run on.

import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { startServed } from './served.js'
import { inSteps } from './steps.js'

const program = path.join(import.meta.dirname, '../dist/main.js')

await inSteps('smoke', async ({ step }, folder) => {
  const served = await step('start', () =>
    startServed(process.execPath, [program, 'serve', '--port', '0', '--bootstrap-port', 'off'], { cwd: folder }))
  if (served === undefined) return
  const { endpoint, okmsId, files } = served.ready

  await step('a key is made and listed over mutual TLS', async () => {
    const tls = {
      ca: readFileSync(files.ca), cert: readFileSync(files.certificate), key: readFileSync(files.privateKey)
    }
    const call = async (method: string, body?: object): Promise<unknown> => {
      const request = https.request(`${endpoint}/api/${okmsId}/v1/servicekey`, { method, ...tls, agent: false, headers: { 'content-type': 'application/json' } })
      request.end(body === undefined ? undefined : JSON.stringify(body))
      const [response] = await once(request, 'response') as [IncomingMessage]
      return await json(response)
    }
    const { id } = await call('POST', { name: 'smoke', type: 'oct', size: 256 }) as { readonly id: string }
    const listed = JSON.stringify(await call('GET'))
    if (!listed.includes(id)) throw new Error(`the list does not have key ${id}: ${listed}`)
  })

  await step('stop', async () => {
    const ended = await served.stop()
    // Windows has no signals: the process is terminated.
    if (ended !== 0 && process.platform !== 'win32') throw new Error(`it ended with ${ended}`)
  })
})
