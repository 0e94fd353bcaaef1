// Puts both servers in the same position: the same keys under the same ids, the same requests, answered by both.

import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { BareRoute } from './bare-kit.js'
import { openConnections, type Connections, type Load, type LoadRequest } from './connections.js'
import { importRequest, keyRing } from './key-ring.js'
import type { RequestContext, Row } from './row.js'
import { startBareServer, startOkmsServer, type OkmsServer, type RunningServer, type Workplace } from './servers.js'

export interface Contest {
  readonly okms: OkmsServer
  readonly bare: RunningServer
  readonly requests: ReadonlyMap<Row, LoadRequest>
}

/** Keys in the list that is read: a full page. */
const listLength = 100

/** Starts both servers and makes each row's request, having seen both answer it. */
export async function prepareContest (
  workplace: Workplace,
  rows: readonly Row[],
  onStep: (text: string) => void,
  onReady: (okms: OkmsServer) => void = () => {}
): Promise<Contest> {
  onStep('starting the built server')
  const okms = await startOkmsServer(workplace)
  onReady(okms)
  const asking = openConnections(okms, 1)
  const api = `/api/${okms.okmsId}/v1`
  const material = keyRing()
  await createKeys(asking, `${api}/servicekey`, listLength)

  const requests = new Map<Row, LoadRequest>()
  const routes: BareRoute[] = []
  for (const row of rows) {
    onStep(`key and request of ${row.name}`)
    const keyId = randomUUID()
    const jwk = row.key === null ? null : await material(row.key)
    if (row.key !== null && jwk !== null) {
      await expectReply(asking, {
        method: 'POST', path: `${api}/servicekey`, body: importRequest(keyId, row.key, jwk), status: 201
      })
    }
    const context: RequestContext = {
      apiPath: api,
      domainPath: `/api/${okms.okmsId}`,
      keyPath: row.key === null ? `${api}/servicekey` : `${api}/servicekey/${keyId}`,
      ask: async (askPath, body) => JSON.parse(await expectReply(asking, {
        method: 'POST', path: askPath, body: JSON.stringify(body), status: askPath.endsWith('/datakey') ? 201 : 200
      }))
    }
    const request = await row.request(context)
    const reply = await expectReply(asking, request)
    requests.set(row, request)
    routes.push({
      row: row.name,
      method: request.method,
      path: row.barePath?.(context) ?? new URL(request.path, okms.origin).pathname,
      status: request.status,
      keyId,
      jwk,
      reply
    })
  }
  await asking.close()

  onStep('starting the bare server')
  const fixture = path.join(workplace.folder, 'bare.json')
  writeFileSync(fixture, JSON.stringify(routes), { mode: 0o600 })
  const bare = await startBareServer(workplace, { certs: okms.certs, pki: okms.pki, fixture })
  await compareReplies(bare, requests, routes)
  return { okms, bare, requests }
}

export async function createKeys (connections: Connections, servicekeys: string, count: number): Promise<Load> {
  const body = JSON.stringify({ name: 'benchmark list', type: 'oct', size: 256, operations: ['encrypt', 'decrypt'] })
  return await connections.count({ method: 'POST', path: servicekeys, body, status: 201 }, count)
}

export async function expectReply (connections: Connections, request: LoadRequest): Promise<string> {
  const { status, text } = await connections.call(request)
  if (status !== request.status) throw new Error(`${request.method} ${request.path}: got ${status}, expected ${request.status}: ${text}`)
  return text
}

/**
 * A bare server that answers something else would measure something else: both must send the
 * same members, and as many bytes.
 */
async function compareReplies (
  bare: RunningServer, requests: ReadonlyMap<Row, LoadRequest>, routes: readonly BareRoute[]
): Promise<void> {
  const connections = openConnections(bare, 1)
  for (const [row, request] of requests) {
    const ours = routes.find((route) => route.row === row.name)?.reply ?? ''
    const theirs = await expectReply(connections, request)
    if (shape(theirs) !== shape(ours)) throw new Error(`${row.name}: the bare server answers ${shape(theirs)}, the server ${shape(ours)}`)
  }
  await connections.close()
}

function shape (text: string): string {
  return `${text.length} bytes, ${Object.keys(JSON.parse(text)).join(', ')}`
}
