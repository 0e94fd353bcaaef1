// The stores that services need. Implemented in src/store and declared here, so that
// services do not depend on a database.

import type { AdminCertificate } from './access/admin-certificate.js'
import type { Application, ConsumerKey } from './access/api-key.js'
import type { Credential } from './access/credential.js'
import type { Snapshot } from './control/snapshot.js'
import type { DomainError } from './errors/domain-error.js'
import type { KeyCounts, KeySummary, KeyHistory } from './keys/key-history.js'
import type { KeyState } from './keys/key-state.js'
import type { NewDomain, OkmsDomain } from './access/okms-domain.js'
import type { LogSubscription } from './logs/log-subscription.js'
import type { Cart } from './orders/cart.js'
import type { TerminationEmail } from './orders/email.js'
import type { Order } from './orders/order.js'
import type { Page, PageRequest } from './page.js'
import type { Group } from './access/group.js'
import type { Policy } from './access/policy.js'
import type { KeyMaterial, ServiceKey } from './keys/service-key.js'
import type { Secret, SecretData, SecretSettings, SecretVersion } from './secrets/secret.js'
import type { ServiceAccount, Token } from './access/token.js'
import type { User } from './access/user.js'

/** Removed domains are not found, and a new one can reuse the id of a removed one. */
export interface OkmsDomainStore {
  /** Gives the domain a service. */
  insert (domain: NewDomain): void
  find (okmsId: string): OkmsDomain | undefined
  /** Oldest first. */
  list (): readonly OkmsDomain[]
  /** False when there is no such domain. */
  rename (okmsId: string, name: string): boolean
  /** False when there is no such domain. */
  enablePciDss (okmsId: string, at: number): boolean
  /** The greatest id of a service that a domain has or had. */
  lastServiceId (): number
  /**
   * Marks the domain as removed, revokes its credentials and takes it off every token, in one short transaction. From
   * then on neither the domain nor what is in it is found. `eraseContent` completes it, or else the next opening of the
   * store.
   */
  remove (okmsId: string, at: number): void
  /**
   * Destroys some keys of a removed domain, or removes some of its secrets, in one short transaction; material and data
   * are erased permanently. Returns whether more is left.
   */
  eraseContent (okmsId: string): boolean
}

export interface CredentialStore {
  insert (credential: Credential): void
  find (credentialId: string): Credential | undefined
  /** Oldest first. */
  list (okmsId: string): readonly Credential[]
  /** Does nothing when it is revoked already. */
  revoke (credentialId: string, at: number): void
}

export interface NewKey {
  readonly key: ServiceKey
  /** Secret or private; null for a public key alone. */
  readonly material: KeyMaterial | null
}

export type KeyChangeListener = (key: Pick<ServiceKey, 'okmsId' | 'keyId'> | undefined) => void

export interface ServiceKeyStore {
  /**
   * Stores new keys, each atomically with its material. Returns for each the refusal DomainNotFound if
   * the domain no longer exists, KeyIdTaken if the id was ever used in the domain, otherwise undefined.
   * Throws if nothing could be stored.
   */
  insert (...entries: readonly NewKey[]): ReadonlyArray<DomainError | undefined>
  /** Also finds destroyed keys by their tombstone. The keys of a removed domain are not found. */
  find (okmsId: string, keyId: string): ServiceKey | undefined
  /** Unsealed material; undefined for public-only, unknown and destroyed keys. */
  material (okmsId: string, keyId: string): KeyMaterial | undefined
  /** Keys that are not destroyed. */
  count (okmsId: string): number
  /** Counted at the first call for a domain, and kept up to date from then on. */
  counts (okmsId: string): KeyCounts
  /**
   * Keys of the domain, newest first, older than the row at `below` (the newest when undefined). One call reads a
   * bounded number of rows, so it may find none although `next`, the row to go on below, is not null.
   */
  summaries (okmsId: string, below: number | undefined): {
    readonly heads: readonly KeySummary[]
    readonly next: number | null
  }
  /** The row of a key, for `summaries`. It counts the keys of all domains, so it never leaves the server. */
  rowOf (okmsId: string, keyId: string): number | undefined
  /** Oldest first, only keys in one of these states. A page is never empty while `next` is not null. */
  list (okmsId: string, states: readonly KeyState[], page: PageRequest): Page<ServiceKey>
  /**
   * Reads, changes and writes in one transaction; if `change` throws, nothing is written. A change to a destroyed state
   * permanently erases the material and the public part. Undefined when there is no such key.
   */
  update (okmsId: string, keyId: string, change: (key: ServiceKey) => ServiceKey): ServiceKey | undefined
  /**
   * For what is derived from keys, such as unsealed material. The listener is called with each key that changes, and
   * with undefined when any key may be gone: a domain was removed, or the store is closed. It is called before the
   * change returns, and must not throw or call the store.
   */
  onChange (listener: KeyChangeListener): void
}

