// Routes of okms domains in API v2 (service.md 10.2).

import type { RouteOptions } from 'fastify'
import { reachesDomain } from '../../domain/access/identity.js'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import { rfc3339 } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { SecretStore } from '../../domain/ports.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import { numbered, pageOf } from '../../http/paging/page-of.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import { iamOf, tagFilter } from '../iam.js'
import { accountOperation, domainOperation } from '../operation.js'

type Schemas = components['schemas']

export interface DomainServices {
  readonly domains: Pick<OkmsDomains, 'get' | 'list' | 'count' | 'enablePciDss'>
  readonly secrets: Pick<SecretStore, 'countVersions'>
  readonly cursors: Cursors
  /** URL of the server. */
  readonly endpoint: () => string | undefined
  readonly caPem: string
}

export function domainRoutes ({ domains, secrets, cursors, endpoint, caPem }: DomainServices): readonly RouteOptions[] {
  function encode (domain: OkmsDomain, withCa = false): Schemas['okms.resource.Response'] {
    const { okmsId, region, pciDssEnabledAt } = domain
    const content = domains.count(okmsId)
    const url = endpoint() ?? ''
    return {
      id: okmsId,
      region,
      restEndpoint: url,
      swaggerEndpoint: `${url}/swagger/`,
      // No KMIP listens.
      kmipEndpoint: '',
      kmipRsaEndpoint: null,
      publicCA: withCa ? caPem : null,
      // One CA certifies whatever listens.
      publicRsaCA: null,
      serviceKeyCount: content.keys,
      secretCount: content.secrets,
      secretVersionCount: secrets.countVersions(okmsId),
      kmipObjectCount: 0,
      pciDssEnabled: pciDssEnabledAt !== null,
      pciDssEnabledAt: pciDssEnabledAt === null ? null : rfc3339(pciDssEnabledAt)
    }
  }

  function encodeWithIam (domain: OkmsDomain, withCa = false): Schemas['okms.resource.ResponseWithIAM'] {
    const { okmsId: id, name: displayName } = domain
    return { ...encode(domain, withCa), iam: iamOf(id, { kind: 'domain', id }, { id, displayName }) }
  }

  return [
    accountOperation('ListDomainResources', ({ caller, isVisible, query: { iamTags }, headers }) => {
      // Domains have no tags here, so that a condition fits all of them or none.
      const isTagged = tagFilter(iamTags)?.({}) ?? true
      const seen = domains.list().filter(({ okmsId: id }) =>
        isTagged && reachesDomain(caller, id) && (isVisible?.({ kind: 'domain', id }) ?? true))
      const page = pageOf(seen, ({ serviceId }) => numbered(serviceId), cursors.wanted(listName, headers))
      return { headers: cursors.next(listName, page), body: page.items.map((domain) => encodeWithIam(domain)) }
    }),

    domainOperation('GetDomainResource', ({ caller: { okmsId }, query: { publicCA } }) => ({
      body: encodeWithIam(domains.get(okmsId), publicCA)
    })),

    domainOperation('UpdateDomainResource', ({ caller: { okmsId }, body: { pciDssEnabled } }) => {
      if (pciDssEnabled !== true) throw refusal(httpErrors.RequestInvalid, [`body.pciDssEnabled: ${pciDssEnabled === false ? 'got false; it is enabled once and for good' : 'missing'}; accepted: true`])
      return { body: encode(domains.enablePciDss(okmsId)) }
    })
  ]
}

const listName = 'domains of API v2'
