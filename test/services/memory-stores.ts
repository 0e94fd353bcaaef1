// Stores that forget: domains and credentials in a Map, for tests of services.

import type { Credential } from '../../src/domain/access/credential.js'
import type { OkmsDomain } from '../../src/domain/access/okms-domain.js'
import { defaultRegion } from '../../src/domain/access/region.js'
import type { CredentialStore, OkmsDomainStore } from '../../src/domain/ports.js'

export function memoryDomains (): OkmsDomainStore {
  const rows = new Map<string, OkmsDomain>()
  let lastServiceId = 1000
  return {
    insert: (domain) => {
      lastServiceId += 1
      const { region = defaultRegion, pciDssEnabledAt = null } = domain
      rows.set(domain.okmsId, { ...domain, region, pciDssEnabledAt, serviceId: lastServiceId })
    },
    rename: (okmsId, name) => {
      const domain = rows.get(okmsId)
      if (domain !== undefined) rows.set(okmsId, { ...domain, name })
      return domain !== undefined
    },
    enablePciDss: (okmsId, pciDssEnabledAt) => {
      const domain = rows.get(okmsId)
      if (domain !== undefined) rows.set(okmsId, { ...domain, pciDssEnabledAt })
      return domain !== undefined
    },
    lastServiceId: () => lastServiceId,
    find: (okmsId) => rows.get(okmsId),
    list: () => [...rows.values()],
    remove: (okmsId) => { rows.delete(okmsId) },
    eraseContent: () => false
  }
}

export function memoryCredentials (): CredentialStore {
  const rows = new Map<string, Credential>()
  return {
    insert: (credential) => { rows.set(credential.credentialId, credential) },
    find: (credentialId) => rows.get(credentialId),
    list: (okmsId) => [...rows.values()].filter((credential) => credential.okmsId === okmsId),
    revoke: (credentialId, at) => {
      const row = rows.get(credentialId)
      if (row?.revokedAt === null) rows.set(credentialId, { ...row, revokedAt: at })
    }
  }
}
