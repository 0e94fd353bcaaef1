// Tokens and service accounts in SQLite. Tokens and secrets are stored as hashes, so
// reading the database gives no access.

import type { Database } from 'better-sqlite3'
import type { ServiceAccountStore, TokenStore } from '../../domain/ports.js'
import type { ServiceAccount, Token } from '../../domain/access/token.js'
import { bytes, flag, integer, json, nullable, text, type RowOf, type Stored } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache, type CachedRows } from '../sqlite/row-cache.js'
import type { DomainRows } from './okms-domain-store.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'

const tokenColumns = [
  'token_id', 'client_id', 'name', 'description', 'identities', 'okms_ids', 'sha256', 'created_at', 'expires_at',
  'every_domain', 'user_login'
] as const

type TokenRow<Value> = RowOf<typeof tokenColumns, Value>

const textOrNull = nullable(text)
const time = nullable(integer)

const encodeToken = (token: Token): TokenRow<Stored | Buffer> => [
  token.tokenId, token.clientId, token.name, token.description, JSON.stringify(token.identities),
  JSON.stringify(token.okmsIds), token.sha256, token.createdAt, token.expiresAt, Number(token.everyDomain), token.user
]

const decodeToken = ([
  id, clientId, name, description, identities, okmsIds, sha256, createdAt, expiresAt, everyDomain, user
]: TokenRow<unknown>): Token => ({
  tokenId: text(id),
  clientId: textOrNull(clientId),
  name: text(name),
  description: text(description),
  identities: json<string[]>(identities),
  okmsIds: json<string[]>(okmsIds),
  sha256: bytes(sha256),
  createdAt: integer(createdAt),
  expiresAt: time(expiresAt),
  everyDomain: flag(everyDomain),
  user: textOrNull(user)
})

/** As a snapshot holds it, with the hash as base64. The first versions that took snapshots kept less. */
type TokenEntry = Omit<Token, 'sha256' | 'everyDomain' | 'user'> & Partial<Pick<Token, 'everyDomain' | 'user'>> &
  { readonly sha256: string }

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
  const selected = keepRowChecksums(database, 'token', tokenColumns)
  const insertion = database.prepare(`INSERT INTO token (${tokenColumns.join(', ')}) VALUES (${tokenColumns.map(() => '?').join(', ')})`)
  const all = database.prepare<[], TokenRow<unknown>>(`SELECT ${selected} FROM token ORDER BY position`).raw()
  const removeAll = database.prepare('DELETE FROM token')
  const find = database.prepare<[string], TokenRow<unknown>>(`SELECT ${selected} FROM token WHERE token_id = ?`).raw()
  const list = database.prepare<[], TokenRow<unknown>>(`SELECT ${selected} FROM token WHERE client_id IS NULL ORDER BY position`).raw()
  const listOf = database.prepare<[string], TokenRow<unknown>>(`SELECT ${selected} FROM token WHERE user_login = ? ORDER BY position`).raw()
  const update = database.prepare('UPDATE token SET description = ?, expires_at = ? WHERE token_id = ?')
  const remove = database.prepare('DELETE FROM token WHERE token_id = ?')
  const removeExpired = database.prepare('DELETE FROM token WHERE client_id IS NOT NULL AND expires_at < ?')

  return {
    entries: () => all.all().map((row): TokenEntry => {
      const token = decodeToken(checked(row))
      return { ...token, sha256: token.sha256.toString('base64') }
    }),
    add: (entry: TokenEntry) => {
      insertion.run(...encodeToken({
        everyDomain: false, user: null, ...entry, sha256: Buffer.from(entry.sha256, 'base64')
      }))
    },
    clear: () => { removeAll.run() },
    insert: (token) => { storing(() => insertion.run(...encodeToken(token))) },
    find: (tokenId) => cache.read(tokenId, () => reading(() => {
      const row = find.get(tokenId)
      return row && decodeToken(checked(row))
    })),
    list: () => reading(() => list.all().map((row) => decodeToken(checked(row)))),
    listOf: (user) => reading(() => listOf.all(user).map((row) => decodeToken(checked(row)))),
    update ({ tokenId, description, expiresAt }) {
      cache.delete(tokenId)
      storing(() => update.run(description, expiresAt, tokenId))
    },
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

const accountColumns = [
  'client_id', 'name', 'description', 'okms_ids', 'secret_sha256', 'created_at', 'every_domain', 'callback_urls'
] as const

type AccountRow<Value> = RowOf<typeof accountColumns, Value>

const encodeAccount = (account: ServiceAccount): AccountRow<Stored | Buffer> => [
  account.clientId, account.name, account.description, JSON.stringify(account.okmsIds), account.secretSha256,
  account.createdAt, Number(account.everyDomain), JSON.stringify(account.callbackUrls)
]

const decodeAccount = ([
  clientId, name, description, okmsIds, secretSha256, createdAt, everyDomain, callbackUrls
]: AccountRow<unknown>): ServiceAccount => ({
  clientId: text(clientId),
  name: text(name),
  description: text(description),
  okmsIds: json<string[]>(okmsIds),
  secretSha256: bytes(secretSha256),
  createdAt: integer(createdAt),
  everyDomain: flag(everyDomain),
  callbackUrls: json<string[]>(callbackUrls)
})

/** As a token. */
type AccountEntry = Omit<ServiceAccount, 'secretSha256' | 'everyDomain' | 'callbackUrls'> &
  Partial<Pick<ServiceAccount, 'everyDomain' | 'callbackUrls'>> & { readonly secretSha256: string }

/** @param tokens Those of an account go with it. */
export function createServiceAccountStore (
  { database, storing }: Connection, tokens: CachedRows
): ServiceAccountStore & DomainRows & ServerContent {
  const selected = keepRowChecksums(database, 'service_account', accountColumns)
  const insertion = database.prepare(`INSERT INTO service_account (${accountColumns.join(', ')}) VALUES (${accountColumns.map(() => '?').join(', ')})`)
  const update = database.prepare('UPDATE service_account SET name = ?, description = ?, callback_urls = ? WHERE client_id = ?')
  const find = database.prepare<[string], AccountRow<unknown>>(`SELECT ${selected} FROM service_account WHERE client_id = ?`).raw()
  const list = database.prepare<[], AccountRow<unknown>>(`SELECT ${selected} FROM service_account ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM service_account WHERE client_id = ?')
  const removeAll = database.prepare('DELETE FROM service_account')

  return {
    entries: () => list.all().map((row): AccountEntry => {
      const account = decodeAccount(checked(row))
      return { ...account, secretSha256: account.secretSha256.toString('base64') }
    }),
    add: (entry: AccountEntry) => {
      insertion.run(...encodeAccount({
        everyDomain: false, callbackUrls: [], ...entry, secretSha256: Buffer.from(entry.secretSha256, 'base64')
      }))
    },
    clear: () => { removeAll.run() },
    insert: (account) => { storing(() => insertion.run(...encodeAccount(account))) },
    update: ({ clientId, name, description, callbackUrls }) => {
      storing(() => update.run(name, description, JSON.stringify(callbackUrls), clientId))
    },
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
