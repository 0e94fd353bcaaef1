// A migration that was released has changed databases of users, so its text stays as it is. A change needs a new file.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const folder = path.join(import.meta.dirname, '../../../migrations')

/** SHA-256 of each file. A new migration adds a line; no line ever changes. */
const released: Readonly<Record<string, string>> = {
  '0001_domains_credentials_service_keys.sql': 'dbed6493a3fd139215a3e1165a8510fead8751ede15a3468e027b493c60b84bf',
  '0002_access.sql': '03e5221b039f6ded394be3500d492f5123509efb9279b18f7cf124cefe228ba0',
  '0003_row_checksum.sql': 'a9ff3b530c9aeaa138ab0a4b0cab1f812ddd6611a78902c93e89663ae0e1aec4',
  '0004_key_history.sql': '0fe0ed0b99c134f048ca5da51811a294959f1b62a7ff332b9bbf4625bdb8ad95',
  '0005_admin_certificates.sql': '1f42cdd955805912bc94b9a0d34b8e63ceb7c4dabf3d4c45aac8c50f6ef3dcec',
  '0006_secrets.sql': '8b2d1de8f19800f44059080e3e5330f98a31ff1e85af8ae566d5f9283522685a',
  '0007_snapshots.sql': 'bf2258399132953507d99d51492d3500dcef3171a6d93d9d75f0de650265dc6d',
  '0008_control_plane.sql': 'b499ab6acdb0097f8f3450ddbfc00a550c2176f0dcc1c025f948eaa48cc728c3'
}

it('released migrations never change', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const hashes = files.map((name) => [
    name, createHash('sha256').update(readFileSync(path.join(folder, name))).digest('hex')
  ])
  expect(Object.fromEntries(hashes)).toEqual(released)
})
