// Routes of secrets in API v2.

import type { RouteOptions } from 'fastify'
import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { transitionTo } from '../../domain/secrets/version-state.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import type { MetadataEdit } from '../../services/secrets/secret-edits.js'
import type { SecretLists } from '../../services/secrets/secret-lists.js'
import type { Secrets } from '../../services/secrets/secrets.js'
import { metadataOf, settingsOf } from '../../services/secrets/written-settings.js'
import { tagFilter } from '../iam.js'
import { versionStateNames } from '../names.js'
import { domainOperation } from '../operation.js'
import {
  encodeMetadata, encodeSecret, encodeSettings, encodeVersion, encodeVersionState
} from './domain-secret-reply.js'

type Metadata = components['schemas']['okms.secret.MetadataRequest'] | null | undefined

export interface DomainSecretServices {
  readonly secrets: Secrets
  readonly lists: SecretLists
  readonly cursors: Cursors
}

/** Null counts as absent, but for a setting, which it puts back. */
function editOf (metadata: Metadata): MetadataEdit {
  const { customMetadata, ...settings } = metadata ?? {}
  return metadataOf({ ...settings, customMetadata: customMetadata ?? undefined })
}

export function domainSecretRoutes ({ secrets, lists, cursors }: DomainSecretServices): readonly RouteOptions[] {
  return [
    domainOperation('ListDomainSecrets', async ({ caller, isVisible, query: { iamTags }, headers }) => {
      // Secrets have no tags here, so that a condition fits all of them or none.
      const isTagged = tagFilter(iamTags)?.({}) ?? true
      const list = `secrets of API v2/${caller.okmsId}`
      const maySee = isTagged
        ? isVisible && ((path: string) => isVisible({ kind: 'secret', id: path }))
        : () => false
      const page = await lists.list(caller, cursors.wanted(list, headers), maySee)
      return { headers: cursors.next(list, page), body: page.items.map((item) => encodeSecret(item)) }
    }),

    domainOperation('CreateDomainSecret', async ({ caller, body: { path, metadata, version } }) => {
      const secret = await secrets.create(caller, path, editOf(metadata), { data: version.data })
      return { body: { path, metadata: encodeMetadata(secret) } }
    }),

    domainOperation('GetDomainSecret', ({ caller, params: { path }, query }) => {
      const { version: number, includeData = false } = query
      const found = secrets.get(caller, path, number)
      const { version } = found
      return { body: encodeSecret(found, includeData && version ? secrets.data(caller, path, version) : undefined) }
    }),

    domainOperation('UpdateDomainSecret', async ({ caller, params: { path }, query: { cas }, body }) => {
      const { metadata, version } = body
      if (metadata == null && version == null) {
        throw refusal(httpErrors.RequestInvalid, ['body: nothing to change; accepted members: metadata, version'])
      }
      const { secret } = await secrets.edit(caller, path, editOf(metadata), { data: version?.data, cas })
      return { body: { path, metadata: encodeMetadata(secret) } }
    }),

    domainOperation('DeleteDomainSecret', async ({ caller, params: { path } }) => {
      if (!await secrets.remove(caller, path)) throw refusal(secretErrors.SecretNotFound, path)
      return { body: null }
    }),

    domainOperation('ListDomainSecretVersions', ({ caller, params: { path }, headers }) => {
      const list = `versions of API v2/${caller.okmsId}/${path}`
      const { after, limit } = cursors.wanted(list, headers)
      const { items, next } = lists.versions(caller, path, { after: Number(after), limit })
      return {
        headers: cursors.next(list, { next: next === null ? null : String(next) }),
        body: items.map((version) => encodeVersion(version))
      }
    }),

    domainOperation('CreateDomainSecretVersion', async ({ caller, params: { path }, query: { cas }, body }) => {
      const { version } = await secrets.edit(caller, path, {}, { data: body.data, cas })
      if (version === undefined) throw new TypeError('a new version is missing')
      return { body: encodeVersion(version) }
    }),

    domainOperation('GetDomainSecretVersion', ({ caller, params: { path, version: number }, query }) => {
      const { includeData = false } = query
      const { version } = secrets.get(caller, path, number)
      if (version === undefined) throw refusal(secretErrors.VersionNotFound, path, number)
      return { body: encodeVersion(version, includeData ? secrets.data(caller, path, version) : undefined) }
    }),

    domainOperation('UpdateDomainSecretVersion', async ({ caller, params: { path, version }, body: { state } }) => {
      const transition = transitionTo(versionStateNames.decode(state))
      return { body: encodeVersionState(await secrets.moveVersion(caller, path, version, transition)) }
    }),

    domainOperation('GetDomainSecretConfig', ({ caller }) => ({ body: encodeSettings(secrets.configuration(caller)) })),

    domainOperation('UpdateDomainSecretConfig', ({ caller, body }) => ({
      body: encodeSettings(secrets.configure(caller, settingsOf(body)))
    }))
  ]
}
