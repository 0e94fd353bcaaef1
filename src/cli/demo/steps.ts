// THE table of demo steps: the life cycle of a key, each step with its calls and the expected replies.

import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { decryptToken, wrapKey } from './client-cryptography.js'

export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** The functions available to a step. It stores values for later steps in `kept`. */
export interface DemoClient {
  /** Prints a call with its reply. An unexpected status ends the demo. */
  call (method: string, path: string, body: object | undefined, expected: number): Promise<Answer>
  /** Ends the demo if the condition is false. */
  must (holds: boolean, text: string): void
  readonly kept: Map<string, string>
}

export interface Step {
  readonly title: string
  readonly text: string
  run (stage: DemoClient): Promise<void>
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const message = 'Pay 10 euros to Alice'

const kept = ({ kept }: DemoClient, name: string): string => {
  const value = kept.get(name)
  if (value === undefined) throw new Error(`no step kept ${name}`)
  return value
}

function keep ({ kept }: DemoClient, name: string, value: unknown): void {
  if (typeof value !== 'string') throw new Error(`the answer has no text for ${name}`)
  kept.set(name, value)
}

const key = (stage: DemoClient, name: string) => `/servicekey/${kept(stage, name)}`

export const steps: readonly Step[] = [
  {
    title: 'Create a key',
    text: 'An AES-256 key that can encrypt and wrap. It never leaves the server; the answer has its id.',
    async run (stage) {
      const { body } = await stage.call('POST', '/servicekey', {
        name: 'demo', type: 'oct', size: 256, operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
      }, 201)
      keep(stage, 'aes', body['id'])
    }
  },
  {
    title: 'Encrypt with a context',
    text: 'The context is not secret. It is bound to the ciphertext, so a row cannot be moved to another customer.',
    async run (stage) {
      const { body } = await stage.call(
        'POST', `${key(stage, 'aes')}/encrypt`, { plaintext: base64(message), context: 'customer 42' }, 200
      )
      keep(stage, 'ciphertext', body['ciphertext'])
      await stage.call(
        'POST', `${key(stage, 'aes')}/decrypt`, { ciphertext: body['ciphertext'], context: 'customer 42' }, 200
      )
    }
  },
  {
    title: 'Fail without the context',
    text: 'The same ciphertext, the same key, no context: refused.',
    async run (stage) {
      await stage.call('POST', `${key(stage, 'aes')}/decrypt`, { ciphertext: kept(stage, 'ciphertext') }, 400)
    }
  },
  {
    title: 'Make a data key',
    text: 'For data larger than 4 kB: encrypt it yourself with the plaintext key, keep the wrapped one next to the data.',
    async run (stage) {
      const { body } = await stage.call(
        'POST', `${key(stage, 'aes')}/datakey`, { name: 'for one file', size: 256 }, 201
      )
      const again = await stage.call('POST', `${key(stage, 'aes')}/datakey/decrypt`, { key: body['key'] }, 200)
      stage.must(again.body['plaintext'] === body['plaintext'], 'The wrapped key yields the same data key.')
    }
  },
  {
    title: 'Sign',
    text: 'An elliptic curve key signs. With format=jwk its public part comes along.',
    async run (stage) {
      const created = await stage.call('POST', '/servicekey?format=jwk', {
        name: 'demo signer', type: 'EC', curve: 'P-256', operations: ['sign', 'verify']
      }, 201)
      keep(stage, 'ec', created.body['id'])
      keep(stage, 'public key', JSON.stringify((created.body['keys'] as readonly unknown[])[0]))
      const { body } = await stage.call(
        'POST', `${key(stage, 'ec')}/sign`, { message: base64(message), alg: 'ES256' }, 200
      )
      keep(stage, 'signature', body['signature'])
    }
  },
  {
    title: 'Verify offline',
    text: 'Anyone with the public key can verify without the server, here with Node\'s crypto.verify.',
    run (stage) {
      const publicKey = createPublicKey({
        key: JSON.parse(kept(stage, 'public key')) as Record<string, string>, format: 'jwk'
      })
      const holds = (text: string) => verify(
        'sha256',
        Buffer.from(text),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(kept(stage, 'signature'), 'base64')
      )
      stage.must(holds(message), `"${message}": the signature holds.`)
      stage.must(!holds('Pay 10000 euros to Alice'), '"Pay 10000 euros to Alice": it does not.')
      return Promise.resolve()
    }
  },
  {
    title: 'Deactivate',
    text: 'A deactivated key can no longer be used, but it is not lost.',
    async run (stage) {
      await stage.call('POST', `${key(stage, 'aes')}/deactivate`, { reason: 'superseded' }, 204)
      await stage.call(
        'POST', `${key(stage, 'aes')}/decrypt`, { ciphertext: kept(stage, 'ciphertext'), context: 'customer 42' }, 400
      )
    }
  },
  {
    title: 'Report a compromise',
    text: 'The key may have leaked. The state says so and keeps the date.',
    async run (stage) {
      await stage.call('POST', `${key(stage, 'aes')}/deactivate`, { reason: 'key_compromise' }, 204)
      await stage.call('GET', key(stage, 'aes'), undefined, 200)
    }
  },
  {
    title: 'Reactivate',
    text: 'To read the old data once more and encrypt it under another key.',
    async run (stage) {
      await stage.call('POST', `${key(stage, 'aes')}/activate`, undefined, 204)
      const { body } = await stage.call(
        'POST', `${key(stage, 'aes')}/decrypt`, { ciphertext: kept(stage, 'ciphertext'), context: 'customer 42' }, 200
      )
      stage.must(body['plaintext'] === base64(message), `It reads "${message}".`)
    }
  },
  {
    title: 'Bring your own key',
    text: 'A key made here, wrapped under a transport key of the server with RSA-OAEP-256, and imported without ever travelling in clear.',
    async run (stage) {
      const transport = await stage.call('POST', '/servicekey?format=jwk', {
        name: 'demo transport', type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey']
      }, 201)
      const own = randomBytes(32)
      const ciphertext = wrapKey((transport.body['keys'] as readonly object[])[0] ?? {}, own)
      const imported = await stage.call('POST', '/servicekey', {
        name: 'demo, ours', wrappedKeys: [{ keyFormatType: 'RAW', wrappingKeyId: transport.body['id'], ciphertext }]
      }, 201)
      const { body } = await stage.call('POST', `/servicekey/${String(imported.body['id'])}/encrypt`, { plaintext: base64(message) }, 200)
      stage.must(decryptToken(own, String(body['ciphertext'])) === message, 'Our own copy of the key opens what the server encrypted.')
    }
  },
  {
    title: 'Delete, and lose the data',
    text: 'An active key cannot be deleted. A deactivated key can, and its data is then lost permanently.',
    async run (stage) {
      await stage.call('DELETE', key(stage, 'aes'), undefined, 400)
      await stage.call('POST', `${key(stage, 'aes')}/deactivate`, { reason: 'cessation_of_operation' }, 204)
      await stage.call('DELETE', key(stage, 'aes'), undefined, 204)
      await stage.call(
        'POST', `${key(stage, 'aes')}/decrypt`, { ciphertext: kept(stage, 'ciphertext'), context: 'customer 42' }, 404
      )
    }
  }
]
