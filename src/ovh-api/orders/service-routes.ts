// Routes of the services that bill okms domains, and of the e-mails with which they end.

import type { RouteOptions } from 'fastify'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import { rfc3339 } from '../../domain/clock.js'
import { offer } from '../../domain/orders/offer.js'
import { account } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { BilledServices, Emails } from '../../services/orders/billed-services.js'
import { accountOperation } from '../operation.js'
import { freePrice } from './free-price.js'

type Schemas = components['schemas']

export interface ServiceServices {
  readonly services: BilledServices
  readonly emails: Emails
}

export function serviceRoutes ({ services, emails }: ServiceServices): readonly RouteOptions[] {
  return [
    accountOperation('ListServices', ({ caller, query: { resourceName, routes, sort } }) => {
      const ids = services.list(caller, { resourceName, routes: routes?.split(',') })
        .map(({ serviceId }) => serviceId).sort((one, other) => one - other)
      return { body: sort?.toUpperCase() === 'DESC' ? ids.reverse() : ids }
    }),

    accountOperation('GetService', ({ caller, params: { serviceId } }) => ({
      body: encode(services.get(caller, serviceId))
    })),

    accountOperation('UpdateService', ({ caller, params: { serviceId }, body: { displayName } }) => {
      if (displayName == null) services.get(caller, serviceId)
      else services.rename(caller, serviceId, displayName)
      return { body: null }
    }),

    accountOperation('TerminateService', ({ caller, params: { serviceId } }) => {
      services.terminate(caller, serviceId)
      return { body: { message: 'An e-mail with the token that confirms is in GET /me/notification/email/history' } }
    }),

    accountOperation('ConfirmTermination', async ({ caller, params: { serviceId }, body: { token } }) => {
      await services.confirmTermination(caller, serviceId, token)
      return { body: { message: `Service ${serviceId} has ended, and its okms domain is removed` } }
    }),

    accountOperation('ListEmails', ({ caller }) => ({ body: [...emails.ids(caller)] })),

    accountOperation('GetEmail', ({ caller, params: { id } }) => {
      const { emailId, sentAt, subject, body } = emails.get(caller, id)
      return { body: { id: emailId, date: rfc3339(sentAt), subject, body } }
    })
  ]
}

const roles = ['administrator', 'billing', 'technical'] as const

const encode = ({ okmsId, name, serviceId, createdAt }: OkmsDomain): Schemas['Service'] => ({
  serviceId,
  parentServiceId: null,
  tags: [],
  customer: { contacts: roles.map((type) => ({ customerCode: account, type })) },
  resource: {
    displayName: name,
    name: okmsId,
    product: { description: offer.title, name: offer.product },
    resellingProvider: null,
    state: 'active'
  },
  route: {
    path: offer.route,
    url: offer.route.replace('{okmsId}', okmsId),
    vars: [{ key: 'okmsId', value: okmsId }]
  },
  billing: {
    engagement: null,
    engagementRequest: null,
    expirationDate: null,
    group: null,
    lifecycle: {
      capacities: { actions: ['terminate'] },
      current: { creationDate: rfc3339(createdAt), pendingActions: [], state: 'active', terminationDate: null }
    },
    nextBillingDate: null,
    plan: { code: offer.planCode, invoiceName: offer.title },
    pricing: {
      capacities: ['renew'],
      description: offer.title,
      duration: offer.duration,
      engagementConfiguration: null,
      interval: 1,
      maximumQuantity: 1,
      maximumRepeat: null,
      minimumQuantity: 1,
      minimumRepeat: 1,
      price: freePrice,
      priceInUcents: 0,
      pricingMode: offer.pricingMode,
      pricingType: 'rental'
    },
    renew: {
      capacities: { mode: ['automatic'] },
      current: { mode: 'automatic', nextDate: null, period: offer.duration }
    }
  }
})
