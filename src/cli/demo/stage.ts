// Where the steps of the demo play: makes their calls over mutual TLS, and shows each with its answer.

import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { Emulator } from '../../emulator/emulator.js'
import type { Printer } from './printer.js'
import type { Answer, Stage } from './steps.js'

/** Milliseconds until a call is given up; an RSA key may take a while. */
const patience = 60_000

export function openStage (emulator: Emulator, printer: Printer): Stage & { close (): void } {
  const { endpoint, okmsId, files } = emulator
  const agent = new https.Agent({ keepAlive: true, ca: readFileSync(files.ca), cert: readFileSync(files.certificate), key: readFileSync(files.privateKey) })

  async function send (method: string, path: string, body: object | undefined): Promise<Answer & { readonly hasBody: boolean }> {
    return await new Promise((resolve, reject) => {
      const request = https.request(`${endpoint}/api/${okmsId}/v1${path}`, { method, agent, signal: AbortSignal.timeout(patience), headers: body === undefined ? {} : { 'content-type': 'application/json' } }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => { text += part })
        response.on('error', reject)
        response.on('end', () => { resolve({ status: response.statusCode ?? 0, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'], hasBody: text !== '' }) })
      })
      request.on('error', reject)
      request.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  return {
    kept: new Map(),

    async call (method, path, body, expected) {
      printer.request(method, path, body)
      const { status, body: answer, hasBody } = await send(method, path, body)
      printer.answer(status, hasBody ? answer : undefined)
      if (status !== expected) throw new Error(`the demo expected ${expected} here`)
      return { status, body: answer }
    },

    must (holds, text) {
      if (!holds) throw new Error(`this does not hold: ${text}`)
      printer.note(text)
    },

    close: () => { agent.destroy() }
  }
}
