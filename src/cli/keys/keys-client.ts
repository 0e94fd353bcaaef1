// The service keys of a domain on a running server, read with the client certificate of the certificate folder.

import type { FolderAccess } from '../clients/client-access.js'
import { createDomainClient } from '../clients/domain-client.js'

/** The members that the command line reads; the contract has the others. */
export interface KeyReply {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size?: number
  readonly curve?: string
  readonly operations: readonly string[]
  readonly attributes: Readonly<Record<string, unknown>>
  /** With the format `jwk`, the public part of an asymmetric key. */
  readonly keys?: ReadonlyArray<Readonly<Record<string, unknown>>>
}

interface KeyListReply {
  readonly objects_list: readonly KeyReply[]
  readonly continuation_token: string
  readonly is_truncated: boolean
}

/** Each call rejects with StartFailure: ServerUnreachable, or RequestRefused with the server's texts. */
export interface KeysClient {
  /** Oldest first. @param state One of the contract; undefined for every key that is not destroyed. */
  list (state: string | undefined): Promise<readonly KeyReply[]>
  get (id: string): Promise<KeyReply>
  close (): void
}

/** Keys of a page; the most that the contract has. */
const pageSize = 100

/** The members of a public JWK (RFC 7517 section 4, RFC 7518 section 6). */
const publicMembers: ReadonlySet<string> = new Set(['kid', 'kty', 'use', 'key_ops', 'alg', 'crv', 'x', 'y', 'n', 'e'])

export function createKeysClient (access: FolderAccess): KeysClient {
  const { call, close } = createDomainClient(access)
  return {
    async list (state) {
      const keys: KeyReply[] = []
      let continuation: string | undefined
      do {
        const query = new URLSearchParams({ max: String(pageSize) })
        if (state !== undefined) query.set('state', state)
        if (continuation !== undefined) query.set('continuation-token', continuation)
        const page = await call<KeyListReply>('GET', `v1/servicekey?${query.toString()}`)
        keys.push(...page.objects_list)
        continuation = page.is_truncated ? page.continuation_token : undefined
      } while (continuation !== undefined)
      return keys
    },
    async get (id) {
      const reply = await call<KeyReply>('GET', `v1/servicekey/${id}?format=jwk`)
      return reply.keys === undefined ? reply : { ...reply, keys: reply.keys.map(publicPart) }
    },
    close
  }
}

/** The output may be in the log of a CI job, so no other member is printed, whatever the server returns. */
const publicPart = (jwk: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(jwk).filter(([member]) => publicMembers.has(member)))
