// Routes of the KV v2 API for metadata and lists (service.md 8; kv2/differences.md 31 to 37, 47 to 51).

import type { RouteOptions } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { Resource } from '../../domain/resource.js'
import { lastVersion } from '../../domain/secrets/version-limit.js'
import { casWarnings, type MetadataEdit } from '../../services/secrets/secret-edits.js'
import type { PageHeaders } from '../../http/paging/page-headers.js'
import { maySee, type SecretServices } from '../secrets/secret-routes.js'
import { listParameter, metadataOf, metadataPatchOf } from './kv-fields.js'
import { kvOperation } from './kv-operation.js'
import { withoutSlash, writablePath } from './kv-path.js'
import { encodeMetadata } from './kv-reply.js'

interface ListRequest {
  readonly caller: Caller
  readonly headers: PageHeaders
  readonly isVisible: ((resource: Resource) => boolean) | undefined
  readonly requestId: string
}

export function kvMetadataRoutes ({ secrets, lists, cursors }: SecretServices): readonly RouteOptions[] {
  async function listed (folder: string, { caller, headers, isVisible, requestId }: ListRequest) {
    const list = `folder/${caller.okmsId}/${folder}`
    const page = await lists.children(caller, folder, cursors.wanted(list, headers), maySee(isVisible))
    return { headers: cursors.next(list, page), body: { request_id: requestId, data: { keys: [...page.items] } } }
  }

  /** 204, or 200 where there is something to say. */
  function edited (caller: Caller, edit: MetadataEdit) {
    const warnings = [...casWarnings(edit, secrets.configuration(caller))]
    return warnings.length === 0 ? { status: 204 } as const : { status: 200, body: { warnings } } as const
  }

  return [
    kvOperation('ListSecretsMetadata', (request) => listed('', request)),

    kvOperation('GetSecretsMetadata', async (request) => {
      const { caller, query, requestId } = request
      const path = withoutSlash(request.params.path)
      if (path === '' || listParameter(query)) return await listed(path, request)
      const { secret } = secrets.get(caller, path)
      const { items } = lists.versions(caller, path, { after: 0, limit: lastVersion })
      return { body: { request_id: requestId, data: encodeMetadata(secret, items) } }
    }),

    kvOperation('PostSecretMetadata', async ({ caller, params, body }) => {
      const edit = metadataOf(body)
      await secrets.editMetadata(caller, writablePath(params.path), edit, true)
      return edited(caller, edit)
    }),

    kvOperation('PatchSecretMetadata', async ({ caller, params, body }) => {
      const path = writablePath(params.path)
      // An unknown path is refused whatever the body says.
      secrets.get(caller, path)
      const edit = metadataPatchOf(body)
      await secrets.editMetadata(caller, path, edit, false)
      return edited(caller, edit)
    }),

    // As blind as Vault, which also takes a folder for nothing (kv2/differences.md 24, 37).
    kvOperation('DeleteSecretMetadata', async ({ caller, params }) => {
      const path = withoutSlash(params.path)
      if (path !== '') await secrets.remove(caller, path)
    })
  ]
}
