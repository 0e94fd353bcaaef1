// The paths of the service's first guide, without okmsId: its operations under `/v1/...`, with the spelling of that
// guide (choices.md 24; docs/fidelity.md). The domain is the client certificate's.

import type { FastifyRequest, RouteOptions } from 'fastify'
import { decodeBase64 } from '../crypto/jose/base64.js'
import type { JsonObject } from '../http/contract/contract.js'
import type { OperationId } from './operation.js'

const prefix = '/api/:okmsId'

type RequestBody = Record<string, unknown>

interface OlderOperation {
  /** Changes what the guide writes differently into what the contract has; called before the body is validated. */
  readonly spell?: (body: RequestBody) => void
  /** Another path of the operation has this at the end. */
  readonly suffix?: string
}

/** THE list of operations of the guide. Operations that came later have no older path. */
const olderOperations: Readonly<Partial<Record<OperationId, OlderOperation>>> = {
  CreateImportServiceKey: { spell: curveOfCrv },
  ListServiceKeys: {},
  GetServiceKey: {},
  PatchServiceKey: {},
  DeleteServiceKey: { suffix: '/delete' },
  ActivateServiceKey: {},
  DeactivateServiceKey: {},
  Encrypt: { spell: encodePlaintext },
  Decrypt: {},
  GenerateDataKey: {},
  DecryptDataKey: {},
  Sign: {},
  Verify: {},
  GenerateRandomBytes: {}
}

const isOlder = (operationId: string): operationId is OperationId => Object.hasOwn(olderOperations, operationId)

/** The older paths of an operation, in Fastify's spelling. */
export function olderUrls (operationId: string, url: string): readonly string[] {
  if (!isOlder(operationId)) return []
  const older = url.slice(prefix.length)
  const { suffix } = olderOperations[operationId] ?? {}
  return suffix === undefined ? [older] : [older, `${older}${suffix}`]
}

/** For the routes of operations of the guide, the same under their older paths. */
export function olderPaths (routes: readonly RouteOptions[]): readonly RouteOptions[] {
  return routes.flatMap((route) => {
    const operationId = route.config?.operationId ?? ''
    const { spell } = isOlder(operationId) ? olderOperations[operationId] ?? {} : {}
    return olderUrls(operationId, route.url).map((url): RouteOptions => ({
      ...route,
      url,
      schema: { ...route.schema, params: withoutOkmsId(route.schema?.params as JsonObject) },
      ...(spell === undefined ? {} : { preValidation: respell(spell) })
    }))
  })
}

const respell = (spell: (body: RequestBody) => void) =>
  ({ body }: FastifyRequest, _reply: unknown, done: () => void): void => {
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) spell(body as RequestBody)
    done()
  }

function curveOfCrv (body: RequestBody): void {
  if (body['crv'] === undefined || body['curve'] !== undefined) return
  body['curve'] = body['crv']
  delete body['crv']
}

/** The guide shows a plain text where the contract requires base64. */
function encodePlaintext (body: RequestBody): void {
  const { plaintext } = body
  if (typeof plaintext !== 'string' || decodeBase64(plaintext) !== undefined) return
  body['plaintext'] = Buffer.from(plaintext).toString('base64')
}

function withoutOkmsId (params: JsonObject): JsonObject {
  const { okmsId: _, ...properties } = params['properties'] as JsonObject
  return { ...params, properties, required: Object.keys(properties) }
}
