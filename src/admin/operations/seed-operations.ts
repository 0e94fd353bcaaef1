// Operations that apply a seed and write one.

import type { components } from '../../http/contract/generated/emulator.js'
import { seedText, type SeedExport } from '../../services/seeds/export.js'
import type { SeededItem, Seeds } from '../../services/seeds/seeds.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'

export function seedOperations ({ seeds, seedExport }: {
  readonly seeds: Seeds, readonly seedExport: SeedExport
}): readonly AdminOperation[] {
  return [
    adminOperation('ApplySeed', async ({ body }) => {
      // Only the start of a server writes files where a seed says so: a caller could name any file of this machine.
      const items = (await seeds.apply(body)).map(encode)
      const created = items.filter(({ outcome }) => outcome === 'created').length
      return { body: { created, unchanged: items.length - created, items } }
    }),

    adminOperation('ExportSeed', async ({ query: { okmsId, material = false, format = 'yaml' } }) => ({
      body: { content: await seedText(seedExport.seedOf({ okmsId, withMaterial: material }), format, material) }
    }))
  ]
}

type Reply = components['schemas']['SeededItem']

function encode ({ made, okmsId, kind, ...item }: SeededItem): Reply {
  const { certificatePem, privateKeyPem, token, clientSecret, out } = made
  return {
    ...item,
    kind,
    ...(okmsId === undefined ? {} : { okmsId }),
    ...(out === undefined ? {} : { out }),
    ...(certificatePem === undefined ? {} : { certificatePEM: certificatePem }),
    ...(privateKeyPem === undefined ? {} : { privateKeyPEM: privateKeyPem }),
    ...(token === undefined ? {} : { token }),
    ...(clientSecret === undefined ? {} : { clientSecret })
  }
}
