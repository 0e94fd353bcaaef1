// The migrations as files: numbered SQL in migrations/.

import { readFileSync, readdirSync } from 'node:fs'

const folder = new URL('../../../migrations/', import.meta.url)

export interface MigrationFile {
  /** Named `NNNN_what_it_does.sql`. */
  readonly file: string
  readonly sql: string
}

/** In the order of their numbers. The build replaces these reads with the texts (scripts/embedded.js). */
export const migrationFiles: readonly MigrationFile[] = readdirSync(folder)
  .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
  .sort()
  .map((file) => ({ file, sql: readFileSync(new URL(file, folder), 'utf8') }))
