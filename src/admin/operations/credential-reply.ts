// A credential as the admin API shows it: the members of the service's control plane (service.md 10.3).

import { rfc3339 } from '../../domain/clock.js'
import type { Credential } from '../../domain/access/credential.js'
import type { components } from '../../http/contract/generated/emulator.js'

type CredentialReply = components['schemas']['Credential']

/**
 * @param now Epoch milliseconds; decides whether it has expired.
 * @param isCreating Whether it cannot be used yet: then it is shown without its certificate, as at the service.
 */
export function encodeCredential (credential: Credential, now: number, isCreating: boolean): CredentialReply {
  const status = statusOf(credential, now, isCreating)
  const certificate = status === 'CREATING' ? {} : { certificatePEM: credential.certificatePem }
  return {
    id: credential.credentialId,
    okmsId: credential.okmsId,
    name: credential.name,
    description: credential.description,
    identityURNs: [...credential.identities],
    status,
    fromCSR: credential.fromCsr,
    certificateType: credential.certificateType,
    createdAt: rfc3339(credential.createdAt),
    expiredAt: rfc3339(credential.notAfter),
    ...certificate
  }
}

function statusOf (
  { revokedAt, notAfter }: Credential, now: number, isCreating: boolean
): CredentialReply['status'] {
  if (revokedAt !== null) return 'REVOKED'
  if (isCreating) return 'CREATING'
  return now > notAfter ? 'EXPIRED' : 'READY'
}
