// The doors of the page fuzz: who calls on which port, which paths are there, and which of them tell connections apart.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { request } from 'undici'
import type { HostileServer } from './hostile-server.js'
import { keysIn, signedHeaders } from '../../test/harness/ovh-api.js'
import { samplePolicy } from './rightful-calls.js'
import { servedRoutes } from './served-routes.js'
import type { FuzzPlace } from './fuzz-requests.js'

export interface Door {
  readonly name: string
  readonly open: () => Promise<Socket>
  /** Pages and files, which the listed headers are all tried on, and operations. */
  readonly pages: readonly FuzzPlace[]
  readonly operations: readonly FuzzPlace[]
  /** Files with their content: a connection that is in step answers each with its own. */
  readonly probes: ReadonlyArray<{ readonly place: FuzzPlace, readonly content: Buffer }>
}

/** Objects that the fuzz may change and remove, by the name of the path parameter. */
export type Spares = Readonly<Record<string, string>>

export async function makeSpares ({ client, admin, okmsId }: HostileServer): Promise<{
  readonly spares: Spares, readonly token: string, readonly clientSecret: string
}> {
  const add = async (path: string, body: object) => {
    const reply = await admin.request('POST', `/_emulator${path}`, body)
    if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body as Record<string, string>
  }
  const { okmsId: domain = '' } = await add('/domains', { name: 'spare' })
  const credential = await add(`/domains/${domain}/credentials`, { name: 'spare' })
  const removable = await add('/tokens', { name: 'spare', okmsIds: [domain] })
  const { token = '' } = await add('/tokens', { name: 'caller', okmsIds: [okmsId] })
  const sendAsAccount = async (path: string, body: object) => {
    const reply = await client.request('POST', path, body, { headers: { authorization: `Bearer ${rootToken}` } })
    const { status, body: made } = reply as { readonly status: number, readonly body: Record<string, string> | null }
    if (status !== 200) throw new Error(`POST ${path}: ${status} ${JSON.stringify(made)}`)
    return made
  }
  const { token: rootToken = '' } = await add('/tokens', { name: 'account' })
  const cart = await sendAsAccount('/1.0/order/cart', { ovhSubsidiary: 'FR' })
  await sendAsAccount('/1.0/me/identity/user', {
    login: 'spare', email: 'spare@example.org', password: 'Correct-Horse-1', description: 'spare'
  })
  const account = await add('/service-accounts', { name: 'spare', okmsIds: [okmsId] })
  const apiKey = await add('/api-keys', { name: 'spare' })
  const policy = await add('/policies', samplePolicy(okmsId))
  await admin.request('PUT', '/_emulator/groups/spare', { members: [] })
  const { body: { id: keyId } } = await client.request('POST', `/api/${okmsId}/v1/servicekey`, {
    name: 'spare', type: 'oct'
  }) as { body: { id: string } }
  const secret = { path: 'spare/secret', version: '1' }
  for (const data of [{ a: 1 }, { a: 2 }]) {
    await client.request('POST', `/api/${okmsId}/v1/secret/data/${secret.path}`, { data })
  }
  return {
    spares: {
      ...secret,
      okmsId: domain,
      credentialId: credential['id'] ?? '',
      tokenId: removable['id'] ?? '',
      clientId: account['clientId'] ?? '',
      applicationKey: apiKey['applicationKey'] ?? '',
      policyId: policy['id'] ?? '',
      group: 'spare',
      user: 'spare',
      cartId: cart?.['cartId'] ?? '',
      orderId: '1',
      serviceId: '1',
      section: 'me',
      keyId
    },
    token,
    clientSecret: account['clientSecret'] ?? ''
  }
}

export async function openDoors (server: HostileServer, spares: Spares, token: string): Promise<readonly Door[]> {
  const { files, port, okmsId } = server.ready
  const urls = [...new Set((await servedRoutes()).map(({ url }) => url))]
  const isOperation = (url: string) => url.includes(':') || /^\/(api|1\.0|v1|v2|auth|_emulator\/(?!swagger))/.test(url)
  const pathOf = (url: string) => url
    .replace('/api/:okmsId', `/api/${okmsId}`)
    .replace('/resource/:okmsId', `/resource/${okmsId}`)
    .replace(/:(\w+)/g, (_all, name: string) => spares[name] ?? 'x')
  const host = `localhost:${port}`

  const keys = keysIn(files.ovhConfiguration ?? '')
  const sign: NonNullable<FuzzPlace['sign']> = ({ method, target, body }) => Object.entries(signedHeaders(keys, {
    method, url: `https://${host}${target}`, body: body.toString(), timestamp: Math.floor(Date.now() / 1000)
  }))

  const tlsDoor = async (
    name: string, own: FuzzPlace['own'], holder?: readonly [string, string], signs?: FuzzPlace['sign']
  ): Promise<Door> => {
    const place = (path: string): FuzzPlace => ({ path, host, own, ...(signs === undefined ? {} : { sign: signs }) })
    const [cert, key] = holder ?? []
    const identity = cert === undefined || key === undefined ? {} : { cert: readFileSync(cert), key: readFileSync(key) }
    const ca = readFileSync(files.ca)
    const small = urls.filter((url) => url.startsWith('/page/') && /\.(js|css)$/.test(url))
    return {
      name,
      async open () {
        const socket = connectTls({ host: '127.0.0.1', port, servername: 'localhost', ca, ...identity })
        await once(socket, 'secureConnect')
        return socket
      },
      pages: urls.filter((url) => !isOperation(url)).map(place),
      operations: urls.filter(isOperation).map((url) => place(pathOf(url))),
      probes: await Promise.all(small.map(async (path) => ({
        place: place(path), content: Buffer.from(String((await server.anonymous.request('GET', path)).body))
      })))
    }
  }

  const bootstrap = new URL(server.bootstrap.url)
  const withSecret = [['Authorization', `Bearer ${server.bootstrap.secret}`]] as const
  const fetchFile = async (path: string) => {
    const { statusCode, body } = await request(new URL(path, bootstrap), { headers: Object.fromEntries(withSecret) })
    if (statusCode !== 200) throw new Error(`the bootstrap port answers ${statusCode} at ${path}`)
    return Buffer.from(await body.arrayBuffer())
  }
  // The first page of this port lists the others.
  const listed = (await fetchFile('/')).toString().split('\n').filter((name) => name !== '').map((name) => `/${name}`)
  const bootstrapDoor = async (name: string, own: FuzzPlace['own'], probed: readonly string[]): Promise<Door> => {
    const place = (path: string): FuzzPlace => ({ path, host: bootstrap.host, own })
    return {
      name,
      async open () {
        const socket = connectTcp({ host: '127.0.0.1', port: Number(bootstrap.port) })
        await once(socket, 'connect')
        return socket
      },
      pages: ['/', ...listed].map(place),
      operations: [],
      probes: await Promise.all(probed.map(async (path) => ({ place: place(path), content: await fetchFile(path) })))
    }
  }
  // Each makes its archive at the moment of the request.
  const stable = listed.filter((path) => !/\.(tar|p12)$/.test(path))
  return [
    await tlsDoor('the client certificate', [], [files.certificate, files.privateKey]),
    await tlsDoor('no certificate', []),
    await tlsDoor('the admin certificate', [], [files.adminCertificate, files.adminPrivateKey]),
    await tlsDoor('a bearer token', [['Authorization', `Bearer ${token}`]]),
    await tlsDoor('an API key', [], undefined, sign),
    await bootstrapDoor('the bootstrap port with its secret', withSecret, stable),
    await bootstrapDoor('the bootstrap port', [], ['/ca.pem'])
  ]
}
