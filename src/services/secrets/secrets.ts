// Secrets of an okms domain: read, written with check-and-set, changed in state, removed (service.md 7, 8;
// kv2/differences.md). Both secret APIs call these.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Caller } from '../../domain/access/identity.js'
import type { Clocks } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import type { SecretChange, SecretStore, SecretUpdate, StoredSecret } from '../../domain/ports.js'
import { checkAndSet } from '../../domain/secrets/check-and-set.js'
import { plannedEnd } from '../../domain/secrets/duration.js'
import { mergePatch, type JsonObject } from '../../domain/secrets/merge-patch.js'
import { secretDataOf } from '../../domain/secrets/secret-data.js'
import { faultOfPath } from '../../domain/secrets/secret-path.js'
import {
  unsetSettings, type Secret, type SecretData, type SecretSettings, type SecretVersion
} from '../../domain/secrets/secret.js'
import {
  stateAt, versionAfter, type SecretTransition, type SecretVersionState
} from '../../domain/secrets/version-state.js'
import { batched } from '../batch.js'
import {
  editedSettings, isEmptyEdit, withMetadata, withVersion, type MetadataEdit, type SettingsEdit
} from './secret-edits.js'

/** A version as it is now. */
export interface VersionNow extends SecretVersion {
  readonly state: SecretVersionState
}

export interface SecretWithVersion {
  readonly secret: Secret
  /** Undefined when the secret has none yet and none was asked for. */
  readonly version: VersionNow | undefined
}

export interface NewVersion {
  /** An object as JSON.parse gives it, or null. */
  readonly data: object | null
  /** See check-and-set.ts. */
  readonly cas?: number | undefined
}

/** Data is undefined when no version is added; then a check-and-set parameter is checked all the same. */
export type VersionEdit = Pick<NewVersion, 'cas'> & { readonly data: NewVersion['data'] | undefined }

/** All refuse SecretPathInvalid. */
export interface Secrets {
  /** Refuses SecretNotFound, and VersionNotFound for this number. @param number The current version by default. */
  get (caller: Caller, path: string, number?: number): SecretWithVersion
  /** Undefined unless the version is active. */
  data (caller: Caller, path: string, version: VersionNow): SecretData | undefined
  /** Gives versions of the domain as they are at the time of this call. */
  versionsNow (okmsId: string): (version: SecretVersion) => VersionNow

  /** Refuses SecretExists. */
  create (caller: Caller, path: string, metadata: MetadataEdit, version: NewVersion): Promise<Secret>
  /**
   * Changes metadata, then adds a version if one is given. A required check-and-set parameter may be lifted by the same
   * edit. Refuses SecretNotFound, CasMissing, CasMismatch.
   */
  edit (
    caller: Caller, path: string, metadata: MetadataEdit, version: VersionEdit
  ): Promise<SecretWithVersion>
  /**
   * Adds a version, the first one to a new secret. Refuses CasMissing and CasMismatch.
   * @param authorise Refuses what the caller may not do to the secret as it is in the transaction, or not yet there.
   */
  write (caller: Caller, path: string, version: NewVersion, authorise?: () => void): Promise<SecretWithVersion>
  /**
   * Adds a version with the current data after a merge patch (RFC 7396). Refuses SecretNotFound, NoVersionYet,
   * CasMissing, CasMismatch.
   * @param notActive Makes the refusal when the current version is not active.
   */
  patch (
    caller: Caller, path: string, version: { readonly patch: JsonObject, readonly cas?: number | undefined },
    notActive: (secret: Secret, version: VersionNow) => Error
  ): Promise<SecretWithVersion>
  /**
   * Changes metadata only. An edit without members changes nothing.
   * @param isUpsert Whether a secret without a version is created where there is none; else SecretNotFound is refused.
   */
  editMetadata (caller: Caller, path: string, metadata: MetadataEdit, isUpsert: boolean): Promise<void>

  /** Refuses SecretNotFound, VersionNotFound, VersionDeleted. */
  moveVersion (caller: Caller, path: string, number: number, transition: SecretTransition): Promise<VersionNow>
  /** The same for several versions: what is not there, or cannot be changed, is passed over. */
  moveVersions (
    caller: Caller, path: string, numbers: readonly number[] | 'current', transition: SecretTransition
  ): Promise<void>
  /** Removes the secret with all its versions. False when there was none. */
  remove (caller: Caller, path: string): Promise<boolean>

