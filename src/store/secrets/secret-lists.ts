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
  const paths = database.prepare<[string, string, string], string>(
    'SELECT path FROM secret WHERE okms_id = ? AND path >= ? AND path < ? ORDER BY path').pluck()
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

  /** The first path of a folder from this one on, and those that follow it up to the first one in a deeper folder. */
  function * namesFrom (okmsId: string, folder: string, start: string): Generator<string> {
    let from = start
    for (;;) {
      const deeper = yield * leaves(okmsId, folder, from)
      if (deeper === undefined) return
      yield deeper.slice(folder.length)
      from = endOf(deeper)
    }
  }

  /** Yields the names of secrets; returns the first deeper folder. */
  function * leaves (okmsId: string, folder: string, from: string): Generator<string, string | undefined> {
    for (const path of paths.iterate(okmsId, from, endOf(folder))) {
      const slash = path.indexOf('/', folder.length)
      if (slash >= 0) return path.slice(0, slash + 1)
      yield path.slice(folder.length)
    }
    return undefined
  }

  return {
    list (okmsId, { after, limit }) {
      // One more than is wanted shows whether more follow.
      const rows = all.all(okmsId, after, limit + 1)
      const items = rows.slice(0, limit).map(decodeEntry)
      return { items, next: rows.length > limit ? items.at(-1)?.secret.path ?? null : null }
    },

    children (okmsId, folder, { after, limit }) {
      const start = after === '' ? folder : after.endsWith('/') ? endOf(`${folder}${after}`) : `${folder}${after}\0`
      const items: string[] = []
      for (const name of namesFrom(okmsId, folder, start)) {
        if (items.length === limit) return { items, next: items.at(-1) ?? null }
        items.push(name)
      }
      return { items, next: null }
    },

    pathsBelow: (okmsId, folder, { after, limit }) =>
      somePaths.all(okmsId, after === '' ? folder : after, endOf(folder), limit)
  }
}