/** What a change of a secret can read of it, in the transaction of the change. */
export interface StoredSecret {
  readonly secret: Secret
  readonly version: (number: number) => SecretVersion | undefined
  /** Undefined when there is no such version, or its data is erased. */
  readonly data: (number: number) => SecretData | undefined
}

/** A secret after a change. */
export interface SecretChange {
  readonly secret: Secret
  /** A new version, the current one of the secret. */
  readonly added?: { readonly version: SecretVersion, readonly data: SecretData } | undefined
  /** Versions in another state; the data of deleted ones is erased. */
  readonly changed?: readonly SecretVersion[]
}

export interface SecretUpdate {
  readonly okmsId: string
  readonly path: string
  /**
   * Gets undefined where there is no such secret. Returns the secret after the change, `removed` for none with all its
   * versions, or undefined to write nothing. May refuse.
   */
  readonly change: (stored: StoredSecret | undefined) => SecretChange | 'removed' | undefined
}

export interface SecretInList {
  readonly secret: Secret
  /** The current one; undefined before the first. */
  readonly version: SecretVersion | undefined
}

/** Part of a list that goes by names. */
export interface NamePage {
  /** The name after which it starts; empty for the first part. */
  readonly after: string
  /** Largest number of items. */
  readonly limit: number
}

/** `next` is the name to go on after, or null when nothing follows. */
export interface NamedPage<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** The secrets of a removed domain are not found. */
export interface SecretStore {
  find (okmsId: string, path: string): Secret | undefined
  version (okmsId: string, path: string, number: number): SecretVersion | undefined
  /** Undefined when there is no such version, or its data is erased. */
  data (okmsId: string, path: string, number: number): SecretData | undefined
  /** By path, in the order of its bytes, after this one. */
  list (okmsId: string, page: NamePage): NamedPage<SecretInList>
  /** By number. */
  versions (okmsId: string, path: string, page: PageRequest): Page<SecretVersion>
  /**
   * Names directly below a folder, in the order of their bytes, after this one; folders end with a slash. The cost is
   * that of the names, not of what is below them.
   * @param folder Empty for the root, else with a slash at the end.
   */
  children (okmsId: string, folder: string, page: NamePage): NamedPage<string>
  /** Paths below a folder, in the order of their bytes, after this one. */
  pathsBelow (okmsId: string, folder: string, page: NamePage): readonly string[]
  /** Secrets of the domain. */
  count (okmsId: string): number
  /** Versions of all secrets of the domain. */
  countVersions (okmsId: string): number
  /** Undefined when the domain has none of its own. */
  configuration (okmsId: string): SecretSettings | undefined
  configure (okmsId: string, configuration: SecretSettings): void
  /**
   * Reads, changes and writes one secret after the other, in one transaction. Versions below the oldest one of a secret
   * are removed once a version is added. Returns each update's refusal, which may be DomainNotFound for a domain that
   * was removed; when it throws, nothing is written. `eraseSome` completes the erasure.
   */
  update (...updates: readonly SecretUpdate[]): ReadonlyArray<DomainError | undefined>
  /**
   * Erases some of the data that changes left to erase, in one short transaction. Returns whether more is left, which
   * the next opening of the store erases otherwise.
   */
  eraseSome (): boolean
}

