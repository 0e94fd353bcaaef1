// Clients that write one secret with the same check-and-set parameter at the same moment, through one API or both: one
// of them wins, and what it wrote is there.

import assert from 'node:assert/strict'
import { foldersIn, serveReady, type Running } from '../durability/server-process.js'
import type { HostileSuite } from './suite.js'

const clients = 50
const rounds = { short: 8, long: 200 }

/** How a client writes the value, with the current version as its check-and-set parameter. */
type Write = (path: string, cas: number, value: number) => Parameters<Running['call']>

const data = (value: number) => ({ client: value })

const writes = {
  'KV v2': (path, cas, value) => ['POST', `/secret/data/${path}`, { data: data(value), options: { cas } }],
  'KV v2, patched': (path, cas, value) => ['PATCH', `/secret/data/${path}`, { data: data(value), options: { cas } }],
  v2: (path, cas, value) => ['POST', `/v2/secret/${path}/version?cas=${cas}`, { data: data(value) }],
  'v2, edited': (path, cas, value) => ['PUT', `/v2/secret/${path}?cas=${cas}`, { version: { data: data(value) } }]
} satisfies Record<string, Write>

type Writes = readonly [Write, ...Write[]]
const together: Readonly<Record<string, Writes>> = {
  'through KV v2': [writes['KV v2']],
  'through v2': [writes.v2],
  'through both': [writes['KV v2'], writes.v2, writes['KV v2, patched'], writes['v2, edited']]
}

/** The first version of a secret: with v2, a secret that exists is a conflict. */
const creations: Writes = [
  writes['KV v2'], (path, _cas, value) => ['POST', '/v2/secret', { path, version: { data: data(value) } }]
]

const statusesOfLosers = new Set([400, 409])

async function race (server: Running, path: string, cas: number, ways: Writes): Promise<void> {
  const statuses = await Promise.all(Array.from({ length: clients }, async (_, client) => {
    const write = ways[client % ways.length] ?? ways[0]
    return (await server.call(...write(path, cas, client))).status
  }))
  const winners = statuses.flatMap((status, client) => status === 200 ? [client] : [])
  assert.equal(winners.length, 1, `${winners.length} of ${clients} writes with cas ${cas} won`)
  assert(statuses.every((status) => status === 200 || statusesOfLosers.has(status)), `statuses ${statuses.join(' ')}`)
  const { body } = await server.call('GET', `/secret/data/${path}`) as {
    readonly body: { readonly data: { readonly data: unknown, readonly metadata: { readonly version: number } } }
  }
  assert.deepEqual([body.data.metadata.version, body.data.data], [cas + 1, data(winners[0] ?? -1)])
}

export const secretRaces: HostileSuite = {
  name: 'races on secrets',
  needs: [],
  async run ({ folder, short, children, progress }) {
    const times = rounds[short ? 'short' : 'long']
    const server = await serveReady({ folder, children }, foldersIn(folder))
    for (let round = 0; round < times; round++) {
      const path = `raced-${round}`
      await race(server, path, 0, creations)
      let cas = 1
      for (const ways of Object.values(together)) await race(server, path, cas++, ways)
      progress(`${round + 1} of ${times} secrets`)
    }
    assert.equal(await server.stop(), 0)
    const kinds = ['to create a secret', ...Object.keys(together)]
    return `of ${clients} clients with the same cas exactly one won, ${times} times each: ${kinds.join(', ')}`
  }
}
