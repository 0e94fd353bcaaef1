// RSA keys that are generated ahead: when, how many, and each of them for one caller only.

import { describe, expect, it } from 'vitest'
import { createRsaKeyPool, type RsaKeyPoolOptions } from '../../../../src/crypto/keys/rsa/rsa-key-pool.js'
import { generateRsaKeyAhead } from '../../../../src/crypto/keys/rsa/rsa-generation.js'
import { rsaSizes, type RsaSize } from '../../../../src/domain/keys/algorithms.js'
import { rsaKeys } from '../../../fixtures/rsa-keys.js'

const soon = 250
const late = 5000

const bytesOf = (name: string) => new TextEncoder().encode(JSON.stringify({ ...rsaKeys.rsa2048, n: name }))

/** A pool whose keys have a name in place of the modulus, and whose idle time passes when the test says so. */
function createPool (options: Partial<RsaKeyPoolOptions> = {}) {
  let look: ((idleMs: number) => void) | undefined
  let generated = 0
  const ahead: { readonly size: RsaSize, readonly signal: AbortSignal, readonly bytes: Uint8Array }[] = []
  const pool = createRsaKeyPool({
    generate: (size) => Promise.resolve({ ...rsaKeys.rsa2048, n: `now ${size} ${++generated}` }),
    generateAhead (size, signal) {
      const bytes = bytesOf(`ahead ${size} ${ahead.length + 1}`)
      ahead.push({ size, signal, bytes })
      return Promise.resolve(bytes)
    },
    watchIdleTime (interval, given) {
      expect(interval).toBe(soon)
      look = given
      return () => { look = undefined }
    },
    ...options
  })
  return {
    pool,
    ahead,
    isWatching: () => look !== undefined,
    /** Lets this idle time pass, and the key be generated that it is used for. */
    idle: async (idleMs: number) => {
      look?.(idleMs)
      await new Promise(setImmediate)
    },
    sizes: () => ahead.map(({ size }) => size)
  }
}

const counts = ({ pool }: ReturnType<typeof createPool>) => rsaSizes.map((size) => pool.open(0).count(size))

describe('filling', () => {
  it('does nothing before the server is ready', async () => {
    const { pool, isWatching, idle, ahead } = createPool()
    const server = pool.open(2)
    expect(isWatching()).toBe(false)
    await server.take(2048)
    await idle(late)
    expect(ahead).toEqual([])
  })

  it('generates one key of each size after a long idle time, and then rests', async () => {
    const made = createPool()
    made.pool.open(8).fill()
    await made.idle(late - 1)
    expect(made.sizes()).toEqual([])
    for (let i = 0; i < 3; i++) await made.idle(late)
    expect(made.sizes()).toEqual([2048, 3072, 4096])
    expect(made.isWatching()).toBe(true)
    await made.idle(late)
    expect(made.isWatching()).toBe(false)
    expect(counts(made)).toEqual([1, 1, 1])
  })

  it('generates more of a size soon after a key of it was taken: as many as were taken and one more', async () => {
    const made = createPool()
    const server = made.pool.open(3)
    server.fill()
    await server.take(4096)
    for (let i = 0; i < 5; i++) await made.idle(soon)
    expect(counts(made)).toEqual([0, 0, 2])
    for (let i = 0; i < 4; i++) await server.take(4096)
    for (let i = 0; i < 9; i++) await made.idle(soon)
    expect(counts(made)).toEqual([0, 0, 3])
  })

  it('has the largest limit of its servers', async () => {
    const made = createPool()
    const [small, large] = [made.pool.open(1), made.pool.open(3)]
    small.fill()
    large.fill()
    for (let i = 0; i < 4; i++) await small.take(2048)
    for (let i = 0; i < 5; i++) await made.idle(soon)
    expect(counts(made)).toEqual([3, 0, 0])
    large.close()
    await small.take(2048)
    await made.idle(soon)
    expect(counts(made)).toEqual([2, 0, 0])
  })

  it('generates one at a time, and none while a caller waits for one', async () => {
    let finish = (_bytes: Uint8Array): void => {}
    let answer = (): void => {}
    const sizes: RsaSize[] = []
    const { pool, idle } = createPool({
      generate: () => new Promise((resolve) => { answer = () => { resolve(rsaKeys.rsa2048) } }),
      generateAhead: (size) => new Promise((resolve) => {
        sizes.push(size)
        finish = resolve
      })
    })
    const server = pool.open(8)
    server.fill()
    const key = server.take(2048)
    await idle(soon)
    expect(sizes).toEqual([])
    answer()
    await key
    await idle(soon)
    await idle(soon)
    expect(sizes).toEqual([2048])
    finish(bytesOf('first'))
    await idle(soon)
    await idle(soon)
    expect(sizes).toEqual([2048, 2048])
  })

  it('gives up when no key can be generated, until one is taken', async () => {
    let attempts = 0
    const { pool, idle, isWatching } = createPool({
      generateAhead () {
        attempts++
        return Promise.reject(new Error('no more threads'))
      }
    })
    const server = pool.open(2)
    server.fill()
    await idle(late)
    expect([attempts, isWatching()]).toEqual([1, false])
    await server.take(2048)
    await idle(soon)
    expect(attempts).toBe(2)
  })
})

