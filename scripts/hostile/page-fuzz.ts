// Every route of both ports with every method and all headers that decide how a page is answered, over raw connections
// that are kept alive: no answer from 500 up, none that never comes, and none that belongs to another request.

import { createSeeded, type Seeded } from '../durability/seeded.js'
import { openDoors, makeSpares, type Door } from './fuzz-doors.js'
import { asksToClose, bytesOf, listedRequest, randomRequest, type FuzzRequest } from './fuzz-requests.js'
import { listedPairs } from './fuzz-values.js'
import { faultsInLog, startHostileServer } from './hostile-server.js'
import { openHttp, type HttpConnection, type RawReply } from './http-connection.js'
import { findSecrets, secretsOfFolders } from './known-secrets.js'
import type { HostileSuite } from './suite.js'

/** Milliseconds for an answer, on a machine that has other work too. */
const patience = 15_000
/** Faults that are reported; when there are more, the rest is cut. */
const enough = 20
/** Connections at a time. */
const lanes = 8

interface Bounds {
  /** Requests with random choices. */
  readonly random: number
  /** Of the pages with each listed header, GET and HEAD: one in so many. */
  readonly listedOneIn: number
}

const bounds = {
  short: { random: 2000, listedOneIn: 60 }, long: { random: 20_000, listedOneIn: 3 }
} as const satisfies Record<string, Bounds>

const plain = ['Accept', '*/*'] as const

interface Job {
  readonly door: Door
  readonly request: FuzzRequest
  /** The next request on the connection, whose answer is known. */
  readonly probe: Door['probes'][number]
  /** Both are sent at once. */
  readonly isPipelined: boolean
}

/** Every listed request of the pages, or a share of them, and random requests of everything; mixed. */
function * jobsOf (doors: readonly Door[], { random, listedOneIn }: Bounds, seeded: Seeded): Generator<Job> {
  const job = (door: Door, request: FuzzRequest): Job =>
    ({ door, request, probe: seeded.pick(door.probes), isPipelined: seeded.integer(2) === 0 })
  for (const door of doors) {
    for (const method of ['GET', 'HEAD']) {
      for (const place of [...door.pages, ...door.operations]) yield job(door, listedRequest(place, method, plain))
      for (const place of door.pages) {
        for (const pair of listedPairs) {
          if (seeded.integer(listedOneIn * sizeOf(place.path)) > 0) continue
          yield job(door, listedRequest(place, method, pair))
        }
      }
    }
  }
  for (let count = 0; count < random; count++) {
    const door = seeded.pick(doors)
    const places = door.operations.length > 0 && seeded.integer(3) === 0 ? door.operations : door.pages
    const place = seeded.pick(places)
    if (seeded.integer(sizeOf(place.path)) === 0) yield job(door, randomRequest(place, seeded))
  }
}

/** The two files of over a megabyte come less often. */
const sizeOf = (path: string) => path.endsWith('swagger-ui-bundle.js') ? 20 : 1

const messageOf = (error: unknown) => error instanceof Error ? error.message : String(error)

/** Why a reply is wrong; undefined when it is right. */
function faultOf (request: FuzzRequest, reply: RawReply): string | undefined {
  const { status, headers, body } = reply
  if (status >= 500) return `status ${status}: ${body.toString().slice(0, 300)}`
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304
  // A 412 of a file has its ETag, which is what would have been accepted.
  const ofOvhApi = headers.has('x-ovh-queryid')
  const reason = ofOvhApi ? /^\{"(?:class|errorCode)":"[^"]+",.*"message":"/ : /"errors?"/
  const hasReason = status === 412 ? headers.has('etag') : reason.test(body.toString())
  if (hasBody && status >= 400 && !hasReason) {
    return `a ${status} without the reason: ${body.toString().slice(0, 300)}`
  }
  if (hasBody && !['content-length', 'transfer-encoding'].some((name) => headers.has(name))) {
    return `a ${status} whose end only the end of the connection shows`
  }
  if (status === 206 || headers.has('content-range')) return 'a part of a file: this server serves whole ones'
  return undefined
}

