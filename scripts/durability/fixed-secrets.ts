// Secrets that do not change while the database is damaged, and what a server may say of them.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Seeded } from './seeded.js'
import type { Running } from './server-process.js'

export interface FixedSecret {
  readonly path: string
  readonly owner: string
  /** From version 1; undefined for a destroyed one. */
  readonly data: readonly (Readonly<Record<string, string>> | undefined)[]
}

/** Secrets of several sizes with three versions each, the second destroyed. */
export async function makeSecrets (server: Running, seeded: Seeded): Promise<readonly FixedSecret[]> {
  return await Promise.all(Array.from({ length: 16 }, async (_, index) => {
    const path = `folder-${index % 3}/${index}`
    const owner = `owner-${index}`
    const data = Array.from({ length: 3 }, () => (
      { value: randomBytes(seeded.pick([10, 300, 3000]) + seeded.integer(100)).toString('hex') }
    ))
    for (const one of data) await answered(server, 'POST', `/secret/data/${path}`, 200, { data: one })
    await answered(server, 'POST', `/secret/metadata/${path}`, 204, { custom_metadata: { owner } })
    await answered(server, 'PUT', `/secret/destroy/${path}`, 204, { versions: [2] })
    return { path, owner, data: data.map((one, index) => index === 1 ? undefined : one) }
  }))
}

async function answered (
  server: Running, method: string, route: string, status: number, body: unknown
): Promise<void> {
  const answer = await server.call(method, route, body)
  assert.equal(answer.status, status, `${method} ${route}: ${JSON.stringify(answer.body)}`)
}

/** A refusal may be anything but a wrong answer, in either API: what an index no longer leads to is not found. */
export async function refusedOrSound (
  server: Running, { path, owner, data }: FixedSecret
): Promise<'refused' | 'sound'> {
  const metadata = await server.call('GET', `/secret/metadata/${path}`)
  if (metadata.status !== 200) return refused(metadata)
  assert.equal(metadata.body.data.custom_metadata.owner, owner, `secret ${path} has another owner`)
  const answers = await Promise.all(data.flatMap((wanted, index) => [
    server.call('GET', `/secret/data/${path}?version=${index + 1}`)
      .then((answer) => versionOutcome(path, wanted, answer, answer.body?.data?.data)),
    server.call('GET', `/v2/secret/${encodeURIComponent(path)}/version/${index + 1}?includeData=true`)
      .then((answer) => versionOutcome(path, wanted, answer, answer.body?.data))
  ]))
  const isWhole = Object.keys(metadata.body.data.versions as object).length === data.length
  return isWhole && !answers.includes('refused') ? 'sound' : 'refused'
}

type Answer = Awaited<ReturnType<Running['call']>>

function versionOutcome (
  path: string, wanted: FixedSecret['data'][number], answer: Answer, data: unknown
): 'refused' | 'sound' {
  if (answer.status === 200) {
    assert(isDeepStrictEqual(data, wanted), `a version of secret ${path} has other data`)
    return 'sound'
  }
  // KV v2 answers 404 for a destroyed version.
  return wanted === undefined && answer.status === 404 ? 'sound' : refused(answer)
}

function refused ({ status, body }: Answer): 'refused' {
  assert([404, 500].includes(status), `status ${status}: ${JSON.stringify(body)}`)
  const hasStack = (body.errors as readonly string[]).some((text) => /\n\s+at /.test(text))
  assert(!hasStack, 'a stack in an answer')
  return 'refused'
}
