// A reference model of secrets, written from kv2/differences.md, choices.md 16-20 and the contract on its own, not from
// the code: what each operation answers and what is there afterwards. One model for both APIs.

import type { Cas, Metadata, Operation } from './secret-operations.js'
import { durations, durationStored } from './durations.js'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type Data = { [name: string]: Json } | null

export interface ModelVersion {
  readonly data: Data
  readonly createdAt: number
  /** May lie ahead. */
  deactivatedAt: number | null
  isDeleted: boolean
}

export interface ModelSecret extends ModelConfig {
  custom: Record<string, string>
  current: number
  oldest: number
  readonly createdAt: number
  updatedAt: number
  /** Numbers that are still there. */
  readonly versions: Map<number, ModelVersion>
}

export interface ModelConfig {
  casRequired: boolean
  maxVersions: number
  /** As it was typed. */
  after: string
}

export type ModelState = 'active' | 'deactivated' | 'deleted'

const unset: ModelConfig = { casRequired: false, maxVersions: 0, after: '0s' }
const defaultLimit = 10

export class SecretModel {
  config: ModelConfig = { ...unset }
  readonly secrets = new Map<string, ModelSecret>()

  stateOf ({ isDeleted, deactivatedAt }: ModelVersion, now: number): ModelState {
    if (isDeleted) return 'deleted'
    return deactivatedAt !== null && deactivatedAt <= now ? 'deactivated' : 'active'
  }

  /** The number to send. */
  cas (cas: Cas, path: string): number | undefined {
    const current = this.secrets.get(path)?.current ?? 0
    return { none: undefined, right: current, wrong: current + 1, zero: 0 }[cas]
  }

  /** Carries it out, and gives the status of the answer. */
  apply (operation: Operation, now: number): number {
    const { kind } = operation
    switch (kind) {
      case 'wait': return 0
      case 'config': {
        this.setConfig(this.config, operation.values)
        return operation.api === 'v2' ? 200 : 204
      }
      case 'create': {
        if (this.secrets.has(operation.path)) return 409
        const secret = this.make(operation.path, now)
        this.setMetadata(secret, operation.metadata, now)
        this.addVersion(secret, operation.data, now)
        return 200
      }
      case 'put': return this.put(operation, now)
      case 'write': {
        const { api, path } = operation
        const known = this.secrets.get(path)
        if (api === 'v2' && known === undefined) return 404
        if (!this.isCasRight(known, this.cas(operation.cas, path))) return 400
        this.addVersion(known ?? this.make(path, now), operation.data, now)
        return 200
      }
      case 'patch': {
        const secret = this.secrets.get(operation.path)
        const latest = secret?.versions.get(secret.current)
        if (secret === undefined || latest === undefined) return 404
        if (!this.isCasRight(secret, this.cas(operation.cas, operation.path))) return 400
        if (this.stateOf(latest, now) !== 'active') return 404
        this.addVersion(secret, merged(latest.data, operation.patch) as Data, now)
        return 200
      }
      case 'delete latest': {
        const secret = this.secrets.get(operation.path)
        if (secret !== undefined) this.move(secret, secret.current, 'deactivated', now)
        return 204
      }
      case 'move': {
        const secret = this.secrets.get(operation.path)
        if (secret !== undefined) for (const number of operation.versions) this.move(secret, number, operation.to, now)
        return 204
      }
      case 'state': {
        const secret = this.secrets.get(operation.path)
        const version = secret?.versions.get(operation.version)
        if (secret === undefined || version === undefined) return 404
        if (version.isDeleted && operation.to !== 'deleted') return 400
        this.move(secret, operation.version, operation.to, now)
        return 200
      }
      case 'metadata': return this.writeMetadata(operation, now)
      case 'remove': {
        const wasThere = this.secrets.delete(operation.path)
        return wasThere || operation.api === 'kv' ? 204 : 404
      }
    }
  }

