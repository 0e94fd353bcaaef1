// Any sequence of operations on keys and secrets, snapshots, restores, forks, resets and clock moves agrees with a
// small model. OKMS_CONTROL_RUNS=500 tries more sequences.

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator, type Emulator, type EmulatorDomain, type EmulatorSnapshot } from '../../../src/index.js'
import { call, createKey, decrypt, encrypt, readSecret, type Reply } from '../../integration/control/domain-client.js'
import { ServerModel, type ModelDomain, type ModelSnapshot } from './server-model.js'

const runs = Number(process.env['OKMS_CONTROL_RUNS'] ?? 12)

let emulator: Emulator
beforeAll(async () => { emulator = await startEmulator() })
afterAll(async () => { await emulator.close() })

type Client = Pick<EmulatorDomain, 'okmsId' | 'fetch'>

/** What an operation works on. */
interface World {
  readonly model: ServerModel
  /** Of domains that are there, or were. */
  readonly clients: Map<string, Client>
  readonly snapshots: { readonly taken: EmulatorSnapshot, readonly model: ModelSnapshot }[]
}

/** A number picks one of what there is at that time. */
const pick = <Item>(items: Iterable<Item>, number: number): Item | undefined => {
  const all = [...items]
  return all[number % all.length]
}

/** Few, so that they are used again. */
const keyIds = Array.from({ length: 4 }, () => randomUUID())
const paths = ['app/db', 'app/mail', 'other']
/** Hours; a clock moves by other steps, so that a version never ends in the second of a check. */
const lifetimes = [undefined, 10, 20]

interface Chosen {
  readonly client: Client
  readonly domain: ModelDomain
  readonly world: World
  /** Choose what the operation takes. */
  readonly one: number
  readonly other: number
}

const statusOf = async (reply: Promise<Reply>) => (await reply).status

async function moveKey (
  { client, domain, one }: Chosen, action: string, from: string, to: 'active' | 'deactivated' | 'destroyed'
): Promise<void> {
  const keyId = pick(keyIds, one) ?? ''
  const key = domain.keys.get(keyId)
  const reason = action === 'deactivate' ? { reason: 'unspecified' } : undefined
  const status = await statusOf(action === 'destroy'
    ? call(client, 'DELETE', `/servicekey/${keyId}`)
    : call(client, 'POST', `/servicekey/${keyId}/${action}`, reason))
  if (key === undefined || key.state === 'destroyed') expect(status).toBe(404)
  else if (key.state === from) {
    expect(status).toBeLessThan(300)
    key.state = to
  }
}

