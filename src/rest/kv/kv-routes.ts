// Routes of the KV v2 API for configuration, data and versions (service.md 8).

import type { RouteOptions } from 'fastify'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { subkeys, type JsonObject } from '../../domain/secrets/merge-patch.js'
import type { Secret } from '../../domain/secrets/secret.js'
import type { SecretTransition, SecretVersionState } from '../../domain/secrets/version-state.js'
import type { Secrets, SecretWithVersion, VersionNow } from '../../services/secrets/secrets.js'
import { kvErrors } from './kv-errors.js'
import { dataPatchOf, dataWriteOf, depthParameter, settingsOf, versionParameter, versionsOf } from './kv-fields.js'
import { kvOperation } from './kv-operation.js'
import { readablePath, writablePath } from './kv-path.js'
import { encodeConfiguration, encodeVersion, withWarnings, writeData } from './kv-reply.js'

export function kvRoutes (secrets: Secrets): readonly RouteOptions[] {
  const written = (requestId: string, { secret, version }: SecretWithVersion, warnings: readonly string[]) => {
    if (version === undefined) throw new TypeError('a new version is missing')
    return { request_id: requestId, ...withWarnings(warnings), data: encodeVersion(secret, version) }
  }

  /** The secret with this version, by default the current one. */
  function versionAt (
    ...where: Parameters<Secrets['get']>
  ): { readonly secret: Secret, readonly version: VersionNow } {
    const { secret, version } = secrets.get(...where)
    if (version === undefined) throw refusal(secretErrors.NoVersionYet, secret.path)
    return { secret, version }
  }

  type Moving = 'DeleteSecretVersions' | 'PostSecretUndelete' | 'PutSecretDestroy'
  const moves = (id: Moving, transition: SecretTransition) =>
    kvOperation(id, async ({ caller, params, body }) => {
      await secrets.moveVersions(caller, writablePath(params.path), versionsOf(body), transition)
    })

  return [
    kvOperation('GetSecretConfig', ({ caller, requestId }) => ({
      body: { request_id: requestId, data: encodeConfiguration(secrets.configuration(caller)) }
    })),

    kvOperation('PostSecretConfig', ({ caller, body }) => { secrets.configure(caller, settingsOf(body)) }),

    kvOperation('GetSecretRequest', ({ caller, params, query, requestId }) => {
      const path = readablePath(params.path)
      const { secret, version } = versionAt(caller, path, versionParameter(query))
      const data = secrets.data(caller, path, version)
      if (data === undefined) throw withoutData(version, { data: null, metadata: encodeVersion(secret, version) })
      return { body: writeData(requestId, secret, version, data) }
    }),

    kvOperation('PostSecretRequest', async ({ caller, params, body, requestId, authoriseAgain }) => {
      const path = writablePath(params.path)
      const { data, cas, warnings } = dataWriteOf(body)
      return { body: written(requestId, await secrets.write(caller, path, { data, cas }, authoriseAgain), warnings) }
    }),

    kvOperation('PatchSecretRequest', async ({ caller, params, body, requestId }) => {
      const path = writablePath(params.path)
      const { data: patch, cas, warnings } = dataPatchOf(body)
      const patched = await secrets.patch(caller, path, { patch, cas }, (secret, version) =>
        withoutData(version, encodeVersion(secret, version)))
      return { body: written(requestId, patched, warnings) }
    }),

    // As blind as Vault: 204, whatever is there (kv2/differences.md 24, 28).
    kvOperation('DeleteSecretRequest', async ({ caller, params: { path } }) => {
      if (!path.endsWith('/') && path !== '') await secrets.moveVersions(caller, path, 'current', 'deactivate')
    }),

    kvOperation('GetSecretSubkeys', ({ caller, params, query, requestId }) => {
      const path = readablePath(params.path)
      const depth = depthParameter(query)
      const { secret, version } = versionAt(caller, path, versionParameter(query))
      const data = secrets.data(caller, path, version)
      if (data === undefined) throw withoutData(version)
      const value = JSON.parse(data) as JsonObject | null
      return {
        body: {
          request_id: requestId,
          data: { metadata: encodeVersion(secret, version), subkeys: value && { ...subkeys(value, depth) } }
        }
      }
    }),

    moves('DeleteSecretVersions', 'deactivate'),
    moves('PostSecretUndelete', 'activate'),
    moves('PutSecretDestroy', 'delete')
  ]
}

/** KV's words for states. */
const stateWords = { active: 'active', deactivated: 'deleted', deleted: 'destroyed' } as const satisfies
  Record<SecretVersionState, string>

/** @param data What the contract adds to the body of this refusal. */
const withoutData = ({ number, state }: VersionNow, data?: unknown): DomainError =>
  refusal(kvErrors.VersionWithoutData, number, stateWords[state], data)
