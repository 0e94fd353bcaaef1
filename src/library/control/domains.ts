// Okms domains that a program creates: each with a client of its own, ready to use.

import type { AdminReplyBody, AdminRequest } from '../../emulator/admin/admin-api.js'
import { asyncDispose } from '../async-dispose.js'
import { createBoundFetch } from '../bound-fetch.js'
import type { ClientTls } from '../client-tls.js'
import { writeDomainFiles } from './domain-files.js'
import type { DomainControls } from './domain-controls.js'
import type { Lifetime } from './lifetime.js'

/** As in the admin API. */
export interface ClientOptions {
  /** Identities of the client; the root identity by default. */
  readonly identityURNs?: readonly string[]
  /** Days until its certificate expires, 365 by default. */
  readonly validity?: number
  /** `ECDSA` by default. */
  readonly certificateType?: 'ECDSA' | 'RSA'
}

export interface NewDomainOptions {
  /** A new one by default. */
  readonly okmsId?: string
  /** For people; the okmsId by default. */
  readonly name?: string
  readonly client?: ClientOptions
  /** Also issue a personal access token for the domain. */
  readonly token?: boolean
}

/** Its members mean the same as those of the emulator. `await using domain = ...` removes it at the end. */
export interface EmulatorDomain extends DomainControls, AsyncDisposable {
  readonly okmsId: string
  readonly name: string
  readonly endpoint: string
  /** Certificate, key and CA of its client. */
  readonly tls: ClientTls
  /** For `Authorization: Bearer`; undefined unless it was requested. */
  readonly token: string | undefined
  /** The standard `fetch` with the endpoint as its base and its client. */
  readonly fetch: typeof globalThis.fetch
  /** Variables for a program that works in this domain. The files that they name are written when it is first read. */
  readonly environment: Readonly<Record<string, string>>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type NewDomainReply = AdminReplyBody<'AddDomain'>

/** The body of a request for a domain with a client. */
export const newDomainBody = (
  { client = {}, ...others }: NewDomainOptions = {}
): NonNullable<AdminRequest<'AddDomain'>['body']> => {
  const { identityURNs, ...rest } = client
  return { ...others, client: { ...rest, ...identityURNs === undefined ? {} : { identityURNs: [...identityURNs] } } }
}

/** Makes what a program uses of the reply of the admin API. */
export function createDomainObjects (
  controlsOf: (okmsId: string) => DomainControls, lifetime: Lifetime
): (reply: NewDomainReply) => Promise<EmulatorDomain> {
  return async ({ okmsId, name, endpoint = '', caPEM: ca = '', client, token }) => {
    if (client === undefined) throw new TypeError('a new domain without its client')
    const { variablesFor } = await import('../../services/clients/client-environment.js')
    const tls = { ca, cert: client.certificatePEM, key: client.privateKeyPEM }
    const bound = createBoundFetch({ endpoint, tls })
    lifetime.onClose(bound.close)
    const controls = controlsOf(okmsId)
    const notAsked = () => { throw new TypeError('no variable of these clients names it') }
    let environment: Readonly<Record<string, string>> | undefined
    async function remove (): Promise<void> {
      bound.close()
      await controls.remove()
    }
    return {
      ...controls,
      okmsId,
      name,
      endpoint,
      tls,
      token,
      fetch: bound.fetch,
      get environment () {
        environment ??= Object.fromEntries(variablesFor(['okms-cli', 'node'], {
          endpoint,
          okmsId,
          ...writeDomainFiles(lifetime.folder(), client.credentialId, tls),
          keyId: undefined,
          token,
          allTrusted: notAsked,
          keyStore: notAsked,
          trustStore: notAsked
        }).map(({ name, value }) => [name, value]))
        return environment
      },
      remove,
      [asyncDispose()]: remove
    }
  }
}
