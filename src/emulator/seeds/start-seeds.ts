// Applies the seeds of a start, before the server listens.

import { DomainError } from '../../domain/errors/domain-error.js'
import { domainSpelling } from '../../domain/errors/wording.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { Config } from '../../config/config.js'
import type { Logger } from '../../log/log.js'
import type { Seeds } from '../../services/seeds/seeds.js'
import { writeMade } from './made-files.js'
import { readSeedFile, seedFilesIn, type SeedFile } from './seed-files.js'

/**
 * Those of the folder in the order of their names, then those that were named. Throws StartFailure for the first that
 * is refused; then nothing of it was written.
 * @param given Seeds of a program.
 */
export async function applyStartSeeds (
  { seeds: named, seedFolder }: Pick<Config, 'seeds' | 'seedFolder'>, given: readonly SeedFile[], seeds: Seeds,
  log: Logger
): Promise<void> {
  const files = [...seedFolder === undefined ? [] : seedFilesIn(seedFolder), ...named]
  for (const seed of [...files.map(readSeedFile), ...given]) {
    const { name, content, base } = seed
    try {
      const items = await seeds.apply({ name, content }, (seeded) => {
        for (const { made } of seeded) writeMade(made, base)
      })
      const created = items.filter(({ outcome }) => outcome === 'created').length
      log.info({ seed: name, created, unchanged: items.length - created }, 'applied a seed')
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const lines = error.spelled(domainSpelling).map(({ line }) => line)
      throw startFailure(startFailures.SeedRefused, lines)
    }
  }
}
