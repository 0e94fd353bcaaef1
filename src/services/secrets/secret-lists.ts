// Lists of secrets, of their versions, and of the names in a folder. What the caller may not see is left out.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Caller } from '../../domain/access/identity.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { NamedPage, NamePage, SecretInList, SecretStore } from '../../domain/ports.js'
import { faultOfPath } from '../../domain/secrets/secret-path.js'
import type { Secrets, SecretWithVersion, VersionNow } from './secrets.js'

/** Whether the caller may see the secret of this path; undefined for callers that may see every one. */
export type MaySee = ((path: string) => boolean) | undefined

export interface SecretLists {
  /** By path. A page may be shorter than requested, but is never empty while more follows. */
  list (caller: Caller, page: NamePage, maySee: MaySee): Promise<NamedPage<SecretWithVersion>>
  /** By number. Refuses SecretNotFound. */
  versions (caller: Caller, path: string, page: PageRequest): Page<VersionNow>
  /**
   * Names directly in a folder; those of folders end with a slash, and a folder is there while the caller may see a
   * secret below it. Refuses FolderEmpty.
   * @param folder A path without a slash at the end; empty for the root.
   */
  children (caller: Caller, folder: string, page: NamePage, maySee: MaySee): Promise<NamedPage<string>>
}

/** Paths that one search reads before it lets other requests run. */
const pathsATurn = 100

export function createSecretLists ({ store, secrets }: {
  readonly store: SecretStore
  readonly secrets: Pick<Secrets, 'get' | 'versionsNow'>
}): SecretLists {
  function itemsNow ({ okmsId }: Caller, items: readonly SecretInList[]): readonly SecretWithVersion[] {
    const versionNow = secrets.versionsNow(okmsId)
    return items.map(({ secret, version }) => ({ secret, version: version && versionNow(version) }))
  }

  /** Whether the caller may see any secret below a folder. */
  async function isFolderSeen (caller: Caller, folder: string, maySee: NonNullable<MaySee>): Promise<boolean> {
    let after = ''
    for (;;) {
      const paths = store.pathsBelow(caller.okmsId, folder, { after, limit: pathsATurn })
      if (paths.some(maySee)) return true
      if (paths.length < pathsATurn) return false
      after = paths.at(-1) ?? ''
      await nextTurn()
    }
  }

  /** Passes over what the caller may not see until the page is full or nothing follows. */
  async function seenChildren (
    caller: Caller, folder: string, { after, limit }: NamePage, maySee: NonNullable<MaySee>
  ): Promise<NamedPage<string>> {
    const items: string[] = []
    let from = after
    for (;;) {
      const page = store.children(caller.okmsId, folder, { after: from, limit })
      for (const name of page.items) {
        const isSeen = name.endsWith('/')
          ? await isFolderSeen(caller, `${folder}${name}`, maySee)
          : maySee(`${folder}${name}`)
        if (isSeen && items.length === limit) return { items, next: items.at(-1) ?? null }
        if (isSeen) items.push(name)
      }
      if (page.next === null) return { items, next: null }
      from = page.next
      await nextTurn()
    }
  }

  return {
    async list (caller, { after, limit }, maySee) {
      let from = after
      for (;;) {
        const { items, next } = store.list(caller.okmsId, { after: from, limit })
        const seen = maySee === undefined ? items : items.filter(({ secret }) => maySee(secret.path))
        if (seen.length > 0 || next === null) return { items: itemsNow(caller, seen), next }
        from = next
        await nextTurn()
      }
    },

    versions (caller, path, page) {
      secrets.get(caller, path)
      const { items, next } = store.versions(caller.okmsId, path, page)
      return { items: items.map(secrets.versionsNow(caller.okmsId)), next }
    },

    async children (caller, folder, page, maySee) {
      const fault = folder === '' ? undefined : faultOfPath(folder)
      if (fault !== undefined) throw refusal(secretErrors.SecretPathInvalid, fault)
      const prefix = folder === '' ? '' : `${folder}/`
      const found = maySee === undefined
        ? store.children(caller.okmsId, prefix, page)
        : await seenChildren(caller, prefix, page, maySee)
      if (found.items.length === 0 && page.after === '') throw refusal(secretErrors.FolderEmpty)
      return found
    }
  }
}
