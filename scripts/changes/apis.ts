// Changes of the APIs: operations of the service and of the admin API, and APIs that are not there yet.

import { before, instead, type Change } from './change.js'
import { expectReply, expectText } from './changed-emulator.js'

const commonReplies = [
  '400 BadRequest', '401 Unauthorized', '403 Forbidden', '404 NotFound', '429 TooManyRequests', '500 InternalError'
]

/** A GET of a contract with this schema as its reply. */
const getOperation = (path: string, id: string, rest: string, schema: string) => `  ${path}:
    get:
      operationId: ${id}
      summary: Added
      description: Added by a test.
${rest}      responses:
        "200":
          description: The reply.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/${schema}"
${commonReplies.map((reply) => `        "${reply.slice(0, 3)}":
          $ref: "#/components/responses/${reply.slice(4)}"
`).join('')}`

const iamAction = `      x-iam-actions:
        - action: okms:apikms:coin/get
          resource: domain
`
const ofDomain = `      parameters:
        - $ref: "#/components/parameters/okmsId"
`

export const apiChanges: readonly Change[] = [
  {
    row: "add an operation of the service's API",
    edits: [
      before(
        'openapi/okms.yaml',
        'components:\n  parameters:\n',
        getOperation('/api/{okmsId}/v1/coin', 'FlipCoin', iamAction + ofDomain, 'GetRandomResponse')
      ),
      before('rest/keys/service-key-operations.ts', "operation('GenerateRandomBytes'", "operation('FlipCoin', () => ({ body: { bytes: 'AQ==' } })),\n\n    ")
    ],
    async works ({ call, file }) {
      expectReply(await call('GET', '/coin'), 200, { bytes: 'AQ==' })
      expectReply(await call('GET', '/coin?side=2'), 400)
      expectText(file('docs/routes.md'), '/v1/coin')
    }
  },
  {
    row: 'add an operation of the OVHcloud API',
    notNeeded: ['openapi/ovh-api-v1.yaml', 'emulator/composition/ovh-api/ovh-api.ts'],
    edits: [
      before(
        'openapi/ovh-api-v2.yaml',
        '  /v2/okms/reference/serviceKey:\n',
        getOperation('/v2/okms/reference/currency', 'GetCurrency', '', 'okms.reference.secretConfig.Response')
      ),
      before('ovh-api/okms/reference-routes.ts', "  accountOperation('GetReferenceSecretConfig'", "  accountOperation('GetCurrency', () => ({ body: { casRequired: true, maxVersions: 2 } })),\n\n")
    ],
    async works ({ ovh, file }) {
      expectReply(await ovh('GET', '/v2/okms/reference/currency'), 200, { casRequired: true, maxVersions: 2 })
      expectReply(await ovh('GET', '/v2/okms/reference/currency?kind=2'), 400, { class: 'Client::BadRequest' })
      expectText(file('docs/routes.md'), '/v2/okms/reference/currency')
    }
  },
  {
    row: 'add an operation of the admin API',
    edits: [
      before(
        'openapi/emulator.yaml',
        '  /_emulator/domains/{okmsId}/credentials:\n',
        getOperation('/_emulator/domains/{okmsId}/twin', 'ShowTwin', ofDomain, 'Domain')
      ),
      before('admin/operations/domain-operations.ts', "adminOperation('RemoveDomain'", "adminOperation('ShowTwin', ({ params }) => ({ body: { ...replies.domain(domains.get(params.okmsId)), name: 'twin' } })),\n    ")
    ],
    async works ({ admin, okmsId, file }) {
      expectReply(await admin('GET', `/domains/${okmsId}/twin`), 200, { okmsId, name: 'twin' })
      expectText(file('docs/routes.md'), '/_emulator/domains/{okmsId}/twin')
    }
  },
  {
    row: 'name an API that is not there yet',
    edits: [before('http/reply/unsupported-apis.ts', '  { path: /^\\/(?:api\\/)?kmip', "  { path: /^\\/metrics$/, hint: () => 'metrics are not in this version' },\n")],
    async works ({ admin }) {
      // The path is outside of both APIs.
      const { status, body } = await admin('GET', '/../metrics')
      expectReply({ status, body }, 404)
      expectText(JSON.stringify(body), 'metrics are not in this version')
    }
  },
  {
    row: 'suggest another name or value in a refusal',
    notNeeded: ['http/validation/value-mistake.ts', 'http/body/json-fault.ts'],
    edits: [instead('http/validation/name-suggestion.ts', "  bits: ['size'],", "  bits: ['size'],\n  strength: ['size'],")],
    async works ({ call }) {
      const reply = await call('POST', '/servicekey', { name: 'new', type: 'oct', strength: 256 })
      expectReply(reply, 400)
      expectText(JSON.stringify(reply.body), 'size')
    }
  }
]
