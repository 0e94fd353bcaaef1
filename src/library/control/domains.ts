// Okms domains that a program creates, each with a client of its own.

import type { AdminReplyBody, AdminRequest } from '../../emulator/admin/admin-api.js'
import { asyncDispose } from '../async-dispose.js'
import { createBoundFetch } from '../bound-fetch.js'
import { writeDomainFiles } from './domain-files.js'
import type { DomainControls, EmulatorDomain, NewDomainOptions } from './domain-objects.js'
import type { Lifetime } from './lifetime.js'

/** @internal */
export type NewDomainReply = AdminReplyBody<'AddDomain'>

/** The body of a request for a domain with a client. @internal */
export const newDomainBody = (
  { client = {}, ...others }: NewDomainOptions = {}
): NonNullable<AdminRequest<'AddDomain'>['body']> => {
  const { identityURNs, ...rest } = client
  return { ...others, client: { ...rest, ...identityURNs === undefined ? {} : { identityURNs: [...identityURNs] } } }
}

/** Makes what a program uses of the reply of the admin API. @internal */
export function createDomainObjects (
  controlsOf: (okmsId: string) => DomainControls, lifetime: Lifetime
): (reply: NewDomainReply) => Promise<EmulatorDomain> {
  return async ({ okmsId, name, endpoint: said = '', caPEM: ca = '', client, token }) => {
    const { endpoint = said } = lifetime
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
          ovh: undefined,
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