export interface TokenStore {
  insert (token: Token): void
  find (tokenId: string): Token | undefined
  /** Personal access tokens, oldest first. */
  list (): readonly Token[]
  /** Those of a user, oldest first. */
  listOf (user: string): readonly Token[]
  update (token: Token): void
  /** False when there was none. */
  remove (tokenId: string): boolean
  /** Removes tokens of service accounts that expired before this time. */
  removeExpired (before: number): void
}

export interface ServiceAccountStore {
  insert (account: ServiceAccount): void
  find (clientId: string): ServiceAccount | undefined
  /** Oldest first. */
  list (): readonly ServiceAccount[]
  update (account: ServiceAccount): void
  /** Also removes its tokens. False when there was none. */
  remove (clientId: string): boolean
}

export interface UserStore {
  insert (user: User): void
  find (login: string): User | undefined
  /** Oldest first. */
  list (): readonly User[]
  update (user: User): void
  /** Also removes its tokens. False when there was none. */
  remove (login: string): boolean
}

export type NewApplication = Omit<Application, 'applicationId'>
export type NewConsumerKey = Omit<ConsumerKey, 'credentialId' | 'applicationId'>

export interface ApiKeyStore {
  /** An application with its secret, which is sealed, and a consumer key, in one transaction. Both get their ids. */
  insert (application: NewApplication, secret: string, consumerKey: NewConsumerKey): {
    readonly application: Application, readonly consumerKey: ConsumerKey
  }
  find (applicationKey: string): Application | undefined
  /** Oldest first. */
  list (): readonly Application[]
  /** The application secret; throws for an application that is not there. */
  secretOf (applicationId: number): string
  /** Whether there was an application with this key that was removed. */
  wasRemoved (applicationKey: string): boolean
  /** Removes it with its consumer keys, and erases its secret. */
  remove (applicationId: number): void
  /** Another consumer key of an application; it gets its id. */
  insertConsumerKey (applicationId: number, consumerKey: NewConsumerKey): ConsumerKey
  findConsumerKey (sha256: Buffer): ConsumerKey | undefined
  consumerKey (credentialId: number): ConsumerKey | undefined
  /** Those of an application, oldest first. */
  consumerKeys (applicationId: number): readonly ConsumerKey[]
  /** Ends a consumer key permanently. False when there is none that is valid. */
  expire (credentialId: number): boolean
}

export interface ListedPolicy extends Policy {
  /** Grows from each policy to the one that was made next. */
  readonly position: number
}

export interface PolicyStore {
  insert (policy: Policy): void
  find (policyId: string): Policy | undefined
  /** Oldest first. */
  list (): readonly ListedPolicy[]
  update (policy: Policy): void
  /** False when there was none. */
  remove (policyId: string): boolean
}

export interface GroupStore {
  /** Creates the group, or replaces all but its time of creation. */
  put (group: Group): void
  find (urn: string): Group | undefined
  /** Oldest first. */
  list (): readonly Group[]
  /** False when there was none. */
  remove (urn: string): boolean
}

/** The certificates of the admin API. */
export interface AdminCertificateStore {
  insert (certificate: AdminCertificate): void
  find (certificateId: string): AdminCertificate | undefined
  /** Oldest first. */
  list (): readonly AdminCertificate[]
  /** Does nothing when it is revoked already. */
  revoke (certificateId: string, at: number): void
}

export type NewSnapshot = Pick<Snapshot, 'snapshotId' | 'name' | 'okmsId' | 'createdAt'>

/** Each change is one transaction: whatever ends it early leaves the state before it. */
export interface SnapshotStore {
  /** Throws StorageUnreadable when something that it should hold is damaged. */
  take (snapshot: NewSnapshot): Snapshot
  find (snapshotId: string): Snapshot | undefined
  /** Oldest first. */
  list (): readonly Snapshot[]
  /**
   * Brings back what the snapshot holds; what came since is removed, its ids are free again, and sealed material and
   * data are erased. A removed domain comes back. Refuses SnapshotOutdated, as `fork`.
   * @param kept Ids of credentials that stay as they are, with their domains.
   */
  restore (snapshotId: string, kept: readonly string[]): void
  /** Inserts this domain with the keys and secrets of a snapshot of one domain, and by default its region. */
  fork (snapshotId: string, domain: NewDomain): void
  /** Erases what it holds. False when there was none. */
  remove (snapshotId: string): boolean
}

