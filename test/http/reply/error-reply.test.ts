// The body of an error: the four fields, and the members that its row adds.

import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { refusal, type ErrorRow } from '../../../src/domain/errors/domain-error.js'
import { httpErrors } from '../../../src/http/reply/http-errors.js'
import { createErrorHandler, errorBody } from '../../../src/http/reply/error-reply.js'
import { httpErrorFormat } from '../../../src/http/reply/json-spelling.js'
import { createLogger } from '../../../src/log/log.js'

const row = { system: 'CCM', component: 'SecretManager', category: 'NotFound', app: 1 } as const
const uuid = expect.stringMatching(/^[\da-f-]{36}$/)

it('has four fields', () => {
  const plain = { ...row, text: (path: string) => `no secret ${path}` } as const satisfies ErrorRow
  expect(errorBody(refusal(plain, 'a'), 'the id'))
    .toEqual({ error_id: uuid, error_code: expect.any(Number), errors: ['no secret a'], request_id: 'the id' })
})

it('has the members of its row, made of the same values as its text', () => {
  const deleted = {
    ...row,
    text: (path: string, at: string) => `${path} was deleted at ${at}`,
    members: (path: string, at: string) => ({ data: { path, deletion_time: at } })
  } as const satisfies ErrorRow
  const { errors, data } = errorBody(refusal(deleted, 'a', 'noon'), 'the id')
  expect([errors, data]).toEqual([['a was deleted at noon'], { path: 'a', deletion_time: 'noon' }])
})

it('keeps the four fields as they are', () => {
  const careless = {
    ...row,
    text: () => 'gone',
    members: () => ({ errors: [], request_id: 'another' })
  } as const satisfies ErrorRow
  expect(errorBody(refusal(careless), 'the id')).toMatchObject({ errors: ['gone'], request_id: 'the id' })
})

it('says nothing of a format that cannot write it, but in the log', async () => {
  const written: string[] = []
  const app = fastify()
  app.setErrorHandler(createErrorHandler({
    log: createLogger({ level: 'error', format: 'json', stream: { write: (line: string) => { written.push(line) } } }),
    unknownRoute: () => refusal(httpErrors.RouteNotFound, '', '', ''),
    timeOf: () => 0,
    formatOf: () => ({ ...httpErrorFormat, body: () => { throw new Error('a mistake with a secret in it') } })
  }))
  app.get('/', () => { throw refusal(httpErrors.TooManyRequests, 1) })
  const reply = await app.inject('/')
  expect([reply.statusCode, reply.json()]).toEqual([500, {
    error_id: uuid,
    error_code: expect.any(Number),
    errors: [expect.stringContaining('internal error')],
    request_id: expect.any(String)
  }])
  expect(reply.body).not.toContain('secret')
  expect(written.join('')).toContain('a refusal could not be written')
  await app.close()
})
