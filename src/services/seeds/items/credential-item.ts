// Access certificates of a seed.

import type { SeedCredential } from '../../../domain/seeds/seed-format.js'
import { rootIdentity } from '../../../domain/urn.js'
import { SeedFault, type SeedPath } from '../seed-problems.js'
import type { DomainPlace } from './domain-item.js'
import { contradiction, sameEntries, timeOf, type ItemContext, type SeedItem } from './item.js'

export function credentialItem (
  { credentials }: ItemContext, path: SeedPath, domain: DomainPlace, seed: SeedCredential
): SeedItem {
  const { name, description, validity, csr, certificateType } = seed
  const identities = seed.identityURNs ?? [rootIdentity]
  const order = () => ({
    okmsId: domain.okmsId(),
    name,
    description,
    identities,
    validityDays: validity,
    csr,
    certificateType,
    createdAt: timeOf(`${path}.createdAt`, seed.createdAt, domain.now())
  })

  return {
    path,
    kind: 'credential',
    name,
    okmsId: domain.okmsId,
    check: () => { credentials.check(order()) },
    find (present) {
      const found = present.credential(domain.okmsId(), name)
      if (found === undefined) return undefined
      const what = `credential ${found.credentialId}`
      if (!sameEntries(found.identities, identities)) {
        throw new SeedFault([contradiction(`${path}.identityURNs`, what, found.identities.join(', '))])
      }
      if (found.fromCsr !== (csr !== undefined)) {
        const there = found.fromCsr ? 'the key of a signing request' : 'a key that was made'
        throw new SeedFault([contradiction(`${path}.csr`, what, there)])
      }
      return found.credentialId
    },
    async prepare () {
      const { credential, privateKeyPem } = await credentials.prepare(order())
      return () => {
        credentials.keep(credential)
        const { credentialId, certificatePem } = credential
        return { id: credentialId, made: { certificatePem, privateKeyPem, out: seed.out } }
      }
    }
  }
}
