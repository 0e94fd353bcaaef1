// THE table of what is measured: one object per row, with the request to the server and how the bare server answers it.

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { signatureAlgorithms, type HashName, type SignatureAlgorithmName } from '../src/domain/keys/algorithms.js'
import type { LoadRequest } from './connections.js'
import type { KeyKind } from './key-ring.js'
import type { Row } from './row.js'
import { secretRows } from './secret-rows.js'

const context = 'user=4711;purpose=benchmark'
const post = (path: string, body: object, status = 200): LoadRequest => ({
  method: 'POST', path, body: JSON.stringify(body), status
})
const base64 = (bytes: Buffer) => bytes.toString('base64')

const random: Row = {
  name: 'random',
  key: null,
  request: ({ apiPath }) => ({ method: 'GET', path: `${apiPath}/random?length=32`, status: 200 }),
  bareHandler: () => () => `{"bytes":"${base64(randomBytes(32))}"}`
}

// What is read back is answered with the very text that the server answered: no bare server could be faster.
const get: Row = {
  name: 'get',
  key: 'oct-256',
  request: ({ keyPath }) => ({ method: 'GET', path: keyPath, status: 200 }),
  bareHandler: ({ reply }) => () => reply
}

const list: Row = {
  name: 'list of 100',
  key: null,
  request: ({ keyPath }) => ({ method: 'GET', path: `${keyPath}?max=100`, status: 200 }),
  bareHandler: ({ reply }) => () => reply
}

const create: Row = {
  name: 'create oct',
  key: null,
  request: ({ keyPath }) =>
    post(keyPath, { name: 'benchmark', type: 'oct', size: 256, operations: ['encrypt', 'decrypt'] }, 201),
  bareHandler: ({ reply, masterKey, crypto }) => {
    const [before, after] = splitAt(reply, JSON.parse(reply).id)
    return () => {
      const id = randomUUID()
      crypto.seal(
        masterKey,
        Buffer.from(JSON.stringify({ kty: 'oct', k: randomBytes(32).toString('base64url') })),
        Buffer.from(id)
      )
      return before + id + after
    }
  }
}

function splitAt (text: string, part: string): [string, string] {
  const at = text.indexOf(part)
  return [text.slice(0, at), text.slice(at + part.length)]
}

const sizes = [['32 B', 32], ['4 KiB', 4096]] as const

const encrypt = sizes.map(([label, length]): Row => ({
  name: `encrypt ${label}`,
  key: 'oct-256',
  request: ({ keyPath }) => post(`${keyPath}/encrypt`, { plaintext: base64(randomBytes(length)), context }),
  bareHandler: ({ direct, crypto }) => (body) =>
    `{"ciphertext":"${crypto.encryptDirect({ ...direct, plaintext: Buffer.from(body.plaintext, 'base64'), context: body.context })}"}`
}))

const decrypt = sizes.map(([label, length]): Row => ({
  name: `decrypt ${label}`,
  key: 'oct-256',
  async request ({ keyPath, ask }) {
    const { ciphertext } = await ask(`${keyPath}/encrypt`, { plaintext: base64(randomBytes(length)), context })
    return post(`${keyPath}/decrypt`, { ciphertext, context })
  },
  bareHandler: ({ direct, crypto }) => (body) =>
    `{"plaintext":"${base64(crypto.decryptDirect({ ...direct, token: body.ciphertext, context: body.context, subject: 'ciphertext' }))}"}`
}))

const dataKey: Row = {
  name: 'datakey',
  key: 'oct-256',
  request: ({ keyPath }) => post(`${keyPath}/datakey`, { name: 'benchmark', size: 256 }, 201),
  bareHandler: ({ direct, crypto }) => (body) => {
    const plaintext = randomBytes(body.size / 8)
    return `{"key":"${crypto.encryptDirect({ ...direct, plaintext })}","plaintext":"${base64(plaintext)}"}`
  }
}

const decryptDataKey: Row = {
  name: 'datakey/decrypt',
  key: 'oct-256',
  async request ({ keyPath, ask }) {
    const { key } = await ask(`${keyPath}/datakey`, { name: 'benchmark', size: 256 })
    return post(`${keyPath}/datakey/decrypt`, { key })
  },
  bareHandler: ({ direct, crypto }) => (body) => `{"plaintext":"${base64(crypto.decryptDirect({ ...direct, token: body.key, subject: 'dataKey' }))}"}`
}

const signers: readonly (readonly [SignatureAlgorithmName, KeyKind])[] = [
  ['RS256', 'RSA-2048'], ['RS256', 'RSA-4096'], ['PS256', 'RSA-2048'], ['PS256', 'RSA-4096'], ['ES256', 'P-256'],
  ['ES384', 'P-384'], ['ES512', 'P-521']
]

const signatures = signers.flatMap(([alg, key]) => [true, false].flatMap((isdigest) => {
  const label = `${alg} ${key} ${isdigest ? 'digest' : 'message'}`
  const { hash, digestLength } = signatureAlgorithms[alg]
  const message = base64(isdigest ? digestOf(hash) : randomBytes(digestLength))
  return [
    {
      name: `sign ${label}`,
      key,
      request: ({ keyPath }) => post(`${keyPath}/sign`, { message, alg, isdigest }),
      bareHandler: (kit) => kit.sign(alg, isdigest)
    },
    {
      name: `verify ${label}`,
      key,
      async request ({ keyPath, ask }) {
        const { signature } = await ask(`${keyPath}/sign`, { message, alg, isdigest })
        return post(`${keyPath}/verify`, { message, signature, alg, isdigest })
      },
      bareHandler: (kit) => kit.verify(alg, isdigest)
    }
  ] satisfies Row[]
}))

function digestOf (hash: HashName): Buffer {
  return createHash(hash).update('benchmark').digest()
}

export const rows: readonly Row[] = [
  random, get, list, create, ...encrypt, ...decrypt, dataKey, decryptDataKey, ...signatures, ...secretRows
]
