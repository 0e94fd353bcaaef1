// /_emulator/health and /_emulator/metrics: open to every caller but web pages of other origins.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../../domain/errors/domain-error.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import { sendJson } from '../../http/reply/send-json.js'
import { refuseCrossOrigin } from '../../http/steps/cross-origin.js'
import { adminContract, type AdminOperationId } from '../admin-operation.js'
import { adminErrorFormat } from '../error-format.js'
import type { Measured } from './prometheus.js'

export interface MonitoringOptions {
  /** Whether the server has all that it starts with. */
  readonly ready: () => boolean
  /** Undefined where metrics are off. */
  readonly measured: Measured | undefined
}

const notStored = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

export function serveMonitoring (app: FastifyInstance, { ready, measured }: MonitoringOptions): void {
  const metricsText = measured === undefined ? undefined : textOf(measured)

  serve(app, 'ShowHealth', ({ query }, reply) => {
    const isReady = ready()
    const { check } = query as { readonly check?: 'live' | 'ready' }
    const status = isReady || check === 'live' ? 200 : 503
    return sendJson(reply.headers(notStored).code(status), { live: true, ready: isReady })
  })

  serve(app, 'ShowMetrics', async ({ method }, reply) => {
    if (metricsText === undefined) throw refusal(httpErrors.RouteNotFound, method, '/_emulator/metrics', '; this server keeps no metrics (--metrics off)')
    const text = await metricsText()
    return await reply.headers(notStored).type('text/plain; version=0.0.4; charset=utf-8').send(text)
  })
}

/** The first call loads what makes the text. */
function textOf (measured: Measured): () => Promise<string> {
  let text: Promise<() => Promise<string>> | undefined
  return async () => {
    text ??= import('./prometheus.js').then(({ createPrometheusText }) => createPrometheusText(measured))
    return await (await text)()
  }
}

function serve (
  app: FastifyInstance,
  operationId: AdminOperationId,
  answer: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>
): void {
  const operation = adminContract.operations.get(operationId)
  if (operation === undefined) throw new Error(`the contract has no operation ${operationId}`)
  const { method, url, schema } = operation
  app.route({
    method,
    url,
    schema,
    config: { operationId, errorFormat: adminErrorFormat },
    onRequest (request, _reply, done) {
      refuseCrossOrigin(request.headers)
      done()
    },
    handler: answer
  })
}
