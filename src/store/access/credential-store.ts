// Access certificates and their identities in SQLite.

import type { Credential } from '../../domain/access/credential.js'
import type { CredentialStore } from '../../domain/ports.js'
import { flag, integer, json, nullable, oneOf, text, type RowOf, type Stored } from '../sqlite/column.js'
import type { DomainRows } from './okms-domain-store.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache } from '../sqlite/row-cache.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { DomainContent } from '../snapshots/snapshot-rows.js'

const columns = [
  'credential_id', 'okms_id', 'name', 'description', 'identities', 'certificate_type', 'from_csr', 'certificate_pem',
  'created_at', 'not_before', 'not_after', 'revoked_at'
] as const

type Row<Value> = RowOf<typeof columns, Value>

const certificateType = oneOf(['ECDSA', 'RSA'])
const time = nullable(integer)

function encode (credential: Credential): Row<Stored> {
  return [
    credential.credentialId, credential.okmsId, credential.name, credential.description,
    JSON.stringify(credential.identities), credential.certificateType,
    Number(credential.fromCsr), credential.certificatePem, credential.createdAt, credential.notBefore,
    credential.notAfter, credential.revokedAt
  ]
}

function decode ([
  credentialId, okmsId, name, description, identities, type, fromCsr, certificatePem, createdAt, notBefore, notAfter,
  revokedAt
]: Row<unknown>): Credential {
  return {
    credentialId: text(credentialId),
    okmsId: text(okmsId),
    name: text(name),
    description: text(description),
    identities: json<string[]>(identities),
    certificateType: certificateType(type),
    fromCsr: flag(fromCsr),
    certificatePem: text(certificatePem),
    createdAt: integer(createdAt),
    notBefore: integer(notBefore),
    notAfter: integer(notAfter),
    revokedAt: time(revokedAt)
  }
}

/** Called for every request. */
const cachedCredentials = 200

/** Credentials as a snapshot holds them. */
export interface CredentialContent extends DomainContent {
  /** Inserts this credential unless it is there. If it is not revoked, it is not revoked afterwards. */
  putBack (credential: Credential): void
}

export function createCredentialStore (
  { database, storing }: Connection
): CredentialStore & DomainRows & CredentialContent {
  const cache = createRowCache<string, Credential>(cachedCredentials)
  const inserting = `INSERT INTO credential (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
  const insert = database.prepare(inserting)
  const putBack = database.prepare(`${inserting}
    ON CONFLICT (credential_id) DO UPDATE SET revoked_at = NULL WHERE excluded.revoked_at IS NULL`)
  const select = `SELECT ${keepRowChecksums(database, 'credential', columns)} FROM credential`
  const find = database.prepare<[string], Row<unknown>>(`${select} WHERE credential_id = ?`).raw()
  const list = database.prepare<[string], Row<unknown>>(`${select} WHERE okms_id = ? ORDER BY position`).raw()
  const revoke = database.prepare('UPDATE credential SET revoked_at = ? WHERE credential_id = ? AND revoked_at IS NULL')
  const revokeAll = database.prepare('UPDATE credential SET revoked_at = ? WHERE okms_id = ? AND revoked_at IS NULL')

  const removeAll = database.prepare('DELETE FROM credential WHERE okms_id = ?')

  return {
    entries: (okmsId) => list.all(okmsId).map((row) => decode(checked(row))),
    add: (okmsId, credential: Credential) => { insert.run(...encode({ ...credential, okmsId })) },
    putBack: (credential) => { putBack.run(...encode(credential)) },
    clear (okmsId) {
      removeAll.run(okmsId)
      return 0
    },
    insert: (credential) => { storing(() => insert.run(...encode(credential))) },
    find: (credentialId) => cache.read(credentialId, () => reading(() => {
      const row = find.get(credentialId)
      return row && decode(checked(row))
    })),
    list: (okmsId) => reading(() => list.all(okmsId).map((row) => decode(checked(row)))),
    revoke (credentialId, at) {
      try {
        storing(() => revoke.run(at, credentialId))
      } finally {
        cache.delete(credentialId)
      }
    },
    removeDomain: (okmsId, at) => { revokeAll.run(at, okmsId) },
    forgetRows: () => { cache.clear() }
  }
}
