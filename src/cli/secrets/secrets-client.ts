// The native secret API (v2) of a running server, called with the client certificate of the certificate folder.

import { packErrorCode } from '../../domain/errors/error-code.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { jsonOrText } from '../../emulator/https-request.js'
import type { FolderAccess } from '../clients/client-access.js'
import { acceptedBody, createDomainClient, refused } from '../clients/domain-client.js'
import { isObject, type SecretFields } from './secret-data.js'

/** The members of replies that the command line reads; the contract has the others. */
export interface SecretReply {
  readonly path: string
  readonly metadata: {
    readonly currentVersion: number
    readonly oldestVersion: number
    readonly updatedAt: string
  }
  /** Absent while the secret has no version. */
  readonly version?: VersionReply
}

export interface VersionReply {
  readonly id: number
  readonly state: string
  readonly createdAt: string
  readonly deactivatedAt?: string | null
  readonly data?: SecretFields | null
}

/** Each call rejects with StartFailure: ServerUnreachable, or RequestRefused with the server's texts. */
export interface SecretsClient {
  list (): Promise<readonly SecretReply[]>
  /** Newest first. */
  versions (path: string): Promise<readonly VersionReply[]>
  /** Undefined when there is no such secret. */
  find (path: string, query?: DataQuery): Promise<SecretReply | undefined>
  get (path: string, query?: DataQuery & { readonly version?: number | undefined }): Promise<SecretReply>
  create (path: string, data: SecretFields): Promise<SecretReply>
  /** @param cas The current version; undefined for whatever it is. */
  addVersion (path: string, data: SecretFields, cas: number | undefined): Promise<SecretReply>
  remove (path: string): Promise<void>
  close (): void
}

interface DataQuery {
  readonly includeData?: boolean
}

/** Entries of a page; the most that the contract has. */
const pageSize = 100

const notFound = packErrorCode(secretErrors.SecretNotFound)

export function createSecretsClient (access: FolderAccess): SecretsClient {
  const { send, call, close } = createDomainClient(access)

  async function pages<Item> (path: string): Promise<readonly Item[]> {
    const items: Item[] = []
    let cursor: string | undefined
    do {
      const reply = await send('GET', `v2/${path}`, undefined, {
        'x-pagination-size': String(pageSize), ...(cursor === undefined ? {} : { 'x-pagination-cursor': cursor })
      })
      items.push(...acceptedBody(reply) as readonly Item[])
      cursor = String(reply.headers['x-pagination-cursor-next'] ?? '') || undefined
    } while (cursor !== undefined)
    return items
  }

  const secretAt = (path: string, query: Readonly<Record<string, string | number | boolean | undefined>> = {}) => {
    const given = Object.entries(query).filter(([, value]) => value !== undefined)
    const search = given.map(([name, value]) => `${name}=${String(value)}`).join('&')
    return `v2/secret/${encodeURIComponent(path)}${search === '' ? '' : `?${search}`}`
  }

  async function find (path: string, query: DataQuery = {}): Promise<SecretReply | undefined> {
    const reply = await send('GET', secretAt(path, { ...query }))
    const body = jsonOrText(reply.text)
    if (reply.status === 404 && isObject(body) && body['error_code'] === notFound) return undefined
    return acceptedBody(reply) as SecretReply
  }

  return {
    list: async () => await pages('secret'),
    versions: async (path) => (await pages<VersionReply>(`secret/${encodeURIComponent(path)}/version`))
      .toSorted((one, other) => other.id - one.id),
    find,
    async get (path, { version, ...query } = {}) {
      const found = version === undefined
        ? await find(path, query)
        : await call<SecretReply>('GET', secretAt(path, { version, ...query }))
      if (found === undefined) throw refused([`there is no secret ${path}; see okms-emulator secret list`])
      return found
    },
    create: async (path, data) => await call('POST', 'v2/secret', { path, version: { data } }),
    addVersion: async (path, data, cas) => await call('PUT', secretAt(path, { cas }), { version: { data } }),
    remove: async (path) => { await call('DELETE', secretAt(path)) },
    close
  }
}
