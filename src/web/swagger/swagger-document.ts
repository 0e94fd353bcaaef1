// The contract as the Swagger page shows it: IAM tables, operations in a useful order, and
// the reader's domain filled in.

import { resourceKinds } from '../../domain/resource.js'
import type { JsonObject } from '../../http/contract/contract.js'
import type { ContractValue } from '../../http/contract/contract-value.js'
import { conditionOf, readIamActions } from '../../http/contract/iam-action.js'

/** The reader of the page. */
export interface Viewer {
  /** The domain that is filled in. */
  readonly okmsId: string
  /** From a valid access certificate; undefined for a browser without one. */
  readonly credentialId: string | undefined
}

/** Where the page sends readers to authenticate with a certificate. */
export const authenticatedPath = '/swagger/authenticated'

/** As on the service's page (service.md 11.2), the page fetches tokens; here from this server. */
const tokenUrl = '/auth/oauth2/token'

/**
 * The life of a key, then the life of a secret in each of its APIs: tried in this order, each operation finds what it
 * needs. Others keep the order of the contract.
 */
const order = [
  'ListServiceKeys', 'CreateImportServiceKey', 'GetServiceKey', 'PatchServiceKey', 'Encrypt', 'Decrypt',
  'GenerateDataKey', 'DecryptDataKey',
  'Sign', 'Verify', 'GenerateRandomBytes', 'ActivateServiceKey', 'DeactivateServiceKey', 'DeleteServiceKey',

  'GetSecretConfigV2', 'PutSecretConfigV2', 'PostSecretV2', 'ListSecretV2', 'GetSecretV2', 'PutSecretV2',
  'PostSecretVersionV2', 'ListSecretVersionV2', 'GetSecretVersionV2', 'PutSecretVersionV2', 'DeleteSecretV2',

  'GetSecretConfig', 'PostSecretConfig', 'PostSecretRequest', 'GetSecretRequest', 'PatchSecretRequest',
  'GetSecretSubkeys', 'ListSecretsMetadata', 'PostSecretMetadata', 'GetSecretsMetadata', 'PatchSecretMetadata',
  'DeleteSecretRequest', 'PostSecretUndelete', 'DeleteSecretVersions', 'PutSecretDestroy', 'DeleteSecretMetadata'
]

/** The same for every reader: made once. */
export function annotate (document: ContractValue): ContractValue {
  let index = 0
  const paths = document.member('paths').members().map(([path, item]) => [
    path,
    Object.fromEntries(item.members().map(([method, operation]) => [method, annotateOperation(operation, index++)]))
  ])
  return document.with({ ...document.object(), paths: Object.fromEntries(paths) as JsonObject })
}

function annotateOperation (operation: ContractValue, index: number): JsonObject {
  const place = order.indexOf(operation.member('operationId').text())
  return { ...withIamTable(operation), 'x-place': place < 0 ? order.length + index : place }
}

/** Each operation's description gets the table of its IAM actions, as on the service's own page (service.md 11.4). */
function withIamTable (operation: ContractValue): JsonObject {
  const actions = readIamActions(operation)
  if (actions.length === 0) return operation.object()
  const rows = actions.map((iamAction) => {
    const { action, resource } = iamAction
    return `| ${action} | on the ${resourceKinds[resource].words}${conditionOf(iamAction)} |`
  })
  const description = operation.member('description')
  const own = description.value === undefined ? '' : description.text()
  return { ...operation.object(), description: `${own}\n\n| Action IAM | Needed |\n| --- | --- |\n${rows.join('\n')}\n` }
}

/** The annotated document for one reader. */
export function documentFor (annotated: ContractValue, { okmsId, credentialId }: Viewer): JsonObject {
  const info = annotated.member('info')
  const components = annotated.member('components')
  const parameters = components.member('parameters')
  const schemes = components.member('securitySchemes')
  return {
    ...annotated.object(),
    info: { ...info.object(), description: `${info.member('description').text()}\n\n${credentialId === undefined ? publicNote : certificateNote(okmsId, credentialId)}` },
    components: {
      ...components.object(),
      parameters: { ...parameters.object(), okmsId: { ...parameters.member('okmsId').object(), example: okmsId } },
      securitySchemes: {
        ...schemes.object(), oAuth2ClientCredentials: withTokenUrl(schemes.member('oAuth2ClientCredentials'))
      }
    },
    'x-reader': credentialId === undefined ? 'public' : 'certificate'
  }
}

function withTokenUrl (scheme: ContractValue): JsonObject {
  const flows = scheme.member('flows')
  return {
    ...scheme.object(),
    flows: { ...flows.object(), clientCredentials: { ...flows.member('clientCredentials').object(), tokenUrl } }
  }
}

/** Describes the scripts in pages/swagger; a reload resets them. */
const topToBottom = 'Tried from top to bottom as they are filled in, all operations succeed: each finds the key, the secret and the values that those before it made. *Create* is there twice, because a key that encrypts cannot sign. After a reload, begin at the top again.'

/**
 * The guide of 2024 describes a read-only page whose description links to the page with certificate
 * authentication (service.md 11.1).
 */
const publicNote = `**This is the public version, for reading.** To call operations from here, open the [authenticated version](${authenticatedPath}) with an access certificate in the browser, or press *Authorize* and give a personal access token or the credentials of a service account. ${topToBottom}`

const certificateNote = (okmsId: string, credentialId: string) => `**This is the authenticated version.** The browser shows the access certificate \`${credentialId}\` of the okms domain \`${okmsId}\`: *Try it out* needs no login. ${topToBottom}`
