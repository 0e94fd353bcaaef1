// What services need from the outside: stores. Implemented by src/store, named here so that services know no database.

import type { Credential } from './credential.js'
import type { KeyState } from './key-state.js'
import type { OkmsDomain } from './okms-domain.js'
import type { Page, PageRequest } from './page.js'
import type { KeyMaterial, ServiceKey } from './service-key.js'

export interface OkmsDomainStore {
  insert (domain: OkmsDomain): void
  find (okmsId: string): OkmsDomain | undefined
  list (): readonly OkmsDomain[]
}

export interface CredentialStore {
  insert (credential: Credential): void
  find (credentialId: string): Credential | undefined
  /** Oldest first. */
  list (okmsId: string): readonly Credential[]
  /** Does nothing when it is revoked already. */
  revoke (credentialId: string, at: number): void
}

export interface ServiceKeyStore {
  /** Keeps a new key with its secret or private material (null for a public-only key), or neither. Refuses an id that was ever used in the domain (KeyIdTaken). */
  insert (key: ServiceKey, material: KeyMaterial | null): void
  /** Finds destroyed keys too: their tombstone stays. */
  find (okmsId: string, keyId: string): ServiceKey | undefined
  /** Unsealed material; undefined for public-only, unknown and destroyed keys. */
  material (okmsId: string, keyId: string): KeyMaterial | undefined
  /** Oldest first, only keys in one of these states. A page is never empty while `next` is not null. */
  list (okmsId: string, states: readonly KeyState[], page: PageRequest): Page<ServiceKey>
  /** Reads, changes and writes in one transaction; `change` may throw, then nothing is written. A change to a destroyed state erases the material and the public part for good. Undefined when there is no such key. */
  update (okmsId: string, keyId: string, change: (key: ServiceKey) => ServiceKey): ServiceKey | undefined
}

export interface Store {
  readonly domains: OkmsDomainStore
  readonly credentials: CredentialStore
  readonly serviceKeys: ServiceKeyStore
  close (): void
}

/** The certificate folder: a flat set of small files that people and clients read. Refusals of the system come out as start failures. */
export interface CertificateFolder {
  /** Names of the files in it, sorted. */
  list (): readonly string[]
  /** Undefined when there is no such file. A secret file that others may read is narrowed to mode 0600. */
  read (name: string, options?: { readonly secret: boolean }): Buffer | undefined
  /** Replaces the file whole or not at all. A secret file has mode 0600, others 0644. */
  write (name: string, content: Buffer | string, options: { readonly secret: boolean }): void
  /** Writes the file unless it exists; false when it does, also when another process was faster. */
  create (name: string, content: Buffer | string, options: { readonly secret: boolean }): boolean
  /** Absolute path of a file, existing or not. */
  path (name: string): string
}
