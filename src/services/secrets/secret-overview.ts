// Secrets as the pages show them: how many there are, one with its versions, and a list to search in. Never data.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clocks } from '../../domain/clock.js'
import type { SecretStore } from '../../domain/ports.js'
import { unsetSettings, type Secret, type SecretSettings } from '../../domain/secrets/secret.js'
import { versionsToKeep } from '../../domain/secrets/version-limit.js'
import { stateAt } from '../../domain/secrets/version-state.js'
import type { MaySee } from './secret-lists.js'
import type { SecretWithVersion, VersionNow } from './secrets.js'

export interface SecretPage {
  /** By path, each with its current version. */
  readonly secrets: readonly SecretWithVersion[]
  /** The path after which the next page starts; null on the last page. */
  readonly next: string | null
}

export interface SecretHistory {
  readonly secret: Secret
  /** The latest ones, newest first. */
  readonly versions: readonly VersionNow[]
  /** Older versions that are kept but not listed. */
  readonly moreVersions: number
  /** How many versions are kept, whether the secret, its domain or neither says so. */
  readonly keptVersions: number
}

export interface SecretOverview {
  /** By the clock of the domain. */
  now (okmsId: string): number
  /** Undefined when the caller may see only part of the secrets and there are too many to check one by one. */
  count (okmsId: string, maySee: MaySee): number | undefined
  history (okmsId: string, path: string): SecretHistory | undefined
  configuration (okmsId: string): SecretSettings
  /**
   * @param search Part of the path, in any case.
   * @param after The last path of the page before; the first secrets when empty.
   */
  page (okmsId: string, search: string, after: string, limit: number, maySee: MaySee): Promise<SecretPage>
}

/** Largest number of secrets counted one by one for a caller who may see only part of them: about 10 ms. */
const countedOneByOne = 5000

/** Versions of one secret that are listed. */
const listedVersions = 50

/** Paths that a search reads before it lets other requests run: less than a millisecond. */
const pathsATurn = 500

export function createSecretOverview (
  { store, clocks }: { readonly store: SecretStore, readonly clocks: Pick<Clocks, 'of'> }
): SecretOverview {
  const now = (okmsId: string) => clocks.of(okmsId)()
  const configuration = (okmsId: string) => store.configuration(okmsId) ?? unsetSettings

  /** Undefined when it was removed meanwhile. */
  function withCurrentVersion (okmsId: string, path: string): SecretWithVersion | undefined {
    const secret = store.find(okmsId, path)
    const version = secret && store.version(okmsId, path, secret.currentVersion)
    return secret && { secret, version: version && { ...version, state: stateAt(version, now(okmsId)) } }
  }

  return {
    now,

    count (okmsId, maySee) {
      const total = store.count(okmsId)
      if (maySee === undefined) return total
      if (total > countedOneByOne) return undefined
      return store.pathsBelow(okmsId, '', { after: '', limit: total }).filter(maySee).length
    },

    history (okmsId, path) {
      const secret = store.find(okmsId, path)
      if (secret === undefined) return undefined
      const after = Math.max(0, secret.currentVersion - listedVersions)
      const at = now(okmsId)
      const { items } = store.versions(okmsId, path, { after, limit: listedVersions })
      return {
        secret,
        versions: items.map((version) => ({ ...version, state: stateAt(version, at) })).reverse(),
        moreVersions: Math.max(0, after + 1 - Math.max(1, secret.oldestVersion)),
        keptVersions: versionsToKeep(secret, configuration(okmsId))
      }
    },

    configuration,

    async page (okmsId, search, after, limit, maySee) {
      const wanted = search.toLowerCase()
      const found: string[] = []
      let from = after
      for (;;) {
        const paths = store.pathsBelow(okmsId, '', { after: from, limit: pathsATurn })
        for (const path of paths) {
          if (path.toLowerCase().includes(wanted) && (maySee === undefined || maySee(path))) found.push(path)
          if (found.length > limit) break
        }
        // One item more than requested shows whether another page follows.
        if (found.length > limit || paths.length < pathsATurn) break
        from = paths.at(-1) ?? from
        await nextTurn()
      }
      const shown = found.slice(0, limit)
      return {
        secrets: shown.map((path) => withCurrentVersion(okmsId, path)).filter((secret) => secret !== undefined),
        next: found.length > limit ? shown.at(-1) ?? null : null
      }
    }
  }
}
