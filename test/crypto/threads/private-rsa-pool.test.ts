// RSA private-key operations on worker threads: they are right, let others run, and survive a crash.

import { execFile } from 'node:child_process'
import { constants, createHash, createPrivateKey, createPublicKey, publicDecrypt, publicEncrypt } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { createPrivateRsaPool, privateRsaPool } from '../../../src/crypto/threads/private-rsa-pool.js'
import type { PrivateRsaJob } from '../../../src/crypto/threads/private-rsa-worker.js'
import { sign, verify } from '../../../src/crypto/signatures/signature.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { rsaPrivateKey } from '../../vectors/jose-examples.js'
import { keyFrom } from '../signature-keys.js'

const privateKey = createPrivateKey({ key: { ...rsaKeys.rsa2048 }, format: 'jwk' })
const publicKey = createPublicKey(privateKey)
const pkcs1 = { padding: constants.RSA_PKCS1_PADDING }
const input = Buffer.from('some bytes')

const soundThread = () => new Worker(new URL('../../../src/crypto/threads/private-rsa-worker.js', import.meta.url))
const threadThat = (onMessage: string) => new Worker(`require('node:worker_threads').parentPort.on('message', () => { ${onMessage} })`, { eval: true })

describe('the pool', () => {
  it('signs as the public key expects', async () => {
    expect(publicDecrypt(
      { key: publicKey, ...pkcs1 }, await privateRsaPool.run('privateEncrypt', privateKey, pkcs1, input)
    )).toEqual(input)
  })

  it('decrypts RSA-OAEP with the hash that is asked for', async () => {
    const options = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const ciphertext = publicEncrypt({ key: publicKey, ...options }, input)
    expect(await privateRsaPool.run('privateDecrypt', privateKey, options, ciphertext)).toEqual(input)
    await expect(privateRsaPool.run('privateDecrypt', privateKey, { ...options, oaepHash: 'sha1' }, ciphertext))
      .rejects.toThrow()
  })

  it('rejects what node:crypto refuses, and goes on', async () => {
    await expect(privateRsaPool.run('privateEncrypt', privateKey, pkcs1, Buffer.alloc(300)))
      .rejects.toThrow('data too large')
    await expect(privateRsaPool.run('privateEncrypt', privateKey, pkcs1, input)).resolves.toHaveLength(256)
  })

  it('lets the event loop turn while it signs', async () => {
    const algorithm = signatureAlgorithms.PS512
    const key = keyFrom(rsaKeys.rsa4096)
    const digest = createHash(algorithm.hash).update(input).digest()
    await sign(algorithm, key.signing, digest, { isDigest: true })
    const progress = { signed: 0 }
    let turns = 0
    const signatures = Array.from({ length: 8 }, async () => {
      const signature = await sign(algorithm, key.signing, digest, { isDigest: true })
      progress.signed++
      return signature
    })
    while (progress.signed < 8) {
      await new Promise(setImmediate)
      turns++
    }
    // Signed on this thread, they would all be ready after a turn or two.
    expect(turns).toBeGreaterThan(40)
    for (const signature of await Promise.all(signatures)) {
      expect(await verify(algorithm, key.verifying, digest, signature, { isDigest: true })).toBe(true)
    }
  })

  it('starts no thread before there is work, and no more than its size', async () => {
    let started = 0
    const pool = createPrivateRsaPool({ size: 2, startThread: () => { started++; return soundThread() } })
    expect(started).toBe(0)
    await pool.run('privateEncrypt', privateKey, pkcs1, input)
    await pool.run('privateEncrypt', privateKey, pkcs1, input)
    expect(started).toBe(1)
    await Promise.all(Array.from({ length: 9 }, () => pool.run('privateEncrypt', privateKey, pkcs1, input)))
    expect(started).toBe(2)
  })

  it('ends a thread that has no more work, and starts another when there is some again', async () => {
    const threads: Worker[] = []
    const startThread = () => {
      const thread = soundThread()
      threads.push(thread)
      return thread
    }
    const pool = createPrivateRsaPool({ size: 1, startThread, idleMs: 1 })
    for (const count of [1, 2]) {
      expect(publicDecrypt({ key: publicKey, ...pkcs1 }, await pool.run('privateEncrypt', privateKey, pkcs1, input)))
        .toEqual(input)
      expect(threads).toHaveLength(count)
      const thread = threads.at(-1)
      // A timer that waits for nothing else would let this process end.
      const alive = setInterval(() => {}, 1000)
      if (thread !== undefined) await once(thread, 'exit')
      clearInterval(alive)
    }
  })

  it('sends each job its key, so that no worker needs to keep one', async () => {
    const thread = soundThread()
    const sent = vi.spyOn(thread, 'postMessage')
    const pool = createPrivateRsaPool({ size: 1, startThread: () => thread })
    const other = createPrivateKey({ key: { ...rsaPrivateKey }, format: 'jwk' })
    for (const key of [privateKey, other, privateKey]) {
      const output = await pool.run('privateEncrypt', key, pkcs1, input)
      expect(publicDecrypt({ key: createPublicKey(key), ...pkcs1 }, output)).toEqual(input)
    }
    const jobs: readonly PrivateRsaJob[] = sent.mock.calls.map(([job]) => job)
    expect(jobs.map(({ key }) => key)).toEqual([privateKey, other, privateKey])
  })

  it.each([
    ['exits', 'process.exit(3)', 'ended with code 3'],
    ['throws', 'throw new Error("broken down")', 'broken down']
  ])('rejects the work of a thread that %s, and replaces it', async (_case, onMessage, message) => {
    const threads = [() => threadThat(onMessage), soundThread]
    const pool = createPrivateRsaPool({ size: 1, startThread: () => threads.shift()!() })
    const lost = await Promise.allSettled([1, 2].map(() => pool.run('privateEncrypt', privateKey, pkcs1, input)))
    expect(lost)
      .toMatchObject([1, 2].map(() => ({ status: 'rejected', reason: { message: expect.stringContaining(message) } })))
    await expect(pool.run('privateEncrypt', privateKey, pkcs1, input)).resolves.toHaveLength(256)
  })

  it('answers the stand-in for what RSA refuses, and for nothing else', async () => {
    const pool = createPrivateRsaPool({ size: 1, startThread: soundThread })
    const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const standIn = Buffer.from('stands in')
    for (const refused of [Buffer.alloc(256), Buffer.alloc(256, 0xff), Buffer.alloc(255)]) {
      await expect(pool.run('privateDecrypt', privateKey, oaep, refused)).rejects.toThrow('rsa routines')
      expect(await pool.run('privateDecrypt', privateKey, oaep, refused, standIn)).toEqual(standIn)
    }
    expect(await pool.run(
      'privateDecrypt', privateKey, oaep, publicEncrypt({ key: publicKey, ...oaep }, input), standIn
    )).toEqual(input)
    await expect(pool.run('privateDecrypt', privateKey, { ...oaep, oaepHash: 'no hash' }, Buffer.alloc(256), standIn))
      .rejects.toThrow()
    expect(standIn.toString()).toBe('stands in')

    const broken = createPrivateRsaPool({ size: 1, startThread: () => threadThat('process.exit(3)') })
    await expect(broken.run('privateDecrypt', privateKey, oaep, Buffer.alloc(256), standIn))
      .rejects.toThrow('ended with code 3')
  })

  it('keeps the process alive while it works, and not longer', async () => {
    const program = `
      import { createPrivateKey } from 'node:crypto'
      import { privateRsaPool } from './src/crypto/threads/private-rsa-pool.ts'
      const key = createPrivateKey({ key: ${JSON.stringify(rsaKeys.rsa2048)}, format: 'jwk' })
      const sign = async () => (await privateRsaPool.run('privateEncrypt', key, { padding: 1 }, Buffer.from('x'))).length
      // The second time, a worker that has rested takes up work again.
      console.log(await sign(), await sign())
      const done = performance.now()
      // An idle worker ends after five seconds.
      process.on('exit', () => { console.log(performance.now() - done < 3000 ? 'ended' : 'waited') })`
    const root = fileURLToPath(new URL('../../..', import.meta.url))
    const { stdout } = await promisify(
      execFile
    )(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: root })
    expect(stdout).toBe('256 256\nended\n')
  })
})