const operations: Readonly<Record<string, (chosen: Chosen) => Promise<void>>> = {
  async createKey ({ client, domain, one }) {
    const id = pick(keyIds, one) ?? ''
    if (domain.keys.has(id)) {
      const body = { id, name: 'again', type: 'oct', size: 128, operations: ['encrypt'] }
      expect(await statusOf(call(client, 'POST', '/servicekey', body))).toBe(409)
      return
    }
    await createKey(client, { id })
    const { body: { ciphertext } } = await encrypt(client, id)
    domain.keys.set(id, { state: 'active', ciphertext: String(ciphertext) })
  },
  deactivate: async (chosen) => { await moveKey(chosen, 'deactivate', 'active', 'deactivated') },
  activate: async (chosen) => { await moveKey(chosen, 'activate', 'deactivated', 'active') },
  destroy: async (chosen) => { await moveKey(chosen, 'destroy', 'deactivated', 'destroyed') },

  async writeSecret ({ client, domain, one, other }) {
    const path = pick(paths, one) ?? ''
    const lifetime = pick(lifetimes, other)
    const data = `${one} ${other} ${randomUUID()}`
    const after = lifetime === undefined ? '0s' : `${lifetime}h`
    expect(await statusOf(call(client, 'POST', `/secret/metadata/${path}`, { delete_version_after: after })))
      .toBeLessThan(300)
    expect(await statusOf(call(client, 'POST', `/secret/data/${path}`, { data: { data } }))).toBe(200)
    domain.secrets.set(path, { data, endsAt: lifetime === undefined ? undefined : domain.hours + lifetime })
  },
  async removeSecret ({ client, domain, one }) {
    const path = pick(paths, one) ?? ''
    expect(await statusOf(call(client, 'DELETE', `/secret/metadata/${path}`))).toBe(204)
    domain.secrets.delete(path)
  },
  async moveClock ({ client, domain, one }) {
    const hours = 3 * (one % 4)
    await emulator.domain(client.okmsId).clock.advance(`${hours}h`)
    domain.hours += hours
  },

  async createDomain ({ world }) {
    if (world.model.domains.size > 3) return
    const created = await emulator.createDomain()
    world.clients.set(created.okmsId, created)
    world.model.add(created.okmsId)
  },
  async removeDomain ({ client: { okmsId }, world }) {
    if (okmsId === emulator.okmsId) return
    await emulator.domain(okmsId).remove()
    world.model.remove(okmsId)
  },
  async resetDomain ({ client: { okmsId }, world }) {
    await emulator.domain(okmsId).reset()
    world.model.reset(okmsId)
  },
  async resetServer ({ world }) {
    await emulator.reset()
    world.model.reset(undefined)
  },

  async snapshotDomain ({ client: { okmsId }, world }) {
    world.snapshots.push({ taken: await emulator.domain(okmsId).snapshot(), model: world.model.take(okmsId) })
  },
  async snapshotServer ({ world }) {
    world.snapshots.push({ taken: await emulator.snapshot(), model: world.model.take(undefined) })
  },
  async restore ({ world, one }) {
    const snapshot = pick(world.snapshots, one)
    if (snapshot === undefined) return
    await snapshot.taken.restore()
    world.model.restore(snapshot.model)
    await compare(world)
  },
  async fork ({ world, one }) {
    const snapshot = pick(world.snapshots.filter(({ model }) => model.of !== undefined), one)
    if (snapshot === undefined || world.model.domains.size > 3) return
    const forked = await snapshot.taken.fork()
    world.clients.set(forked.okmsId, forked)
    world.model.add(forked.okmsId, snapshot.model.domains.get(snapshot.model.of ?? ''))
    await compare(world)
  },
  async removeSnapshot ({ world, one }) {
    const [removed] = world.snapshots.splice(one % Math.max(world.snapshots.length, 1), 1)
    await removed?.taken.remove()
  }
}

/** Every domain that is there shows what its model has; the others refuse their clients. */
async function compare ({ model, clients }: World): Promise<void> {
  for (const [okmsId, client] of clients) {
    const domain = model.domains.get(okmsId)
    const listed = await call(client, 'GET', '/servicekey?state=all')
    if (domain === undefined) {
      expect(listed.status).toBe(401)
      continue
    }
    const objects = listed.body['objects_list'] as readonly { id: string, attributes: { state: string } }[]
    expect(Object.fromEntries(objects.map(({ id, attributes: { state } }) => [id, state])))
      .toEqual(Object.fromEntries([...domain.keys].map(([id, { state }]) => [id, state])))
    for (const [id, { state, ciphertext }] of domain.keys) {
      if (state !== 'active') continue
      expect(await decrypt(client, id, { status: 200, body: { ciphertext } })).toMatchObject({ status: 200 })
    }
    for (const path of paths) {
      const { status, body } = await readSecret(client, path)
      const secret = domain.secrets.get(path)
      const isActive = secret !== undefined && (secret.endsAt === undefined || domain.hours < secret.endsAt)
      expect(status, path).toBe(isActive ? 200 : 404)
      if (isActive) expect(body).toMatchObject({ data: { data: { data: secret.data } } })
    }
  }
}

const step = fc.record({
  name: fc.constantFrom(...Object.keys(operations), 'createKey', 'createKey', 'writeSecret', 'restore', 'fork'),
  domain: fc.nat(10),
  one: fc.nat(10),
  other: fc.nat(10)
})

it('agrees with the model', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    await emulator.reset()
    for (const snapshot of await emulator.snapshots.list()) await snapshot.remove()
    const world: World = {
      model: new ServerModel(emulator.okmsId), clients: new Map([[emulator.okmsId, emulator]]), snapshots: []
    }
    for (const { name, domain: number, one, other } of steps) {
      const [okmsId, domain] = pick(world.model.domains, number) ?? []
      const client = okmsId === undefined ? undefined : world.clients.get(okmsId)
      if (client === undefined || domain === undefined) throw new Error('no domain is left')
      await operations[name]?.({ client, domain, world, one, other })
    }
    await compare(world)
  }), { numRuns: runs })
}, 60_000 + runs * 2000)
