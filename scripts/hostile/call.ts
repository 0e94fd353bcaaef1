// A call of an operation, and how it is made.

import type { Reply } from '../../test/harness/client.js'
import { keysIn, signedHeaders } from '../../test/harness/ovh-api.js'
import type { HostileServer } from './hostile-server.js'

export interface Call {
  /** `account` signs with the keys of ovh.conf. */
  readonly as: 'client' | 'admin' | 'anonymous' | 'account'
  readonly method: string
  readonly path: string
  /** Undefined: none; a string is sent as it is, as a form. */
  readonly body?: Readonly<Record<string, unknown>> | string
}

export const form = 'application/x-www-form-urlencoded'

/** @param raw Sent as it is, instead of the body of the call. */
export async function perform (
  server: HostileServer, { as, method, path, body }: Call, headers: Readonly<Record<string, string>> = {}, raw?: string
): Promise<Reply> {
  const text = raw ?? (typeof body === 'string' ? body : body && JSON.stringify(body))
  const type = typeof body === 'string' ? form : 'application/json'
  const ofText = text === undefined ? {} : { 'content-type': type }
  const signature = as !== 'account'
    ? {}
    : signedHeaders(keysIn(server.ready.files.ovhConfiguration ?? ''), {
      method,
      url: `${server.ready.endpoint}${path}`,
      ...(text === undefined ? {} : { body: text }),
      timestamp: Math.floor(Date.now() / 1000)
    })
  return await server[as === 'account' ? 'anonymous' : as].request(method, path, undefined, {
    ...(text === undefined ? {} : { raw: text }), headers: { ...ofText, ...signature, ...headers }
  })
}
