// A client of the OVHcloud API that signs its requests with the keys of ovh.conf, or with others.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Client, Reply } from './client.js'
import type { TestEmulator } from './emulator.js'

export interface OvhKeys {
  readonly applicationKey: string
  readonly applicationSecret: string
  readonly consumerKey: string
}

export type OvhCall = (
  method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>
) => Promise<Reply>

export function keysIn (file: string): OvhKeys {
  const text = readFileSync(file, 'utf8')
  const value = (name: string) => new RegExp(`^${name} *= *(\\S+)$`, 'm').exec(text)?.[1] ?? ''
  return {
    applicationKey: value('application_key'),
    applicationSecret: value('application_secret'),
    consumerKey: value('consumer_key')
  }
}

/** By signature.md 1, without the code of the server. */
export function signedHeaders (
  { applicationKey, applicationSecret, consumerKey }: OvhKeys,
  { method, url, body = '', timestamp }: { method: string, url: string, body?: string, timestamp: number }
): Record<string, string> {
  const text = [applicationSecret, consumerKey, method, url, body, timestamp].join('+')
  return {
    'X-Ovh-Application': applicationKey,
    'X-Ovh-Consumer': consumerKey,
    'X-Ovh-Timestamp': String(timestamp),
    'X-Ovh-Signature': `$1$${createHash('sha1').update(text).digest('hex')}`
  }
}

/** Shows no certificate. @param path With the branch: `/1.0/me`, `/v2/okms/resource`. */
export function ovhCalls (
  emulator: Pick<TestEmulator, 'endpoint' | 'files' | 'clientWith' | 'clock'>,
  { keys = keysIn(emulator.files.ovhConfiguration ?? ''), client = emulator.clientWith({}) }: {
    readonly keys?: OvhKeys, readonly client?: Client
  } = {}
): OvhCall {
  return async (method, path, body, headers = {}) => {
    const raw = body === undefined ? undefined : JSON.stringify(body)
    const signature = signedHeaders(keys, {
      method,
      url: `${emulator.endpoint}${path}`,
      ...(raw === undefined ? {} : { body: raw }),
      timestamp: Math.floor(emulator.clock() / 1000)
    })
    return await client.request(method, path, body, { headers: { ...signature, ...headers } })
  }
}

/** With a bearer token, by default one of the account itself, which no policy restricts. Shows no certificate. */
export async function bearerCalls (
  { admin, clientWith }: Pick<TestEmulator, 'admin' | 'clientWith'>, token?: string
): Promise<OvhCall> {
  const bearer = token ?? String((await admin.request('POST', '/_emulator/tokens', { name: 'account' })).body.token)
  const client = clientWith({})
  return async (method, path, body, headers = {}) =>
    await client.request(method, path, body, { headers: { authorization: `Bearer ${bearer}`, ...headers } })
}
