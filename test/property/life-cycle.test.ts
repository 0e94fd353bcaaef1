// Any sequence of life-cycle calls agrees with a small model of what the states mean.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

/** The model: written from service.md 4.4 and choices.md 9-12 on its own, not from the table in the code. */
interface Model {
  alive: boolean
  active: boolean
  compromised: boolean
  name: string
}

const state = ({ alive, active, compromised }: Model) => alive
  ? (active ? 'active' : compromised ? 'compromised' : 'deactivated')
  : compromised ? 'destroyed_compromised' : 'destroyed'

const compromises = ['key_compromise', 'ca_compromise']
const otherReasons = [
  'unspecified', 'affiliation_changed', 'superseded', 'cessation_of_operation', 'privilege_withdrawn'
]

type Call =
  | { call: 'activate' | 'delete' | 'encrypt' | 'create again' }
  | { call: 'deactivate', reason: string }
  | { call: 'rename', name: string }

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Call>({ call: 'activate' }) },
  { weight: 1, arbitrary: fc.constant<Call>({ call: 'delete' }) },
  { weight: 2, arbitrary: fc.constant<Call>({ call: 'encrypt' }) },
  { weight: 1, arbitrary: fc.constant<Call>({ call: 'create again' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...compromises, ...otherReasons).map((reason): Call => ({ call: 'deactivate', reason }))
  },
  {
    weight: 1,
    arbitrary: fc.string({ minLength: 1, maxLength: 16, unit: 'grapheme-ascii' })
      .map((name): Call => ({ call: 'rename', name }))
  }
)

/** The status that the model expects; changes the model as the call should change the key. */
function expected (model: Model, step: Call): number {
  if (step.call === 'create again') return 409
  if (!model.alive) return 404
  switch (step.call) {
    case 'activate':
      Object.assign(model, { active: true, compromised: false })
      return 204
    case 'deactivate':
      model.active = false
      model.compromised ||= compromises.includes(step.reason)
      return 204
    case 'delete':
      if (model.active) return 400
      model.alive = false
      return 204
    case 'encrypt':
      return model.active ? 200 : 400
    case 'rename':
      model.name = step.name
      return 200
  }
}

async function perform (id: string, step: Call): Promise<number> {
  const key = `/servicekey/${id}`
  switch (step.call) {
    case 'activate': return (await emulator.api('POST', `${key}/activate`)).status
    case 'deactivate': return (await emulator.api('POST', `${key}/deactivate`, { reason: step.reason })).status
    case 'delete': return (await emulator.api('DELETE', key)).status
    case 'encrypt': return (await emulator.api('POST', `${key}/encrypt`, { plaintext: 'AAAA' })).status
    case 'rename': return (await emulator.api('PATCH', key, { name: step.name })).status
    case 'create again': return (await emulator.api('POST', '/servicekey', { name: 'again', type: 'oct', id })).status
  }
}

it('agrees with the model after every call', async () => {
  await fc.assert(fc.asyncProperty(fc.uuid(), fc.array(call, { maxLength: 20 }), async (id, steps) => {
    const model: Model = { alive: true, active: true, compromised: false, name: 'a key' }
    const created = await emulator.api('POST', '/servicekey', { name: 'a key', type: 'oct', id })
    // fast-check may draw an id twice while it shrinks.
    fc.pre(created.status === 201)
    for (const step of steps) {
      const wanted = expected(model, step)
      expect(await perform(id, step)).toBe(wanted)
      const { status, body } = await emulator.api('GET', `/servicekey/${id}`)
      expect(status).toBe(model.alive ? 200 : 404)
      if (model.alive) expect(body).toMatchObject({ name: model.name, attributes: { state: state(model) } })
    }
    const listed = async (query: string) => {
      let token = ''
      do {
        const { body } = await emulator.api('GET', `/servicekey?max=100&${query}${token && `&continuation-token=${token}`}`)
        const found = body.objects_list.find((key: { id: string }) => key.id === id)
        if (found !== undefined) return found.attributes.state
        token = body.continuation_token
      } while (token !== '')
      return undefined
    }
    expect(await listed('state=all')).toBe(state(model))
    expect(await listed(`state=${state(model)}`)).toBe(state(model))
    expect(await listed('')).toBe(model.alive ? state(model) : undefined)
  }), { numRuns: 40 })
})
