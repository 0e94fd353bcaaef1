// The paths of the service's first guide, without okmsId: the same operations under `/v1/...`, with that guide's own spellings
// (choices.md 24; docs/fidelity.md). The domain is the client certificate's.

import type { FastifyRequest, RouteOptions } from 'fastify'
import { decodeBase64 } from '../crypto/jose/base64.js'
import type { JsonObject } from '../http/contract/contract.js'

const prefix = '/api/:okmsId'

/** What the guide writes otherwise than the contract; applied before the body is checked. */
const spellings: Readonly<Record<string, (body: Record<string, unknown>) => void>> = {
  CreateImportServiceKey (body) {
    if (body['crv'] === undefined || body['curve'] !== undefined) return
    body['curve'] = body['crv']
    delete body['crv']
  },
  // The guide prints a plain text where the contract wants base64.
  Encrypt (body) {
    const { plaintext } = body
    if (typeof plaintext === 'string' && decodeBase64(plaintext) === undefined) body['plaintext'] = Buffer.from(plaintext).toString('base64')
  }
}

/** Routes of the contract, again under their old paths. */
export function oldPaths (routes: readonly RouteOptions[]): readonly RouteOptions[] {
  return routes.filter(({ url }) => url.startsWith(prefix)).flatMap((route) => {
    const operationId = route.config?.operationId ?? ''
    const spell = spellings[operationId]
    const old: RouteOptions = {
      ...route,
      url: route.url.slice(prefix.length),
      schema: { ...route.schema, params: withoutOkmsId(route.schema?.params as JsonObject) },
      ...(spell === undefined ? {} : { preValidation: (request: FastifyRequest, _reply: unknown, done: () => void) => { if (isObject(request.body)) spell(request.body); done() } })
    }
    return operationId === 'DeleteServiceKey' ? [old, { ...old, url: `${old.url}/delete` }] : [old]
  })
}

function withoutOkmsId (params: JsonObject): JsonObject {
  const { okmsId: _, ...properties } = params['properties'] as JsonObject
  return { ...params, properties, required: Object.keys(properties) }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