export const pageFuzz: HostileSuite = {
  name: 'page-fuzz',
  needs: [],
  async run (run) {
    const server = await startHostileServer(run)
    const { spares, token, clientSecret } = await makeSpares(server)
    const doors = await openDoors(server, spares, token)
    const seeded = createSeeded(run.seed)
    const jobs = jobsOf(doors, run.short ? bounds.short : bounds.long, seeded)
    const counts = { requests: 0, probes: 0, connections: 0, statuses: new Map<number, number>() }
    const faults: string[] = []
    const secrets = [
      ...secretsOfFolders([server.certs, server.pki]), { name: 'the token', value: token },
      { name: 'the client secret', value: clientSecret }
    ]

    /** Sends the request, and then one whose answer is known, at once or after the first answer. */
    async function attack (
      { request, probe, isPipelined }: Job, connection: HttpConnection
    ): Promise<'open' | 'closed'> {
      const next = bytesOf(listedRequest(probe.place, 'GET', plain))
      counts.requests++
      const first = bytesOf(request)
      connection.send(isPipelined ? Buffer.concat([first, next]) : first)
      const reply = await connection.reply(request.method, patience)
      counts.statuses.set(reply.status, (counts.statuses.get(reply.status) ?? 0) + 1)
      const fault = faultOf(request, reply)
      if (fault !== undefined) throw new Error(fault)
      if (reply.isStream) return 'closed'
      const closes = reply.headers.get('connection') === 'close'
      if (asksToClose(request) && !closes && request.version === '1.1') throw new Error('stays open')
      if (closes) return 'closed'
      if (!isPipelined) connection.send(next)
      const answer = await connection.reply('GET', patience).catch((error: unknown) => {
        throw new Error(`after the ${reply.status}, the next request: ${messageOf(error)}`)
      })
      counts.probes++
      if (!answer.body.equals(probe.content)) throw new Error(`the next request, ${probe.place.path}, got another answer: ${answer.status} ${answer.body.toString().slice(0, 200)}`)
      return answer.headers.get('connection') === 'close' ? 'closed' : 'open'
    }

    async function lane (): Promise<void> {
      const open = new Map<string, HttpConnection>()
      for (const job of jobs) {
        if (faults.length >= enough) break
        const { door, request } = job
        let connection = open.get(door.name)
        if (connection === undefined || connection.isEnded()) {
          connection = openHttp(await door.open())
          counts.connections++
          open.set(door.name, connection)
        }
        const outcome = await attack(job, connection).catch((error: unknown) => {
          const sent = JSON.stringify(bytesOf(request).toString('latin1').slice(0, 400))
          faults.push(`${door.name}: ${sent}: ${messageOf(error)}`)
          return 'closed'
        })
        if (outcome === 'closed') {
          connection.close()
          open.delete(door.name)
        }
        if (counts.requests % 100 === 0) run.progress(`${counts.requests} requests`)
      }
      for (const connection of open.values()) connection.close()
    }

    await Promise.all(Array.from({ length: lanes }, lane))
    const { status } = await server.client.request('GET', `/api/${server.okmsId}/v1/random`)
    if (status !== 200) faults.push(`afterwards a good request is answered with ${status}`)
    await server.stop()
    const log = server.wholeLog()
    const told = [...faultsInLog(log), ...findSecrets('the log', log, secrets)].slice(0, enough)
    if (faults.length + told.length > 0) throw new Error(['', ...faults, ...told].join('\n'))

    const byStatus = [...counts.statuses]
      .sort(([one], [other]) => one - other)
      .map(([code, times]) => `${times} x ${code}`)
    const paths = new Set(doors.flatMap(({ pages, operations }) => [...pages, ...operations]).map(({ path }) => path))
    return `${counts.requests} requests of ${paths.size} paths by ${doors.length} callers over ${counts.connections} connections, ${counts.probes} followed by one with a known answer: ${byStatus.join(', ')}; no error and none of ${secrets.length} secrets in the log`
  }
}
