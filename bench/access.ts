// npm run bench:access: what a bearer token costs a request, what 100 enforced policies cost it, compared with neither,
// and what a signature costs a read by the OVHcloud API, compared with the same read by certificate on the data plane.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { figures, takeSlice, type Figures, type Slice } from './compare.js'
import { openConnections, type Connections, type LoadRequest, type Target } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { progressLine } from './progress.js'
import { keysIn, signedHeaders } from '../test/harness/ovh-api.js'
import { startOkmsServer, withWorkplace, type OkmsServer, type Workplace } from './servers.js'
import { expectReply } from './setup.js'
import { median } from './statistics.js'
import { figure, formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    connections: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false }
  }
})
/** For each way to ask. */
const milliseconds = Math.min(Number(flags.seconds), 30) * 1000
const slices = 20
/** Milliseconds for each way before anything is counted: a server that has answered less is slower. */
const warmUp = 2000
const policies = 100
/** Every so many policies one allows the caller to encrypt; the others are other people's. */
const everyOwn = 20
const user = 'urn:v1:eu:identity:user:emulator-ovh/benchmark'

interface Way {
  readonly way: string
  /** The way that it is compared with; by default the first. */
  readonly comparedWith?: string
  readonly server: OkmsServer
  readonly connections: Connections
  readonly request: LoadRequest
  readonly taken: Slice[]
}

interface Outcome extends Figures {
  readonly way: string
  /** To the way that it is compared with: 1 is equal, less is worse. */
  readonly ratio: { readonly requestsPerSecond: number, readonly cpuMicroseconds: number }
}

const post = (url: string, body: object, status: number): LoadRequest => ({
  method: 'POST', path: url, body: JSON.stringify(body), status
})

/** A server with a key, a request that encrypts with it, and access to the admin API. */
async function prepare (workplace: Workplace, folder: string, mode: 'off' | 'enforce') {
  const server = await startOkmsServer(workplace, {
    folder: path.join(workplace.folder, folder), flags: ['--iam-mode', mode]
  })
  const { okmsId, pki } = server
  const asking = openConnections(server, 1)
  const { id } = JSON.parse(await expectReply(asking, post(`/api/${okmsId}/v1/servicekey`, {
    name: 'benchmark', type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
  }, 201)))
  await asking.close()
  const inPki = (name: string) => readFileSync(path.join(pki, name))
  const control = openConnections(
    { ...server, tls: { ...server.tls, cert: inPki('admin.pem'), key: inPki('admin-key.pem') } }, 1
  )
  return {
    server,
    read: { method: 'GET', path: `/api/${okmsId}/v1/servicekey/${id}`, status: 200 } satisfies LoadRequest,
    readByControlPlane: signedRead(server, `/v2/okms/resource/${okmsId}/serviceKey/${id}`),
    encrypt: post(`/api/${okmsId}/v1/servicekey/${id}/encrypt`, { plaintext: Buffer.alloc(32, 1).toString('base64'), context: 'access' }, 200),
    add: async (route: string, body: object) =>
      JSON.parse(await expectReply(control, post(`/_emulator/${route}`, body, 201))),
    done: () => control.close()
  }
}

/** A signature may be repeated, as ovhcloud-cli does, for as long as its timestamp is accepted: longer than a run. */
function signedRead ({ origin, ready }: OkmsServer, url: string): LoadRequest {
  const headers = signedHeaders(keysIn(ready.files.ovhConfiguration ?? ''), {
    method: 'GET', url: `${origin}${url}`, timestamp: Math.floor(Date.now() / 1000)
  })
  return { method: 'GET', path: url, status: 200, headers }
}

const readByCertificate = 'read of a key, certificate'

/** Policies that each apply to an identity, a few of them to the caller. */
const policy = (okmsId: string, index: number) => ({
  name: `benchmark ${index}`,
  identities: [index % everyOwn === 0 ? user : `${user}-${index}`],
  action: ['okms:apikms:serviceKey/encrypt', 'okms:apikms:random/*'],
  resources: [{ urn: `urn:v1:eu:resource:okms:${okmsId}` }]
})