/** Carts, oldest first. What it does is part of a transaction that the caller has open. */
export interface CartStore {
  find (cartId: string): Cart | undefined
  /** Adds the cart, or replaces it. */
  put (cart: Cart): void
  /** False when there was none. */
  remove (cartId: string): boolean
  /** Removes those whose time is over, and the oldest ones above this number. */
  removeOld (now: number, most: number): void
}

/** The same for orders. */
export interface OrderStore {
  find (orderId: number): Order | undefined
  put (order: Order): void
  /** Oldest first. */
  list (): readonly Order[]
  removeOldest (most: number): void
  /** The next number for an order, or for what is in a cart or an order. None is given twice. */
  nextNumber (): number
}

/** The same for e-mails. */
export interface EmailStore {
  find (emailId: number): TerminationEmail | undefined
  /** Gives the e-mail an id above all that there were. */
  insert (email: Omit<TerminationEmail, 'emailId'>): TerminationEmail
  /** Oldest first. */
  list (): readonly TerminationEmail[]
  removeOldest (most: number): void
}

export interface LogSubscriptionStore {
  insert (subscription: LogSubscription): void
  find (okmsId: string, subscriptionId: string): LogSubscription | undefined
  /** Oldest first. */
  list (okmsId: string): readonly LogSubscription[]
  /** False when there was none. */
  remove (okmsId: string, subscriptionId: string): boolean
}

/** Each change is one transaction. Sealed material and data are erased. */
export interface ResetStore {
  /** Removes keys, secrets and their configuration. The ids of keys are free again. */
  domain (okmsId: string): void
  /**
   * Removes every domain but one, which is emptied, and all credentials, tokens, service accounts, API keys, users,
   * policies and groups.
   * @param okmsId The domain that stays; the oldest if it is not there.
   * @param kept Ids of credentials that stay as they are, with their domains.
   * @param consumerKey It stays with its application, which loses its others.
   */
  server (okmsId: string | undefined, kept: readonly string[], consumerKey?: ConsumerKey): void
}

/** Keys with their past states, including destroyed keys. */
export interface KeyHistoryStore {
  find (okmsId: string, keyId: string): KeyHistory | undefined
}

export interface Store {
  readonly domains: OkmsDomainStore
  readonly credentials: CredentialStore
  readonly serviceKeys: ServiceKeyStore
  readonly keyHistories: KeyHistoryStore
  readonly secrets: SecretStore
  readonly tokens: TokenStore
  readonly serviceAccounts: ServiceAccountStore
  readonly users: UserStore
  readonly apiKeys: ApiKeyStore
  readonly policies: PolicyStore
  readonly groups: GroupStore
  readonly adminCertificates: AdminCertificateStore
  readonly carts: CartStore
  readonly orders: OrderStore
  readonly emails: EmailStore
  readonly logSubscriptions: LogSubscriptionStore
  readonly snapshots: SnapshotStore
  readonly resets: ResetStore
  /** Runs changes of several stores in one transaction. They must not wait. */
  atomically<Result> (changes: () => Result): Result
  /** A secret of 32 bytes for one purpose, the same after a restart. */
  derivedKey (purpose: string): Buffer
  close (): void
}

/**
 * A folder of certificates and keys: a flat set of small files. Errors of the operating system become start failures.
 */
export interface CertificateFolder {
  /** Names of the files in it, sorted. */
  list (): readonly string[]
  /** Undefined when there is no such file. A secret file that others may read is narrowed to mode 0600. */
  read (name: string, options?: { readonly secret: boolean }): Buffer | undefined
  /** Replaces the file atomically. A secret file has mode 0600, others 0644. */
  write (name: string, content: Buffer | string, options: { readonly secret: boolean }): void
  /** Writes the file unless it exists; false when it does, also when another process was faster. */
  create (name: string, content: Buffer | string, options: { readonly secret: boolean }): boolean
  /** Removes the file; does nothing when there is none. */
  remove (name: string): void
  /** Absolute path of a file, existing or not. */
  path (name: string): string
}
