// Reads request bodies.

import type { FastifyInstance } from 'fastify'
import { errors, refusal } from '../domain/errors.js'

export function acceptBodies (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') { done(null, undefined); return }
    try { done(null, JSON.parse(String(body))) } catch { done(refusal(errors.BodyNotJson, 'syntax')) }
  })
}
