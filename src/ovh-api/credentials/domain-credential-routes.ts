// Routes of credentials in API v2 (service.md 10.3). A revoked credential is not found any more.

import type { RouteOptions } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { Credential } from '../../domain/access/credential.js'
import { rfc3339, type Clocks } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import { numbered, pageOf } from '../../http/paging/page-of.js'
import type { Credentials } from '../../services/access/credentials.js'
import { domainOperation } from '../operation.js'

type Schemas = components['schemas']
type Status = Schemas['okms.CredentialStatusEnum']

export interface DomainCredentialServices {
  readonly credentials: Pick<Credentials, 'order' | 'find' | 'list' | 'revoke'>
  readonly clocks: Pick<Clocks, 'of'>
  readonly cursors: Cursors
  /** Whether it does not count yet; see delayed-access.ts. Undefined where all count at once. */
  readonly isCreating: ((credentialId: string) => boolean) | undefined
}

const typeOfCsr = {
  place: { name: 'certificateType', path: 'body.certificateType' },
  text: 'a certificate request has its own type of key; leave the member out, or leave out csr'
}

const encode = (credential: Credential, status: Status) => ({
  id: credential.credentialId,
  name: credential.name,
  description: credential.description === '' ? null : credential.description,
  identityURNs: [...credential.identities],
  status,
  fromCSR: credential.fromCsr,
  certificateType: credential.certificateType,
  createdAt: rfc3339(credential.createdAt),
  expiredAt: rfc3339(credential.notAfter)
})

export function domainCredentialRoutes (
  { credentials, clocks, cursors, isCreating }: DomainCredentialServices
): readonly RouteOptions[] {
  function statusOf ({ okmsId, credentialId, notAfter }: Credential): Status {
    if (isCreating?.(credentialId) === true) return 'CREATING'
    return clocks.of(okmsId)() > notAfter ? 'EXPIRED' : 'READY'
  }

  function encodeWhole (credential: Credential, status = statusOf(credential)): Schemas['okms.credential.GetResponse'] {
    const isThere = status === 'READY' || status === 'EXPIRED'
    return { ...encode(credential, status), certificatePEM: isThere ? credential.certificatePem : null }
  }

  function found ({ okmsId }: Caller, credentialId: string): Credential {
    const credential = credentials.find(credentialId)
    if (credential?.okmsId !== okmsId || credential.revokedAt !== null) {
      throw refusal(accessErrors.CredentialNotFound, credentialId)
    }
    return credential
  }

  return [
    domainOperation('ListDomainCredentials', ({ caller, headers }) => {
      const list = `credentials of API v2/${caller.okmsId}`
      // Revoked ones keep their place.
      const there = credentials.list(caller.okmsId).map((credential, place) => ({ credential, place }))
        .filter(({ credential: { revokedAt } }) => revokedAt === null)
      const page = pageOf(there, ({ place }) => numbered(place), cursors.wanted(list, headers))
      return { headers: cursors.next(list, page), body: page.items.map(({ credential }) => encodeWhole(credential)) }
    }),

    domainOperation('CreateDomainCredential', async ({ caller: { okmsId }, body }) => {
      if (body.csr != null && body.certificateType != null) {
        throw refusal(accessErrors.CredentialRequestInvalid, [typeOfCsr])
      }
      const { credential, privateKeyPem = null } = await credentials.order({
        okmsId,
        name: body.name,
        description: body.description ?? undefined,
        identities: body.identityURNs,
        validityDays: body.validity ?? undefined,
        certificateType: body.certificateType ?? undefined,
        csr: body.csr ?? undefined
      })
      return { body: { ...encode(credential, 'CREATING'), privateKeyPEM: privateKeyPem } }
    }),

    domainOperation('GetDomainCredential', ({ caller, params: { credentialId } }) => ({
      body: encodeWhole(found(caller, credentialId))
    })),

    domainOperation('DeleteDomainCredential', ({ caller, params: { credentialId } }) => {
      const credential = found(caller, credentialId)
      credentials.revoke(credentialId)
      return { body: encodeWhole(credential, 'DELETING') }
    })
  ]
}
