// No changed byte of a wrapped key ever imports; and the attributes that remember agree with a small
// model, over restarts and re-imports.

import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byok, everyJwk } from '../harness/byok.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

describe('a wrapped key', () => {
  let emulator: TestEmulator
  let party: ReturnType<typeof byok>
  beforeAll(async () => {
    emulator = await startTestEmulator()
    party = byok(emulator)
  })
  afterAll(async () => { await emulator.close() })

  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é'
  const change = fc.oneof(
    fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), by: fc.constantFrom(...alphabet) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
    fc.record({
      kind: fc.constant('insert' as const),
      at: fc.nat(),
      text: fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 5 })
    }),
    fc.record({ kind: fc.constant('swap parts' as const), at: fc.nat({ max: 4 }), with: fc.nat({ max: 4 }) }),
    fc.record({ kind: fc.constant('flip a bit' as const), part: fc.nat({ max: 4 }), bit: fc.nat() })
  )

  function changed (token: string, how: typeof change extends fc.Arbitrary<infer Change> ? Change : never): string {
    const parts = token.split('.')
    const at = 'at' in how ? how.at % token.length : 0
    switch (how.kind) {
      case 'replace': return token.slice(0, at) + how.by + token.slice(at + 1)
      case 'cut': return token.slice(0, at) + token.slice(at + how.length)
      case 'insert': return token.slice(0, at) + how.text + token.slice(at)
      case 'swap parts': {
        const [one = '', two = ''] = [parts[how.at], parts[how.with]]
        return parts.map((part, index) => index === how.at ? two : index === how.with ? one : part).join('.')
      }
      case 'flip a bit': {
        const bytes = Buffer.from(parts[how.part] ?? '', 'base64url')
        const bit = how.bit % (8 * bytes.length)
        bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7))
        return parts.map((part, index) => index === how.part ? bytes.toString('base64url') : part).join('.')
      }
    }
  }

  it.each(['A256GCM', 'A128CBC-HS256'])('with %s never imports once it was changed, and nothing is stored', async (enc) => {
    const entry = await party.entry(randomBytes(32), 'RAW', { enc })
    const id = randomUUID()
    await fc.assert(fc.asyncProperty(change, async (how) => {
      const ciphertext = changed(entry.ciphertext, how)
      fc.pre(ciphertext !== entry.ciphertext && ciphertext !== '')
      const { status, body } = await party.imported({ ...entry, ciphertext }, { id })
      expect([status, body.errors?.length]).toEqual([400, 1])
    }), { numRuns: 300 })
    expect((await emulator.api('GET', `/servicekey/${id}`)).status).toBe(404)
    expect((await party.imported(entry, { id })).status).toBe(201)
  })
})

/** The model, written from service.md 6.5 and 6.6 on its own. */
interface Model { id: string, extractable: boolean, everLeft: boolean, imported: boolean, isPublic: boolean }

type Extractable = boolean | null | undefined
type Step =
  | { step: 'create' | 'import' | 'import wrapped' | 'import public', extractable: Extractable }
  | { step: 'patch', key: number, extractable: boolean | null }
  | { step: 'export and import again', key: number, extractable: Extractable }
  | { step: 'rename' | 'deactivate' | 'activate', key: number }
  | { step: 'restart' }

const extractable = fc.constantFrom<Extractable>(true, false, null, undefined)
const key = fc.nat({ max: 20 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constantFrom('create' as const, 'import' as const, 'import wrapped' as const, 'import public' as const),
      extractable
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({ step: fc.constant('patch' as const), key, extractable: fc.constantFrom(true, false, null) })
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('export and import again' as const), key, extractable }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constantFrom('rename' as const, 'deactivate' as const, 'activate' as const), key })
  },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'restart' }) }
)

const expected = ({ extractable, everLeft, imported, isPublic }: Model) => ({
  extractable,
  never_extractable: !imported && !everLeft,
  sensitive: !isPublic,
  always_sensitive: !isPublic
})

it('attributes that remember agree with the model after every step', async () => {
  const { d: _d, ...publicEc } = everyJwk['P-256']
  let emulator = await startTestEmulator({ flags: [] })
  try {
    const transport = await byok(emulator).transport()
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const models: Model[] = []
      const party = () => byok({ api: (...call) => emulator.api(...call) })

      async function make (
        body: object, wished: Extractable, { imported, isPublic = false }: { imported: boolean, isPublic?: boolean }
      ): Promise<void> {
        const { id } = await party().create({ ...body, ...(wished === undefined ? {} : { extractable: wished }) })
        const mayLeave = wished ?? isPublic
        models.push({ id, extractable: mayLeave, everLeft: mayLeave, imported, isPublic })
      }

      for (const one of steps) {
        const model = 'key' in one && models.length > 0 ? models[one.key % models.length] : undefined
        switch (one.step) {
          case 'create': await make({ type: 'oct' }, one.extractable, { imported: false }); break
          case 'import': await make({ keys: [everyJwk['oct-128']] }, one.extractable, { imported: true }); break
          case 'import public': await make({ keys: [publicEc] }, one.extractable, {
            imported: true, isPublic: true
          }); break
          case 'import wrapped': await make(
            { wrappedKeys: [{ ...await party().entry(randomBytes(24), 'RAW'), wrappingKeyId: transport }] },
            one.extractable,
            { imported: true }
          ); break
          case 'restart': emulator = await emulator.restart(); break
          case 'patch': {
            if (model === undefined) break
            const { status } = await emulator.api('PATCH', `/servicekey/${model.id}`, {
              name: 'patched', extractable: one.extractable
            })
            expect(status).toBe(200)
            model.extractable = one.extractable ?? model.extractable
            model.everLeft ||= model.extractable
            break
          }
          case 'export and import again': {
            if (model === undefined) break
            const { status, body } = await party().exported(model.id, { wrappingKeyId: transport })
            expect(status).toBe(model.extractable ? 200 : 400)
            if (status === 200) {
              await make({ wrappedKeys: body.wrappedKeys }, one.extractable, {
                imported: true, isPublic: model.isPublic
              })
            }
            break
          }
          case 'rename': if (model !== undefined) {
            await emulator.api('PATCH', `/servicekey/${model.id}`, { name: 'renamed' })
          } break
          case 'deactivate': if (model !== undefined) {
            await emulator.api('POST', `/servicekey/${model.id}/deactivate`, { reason: 'superseded' })
          } break
          case 'activate': if (model !== undefined) {
            await emulator.api('POST', `/servicekey/${model.id}/activate`)
          } break
        }
        for (const each of models) expect(await party().attributes(each.id)).toMatchObject(expected(each))
      }
    }), { numRuns: 25 })
  } finally {
    await emulator.close()
  }
}, 60_000)
