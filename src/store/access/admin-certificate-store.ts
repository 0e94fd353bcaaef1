// Admin certificates in SQLite.

import type { AdminCertificate } from '../../domain/access/admin-certificate.js'
import type { AdminCertificateStore } from '../../domain/ports.js'
import { flag, integer, nullable, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

type Row = readonly [
  certificateId: unknown, notAfter: unknown, name: unknown, fromFolder: unknown, createdAt: unknown, revokedAt: unknown,
  checksum: unknown
]

const time = nullable(integer)

function decode ([certificateId, ...row]: Row): AdminCertificate {
  const [notAfter, name, fromFolder, createdAt, revokedAt] = checked(row)
  return {
    certificateId: text(certificateId),
    name: text(name),
    fromFolder: flag(fromFolder),
    createdAt: integer(createdAt),
    notAfter: integer(notAfter),
    revokedAt: time(revokedAt)
  }
}

export function createAdminCertificateStore ({ database, storing }: Connection): AdminCertificateStore {
  const columns = ['not_after', 'name', 'from_folder', 'created_at', 'revoked_at']
  const select = `SELECT certificate_id, ${keepRowChecksums(database, 'admin_certificate', columns)} FROM admin_certificate`
  const insert = database.prepare(`INSERT INTO admin_certificate (certificate_id, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)`)
  const find = database.prepare<[string], Row>(`${select} WHERE certificate_id = ?`).raw()
  const list = database.prepare<[], Row>(`${select} ORDER BY created_at, rowid`).raw()
  const revoke = database.prepare('UPDATE admin_certificate SET revoked_at = ? WHERE certificate_id = ? AND revoked_at IS NULL')

  return {
    insert: ({ certificateId, name, fromFolder, createdAt, notAfter, revokedAt }) => {
      storing(() => insert.run(certificateId, notAfter, name, Number(fromFolder), createdAt, revokedAt))
    },
    find: (certificateId) => reading(() => {
      const row = find.get(certificateId)
      return row && decode(row)
    }),
    list: () => reading(() => list.all().map(decode)),
    revoke: (certificateId, at) => { storing(() => revoke.run(at, certificateId)) }
  }
}
