// Requests to a running server with the client certificate of the certificate folder.

import { readFileSync } from 'node:fs'
import https from 'node:https'
import { urlToHttpOptions } from 'node:url'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { messageOf } from '../../domain/thrown.js'
import { jsonOrText, requestHttps, type HttpsReply } from '../../emulator/https-request.js'
import type { FolderAccess } from './client-access.js'

/** Each call rejects with StartFailure: ServerUnreachable, or RequestRefused with the server's texts. */
export interface DomainClient {
  /** @param path Below the path of the domain. */
  readonly send: (
    method: string, path: string, json?: object, headers?: Readonly<Record<string, string>>
  ) => Promise<HttpsReply>
  /** The body of the reply; its type is that of the contract. */
  readonly call: <Reply>(...request: Parameters<DomainClient['send']>) => Promise<Reply>
  readonly close: () => void
}

/** Milliseconds for a call. */
const patience = 30_000

export function createDomainClient (access: FolderAccess): DomainClient {
  const { endpoint, okmsId } = access
  const agent = new https.Agent({
    keepAlive: true,
    ca: readFileSync(access.ca),
    cert: readFileSync(access.certificate),
    key: readFileSync(access.privateKey)
  })
  const send: DomainClient['send'] = async (method, path, json, headers = {}) => {
    const url = urlToHttpOptions(new URL(`${endpoint}/api/${okmsId}/${path}`))
    const type = json === undefined ? {} : { 'content-type': 'application/json' }
    try {
      return await requestHttps({ ...url, method, agent, json, headers: { ...type, ...headers }, patience })
    } catch (error) {
      throw startFailure(startFailures.ServerUnreachable, endpoint, messageOf(error))
    }
  }
  return {
    send,
    call: async <Reply>(...request: Parameters<typeof send>) => acceptedBody(await send(...request)) as Reply,
    close: () => { agent.destroy() }
  }
}

/** Throws StartFailure (RequestRefused). */
export function acceptedBody ({ status, text }: HttpsReply): unknown {
  const body = jsonOrText(text)
  if (status < 400) return body
  const errors: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'errors') : undefined
  throw refused(Array.isArray(errors) ? errors.map(String) : [`unexpected answer with status ${status}`])
}

export const refused = (texts: readonly string[]) => startFailure(startFailures.RequestRefused, texts)
