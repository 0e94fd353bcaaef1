// Faults in what is kept on the disk.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const storeMutations: readonly Mutation[] = [
  ...mutationsOf('atomic-file.ts', ['certificate-folder', 'atomic-file'], [
    ['a name that is taken is replaced', "closeSync(openSync(file, 'wx', modes.secret))", ''],
    ['a temporary file stays behind', '  } finally {\n    rmSync(temporary, { force: true })\n  }', '  } finally {\n  }'],
    ['the file of a process that writes it is removed', 'process.kill(pid, 0)\n    return true', 'return false'],
    ['the umask decides about the mode of a file', 'changeMode(() => { fchmodSync(file, mode) }, refused)', '', ['atomic-file']]
  ]),
  ...mutationsOf('connection.ts', ['open-store', 'service-key-store', 'shared-folders', 'connection'], [
    ['a change may wait in the log after it was erased', "database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0", 'true'],
    ['a log that a reader keeps is never emptied', 'else retry ??=', 'else retry ='],
    ['closing leaves the log behind', 'log.emptyLast()\n', ''],
    ['an open that failed goes on to empty the log', 'log.stopRetrying()\n    database.close()', 'database.close()', ['connection']],
    ['a killed server leaves erased material in the log', 'log.empty() //', '//'],
    ['changes go to a database that was removed', 'inode(file) !== ino', 'file === \'\'']
  ]),
  ...mutationsOf('credential-store.ts', ['credential-and-domain-store', 'row-cache', 'credentials'], [
    ['credentials of a removed domain let in', 'revokeAll.run(at, okmsId)', '', ['access-stores', 'credential-and-domain-store']],
    ['a second revocation changes the time of the first', 'WHERE credential_id = ? AND revoked_at IS NULL', 'WHERE credential_id = ?'],
    ['a revoked credential is remembered as it was', 'cache.delete(credentialId)', ''],
    ['credentials of every domain are listed', 'WHERE okms_id = ? ORDER BY position', 'WHERE okms_id IS NOT ? ORDER BY position'],
    ['a removed domain leaves its credentials in memory', 'forgetRows: () => { cache.clear() }', 'forgetRows: () => {}']
  ]),
  ...mutationsOf('data-files.ts', ['data-files'], [
    ['a named pipe is opened', 'if (!status.isFile()) return', 'if (status.isDirectory()) return'],
    ['a lock file has content', 'if (empty && status.size > 0) return', 'if (status.size < 0) return'],
    ['a link is followed to the file of a lock', 'if (!link && lstatSync(file)', 'if (link && lstatSync(file)'],
    ['a killed start leaves its files', 'if (unfinished.test(name)) rmSync', 'if (name === \'\') rmSync']
  ]),
  ...mutationsOf('database-file.ts', ['open-store', 'data-files', 'connection'], [
    ['a database of another program is taken', '!== applicationId) {\n    throw', '=== -1) {\n    throw'],
    ['a damaged database is opened', "if (verdict !== 'ok') throw corrupt(file, verdict)", ''],
    ['a database that was lost is created again', 'if (left !== undefined) throw', 'if (left === \'\') throw'],
    ['the journal of a killed server stops every start', 'recover(file)\n', ''],
    ['a file system without shared memory stops the start', 'return use(true)', 'throw error'],
    ['a new database may be read by others', "openSync(unfinished, 'wx', 0o600)", "openSync(unfinished, 'wx', 0o644)"]
  ]),
  ...mutationsOf('sync-folder.ts', ['certificate-folder', 'atomic-file'], [
    ['a file system that cannot sync folders stops the start', "new Set(['EINVAL', ", 'new Set([']
  ]),
  ...mutationsOf('file-mode.ts', ['certificate-folder'], [
    ['private files may be read by others', 'secret: 0o600, open: 0o644', 'secret: 0o644, open: 0o644'],
    [
      'a private folder may be read by others', 'secret: 0o700, open: 0o755', 'secret: 0o755, open: 0o755',
      ['certificate-folder', 'local-pki', 'default-client']
    ],
    ['a mode that cannot be changed stops the start', 'if (!isSystemError(error)) throw error', 'throw error'],
    ['each mode that cannot be changed is a warning', 'reported = true', 'reported = false'],
    ['the mode of what a link leads to is changed', '|| lstatSync(folder).isSymbolicLink()', '', ['atomic-file']]
  ]),
  ...mutationsOf('file-reading.ts', ['certificate-folder', 'damaged-files'], [
    ['a file that may not be read is one that is missing', "systemCodeOf(error) === 'ENOENT'", 'isSystemError(error)'],
    ['the mode of what a link leads to is changed', ' && !isLink', ''],
    ['a device is read', 'if (!status.isFile()) throw', 'if (status.isFIFO()) throw']
  ]),
  ...mutationsOf('folder-making.ts', ['folder-making'], [
    ['the umask decides about the mode of a folder', 'if (make(folder, folder, mode)) setMode(folder, mode, refused)', 'make(folder, folder, mode)'],
    ['a folder above that its owner cannot enter stays so', 'if ((made & ownerRights) !== ownerRights)', 'if (made < 0)']
  ]),
  ...mutationsOf('folder-lock.ts', ['folder-lock', 'processes'], [
    ['a lock that is held stops no one', 'BEGIN EXCLUSIVE; CREATE TABLE held (x)', 'BEGIN'],
    ['a lock file that cannot be written is no lock', '; CREATE TABLE held (x)', ''],
    ['a file system without locks is one that is in use', 'assertLocks(folder)\n  throw', 'throw'],
    ['a start waits without end', 'if (Date.now() > end) break', 'if (Date.now() < 0) break'],
    ['a released lock is held on', 'release: () => { connection.close() }', 'release: () => {}']
  ]),
  ...mutationsOf('key-counts.ts', ['key-counts'], [
    ['a change of state is counted twice', 'if (before !== undefined) counts[before]--', ''],
    ['counts are made again each time', 'byDomain.get(okmsId) ?? countAll(okmsId)', 'countAll(okmsId)'],
    ['destroyed keys are counted', 'filter((state) => !isDestroyed(state))', 'filter((state) => state.length > 0)']
  ]),
  ...mutationsOf('state-changes.ts', ['key-history-store'], [
    ['the changes of a key come newest first', '.map(decodeChange).reverse()', '.map(decodeChange)']
  ]),
  ...mutationsOf('master-key.ts', ['open-store'], [
    ['a changed master key is used', 'if (found.sum !== checksum(found.text)) throw', "if (found.sum === '') throw"],
    ['the mode of a master key that others may read stays', 'if (isOpen) changeMode(', 'if (isOpen) void ('],
    ['a header of another version is taken', 'if (!found.text.startsWith(`${header} `)) throw', "if (found.text === '') throw"]
  ]),
  ...mutationsOf('migrations.ts', ['open-store', 'row-checksum'], [
    ['a database of a newer version is opened', 'if (version > migrations.length) throw', 'if (version > 9999) throw'],
    ['a changed schema is not noticed', 'if (expected !== schemaChecksum(database)) {\n    throw', 'if (expected === null) {\n    throw'],
    ['an edited migration is not noticed', 'if (checksums.get(migration.version) !== checksum(migration)) {\n      throw', 'if (migration.version === 0) {\n      throw'],
    ['a checkout with other line ends is another migration', "sql.replaceAll('\\r\\n', '\\n')", 'sql']
  ]),
  ...mutationsOf('okms-domain-store.ts', ['access-stores', 'credential-and-domain-store', 'row-cache'], [
    ['a removed domain is found', 'WHERE okms_id = ? AND removed_at IS NULL`', 'WHERE okms_id = ?`'],
    ['stores keep the rows of a removed domain in memory', 'for (const store of [...contents, ...dependents]) store.forgetRows()', ''],
    ['a removal that was killed stays unfinished', 'for (const okmsId of unfinished) while (eraseContent(okmsId));', '', ['processes']],
    ['a domain begins with keys of the one before it', 'while (eraseContent(okmsId));\n        for', 'for', ['access-stores']],
    ['a domain that is there is erased', 'at != null && contents.some(', 'contents.some(', ['access-stores']],
    ['a server that stops fails the removal of a domain', 'if (!database.open) return false', '', ['okms-domains']]
  ]),
  ...mutationsOf('open-store.ts', ['open-store', 'processes'], [
    ['a missing master key is created again', 'if (masterKey === undefined) throw startFailure(startFailures.MasterKeyMissing, keyFile, file)', 'if (masterKey === undefined) return createMasterKey(keyFile)'],
    ['the master key of another folder is taken', 'unseal(masterKey, check, checkData)', ''],
    ['a folder that cannot be opened stays locked', 'lock.release()\n      throw error', 'throw error'],
    ['two servers share a folder', 'const lock = lockFolder(lockedFolder)', 'const lock = { release: () => {} }'],
    ['closing twice is a fault', 'if (!database.open) return', '']
  ]),
  ...mutationsOf('policy-store.ts', ['access-stores'], [
    ['a removal always says that there was something', 'remove: (policyId) => storing(() => remove.run(policyId).changes > 0)', 'remove: (policyId) => storing(() => remove.run(policyId).changes >= 0)']
  ]),
  ...mutationsOf('group-store.ts', ['access-stores', 'policies'], [
    ['a group keeps its first members', 'DO UPDATE SET members = excluded.members,', 'DO UPDATE SET members = members,']
  ]),
  ...mutationsOf('user-store.ts', ['user-tokens'], [
    ['tokens of a removed user are remembered', 'tokens.forgetRows()\n', '\n'],
    ['a disabled user is remembered as it was', 'cache.delete(user.login)', '']
  ]),
  ...mutationsOf('okms-domain-store.ts', ['user-tokens'], [
    ['a removed domain is remembered', 'cache.delete(okmsId)\n        for (const store of', 'for (const store of']
  ]),
  ...mutationsOf('row-checksum.ts', ['row-checksum'], [
    ['a damaged row is given', 'if (row.at(-1) !== checksumOf(row.slice(0, -1))) throw', 'if (row.length === 0) throw'],
    ['values that move between columns are not noticed', "values.join('\\0')", "values.join('')"],
    ['a change leaves the checksum of before', "['update', `UPDATE OF ${columns.join(', ')}`, '']", "['update', `UPDATE OF ${columns.join(', ')}`, 'WHEN new.checksum IS NULL']"]
  ]),
  ...mutationsOf('server-record.ts', ['server-selection', 'doctor'], [
    ['the note of a server stays behind', 'if (runningServer(folder) === endpoint) rmSync', 'if (folder === \'\') rmSync']
  ]),
  ...mutationsOf('key-material.ts', ['service-key-store'], [
    ['material opens for another key', '`service-key/${okmsId}/${keyId}`', '`service-key/${okmsId}`']
  ]),
  ...mutationsOf('service-key-statements.ts', ['service-key-store'], [
    ['a compromised key of a removed domain is destroyed as if it were not', "iif(state = 'compromised', 'destroyed_compromised', 'destroyed')", "'destroyed'", ['access-stores', 'credential-and-domain-store']],
    ['a page begins with the last key of the page before', 'state = ? AND position > ?', 'state = ? AND position >= ?'],
    [
      'rows of other domains are shown', 'position >= ? AND okms_id = ? ORDER',
      'position >= ? AND okms_id IS NOT ? ORDER', ['service-key-summaries', 'key-overview']
    ],
    [
      'a row between two parts is left out', 'WHERE position < ? AND position >= ?',
      'WHERE position < ? AND position > ?', ['service-key-summaries', 'key-overview']
    ],
    ['a full last page says that more follows', 'positions.length > limit ?', 'positions.length >= limit ?']
  ]),
  ...mutationsOf('service-key-store.ts', ['service-key-store', 'row-cache', 'open-store'], [
    ['the material of a removed domain stays', '      eraseMaterial(position)\n      statements.destroy', '      statements.destroy', ['processes']],
    ['a removed domain leaves copies in the log', 'if (erased > 0 && left === 0) emptyLog()', '', ['access-stores']],
    ['a key of a domain that is removed is found', 'has(okmsId) ? statements.find.get(okmsId, keyId) : undefined', 'statements.find.get(okmsId, keyId)', ['access-stores']],
    ['a key of a domain that is removed is listed', 'if (!has(okmsId)) return { items: [], next: null }', '', ['access-stores']],
    ['the material of a domain that is removed is used', 'has(okmsId) ? statements.material.get(okmsId, keyId) : undefined', 'statements.material.get(okmsId, keyId)', ['access-stores']],
    ['a key of a domain that is removed changes', 'has(okmsId) ? statements.position.get(okmsId, keyId) : undefined', 'statements.position.get(okmsId, keyId)', ['access-stores']],
    ['a changed key leaves its material in memory', 'for (const listener of listeners) listener({ okmsId, keyId })', '', ['key-materials']],
    ['a removed domain leaves its material in memory', 'for (const listener of listeners) listener(undefined)', '', ['key-materials']],
    ['the material of a destroyed key stays', 'if (erase) eraseMaterial(position)', ''],
    ['erased material stays in the log', 'if (erased) emptyLog()', ''],
    ['the public part of a destroyed key stays', 'publicJwk: erase ? null : changed.publicJwk', 'publicJwk: changed.publicJwk'],
    ['a key of another domain is found in memory', '=> `${okmsId}/${keyId}`', '=> keyId'],
    ['a changed key is remembered as it was', 'byPosition.delete(position)', ''],
    ['a changed key is found as it was', 'byId.delete(nameOf(okmsId, keyId))', ''],
    ['a page is shown as it was before a new key', 'return refused\n      } finally {\n        pages.clear()', 'return refused\n      } finally {'],
    ['one taken id refuses the other keys too', 'if (error instanceof DomainError) return error\n', ''],
    ['a change may give a key another id', 'okmsId: before.okmsId, keyId: before.keyId, ', '']
  ]),
  ...mutationsOf('storage-faults.ts', ['open-store', 'service-key-store', 'errors', 'row-checksum'], [
    ['damage is answered as an unknown fault', 'if (error instanceof StoredDataDamaged) {\n    return', 'if (error === undefined) {\n    return'],
    ['a full disk passes for one that may not be written to', "new Set(['ENOSPC', 'EDQUOT'])", 'new Set([])', ['certificate-folder']]
  ]),
  ...mutationsOf('token-store.ts', ['access-stores', 'tokens', 'token-endpoint'], [
    ['a removed token is remembered', 'cache.delete(tokenId)\n      return storing', 'return storing'],
    ['tokens of accounts are listed', 'WHERE client_id IS NULL ORDER BY', 'ORDER BY'],
    ['personal tokens are swept out with the others', 'DELETE FROM token WHERE client_id IS NOT NULL AND expires_at < ?', 'DELETE FROM token WHERE expires_at < ?'],
    ['tokens of a removed account are remembered', 'tokens.forgetRows()\n', '\n']
  ])
]
