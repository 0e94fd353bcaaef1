// Routes of the native API of secrets (service.md 7).

import type { RouteOptions } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { transitionTo } from '../../domain/secrets/version-state.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import { casWarnings } from '../../services/secrets/secret-edits.js'
import type { SecretLists } from '../../services/secrets/secret-lists.js'
import type { Secrets } from '../../services/secrets/secrets.js'
import { operation, type OperationRequest } from '../operation.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import { metadataOf, settingsOf } from '../../services/secrets/written-settings.js'
import { writeSecret, writeSecrets, writeVersion } from './secret-json.js'
import { encodeMetadata, encodeSettings, encodeVersion } from './secret-reply.js'

export interface SecretServices {
  readonly secrets: Secrets
  readonly lists: SecretLists
  readonly cursors: Cursors
}

export function secretRoutes ({ secrets, lists, cursors }: SecretServices): readonly RouteOptions[] {
  const warningsOf = (caller: Caller, edit: { readonly casRequired?: boolean | undefined }) => {
    const warnings = [...casWarnings(edit, secrets.configuration(caller))]
    return warnings.length === 0 ? {} : { warnings }
  }

  return [
    operation('ListSecretV2', async ({ caller, headers, isVisible }) => {
      const list = `secrets/${caller.okmsId}`
      const page = await lists.list(caller, cursors.wanted(list, headers), maySee(isVisible))
      return { headers: cursors.next(list, page), body: writeSecrets(page.items) }
    }),

    operation('PostSecretV2', async ({ caller, body: { path, metadata, version } }) => {
      const edit = metadataOf(metadata)
      const secret = await secrets.create(caller, path, edit, { data: version.data })
      return { body: { path, metadata: encodeMetadata(secret), ...warningsOf(caller, edit) } }
    }),

    operation('GetSecretV2', ({ caller, params: { path }, query: { version: number, includeData = false } }) => {
      const found = secrets.get(caller, path, number)
      const { version } = found
      return { body: writeSecret(found, includeData && version ? secrets.data(caller, path, version) : undefined) }
    }),

    operation('PutSecretV2', async ({ caller, params: { path }, query: { cas }, body: { metadata, version } }) => {
      if (metadata === undefined && version === undefined) {
        throw refusal(httpErrors.RequestInvalid, ['body: nothing to change; accepted members: metadata, version'])
      }
      const edit = metadataOf(metadata)
      const { secret } = await secrets.edit(caller, path, edit, { data: version?.data, cas })
      return { body: { path, metadata: encodeMetadata(secret), ...warningsOf(caller, edit) } }
    }),

    operation('DeleteSecretV2', async ({ caller, params: { path } }) => {
      if (!await secrets.remove(caller, path)) throw refusal(secretErrors.SecretNotFound, path)
    }),

    operation('ListSecretVersionV2', ({ caller, params: { path }, headers }) => {
      const list = `versions/${caller.okmsId}/${path}`
      const { after, limit } = cursors.wanted(list, headers)
      const { items, next } = lists.versions(caller, path, { after: Number(after), limit })
      return {
        headers: cursors.next(list, { next: next === null ? null : String(next) }), body: items.map(encodeVersion)
      }
    }),

    operation('PostSecretVersionV2', async ({ caller, params: { path }, query: { cas }, body: { data } }) => {
      const { version } = await secrets.edit(caller, path, {}, { data, cas })
      if (version === undefined) throw new TypeError('a new version is missing')
      return { body: encodeVersion(version) }
    }),

    operation('GetSecretVersionV2', ({ caller, params: { path, version: number }, query: { includeData = false } }) => {
      const { version } = secrets.get(caller, path, number)
      if (version === undefined) throw refusal(secretErrors.VersionNotFound, path, number)
      return { body: writeVersion(version, includeData ? secrets.data(caller, path, version) : undefined) }
    }),

    operation('PutSecretVersionV2', async ({ caller, params: { path, version: number }, body: { state } }) => {
      return { body: encodeVersion(await secrets.moveVersion(caller, path, number, transitionTo(state))) }
    }),

    operation('GetSecretConfigV2', ({ caller }) => ({ body: encodeSettings(secrets.configuration(caller)) })),

    operation('PutSecretConfigV2', ({ caller, body }) => ({
      body: encodeSettings(secrets.configure(caller, settingsOf(body)))
    }))
  ]
}

/** For lists: whether the caller may see the secret of a path. */
export const maySee = (isVisible: OperationRequest<'ListSecretV2'>['isVisible']) =>
  isVisible && ((path: string) => isVisible({ kind: 'secret', id: path }))
