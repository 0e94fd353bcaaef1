// What the page at `/` shows of secrets, as JSON: a list, one secret with its versions, the configuration. Never data.

import type { FastifyInstance } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { AuthenticationOptions } from '../../http/steps/authenticate.js'
import type { Authorisation } from '../../services/access/authorisation.js'
import type { SecretHistory, SecretOverview } from '../../services/secrets/secret-overview.js'
import type { SecretWithVersion, VersionNow } from '../../services/secrets/secrets.js'
import { pageLength, pageRoutes } from './page-route.js'
import { maySeeConfiguration, visible } from './visibility.js'

export interface PageSecretsOptions extends AuthenticationOptions {
  readonly secrets: SecretOverview
  readonly authorisation: Authorisation
}

export function servePageSecrets (app: FastifyInstance, options: PageSecretsOptions): void {
  const { secrets, authorisation } = options
  const route = pageRoutes(app, options)

  route('secrets', async (caller, { text, search }) => {
    const { okmsId } = caller
    const maySee = visible('secret', caller, authorisation)
    const { secrets: found, next } = await secrets.page(okmsId, search(), text('after'), pageLength, maySee)
    return {
      secrets: found.map(encodeSecret),
      next,
      count: secrets.count(okmsId, maySee) ?? null,
      configuration: configurationFor(caller, options),
      now: secrets.now(okmsId)
    }
  })

  route('secret', (caller, { text }) => {
    const { okmsId } = caller
    const path = text('path')
    const maySee = visible('secret', caller, authorisation)
    const history = maySee === undefined || maySee(path) ? secrets.history(okmsId, path) : undefined
    return { secret: history === undefined ? null : encodeHistory(history), now: secrets.now(okmsId) }
  })
}

/** Null for a caller who may not see it. */
export const configurationFor = (
  caller: Caller, { secrets, authorisation }: Pick<PageSecretsOptions, 'secrets' | 'authorisation'>
) => maySeeConfiguration(caller, authorisation) ? secrets.configuration(caller.okmsId) : null

const encodeSecret = ({ secret, version }: SecretWithVersion) => ({
  path: secret.path,
  createdAt: secret.createdAt,
  updatedAt: secret.updatedAt,
  version: version === undefined ? null : encodeVersion(version)
})

const encodeVersion = ({ number, state, createdAt, deactivatedAt }: VersionNow) =>
  ({ number, state, createdAt, deactivatedAt })

const encodeHistory = ({ secret, versions, moreVersions, keptVersions }: SecretHistory) => ({
  path: secret.path,
  casRequired: secret.casRequired,
  maxVersions: secret.maxVersions,
  deactivateVersionAfter: secret.deactivateVersionAfter,
  customMetadata: secret.customMetadata,
  createdAt: secret.createdAt,
  updatedAt: secret.updatedAt,
  versions: versions.map(encodeVersion),
  moreVersions,
  keptVersions
})