  configuration (caller: Caller): SecretSettings
  configure (caller: Caller, edit: SettingsEdit): SecretSettings
}

/** Versions that one transaction changes, in about 10 ms: a request can name all 24,000 of a secret. */
const movedATurn = 1000

export function createSecrets ({ store, clocks, changed = () => {}, configured = () => {} }: {
  readonly store: SecretStore
  readonly clocks: Pick<Clocks, 'of'>
  /** Called for every secret that was created, changed or removed, after the change is stored. */
  readonly changed?: (okmsId: string, path: string) => void
  /** Called for every domain whose configuration was changed, after the change is stored. */
  readonly configured?: (okmsId: string) => void
}): Secrets {
  const nowOf = (okmsId: string) => clocks.of(okmsId)()
  const configurationOf = (okmsId: string) => store.configuration(okmsId) ?? unsetSettings

  function versionsNow (okmsId: string): (version: SecretVersion) => VersionNow {
    const now = nowOf(okmsId)
    return (version) => ({ ...version, state: stateAt(version, now) })
  }

  const versionNow = (okmsId: string, version: SecretVersion): VersionNow => versionsNow(okmsId)(version)

  function checkedPath (path: string): string {
    const fault = faultOfPath(path)
    if (fault !== undefined) throw refusal(secretErrors.SecretPathInvalid, fault)
    return path
  }

  function found<Stored extends Secret | StoredSecret> (stored: Stored | undefined, path: string): Stored {
    if (stored === undefined) throw refusal(secretErrors.SecretNotFound, path)
    return stored
  }

  /** Changes of one turn share a commit, and the emptying of the write-ahead log that completes an erasure. */
  const update = batched((updates: readonly SecretUpdate[]) => store.update(...updates))

  /** In one transaction, then the rest of the erasure, which may be long. */
  async function change<After extends SecretChange | 'removed'> (
    caller: Caller, path: string, edit: (stored: StoredSecret | undefined, now: number) => After | undefined
  ): Promise<After | undefined> {
    const { okmsId } = caller
    let after: After | undefined
    const refused = await update({
      okmsId,
      path: checkedPath(path),
      change (stored) {
        after = edit(stored, nowOf(okmsId))
        return after
      }
    })
    if (refused !== undefined) throw refused
    if (after !== undefined) changed(okmsId, path)
    await completeErasure()
    return after
  }

  async function completeErasure (): Promise<void> {
    while (store.eraseSome()) await nextTurn()
  }

  const newSecret = ({ okmsId }: Caller, path: string, now: number): Secret => ({
    okmsId,
    path,
    ...unsetSettings,
    customMetadata: null,
    currentVersion: 0,
    oldestVersion: 0,
    createdAt: now,
    updatedAt: now
  })

  function withVersionOf (caller: Caller, change: SecretChange | undefined): SecretWithVersion {
    if (change === undefined) throw new TypeError('a change without a secret')
    const { secret, added } = change
    return { secret, version: added && versionNow(caller.okmsId, added.version) }
  }

  /** Adds a version to a secret as it is in this transaction. */
  function added (secret: Secret, { data, cas }: NewVersion, now: number): SecretChange {
    const domain = configurationOf(secret.okmsId)
    checkAndSet({ cas, currentVersion: secret.currentVersion, required: secret.casRequired || domain.casRequired })
    return withVersion(secret, secretDataOf(data), domain, now)
  }

  /** The version after a transition; undefined when it stays as it is or the transition is refused. */
  function moved (stored: StoredSecret, version: SecretVersion, transition: SecretTransition, now: number) {
    const end = plannedEnd(stored.secret, configurationOf(stored.secret.okmsId), now)
    return versionAfter(transition, version, now, end)
  }

  return {
    get (caller, path, number) {
      const { okmsId } = caller
      const secret = found(store.find(okmsId, checkedPath(path)), path)
      const wanted = number ?? secret.currentVersion
      const version = wanted === 0 ? undefined : store.version(okmsId, path, wanted)
      if (version === undefined && wanted !== 0) throw refusal(secretErrors.VersionNotFound, path, wanted)
      return { secret, version: version && versionNow(okmsId, version) }
    },

    data: ({ okmsId }, path, { number, state }) => state === 'active' ? store.data(okmsId, path, number) : undefined,

    versionsNow,

    async create (caller, path, metadata, version) {
      const after = await change(caller, path, (stored, now) => {
        if (stored !== undefined) throw refusal(secretErrors.SecretExists, path)
        const secret = withMetadata(newSecret(caller, path, now), metadata, now)
        return added(secret, { data: version.data, cas: version.cas ?? 0 }, now)
      })
      return withVersionOf(caller, after).secret
    },

    async edit (caller, path, metadata, { data, cas }) {
      return withVersionOf(caller, await change(caller, path, (stored, now) => {
        const { secret } = found(stored, path)
        const edited = isEmptyEdit(metadata) ? secret : withMetadata(secret, metadata, now)
        if (data !== undefined) return added(edited, { data, cas }, now)
        checkAndSet({ cas, currentVersion: secret.currentVersion, required: false })
        return { secret: edited }
      }))
    },

    async write (caller, path, version, authorise = () => {}) {
      return withVersionOf(caller, await change(caller, path, (stored, now) => {
        authorise()
        return added(stored?.secret ?? newSecret(caller, path, now), version, now)
      }))
    },

    async patch (caller, path, { patch, cas }, notActive) {
      return withVersionOf(caller, await change(caller, path, (stored, now) => {
        const { secret, version, data } = found(stored, path)
        const { okmsId, casRequired, currentVersion } = secret
        const current = version(currentVersion)
        if (current === undefined) throw refusal(secretErrors.NoVersionYet, path)
        // Before the state of the version (kv2/differences.md 20).
        checkAndSet({ cas, currentVersion, required: casRequired || configurationOf(okmsId).casRequired })
        const text = stateAt(current, now) === 'active' ? data(currentVersion) : undefined
        if (text === undefined) throw notActive(secret, versionNow(okmsId, current))
        return added(secret, { data: mergePatch(JSON.parse(text), patch), cas: currentVersion }, now)
      }))
    },

    async editMetadata (caller, path, metadata, isUpsert) {
      await change(caller, path, (stored, now) => {
        const secret = isUpsert ? stored?.secret ?? newSecret(caller, path, now) : found(stored, path).secret
        return isEmptyEdit(metadata) ? undefined : { secret: withMetadata(secret, metadata, now) }
      })
    },

    async moveVersion (caller, path, number, transition) {
      let after: SecretVersion | undefined
      await change(caller, path, (stored, now) => {
        const secret = found(stored, path)
        const version = secret.version(number)
        if (version === undefined) throw refusal(secretErrors.VersionNotFound, path, number)
        const outcome = moved(secret, version, transition, now)
        if ('refused' in outcome) throw refusal(outcome.refused, number)
        after = outcome
        return outcome === version ? undefined : { secret: secret.secret, changed: [outcome] }
      })
      if (after === undefined) throw new TypeError('a transition without a version')
      return versionNow(caller.okmsId, after)
    },

    async moveVersions (caller, path, numbers, transition) {
      const moveSome = (wanted: readonly number[] | 'current') => change(caller, path, (stored, now) => {
        if (stored === undefined) return undefined
        const versions = (wanted === 'current' ? [stored.secret.currentVersion] : wanted)
          .flatMap((number) => stored.version(number) ?? [])
        const after = versions.flatMap((version) => {
          const outcome = moved(stored, version, transition, now)
          return 'refused' in outcome || outcome === version ? [] : [outcome]
        })
        return after.length === 0 ? undefined : { secret: stored.secret, changed: after }
      })
      if (numbers === 'current') {
        await moveSome('current')
        return
      }
      const wanted = [...new Set(numbers)]
      // At least once: the path is checked whatever the numbers.
      for (let start = 0; start === 0 || start < wanted.length; start += movedATurn) {
        await moveSome(wanted.slice(start, start + movedATurn))
      }
    },

    async remove (caller, path) {
      return await change(caller, path, (stored) => stored && 'removed') !== undefined
    },

    configuration: ({ okmsId }) => configurationOf(okmsId),

    configure ({ okmsId }, edit) {
      const configuration = editedSettings(configurationOf(okmsId), edit)
      store.configure(okmsId, configuration)
      configured(okmsId)
      return configuration
    }
  }
}
