// Routes of credentials in API v2 (service.md 10.3). A revoked credential is not found any more.

import type { RouteOptions } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { Credential } from '../../domain/access/credential.js'
import { rfc3339, type Clocks } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { Cursors } from '../../http/paging/page-headers.js'
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
      const { after, limit } = cursors.wanted(list, headers)
      const all = credentials.list(caller.okmsId)
      // Revoked ones keep their place, so that the page after them is still the next one.
      const from = all.findIndex(({ credentialId }) => credentialId === after) + 1
      const left = all.slice(from).filter(({ revokedAt }) => revokedAt === null)
      const page = left.slice(0, limit)
      const next = left.length > limit ? page.at(-1)?.credentialId ?? null : null
      return { headers: cursors.next(list, { next }), body: page.map((credential) => encodeWhole(credential)) }
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