describe('taking', () => {
  it('gives each key once, also to callers at the same time and on two servers', async () => {
    const made = createPool()
    const servers = [made.pool.open(4), made.pool.open(4)]
    for (const server of servers) server.fill()
    const names: string[] = []
    for (let round = 0; round < 5; round++) {
      const taken = servers.flatMap((server) => Array.from({ length: 3 }, async () => await server.take(2048)))
      names.push(...(await Promise.all(taken)).map(({ n }) => n))
      for (let i = 0; i < 5; i++) await made.idle(soon)
    }
    expect(new Set(names).size).toBe(30)
    // The last round filled the pool for a next one.
    expect(names.filter((name) => name.startsWith('ahead'))).toHaveLength(16)
  })

  it('gives a key at once, without a promise', async () => {
    const made = createPool()
    const server = made.pool.open(1)
    server.fill()
    for (let i = 0; i < 3; i++) await made.idle(late)
    expect(server.take(4096)).toMatchObject({ n: 'ahead 4096 3' })
    expect(server.take(4096)).toBeInstanceOf(Promise)
  })
})

describe('closing', () => {
  it('erases every key when the last server closes, and ends the one in progress', async () => {
    const made = createPool()
    const servers = [made.pool.open(1), made.pool.open(1)]
    for (const server of servers) server.fill()
    for (let i = 0; i < 3; i++) await made.idle(late)
    servers[0]?.close()
    expect(counts(made)).toEqual([1, 1, 1])
    servers[1]?.close()
    expect(counts(made)).toEqual([0, 0, 0])
    expect(made.isWatching()).toBe(false)
    for (const { bytes } of made.ahead) expect(bytes.every((byte) => byte === 0)).toBe(true)
  })

  it('erases a key that is taken in the bytes that it was kept in', async () => {
    const made = createPool()
    const server = made.pool.open(1)
    server.fill()
    await made.idle(late)
    await server.take(2048)
    expect(made.ahead[0]?.bytes.every((byte) => byte === 0)).toBe(true)
  })

  it('erases a key that was ready at the moment of closing', async () => {
    const made = createPool()
    const server = made.pool.open(1)
    server.fill()
    const passed = made.idle(late)
    server.close()
    await passed
    expect(made.ahead[0]?.signal.aborted).toBe(true)
    expect(made.ahead[0]?.bytes.every((byte) => byte === 0)).toBe(true)
    expect(counts(made)).toEqual([0, 0, 0])
  })

  it('goes on for a server that opens afterwards, as for the first', async () => {
    const made = createPool()
    const first = made.pool.open(2)
    first.fill()
    await first.take(2048)
    first.close()
    made.pool.open(2).fill()
    await made.idle(soon)
    expect(made.sizes()).toEqual([])
    await made.idle(late)
    expect(counts(made)).toEqual([1, 0, 0])
  })
})

it('keeps keys of the thread that generates them ahead', async () => {
  const { signal } = new AbortController()
  const made = createPool({ generateAhead: (size) => generateRsaKeyAhead(size, signal) })
  const server = made.pool.open(1)
  server.fill()
  await made.idle(late)
  // The thread keeps no process alive; this does.
  while (server.count(2048) === 0) await new Promise(setImmediate)
  expect(await server.take(2048)).toMatchObject({ kty: 'RSA', e: 'AQAB', n: expect.stringMatching(/^[\w-]{342}$/) })
})
