// Signed calls of the OVHcloud API as the provider of Terraform makes them: one connection each, and the time of the
// server.

import { request, type Dispatcher } from 'undici'
import { signedHeaders, type OvhKeys } from '../../test/harness/ovh-api.js'

export interface OvhAnswer {
  readonly status: number
  readonly body: unknown
}

export interface OvhApi {
  /** @param path With its branch: `/1.0/me`, `/v2/okms/resource`. @param body Null for a POST without one. */
  readonly answer: (method: string, path: string, body?: unknown) => Promise<OvhAnswer>
  /** The body of a successful answer. Throws for another one. */
  readonly call: <Body>(method: string, path: string, body?: unknown) => Promise<Body>
}

/** @param base URL with the branch 1.0, as OVH_ENDPOINT has it. @param dispatcher That accepts the CA, for https. */
export async function openOvhApi (base: string, keys: OvhKeys, dispatcher: Dispatcher): Promise<OvhApi> {
  const server = base.replace(/\/1\.0$/, '')
  const { body: time } = await request(`${base}/auth/time`, { dispatcher })
  const ahead = await time.json() as number - Date.now() / 1000

  async function answer (method: string, path: string, body?: unknown): Promise<OvhAnswer> {
    const url = server + path
    const raw = body == null ? '' : JSON.stringify(body)
    const response = await request(url, {
      dispatcher,
      method,
      reset: true,
      headers: {
        ...signedHeaders(keys, { method, url, body: raw, timestamp: Math.round(Date.now() / 1000 + ahead) }),
        ...(raw === '' ? {} : { 'Content-Type': 'application/json;charset=utf-8' }),
        ...(path.startsWith('/v2/') ? { 'X-Schemas-Version': '0.0' } : {})
      },
      body: raw
    })
    return { status: response.statusCode, body: JSON.parse(await response.body.text()) }
  }

  return {
    answer,
    async call<Body> (method: string, path: string, body?: unknown) {
      const received = await answer(method, path, body)
      if (received.status !== 200) throw new Error(`${method} ${path}: ${received.status} ${JSON.stringify(received.body)}`)
      return received.body as Body
    }
  }
}