  private put (operation: Extract<Operation, { kind: 'put' }>, now: number): number {
    const { path, data, metadata } = operation
    const secret = this.secrets.get(path)
    if (secret === undefined) return 404
    // Metadata comes first: casRequired false with data needs no cas (service.md 7.4).
    const casRequired = metadata?.casRequired ?? secret.casRequired
    if (data !== undefined && !this.isCasRight({ ...secret, casRequired }, this.cas(operation.cas, path))) return 400
    if (metadata !== undefined) this.setMetadata(secret, metadata, now)
    if (data !== undefined) this.addVersion(secret, data, now)
    return 200
  }

  private writeMetadata ({ path, values, method }: Extract<Operation, { kind: 'metadata' }>, now: number): number {
    const known = this.secrets.get(path)
    if (method === 'PATCH' && known === undefined) return 404
    if (Object.keys(values).length === 0) return 204
    const secret = known ?? this.make(path, now)
    const { custom, ...others } = values
    const kept = method === 'PATCH' && custom !== undefined && custom !== null ? secret.custom : {}
    const mergedCustom = Object.entries({ ...kept, ...custom }).filter(([, value]) => value !== null)
    this.setMetadata(secret, {
      ...others, ...(custom === undefined ? {} : { custom: Object.fromEntries(mergedCustom) })
    }, now)
    // Null is the default, which is false.
    return values.casRequired !== undefined && !values.casRequired && this.config.casRequired ? 200 : 204
  }

  private isCasRight (secret: { casRequired: boolean, current: number } | undefined, cas: number | undefined): boolean {
    if (cas === undefined) return !(this.config.casRequired || secret?.casRequired === true)
    return cas === (secret?.current ?? 0)
  }

  private make (path: string, now: number): ModelSecret {
    const secret: ModelSecret =
      { ...unset, custom: {}, current: 0, oldest: 0, createdAt: now, updatedAt: now, versions: new Map() }
    this.secrets.set(path, secret)
    return secret
  }

  private setConfig (config: ModelConfig, { casRequired, maxVersions, after }: Metadata): void {
    if (casRequired !== undefined) config.casRequired = casRequired ?? false
    if (maxVersions !== undefined) config.maxVersions = maxVersions ?? 0
    if (after !== undefined) config.after = after === null ? '0s' : durations[after]?.stored ?? ''
  }

  private setMetadata (secret: ModelSecret, metadata: Metadata, now: number): void {
    this.setConfig(secret, metadata)
    if (metadata.custom !== undefined) secret.custom = { ...metadata.custom } as Record<string, string>
    secret.updatedAt = now
  }

  private addVersion (secret: ModelSecret, data: Data, now: number): void {
    secret.current++
    secret.versions.set(secret.current, {
      data, createdAt: now, deactivatedAt: this.planned(secret, now), isDeleted: false
    })
    secret.updatedAt = now
    const limit = secret.maxVersions || this.config.maxVersions || defaultLimit
    if (secret.current - secret.oldest < limit) return
    secret.oldest = secret.current - limit + 1
    for (const number of secret.versions.keys()) if (number < secret.oldest) secret.versions.delete(number)
  }

  private planned (secret: ModelSecret, now: number): number | null {
    const seconds = durationStored(secret.after).seconds || durationStored(this.config.after).seconds
    return seconds === 0 ? null : now + seconds * 1000
  }

  private move (secret: ModelSecret, number: number, to: ModelState, now: number): void {
    const version = secret.versions.get(number)
    if (version === undefined || version.isDeleted) return
    switch (to) {
      case 'deleted':
        version.isDeleted = true
        return
      case 'active':
        version.deactivatedAt = this.planned(secret, now)
        return
      case 'deactivated':
        if (this.stateOf(version, now) === 'active') version.deactivatedAt = now
    }
  }
}

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 7396, and inside new objects and lists nulls go as members, not as items (choice 22). */
function merged (target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return cleaned(patch)
  const result = new Map(Object.entries(isObject(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name)
    else result.set(name, merged(result.get(name), value))
  }
  return Object.fromEntries(result)
}

function cleaned (value: Json): Json {
  if (Array.isArray(value)) return value.map(cleaned)
  return isObject(value) ? merged(undefined, value) : value
}
