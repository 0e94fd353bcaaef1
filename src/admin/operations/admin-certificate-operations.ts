// Operations on the certificates of the admin API itself.

import { rfc3339, type Clock } from '../../domain/clock.js'
import type { AdminCertificate } from '../../domain/access/admin-certificate.js'
import type { components } from '../../http/contract/generated/emulator.js'
import type { Administration } from '../../services/access/administration.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'

type AdminCertificateReply = components['schemas']['AdminCertificate']

export function adminCertificateOperations ({ administration, clock }: {
  readonly administration: Administration, readonly clock: Clock
}): readonly AdminOperation[] {
  const encode = ({
    certificateId, name, fromFolder, createdAt, notAfter, revokedAt
  }: AdminCertificate): AdminCertificateReply => ({
    id: certificateId,
    name,
    status: revokedAt !== null ? 'REVOKED' : clock() > notAfter ? 'EXPIRED' : 'READY',
    fromFolder,
    createdAt: rfc3339(createdAt),
    expiredAt: rfc3339(notAfter)
  })

  return [
    adminOperation('ListAdminCertificates', () => ({ body: administration.list().map(encode) })),

    adminOperation('AddAdminCertificate', ({ body: { name, validity } }) => {
      const { certificate, certificatePem, privateKeyPem } = administration.add({ name, validityDays: validity })
      return { body: { ...encode(certificate), certificatePEM: certificatePem, privateKeyPEM: privateKeyPem } }
    }),

    adminOperation('ShowAdminCertificate', ({ params: { certificateId } }) => ({
      body: encode(administration.get(certificateId))
    })),

    adminOperation('RemoveAdminCertificate', ({ params: { certificateId } }) => {
      administration.revoke(certificateId)
      return { body: encode(administration.get(certificateId)) }
    })
  ]
}
