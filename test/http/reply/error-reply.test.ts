// The body of an error: the four fields, and the members that its row adds.

import { expect, it } from 'vitest'
import { refusal, type ErrorRow } from '../../../src/domain/errors/domain-error.js'
import { errorBody } from '../../../src/http/reply/error-reply.js'

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
