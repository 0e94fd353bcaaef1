// Operations on okms domains and their credentials.

import type { Clocks } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { rootIdentity } from '../../domain/urn.js'
import type { Credential } from '../../domain/access/credential.js'
import type { Credentials } from '../../services/access/credentials.js'
import type { OrderDomain } from '../../services/access/domain-orders.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'
import { encodeCredential } from './credential-reply.js'
import { decodeDomainOrder, type DomainReplies } from './domain-reply.js'

export function domainOperations ({
  domains, orderDomain, replies, credentials, clocks, isCreating = () => false
}: {
  readonly domains: OkmsDomains
  readonly orderDomain: OrderDomain
  readonly replies: DomainReplies
  readonly credentials: Credentials
  readonly clocks: Pick<Clocks, 'of'>
  /** Whether a credential cannot be used yet; by default each can at once. */
  readonly isCreating?: ((credentialId: string) => boolean) | undefined
}): readonly AdminOperation[] {
  /** Whether it has expired is decided by the clock of its domain. */
  const encode = (credential: Credential) =>
    encodeCredential(credential, clocks.of(credential.okmsId)(), isCreating(credential.credentialId))

  /** A credential is shown in its own domain only. */
  function credentialOf ({ okmsId, credentialId }: {
    readonly okmsId: string, readonly credentialId: string
  }): Credential {
    domains.get(okmsId)
    const credential = credentials.find(credentialId)
    if (credential?.okmsId !== okmsId) throw refusal(accessErrors.CredentialNotFound, credentialId)
    return credential
  }

  return [
    adminOperation('ListDomains', () => ({ body: domains.list().map((domain) => replies.domain(domain)) })),
    adminOperation('AddDomain', async ({ body }) => ({
      body: replies.newDomain(await orderDomain(decodeDomainOrder(body)))
    })),
    adminOperation('ShowDomain', ({ params }) => ({ body: replies.domain(domains.get(params.okmsId)) })),
    adminOperation('RemoveDomain', async ({ params, query }) => {
      await domains.remove(params.okmsId, { force: query.force ?? false })
    }),

    adminOperation('ListCredentials', ({ params }) => ({
      body: credentials.list(domains.get(params.okmsId).okmsId).map(encode)
    })),

    adminOperation('AddCredential', async ({ params, body }) => {
      const { credential, privateKeyPem } = await credentials.order({
        okmsId: domains.get(params.okmsId).okmsId,
        name: body.name,
        description: body.description,
        identities: body.identityURNs ?? [rootIdentity],
        validityDays: body.validity,
        csr: body.csr,
        certificateType: body.certificateType,
        ready: body.ready
      })
      const privateKey = privateKeyPem === undefined ? {} : { privateKeyPEM: privateKeyPem }
      return { body: { ...encode(credential), ...privateKey } }
    }),

    adminOperation('ShowCredential', ({ params }) => ({ body: encode(credentialOf(params)) })),

    adminOperation('RemoveCredential', ({ params }) => {
      credentials.revoke(credentialOf(params).credentialId)
      return { body: encode(credentialOf(params)) }
    })
  ]
}
