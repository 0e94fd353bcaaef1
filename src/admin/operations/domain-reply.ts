// An okms domain as the admin API shows it.

import { rfc3339 } from '../../domain/clock.js'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import { domainUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/emulator.js'
import type { DomainOrder, OrderedDomain } from '../../services/access/domain-orders.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'

type Schemas = components['schemas']
type AccessMember = 'endpoint' | 'caPEM' | 'client' | 'token'

export interface DomainReplies {
  domain (domain: OkmsDomain): Schemas['Domain']
  /** With its client and its token, which are nowhere else. */
  newDomain (ordered: OrderedDomain): Schemas['NewDomain']
}

export function createDomainReplies ({ domains, endpoint, caPem }: {
  readonly domains: Pick<OkmsDomains, 'count'>
  /** URL of the server; undefined where none runs. */
  readonly endpoint: () => string | undefined
  readonly caPem: string
}): DomainReplies {
  function encodeDomain ({ okmsId, name, region, createdAt }: OkmsDomain): Schemas['Domain'] {
    const { keys, secrets } = domains.count(okmsId)
    return {
      okmsId,
      name,
      region,
      urn: domainUrn(okmsId),
      serviceKeyCount: keys,
      secretCount: secrets,
      createdAt: rfc3339(createdAt)
    }
  }

  function encodeAccess ({ client, token }: OrderedDomain): Pick<Schemas['NewDomain'], AccessMember> {
    if (client === undefined && token === undefined) return {}
    const url = endpoint()
    return {
      ...url === undefined ? {} : { endpoint: url },
      caPEM: caPem,
      ...encodeClient(client),
      ...token === undefined ? {} : { token }
    }
  }

  return {
    domain: encodeDomain,
    newDomain: (ordered) => ({ ...encodeDomain(ordered.domain), ...encodeAccess(ordered) })
  }
}

function encodeClient (client: OrderedDomain['client']): { readonly client?: Schemas['DomainClient'] } {
  if (client?.privateKeyPem === undefined) return {}
  const { credential: { credentialId, certificatePem }, privateKeyPem } = client
  return { client: { credentialId, certificatePEM: certificatePem, privateKeyPEM: privateKeyPem } }
}

export const decodeDomainOrder = ({ okmsId, name, region, client, token }: Schemas['DomainRequest']): DomainOrder => ({
  okmsId,
  name,
  region,
  token,
  client: client && {
    identities: client.identityURNs, validityDays: client.validity, certificateType: client.certificateType
  }
})
