// The services that bill okms domains: each domain has one. A service is ended in two steps, as people do it: an e-mail
// has the token that confirms, and with the confirmation the domain is removed with all that is in it.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { reachesDomain, type AnyCaller } from '../../domain/access/identity.js'
import { firstServiceId, type OkmsDomain } from '../../domain/access/okms-domain.js'
import type { Clock } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { orderErrors } from '../../domain/errors/orders.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import { offer } from '../../domain/orders/offer.js'
import { maxEmails, welcomeEmailId, type TerminationEmail } from '../../domain/orders/email.js'
import type { Store } from '../../domain/ports.js'
import type { OkmsDomains } from '../access/okms-domains.js'

export interface Email {
  readonly emailId: number
  /** Epoch milliseconds. */
  readonly sentAt: number
  readonly subject: string
  readonly body: string
}

export interface ServiceFilter {
  /** The name of a resource: an okmsId. */
  readonly resourceName?: string | undefined
  /** Routes of resources, one of which is that of `offer`. */
  readonly routes?: readonly string[] | undefined
}

/**
 * Each refuses ServiceNotFound, also for a service of a domain that the caller does not reach, and ServiceExpired for a
 * service that has ended.
 */
export interface BilledServices {
  /**
   * The domains of services, oldest first; never none, because clients take the first. Refuses
   * ServiceOfResourceNotFound, and NoService where there is none.
   */
  list (caller: AnyCaller, filter?: ServiceFilter): readonly OkmsDomain[]
  /** The domain of a service. */
  get (caller: AnyCaller, serviceId: number): OkmsDomain
  /** Renames the domain. Refuses as OkmsDomains.rename. */
  rename (caller: AnyCaller, serviceId: number, name: string): void
  /** Sends the e-mail with the token that confirms. */
  terminate (caller: AnyCaller, serviceId: number): void
  /** Removes the domain with all that is in it. Refuses TerminationTokenWrong. */
  confirmTermination (caller: AnyCaller, serviceId: number, token: string): Promise<void>
}

/** Without those about domains that the caller does not reach. */
export interface Emails {
  /** Ids, in rising order. There is always one. */
  ids (caller: AnyCaller): readonly number[]
  /** Refuses EmailNotFound. */
  get (caller: AnyCaller, emailId: number): Email
}

export interface BilledServicesOptions {
  readonly store: Pick<Store, 'atomically' | 'domains' | 'emails' | 'derivedKey'>
  readonly domains: Pick<OkmsDomains, 'list' | 'remove' | 'rename'>
  readonly clock: Clock
}

export function createBilledServices (
  { store, domains, clock }: BilledServicesOptions
): { readonly services: BilledServices, readonly emails: Emails } {
  const tokenKey = store.derivedKey('termination tokens')

  /** Letters and digits only: clients find it in the e-mail by that. */
  const tokenOf = ({ emailId, serviceId }: TerminationEmail): string =>
    createHmac('sha256', tokenKey).update(`${emailId}/${serviceId}`).digest('hex')

  function get (caller: AnyCaller, serviceId: number): OkmsDomain {
    const domain = domains.list().find((one) => one.serviceId === serviceId)
    if (domain !== undefined && reachesDomain(caller, domain.okmsId)) return domain
    const hasEnded = domain === undefined && serviceId >= firstServiceId && serviceId <= store.domains.lastServiceId()
    throw refusal(hasEnded ? orderErrors.ServiceExpired : orderErrors.ServiceNotFound, serviceId)
  }

  const services: BilledServices = {
    list (caller, { resourceName, routes = [offer.route] } = {}) {
      const there = domains.list().filter(({ okmsId }) => reachesDomain(caller, okmsId) &&
        (resourceName === undefined || okmsId === resourceName.toLowerCase()))
      if (there.length > 0 && routes.includes(offer.route)) return there
      throw resourceName === undefined || there.length > 0
        ? refusal(orderErrors.NoService)
        : refusal(orderErrors.ServiceOfResourceNotFound, redactedPath(resourceName))
    },

    get,
    rename (caller, serviceId, name) { domains.rename(get(caller, serviceId).okmsId, name) },

    terminate (caller, serviceId) {
      const { okmsId } = get(caller, serviceId)
      store.atomically(() => {
        store.emails.insert({ serviceId, okmsId, sentAt: clock() })
        store.emails.removeOldest(maxEmails)
      })
    },

    async confirmTermination (caller, serviceId, token) {
      const { okmsId } = get(caller, serviceId)
      const isRight = store.emails.list()
        .filter((email) => email.serviceId === serviceId)
        .map((email) => isSame(tokenOf(email), token))
        .includes(true)
      if (!isRight) throw refusal(orderErrors.TerminationTokenWrong, serviceId)
      await domains.remove(okmsId, { force: true })
    }
  }

  const emails: Emails = {
    ids: (caller) => [
      welcomeEmailId,
      ...store.emails.list().filter(({ okmsId }) => reachesDomain(caller, okmsId)).map(({ emailId }) => emailId)
    ],

    get (caller, emailId) {
      if (emailId === welcomeEmailId) return welcome(domains.list()[0]?.createdAt ?? clock())
      const email = store.emails.find(emailId)
      if (email === undefined || !reachesDomain(caller, email.okmsId)) throw refusal(orderErrors.EmailNotFound, emailId)
      return termination(email, tokenOf(email))
    }
  }

  return { services, emails }
}

function isSame (one: string, other: string): boolean {
  const [bytes, otherBytes] = [Buffer.from(one), Buffer.from(other)]
  return bytes.length === otherBytes.length && timingSafeEqual(bytes, otherBytes)
}

const welcome = (sentAt: number): Email => ({
  emailId: welcomeEmailId,
  sentAt,
  subject: 'Welcome to okms-emulator',
  body: 'The account of this okms-emulator is ready. E-mails of this list are read through the API alone: none is sent.'
})

/** The text has the okmsId and the address in the form that clients look for (clients.md 4.3). */
const termination = ({ emailId, serviceId, okmsId, sentAt }: TerminationEmail, token: string): Email => ({
  emailId,
  sentAt,
  subject: `Confirm that the service ${okmsId} ends`,
  body: [
    `The end of the service ${serviceId} was requested. Its okms domain ${okmsId} would be removed, with its keys and secrets.`,
    'To confirm, send the token of this address to POST /services/{serviceId}/terminate/confirm:',
    `https://www.ovh.com/manager/#/billing/confirmTerminate?id=${serviceId}&token=${token}`,
    'The address leads to nothing of this server.'
  ].join('\n\n')
})
