// Lists of secrets: all of a domain, and folder by folder. Each is a range of the index of paths.

import type { Database } from 'better-sqlite3'
import type { NamedPage, NamePage, SecretInList } from '../../domain/ports.js'
import {
  decodeSecret, decodeVersion, secretColumns, versionColumns, type SecretRow, type VersionRow
} from './secret-row.js'

export interface SecretLists {
  list (okmsId: string, page: NamePage): NamedPage<SecretInList>
  children (okmsId: string, folder: string, page: NamePage): NamedPage<string>
  pathsBelow (okmsId: string, folder: string, page: NamePage): readonly string[]
}

/** The byte after the slash: what follows everything in a folder. */
const afterSlash = '0'

/** No path has this character, and all that it may have come before it. */
const afterEverything = '\x7f'

/** Paths from here on, which is included, are behind everything that begins with this text. */
const endOf = (folder: string) => folder === '' ? afterEverything : `${folder.slice(0, -1)}${afterSlash}`

/** The first path behind a name of a folder; the folder's own first path for none. */
function startAfter (folder: string, name: string): string {
  if (name === '') return folder
  return name.endsWith('/') ? endOf(`${folder}${name}`) : `${folder}${name}\0`
}

/** @param selected Columns of each table, with the checksum. */
export function createSecretLists (
  database: Database, selected: { readonly secret: string, readonly version: string }
): SecretLists {
  const qualified = (table: string, columns: string) => columns.split(', ').map((name) => `${table}.${name}`).join(', ')
  const width = secretColumns.length + 1
  const all = database.prepare<[string, string, number], readonly unknown[]>(`
    SELECT ${qualified('secret', selected.secret)}, ${qualified('secret_version', selected.version)} FROM secret
      LEFT JOIN secret_version ON secret_version.secret = secret.position AND number = current_version
      WHERE okms_id = ? AND path > ? ORDER BY path LIMIT ?`).raw()
  const names = database.prepare<[number, string, string, string, number], string>(
    'SELECT substr(path, ?) FROM secret WHERE okms_id = ? AND path >= ? AND path < ? ORDER BY path LIMIT ?').pluck()
  const somePaths = database.prepare<[string, string, string, number], string>(
    'SELECT path FROM secret WHERE okms_id = ? AND path > ? AND path < ? ORDER BY path LIMIT ?').pluck()

  function decodeEntry (row: readonly unknown[]): SecretInList {
    const version = row.slice(width)
    return {
      secret: decodeSecret(row.slice(0, width) as unknown as SecretRow),
      version: version.length === versionColumns.length + 1 && version[0] !== null
        ? decodeVersion(version as unknown as VersionRow).version
        : undefined
    }
  }

  /**
   * Names of a folder from this path on: those of secrets up to the first deeper folder, and that folder.
   * @param length Paths that are read.
   */
  function namesFrom (okmsId: string, folder: string, start: string, length: number): readonly string[] {
    const found = names.all(folder.length + 1, okmsId, start, endOf(folder), length)
    const deeper = found.findIndex((name) => name.includes('/'))
    return deeper < 0 ? found : [...found.slice(0, deeper), (found[deeper] ?? '').replace(/\/.*/, '/')]
  }

  return {
    list (okmsId, { after, limit }) {
      // One more than is wanted shows whether more follow.
      const rows = all.all(okmsId, after, limit + 1)
      const items = rows.slice(0, limit).map(decodeEntry)
      return { items, next: rows.length > limit ? items.at(-1)?.secret.path ?? null : null }
    },

    children (okmsId, folder, { after, limit }) {
      // One more than is wanted shows whether more follow.
      const wanted = limit + 1
      const children: string[] = []
      let length = wanted
      while (children.length < wanted) {
        const found = namesFrom(okmsId, folder, startAfter(folder, children.at(-1) ?? after), length)
        children.push(...found)
        const isCut = found.at(-1)?.endsWith('/') ?? false
        if (found.length < length && !isCut) break
        // What is in a deeper folder is passed over, and another folder is likely to follow it.
        length = isCut ? 1 : Math.min(2 * length, wanted)
      }
      const items = children.slice(0, limit)
      return { items, next: children.length > limit ? items.at(-1) ?? null : null }
    },

    pathsBelow: (okmsId, folder, { after, limit }) =>
      somePaths.all(okmsId, after === '' ? folder : after, endOf(folder), limit)
  }
}
