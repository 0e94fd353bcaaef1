// The database cut or with one bit flipped, at random places: refused or as it was, never something else.

import assert from 'node:assert/strict'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { expectSound, usedFolder, type Fault, type FaultSetting } from './fault.js'
import type { KnownKey } from './known-keys.js'
import { makeSecrets, refusedOrSound as secretRefusedOrSound, type FixedSecret } from './fixed-secrets.js'
import { foldersIn, serve, serveReady, type Folders, type Running } from './server-process.js'

const clearCodes: ReadonlySet<number | null> = new Set(Object.values(startFailures).map(({ exitCode }) => exitCode))

interface Seen { refusedStarts: number, refusedAnswers: number, sound: number }

/**
 * Damages a fresh copy of the folder `times` times; the server must refuse to start, or answer for each
 * key and each secret what it was, or refuse that.
 */
async function damage (
  setting: FaultSetting, times: number, spoil: (content: Buffer, time: number) => Buffer
): Promise<Seen> {
  const { workplace, folder, progress } = setting
  const original = foldersIn(path.join(folder, 'original'))
  const keys = await usedFolder(setting, original, 24)
  const server = await serveReady(workplace, original)
  const secrets = await makeSecrets(server, setting.seeded)
  assert.equal(await server.stop(), 0)
  const good = readFileSync(path.join(original.data, 'okms.db'))
  const seen: Seen = { refusedStarts: 0, refusedAnswers: 0, sound: 0 }
  for (let time = 0; time < times; time++) {
    const copy = foldersIn(path.join(folder, 'copy'))
    rmSync(path.join(folder, 'copy'), { recursive: true, force: true })
    for (const name of ['data', 'certs', 'pki'] as const) cpSync(original[name], copy[name], { recursive: true })
    const file = path.join(copy.data, 'okms.db')
    writeFileSync(file, spoil(Buffer.from(good), time))
    await look(setting, copy, { keys, secrets }, seen)
    progress(`damage ${time + 1} of ${times}: ${JSON.stringify(seen)}`)
  }
  await expectSound(workplace, original, keys)
  return seen
}

async function look (
  { workplace }: FaultSetting, folders: Folders,
  { keys, secrets }: { readonly keys: readonly KnownKey[], readonly secrets: readonly FixedSecret[] }, seen: Seen
): Promise<void> {
  const server = await serve(workplace, folders)
  if (server.outcome === 'ended') {
    assert(clearCodes.has(server.code), `exit code ${server.code}: ${server.text}`)
    assert.doesNotMatch(server.text, /\n\s+at /, 'a stack instead of a clear text')
    seen.refusedStarts++
    return
  }
  try {
    const answers = await Promise.all([
      ...keys.map((key) => refusedOrSound(server, key)),
      ...secrets.map((secret) => secretRefusedOrSound(server, secret))
    ])
    if (answers.includes('refused')) seen.refusedAnswers++
    else seen.sound++
  } finally {
    await server.kill()
  }
}

/** A refusal may be anything but a wrong answer: a key whose index entry is lost is not found. */
async function refusedOrSound (server: Running, key: KnownKey): Promise<'refused' | 'sound'> {
  const { status, body } = await server.call('GET', `/servicekey/${key.id}?format=jwk`)
  if (status !== 200) return 'refused'
  assert.equal(body.name, key.possible[0]?.name, `key ${key.id} has another name`)
  assert.equal(body.attributes.state, key.possible[0]?.state, `key ${key.id} is in another state`)
  if (key.kind === 'EC') assert.deepEqual([body.keys[0].x, body.keys[0].y], [key.publicJwk?.x, key.publicJwk?.y])
  if (key.token === undefined) return 'sound'
  const decrypted = await server.call('POST', `/servicekey/${key.id}/decrypt`, { ciphertext: key.token.ciphertext })
  if (decrypted.status !== 200) return 'refused'
  assert.equal(decrypted.body.plaintext, key.token.plaintext, `key ${key.id} gives another plaintext`)
  return 'sound'
}

const told = (times: number, { refusedStarts, refusedAnswers, sound }: Seen) => `${times} places: ${refusedStarts} starts refused with a clear exit code, ${refusedAnswers} started and refused single keys or secrets, ${sound} answered everything as it was; no wrong answer`

export const bitFlips: Fault = async (setting) => {
  const seen = await damage(setting, setting.flips, (content) => {
    const index = setting.seeded.integer(content.length)
    content[index] = (content[index] ?? 0) ^ (1 << setting.seeded.integer(8))
    return content
  })
  return told(setting.flips, seen)
}

export const truncations: Fault = async (setting) => {
  const times = Math.max(6, Math.round(setting.flips / 8))
  return told(
    times, await damage(setting, times, (content) => content.subarray(0, setting.seeded.integer(content.length)))
  )
}
