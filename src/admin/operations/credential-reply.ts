// A credential as the admin API shows it: the members of the service's control plane (service.md 10.3).

import { rfc3339 } from '../../domain/clock.js'
import type { Credential } from '../../domain/access/credential.js'
import type { components } from '../../http/contract/generated/emulator.js'

type CredentialReply = components['schemas']['Credential']

/** @param now Epoch milliseconds; decides whether it has expired. */
export function encodeCredential (credential: Credential, now: number): CredentialReply {
  return {
    id: credential.credentialId,
    okmsId: credential.okmsId,
    name: credential.name,
    description: credential.description,
    identityURNs: [...credential.identities],
    status: statusOf(credential, now),
    fromCSR: credential.fromCsr,
    certificateType: credential.certificateType,
    createdAt: rfc3339(credential.createdAt),
    expiredAt: rfc3339(credential.notAfter),
    certificatePEM: credential.certificatePem
  }
}

function statusOf ({ revokedAt, notAfter }: Credential, now: number): CredentialReply['status'] {
  if (revokedAt !== null) return 'REVOKED'
  return now > notAfter ? 'EXPIRED' : 'READY'
}
