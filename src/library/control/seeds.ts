// Seeds for programs: applied, and written from what an emulator has.

import path from 'node:path'
import type { AdminSchemas } from '../../emulator/admin/admin-schemas.js'
import type { Seed } from '../../domain/seeds/seed-format.js'
import type { SeedSource } from '../../emulator/seeds/seed-files.js'
import type { Ask } from './ask.js'

/** What a seed created, and what was there already. */
export type SeedReport = AdminSchemas['schemas']['SeedReport']

export interface ExportOptions {
  /** One domain alone, without tokens, service accounts, groups and policies. */
  readonly okmsId?: string
  /** With the private parts of keys and the data of secrets. */
  readonly material?: boolean
}

export interface SeedControls {
  /**
   * Applies a seed: the object itself, its text, or the path or the URL of its file (a text in one line that is not in
   * brackets is a path). What is there already stays as it is. Private keys, tokens and client secrets are in the
   * report, and also written to where the seed says. Rejects with EmulatorRefusal and all problems; then nothing was
   * written.
   */
  seed (source: SeedSource): Promise<SeedReport>
  /** A seed of the emulator. Without material, keys are generated again and secrets have no data. */
  export (options?: ExportOptions): Promise<Seed>
}

/** @internal */
export function createSeedControls (ask: Ask): SeedControls {
  return {
    async seed (source) {
      const { readSeedSource } = await import('../../emulator/seeds/seed-files.js')
      const { writeMade } = await import('../../emulator/seeds/made-files.js')
      const { name, content, base } = readSeedSource(source)
      const report = await ask('ApplySeed', { body: { name: path.basename(name), content } })
      for (const { certificatePEM, privateKeyPEM, ...made } of report.items) {
        writeMade({ ...made, certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }, base)
      }
      return report
    },

    async export (options = {}) {
      const { content } = await ask('ExportSeed', { query: { ...options, format: 'json' } })
      return JSON.parse(content) as Seed
    }
  }
}
