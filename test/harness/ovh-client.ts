// A client of the OVHcloud API that signs its requests with the API key in ovh.conf, as the official wrappers do.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { signatureOf } from '../../src/services/access/api-keys/signature.js'
import { readOvhConfiguration } from '../../src/services/clients/ovh-configuration.js'
import type { Client, Reply } from './client.js'
import type { TestEmulator } from './emulator.js'

/** A call such as `call('GET', '/1.0/me')`. */
export type OvhCall = (method: string, path: string, body?: unknown) => Promise<Reply>

export interface OvhClient {
  readonly signed: OvhCall
  /** With no credentials at all. */
  readonly unsigned: OvhCall
}

export function ovhClient (emulator: Pick<TestEmulator, 'endpoint' | 'folder' | 'clock' | 'clientWith'>): OvhClient {
  const client: Client = emulator.clientWith({})
  const configuration = readOvhConfiguration(readFileSync(path.join(emulator.folder, 'certs/ovh.conf'), 'utf8'))
  const { applicationKey = '', applicationSecret = '', consumerKey = '' } = configuration
  return {
    unsigned: (method, route, body) => client.request(method, route, body),
    signed (method, route, body) {
      const timestamp = String(Math.floor(emulator.clock() / 1000))
      const written = Buffer.from(body === undefined ? '' : JSON.stringify(body))
      const signature = signatureOf(
        { applicationSecret, consumerKey }, { method, url: emulator.endpoint + route, body: written, timestamp }
      )
      return client.request(method, route, body, {
        headers: {
          'x-ovh-application': applicationKey,
          'x-ovh-consumer': consumerKey,
          'x-ovh-timestamp': timestamp,
          'x-ovh-signature': signature
        }
      })
    }
  }
}
