// The image as a container, run as docs/container.md recommends: read-only, without capabilities, on three volumes.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient, type Client } from '../../test/harness/client.js'
import { until } from './commands.js'
import type { Engine } from './engine.js'

const healthLimit = 120_000

export interface EmulatorContainer {
  readonly name: string
  readonly endpoint: string
  readonly okmsId: string
  /** Copies of the client part and of the server part. */
  readonly certs: string
  readonly pki: string
  readonly client: Client
  readonly admin: Client
  readonly withoutCertificate: Client
  /** A call in the domain of the default client. */
  api (method: string, route: string, body?: object): ReturnType<Client['request']>
  /** Stops and removes the container. Returns its exit code and its log. */
  stop (): Promise<{ readonly exitCode: number, readonly log: string }>
}

export interface StartOptions {
  readonly engine: Engine
  readonly image: string
  /** Prefix of the container's name and of its volumes. */
  readonly prefix: string
  /** For copies of its certificate folders; must exist and be empty. */
  readonly folder: string
  /** Folder of seeds, readable by every user. */
  readonly seeds: string
}

export async function startContainer (
  { engine, image, prefix, folder, seeds }: StartOptions
): Promise<EmulatorContainer> {
  const name = `${prefix}-server`
  const volumes = ['certs', 'pki', 'data'].flatMap((volume) => ['--volume', `${prefix}-${volume}:/${volume}`])
  await engine.docker(
    'run', '--detach', '--name', name, '--read-only', '--cap-drop=all', '--security-opt', 'no-new-privileges',
    '--publish', '127.0.0.1::8443', '--volume', `${seeds}:/seed.d:ro`, ...volumes, image
  )
  await until(`${name} is healthy`, healthLimit, async () => {
    const [status = '', health = ''] = (await engine.docker('inspect', '--format', '{{.State.Status}} {{.State.Health.Status}}', name)).split(' ')
    if (status !== 'running') throw new Error(`${name} is ${status}\n${await engine.docker('logs', name)}`)
    return health === 'healthy' ? true : undefined
  })
  const published = await engine.docker('port', name, '8443/tcp')
  const endpoint = `https://localhost:${published.slice(published.lastIndexOf(':') + 1)}`

  const certs = path.join(folder, 'certs')
  const pki = path.join(folder, 'pki')
  await engine.docker('cp', `${name}:/certs`, certs)
  await engine.docker('cp', `${name}:/pki`, pki)
  const ca = path.join(certs, 'ca.pem')
  const pair = (place: string, certificate: string, key: string) => ({
    certificatePem: readFileSync(path.join(place, certificate), 'utf8'),
    privateKeyPem: readFileSync(path.join(place, key), 'utf8')
  })
  const client = createClient({ endpoint, ca, certificate: pair(certs, 'client.pem', 'client-key.pem') })
  const admin = createClient({ endpoint, ca, certificate: pair(pki, 'admin.pem', 'admin-key.pem') })
  const withoutCertificate = createClient({ endpoint, ca })
  const [domain] = (await admin.request('GET', '/_emulator/domains')).body as ReadonlyArray<{ readonly okmsId: string }>
  const okmsId = domain?.okmsId ?? ''

  return {
    name,
    endpoint,
    okmsId,
    certs,
    pki,
    client,
    admin,
    withoutCertificate,
    api: (method, route, body) => client.request(method, `/api/${okmsId}/v1${route}`, body),
    async stop () {
      await Promise.all([client, admin, withoutCertificate].map((one) => one.close()))
      await engine.docker('stop', name)
      const exitCode = Number(await engine.docker('inspect', '--format', '{{.State.ExitCode}}', name))
      const log = await engine.docker('logs', name)
      await engine.docker('rm', name)
      return { exitCode, log }
    }
  }
}