async function prepareWays (workplace: Workplace): Promise<Way[]> {
  const free = await prepare(workplace, 'free', 'off')
  const twin = await prepare(workplace, 'twin', 'off')
  const enforcing = await prepare(workplace, 'enforcing', 'enforce')
  const { token } = await free.add('tokens', { name: 'benchmark', okmsIds: [free.server.okmsId] })
  const { okmsId } = enforcing.server
  const { certificatePEM, privateKeyPEM } = await enforcing.add(`domains/${okmsId}/credentials`, {
    name: 'benchmark', identityURNs: [user]
  })
  for (let index = 0; index < policies; index++) await enforcing.add('policies', policy(okmsId, index))
  await Promise.all([free.done(), twin.done(), enforcing.done()])

  const { ca, servername } = free.server.tls
  const open = (target: Target) => openConnections(target, Number(flags.connections))
  const byUser = {
    ...enforcing.server,
    tls: { ...enforcing.server.tls, cert: Buffer.from(certificatePEM), key: Buffer.from(privateKeyPEM) }
  }
  return [
    {
      way: 'certificate, policies off',
      server: free.server,
      connections: open(free.server),
      request: free.encrypt,
      taken: []
    },
    {
      way: 'the same by another process',
      server: twin.server,
      connections: open(twin.server),
      request: twin.encrypt,
      taken: []
    },
    {
      way: 'token, policies off',
      server: free.server,
      connections: open({ ...free.server, tls: { ca, servername } }),
      request: { ...free.encrypt, headers: { authorization: `Bearer ${token}` } },
      taken: []
    },
    {
      way: `certificate, ${policies} policies`,
      server: enforcing.server,
      connections: open(byUser),
      request: enforcing.encrypt,
      taken: []
    },
    {
      way: readByCertificate,
      comparedWith: readByCertificate,
      server: free.server,
      connections: open(free.server),
      request: free.read,
      taken: []
    },
    {
      way: 'the same by API v2, signed',
      comparedWith: readByCertificate,
      server: free.server,
      connections: open({ ...free.server, tls: { ca, servername } }),
      request: free.readByControlPlane,
      taken: []
    }
  ]
}

const progress = progressLine()

const results = await withWorkplace(async (workplace) => {
  progress.show('starting three servers')
  const ways = await prepareWays(workplace)
  const take = ({ server, connections, request }: Way, duration: number) =>
    takeSlice({ pid: server.pid, connections }, request, duration)
  for (const way of ways) await take(way, warmUp)
  for (let slice = 0; slice < slices; slice++) {
    for (const way of slice % 2 === 0 ? ways : ways.toReversed()) {
      progress.show(`${slice + 1}/${slices}: ${way.way}`)
      way.taken.push(await take(way, milliseconds / slices))
      way.server.forgetLog()
    }
  }
  await Promise.all(ways.map(({ connections }) => connections.close()))
  const baseOf = (comparedWith: string | undefined) =>
    (ways.find(({ way }) => way === comparedWith) ?? ways[0])?.taken ?? []
  return ways.map(({ way, comparedWith, taken }): Outcome =>
    ({ way, ...figures(taken), ratio: ratioTo(baseOf(comparedWith), taken) }))
})

/** Medians of the ratios of slices taken one soon after the other. */
function ratioTo (base: readonly Slice[], taken: readonly Slice[]): Outcome['ratio'] {
  const ratios = (of: (base: Slice, own: Slice) => number) => median(taken.flatMap((own, index) => {
    const beside = base[index]
    return beside === undefined ? [] : [of(beside, own)]
  }))
  const cost = ({ cpu, latencies }: Slice) => cpu / latencies.length
  return {
    requestsPerSecond: ratios((one, own) => own.rate / one.rate),
    cpuMicroseconds: ratios((one, own) => cost(one) / cost(own))
  }
}

progress.end()
const surroundings = circumstances(commandLine('bench:access'))
if (flags.json) {
  console.log(JSON.stringify({ ...surroundings, seconds: milliseconds / 1000, policies, results }, null, 2))
} else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<Outcome>([
    { title: 'encrypt 32 B, or a read, by', left: true, cell: ({ way }) => way },
    { title: 'requests/s', cell: ({ requestsPerSecond }) => figure(requestsPerSecond) },
    { title: 'ratio', cell: ({ ratio }) => ratio.requestsPerSecond.toFixed(2) },
    { title: 'p50 ms', cell: ({ p50 }) => figure(p50) },
    { title: 'CPU µs', cell: ({ cpuMicroseconds }) => figure(cpuMicroseconds) },
    { title: 'ratio', cell: ({ ratio }) => ratio.cpuMicroseconds.toFixed(2) }
  ], results))
  console.log('\nRatios are to the first line, those of reads to the first read: 1.00 is as good, less is worse. The second line shows how far two servers differ that do the same.')
}
