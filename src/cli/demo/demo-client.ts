// Runs the calls of the demo steps over mutual TLS, and prints each with its reply.

import { readFileSync } from 'node:fs'
import https from 'node:https'
import { urlToHttpOptions } from 'node:url'
import type { Emulator } from '../../emulator/emulator.js'
import { requestHttps } from '../../emulator/https-request.js'
import type { Printer } from './printer.js'
import type { Answer, DemoClient } from './steps.js'

/** Timeout of a call in milliseconds; generating an RSA key may take a while. */
const patience = 60_000

export function createDemoClient (emulator: Emulator, printer: Printer): DemoClient & { close (): void } {
  const { endpoint, okmsId, files } = emulator
  const agent = new https.Agent({
    keepAlive: true,
    ca: readFileSync(files.ca),
    cert: readFileSync(files.certificate),
    key: readFileSync(files.privateKey)
  })

  async function send (
    method: string, path: string, body: object | undefined
  ): Promise<Answer & { readonly hasBody: boolean }> {
    const { status, text } = await requestHttps({
      ...urlToHttpOptions(new URL(`${endpoint}/api/${okmsId}/v1${path}`)), method, agent, json: body, patience
    })
    return { status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'], hasBody: text !== '' }
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
