// The contract as the Swagger page shows it: IAM tables, the order to try things in, and the reader's own domain filled in.

import { asObject, asText, readIamActions, type JsonObject } from '../../http/contract/contract.js'

/** Who reads the page. */
export interface Reader {
  /** The domain that is filled in. */
  readonly okmsId: string
  /** Of a valid access certificate; undefined for a browser that shows none. */
  readonly credentialId: string | undefined
}

/** Where the page sends a reader who wants to come in with a certificate. */
export const authenticatedPath = '/swagger/authenticated'

/** As on the service's own page (service.md 11.2), the page fetches tokens by itself; here from this server. */
const tokenUrl = '/auth/oauth2/token'

/** The life of a key: tried in this order, each operation finds what it needs. Others keep the order of the contract. */
const lifeOfAKey = [
  'ListServiceKeys', 'CreateImportServiceKey', 'GetServiceKey', 'PatchServiceKey', 'Encrypt', 'Decrypt', 'GenerateDataKey', 'DecryptDataKey',
  'Sign', 'Verify', 'GenerateRandomBytes', 'ActivateServiceKey', 'DeactivateServiceKey', 'DeleteServiceKey'
]

/** The same for everybody: made once. */
export function annotate (document: JsonObject): JsonObject {
  const paths = Object.entries(asObject(document['paths'])).map(([path, item]) => [path, Object.fromEntries(Object.entries(asObject(item)).map(([method, operation], index) => [method, annotateOperation(asObject(operation), index)]))])
  return { ...document, paths: Object.fromEntries(paths) as JsonObject }
}

function annotateOperation (operation: JsonObject, index: number): JsonObject {
  const place = lifeOfAKey.indexOf(asText(operation['operationId']))
  return { ...withIamTable(operation), 'x-place': place < 0 ? lifeOfAKey.length + index : place }
}

/** Each operation's description gets the table of its IAM actions, as on the service's own page (service.md 11.4). */
function withIamTable (operation: JsonObject): JsonObject {
  const actions = readIamActions(operation['x-iam-actions'])
  if (actions.length === 0) return operation
  const rows = actions.map(({ action, on, given }) => `| ${action} | on the ${places[on] ?? on}${given === undefined ? '' : `, when ${given.join(' or ')} is given`} |`)
  return { ...operation, description: `${asText(operation['description'])}\n\n| Action IAM | Needed |\n| --- | --- |\n${rows.join('\n')}\n` }
}

const places: Readonly<Record<string, string>> = { domain: 'okms domain', serviceKey: 'service key', transportKey: 'transport key' }

/** The annotated document for one reader. */
export function documentFor (annotated: JsonObject, { okmsId, credentialId }: Reader): JsonObject {
  const info = asObject(annotated['info'])
  const components = asObject(annotated['components'])
  const parameters = asObject(components['parameters'])
  const schemes = asObject(components['securitySchemes'])
  return {
    ...annotated,
    info: { ...info, description: `${asText(info['description'])}\n\n${credentialId === undefined ? publicNote : certificateNote(okmsId, credentialId)}` },
    components: {
      ...components,
      parameters: { ...parameters, okmsId: { ...asObject(parameters['okmsId']), example: okmsId } },
      securitySchemes: { ...schemes, oAuth2ClientCredentials: withTokenUrl(asObject(schemes['oAuth2ClientCredentials'])) }
    },
    'x-reader': credentialId === undefined ? 'public' : 'certificate'
  }
}

function withTokenUrl (scheme: JsonObject): JsonObject {
  const flows = asObject(scheme['flows'])
  return { ...scheme, flows: { ...flows, clientCredentials: { ...asObject(flows['clientCredentials']), tokenUrl } } }
}

/** What pages/swagger does; a reload forgets it. */
const topToBottom = 'Tried from top to bottom as they are filled in, all operations succeed: each finds the key and the values that those before it made. *Create* is there twice, because a key that encrypts cannot sign. After a reload, begin at the top again.'

/** The guide of 2024 describes a page for reading, whose description links to the one that asks for a certificate (service.md 11.1). */
const publicNote = `**This is the public version, for reading.** To call operations from here, open the [authenticated version](${authenticatedPath}) with an access certificate in the browser, or press *Authorize* and give a personal access token or the credentials of a service account. ${topToBottom}`

const certificateNote = (okmsId: string, credentialId: string) => `**This is the authenticated version.** The browser shows the access certificate \`${credentialId}\` of the okms domain \`${okmsId}\`: *Try it out* needs no login. ${topToBottom}`
