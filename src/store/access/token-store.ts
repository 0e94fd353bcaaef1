// Tokens and service accounts in SQLite. Tokens and secrets are stored as hashes, so
// reading the database gives no access.

import type { Database } from 'better-sqlite3'
import type { ServiceAccountStore, TokenStore } from '../../domain/ports.js'
import type { ServiceAccount, Token } from '../../domain/access/token.js'
import { bytes, integer, json, nullable, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache, type CachedRows } from '../sqlite/row-cache.js'
import type { DomainRows } from './okms-domain-store.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'

type TokenRow = readonly [
  id: unknown, clientId: unknown, name: unknown, description: unknown, identities: unknown, okmsIds: unknown,
  sha256: unknown, createdAt: unknown, expiresAt: unknown
]

const textOrNull = nullable(text)
const time = nullable(integer)

const decodeToken = ([
  id, clientId, name, description, identities, okmsIds, sha256, createdAt, expiresAt
]: TokenRow): Token => ({
  tokenId: text(id),
  clientId: textOrNull(clientId),
  name: text(name),
  description: text(description),
  identities: json<string[]>(identities),
  okmsIds: json<string[]>(okmsIds),
  sha256: bytes(sha256),
  createdAt: integer(createdAt),
  expiresAt: time(expiresAt)
})

/** As a snapshot holds it, with the hash as base64. */
type TokenEntry = Omit<Token, 'sha256'> & { readonly sha256: string }

/** Takes a domain off the lists of a table; a row whose list becomes empty stays, and admits no caller. */
function withdrawalFrom (database: Database, table: 'token' | 'service_account'): (okmsId: string) => void {
  const withdraw = database.prepare(
    `UPDATE ${table} SET okms_ids = (SELECT json_group_array(value) FROM json_each(okms_ids) WHERE value <> @okmsId) WHERE instr(okms_ids, @okmsId) > 0`)
  return (okmsId) => { withdraw.run({ okmsId }) }
}

/** Every request with a token asks for one. */
const cachedTokens = 200

export function createTokenStore ({ database, storing }: Connection): TokenStore & DomainRows & ServerContent {
  const cache = createRowCache<string, Token>(cachedTokens)
  const columns = [
    'token_id', 'client_id', 'name', 'description', 'identities', 'okms_ids', 'sha256', 'created_at', 'expires_at'
  ]
  const selected = keepRowChecksums(database, 'token', columns)
  const insertion = database.prepare(`INSERT INTO token (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const all = database.prepare<[], TokenRow>(`SELECT ${selected} FROM token ORDER BY position`).raw()
  const removeAll = database.prepare('DELETE FROM token')
  const find = database.prepare<[string], TokenRow>(`SELECT ${selected} FROM token WHERE token_id = ?`).raw()
  const list = database.prepare<[], TokenRow>(`SELECT ${selected} FROM token WHERE client_id IS NULL ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM token WHERE token_id = ?')
  const removeExpired = database.prepare('DELETE FROM token WHERE client_id IS NOT NULL AND expires_at < ?')

  function insert (
    { tokenId, clientId, name, description, identities, okmsIds, sha256, createdAt, expiresAt }: Token
  ): void {
    insertion.run(
      tokenId, clientId, name, description, JSON.stringify(identities),
      JSON.stringify(okmsIds), sha256, createdAt, expiresAt
    )
  }

  return {
    entries: () => all.all().map((row): TokenEntry => {
      const token = decodeToken(checked(row))
      return { ...token, sha256: token.sha256.toString('base64') }
    }),
    add: (token: TokenEntry) => { insert({ ...token, sha256: Buffer.from(token.sha256, 'base64') }) },
    clear: () => { removeAll.run() },
    insert: (token) => { storing(() => { insert(token) }) },
    find: (tokenId) => cache.read(tokenId, () => reading(() => {
      const row = find.get(tokenId)
      return row && decodeToken(checked(row))
    })),
    list: () => reading(() => list.all().map((row) => decodeToken(checked(row)))),
    remove: (tokenId) => {
      cache.delete(tokenId)
      return storing(() => remove.run(tokenId).changes > 0)
    },
    // An expired token that is still stored is rejected by its time.
    removeExpired: (before) => { storing(() => removeExpired.run(before)) },
    removeDomain: withdrawalFrom(database, 'token'),
    forgetRows: () => { cache.clear() }
  }
}

type AccountRow = readonly [
  clientId: unknown, name: unknown, description: unknown, okmsIds: unknown, secretSha256: unknown, createdAt: unknown
]

const decodeAccount = ([clientId, name, description, okmsIds, secretSha256, createdAt]: AccountRow): ServiceAccount =>
  ({
    clientId: text(clientId),
    name: text(name),
    description: text(description),
    okmsIds: json<string[]>(okmsIds),
    secretSha256: bytes(secretSha256),
    createdAt: integer(createdAt)
  })

type AccountEntry = Omit<ServiceAccount, 'secretSha256'> & { readonly secretSha256: string }

/** @param tokens Those of an account go with it. */
export function createServiceAccountStore (
  { database, storing }: Connection, tokens: CachedRows
): ServiceAccountStore & DomainRows & ServerContent {
  const columns = ['client_id', 'name', 'description', 'okms_ids', 'secret_sha256', 'created_at']
  const selected = keepRowChecksums(database, 'service_account', columns)
  const insertion = database.prepare(`INSERT INTO service_account (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)`)
  const find = database.prepare<[string], AccountRow>(`SELECT ${selected} FROM service_account WHERE client_id = ?`).raw()
  const list = database.prepare<[], AccountRow>(`SELECT ${selected} FROM service_account ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM service_account WHERE client_id = ?')
  const removeAll = database.prepare('DELETE FROM service_account')

  function insert ({ clientId, name, description, okmsIds, secretSha256, createdAt }: ServiceAccount): void {
    insertion.run(clientId, name, description, JSON.stringify(okmsIds), secretSha256, createdAt)
  }

  return {
    entries: () => list.all().map((row): AccountEntry => {
      const account = decodeAccount(checked(row))
      return { ...account, secretSha256: account.secretSha256.toString('base64') }
    }),
    add: (account: AccountEntry) => {
      insert({ ...account, secretSha256: Buffer.from(account.secretSha256, 'base64') })
    },
    clear: () => { removeAll.run() },
    insert: (account) => { storing(() => { insert(account) }) },
    find: (clientId) => reading(() => {
      const row = find.get(clientId)
      return row && decodeAccount(checked(row))
    }),
    list: () => reading(() => list.all().map((row) => decodeAccount(checked(row)))),
    remove: (clientId) => {
      tokens.forgetRows()
      return storing(() => remove.run(clientId).changes > 0)
    },
    removeDomain: withdrawalFrom(database, 'service_account'),
    // Every read goes to the database.
    forgetRows: () => {}
  }
}
