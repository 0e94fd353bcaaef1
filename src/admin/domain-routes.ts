// Routes of okms domains and their credentials.

import type { RouteOptions } from 'fastify'
import { rfc3339, type Clock } from '../domain/clock.js'
import { errors, refusal } from '../domain/errors/errors.js'
import type { OkmsDomain } from '../domain/access/okms-domain.js'
import { domainUrn, rootIdentity } from '../domain/urn.js'
import type { Credential } from '../domain/access/credential.js'
import type { Credentials } from '../services/access/credentials.js'
import type { OkmsDomains } from '../services/access/okms-domains.js'
import { adminOperation } from './admin-operation.js'
import { encodeCredential } from './credential-reply.js'

export function domainRoutes ({ domains, credentials, clock }: { readonly domains: OkmsDomains, readonly credentials: Credentials, readonly clock: Clock }): readonly RouteOptions[] {
  const encodeDomain = ({ okmsId, name, createdAt }: OkmsDomain) => ({ okmsId, name, urn: domainUrn(okmsId), serviceKeyCount: domains.countKeys(okmsId), createdAt: rfc3339(createdAt) })

  /** A credential is shown in its own domain only. */
  function credentialOf ({ okmsId, credentialId }: { readonly okmsId: string, readonly credentialId: string }): Credential {
    domains.get(okmsId)
    const credential = credentials.find(credentialId)
    if (credential?.okmsId !== okmsId) throw refusal(errors.CredentialNotFound, credentialId)
    return credential
  }

  return [
    adminOperation('ListDomains', () => domains.list().map(encodeDomain)),
    adminOperation('AddDomain', ({ body }) => encodeDomain(domains.add(body))),
    adminOperation('ShowDomain', ({ params }) => encodeDomain(domains.get(params.okmsId))),
    adminOperation('RemoveDomain', ({ params, query }) => { domains.remove(params.okmsId, { force: query.force ?? false }) }),

    adminOperation('ListCredentials', ({ params }) => credentials.list(domains.get(params.okmsId).okmsId).map((credential) => encodeCredential(credential, clock()))),

    adminOperation('AddCredential', async ({ params, body }) => {
      const { credential, privateKeyPem } = await credentials.order({
        okmsId: domains.get(params.okmsId).okmsId,
        name: body.name,
        description: body.description,
        identities: body.identityURNs ?? [rootIdentity],
        validityDays: body.validity,
        csr: body.csr,
        certificateType: body.certificateType
      })
      return { ...encodeCredential(credential, clock()), ...(privateKeyPem === undefined ? {} : { privateKeyPEM: privateKeyPem }) }
    }),

    adminOperation('ShowCredential', ({ params }) => encodeCredential(credentialOf(params), clock())),

    adminOperation('RemoveCredential', ({ params }) => {
      credentials.revoke(credentialOf(params).credentialId)
      return encodeCredential(credentialOf(params), clock())
    })
  ]
}
