import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/domain/errors/domain-error.js'
import { iamOf, tagFilter } from '../../src/ovh-api/iam.js'

const tags = { 'ovh:type': 'oct', 'ovh:state': 'ACTIVE', 'a%b': '100%' }
const fits = (condition: object) => tagFilter(JSON.stringify(condition))?.(tags)
const of = (operator: string, value: string, tag = 'ovh:type') => fits({ [tag]: [{ operator, value }] })

describe('conditions on tags', () => {
  it.each([
    ['EQ', 'oct', true], ['EQ', 'OCT', false], ['NEQ', 'RSA', true], ['NEQ', 'oct', false],
    ['EXISTS', '', true], ['NEXISTS', '', false],
    ['LIKE', 'o%', true], ['LIKE', '%t', true], ['LIKE', '%c%', true], ['LIKE', 'oct', true], ['LIKE', '%', true],
    ['LIKE', 'O%', false], ['LIKE', 'oct%t', false], ['LIKE', 'o%o', false], ['LIKE', '', false],
    ['ILIKE', 'O%T', true], ['ILIKE', 'x%', false]
  ])('%s %j: %s', (operator, value, expected) => {
    expect(of(operator, value)).toBe(expected)
  })

  it('of a tag that is not there hold only for NEQ and NEXISTS', () => {
    const held = ['EQ', 'NEQ', 'EXISTS', 'NEXISTS', 'LIKE', 'ILIKE'].filter((operator) => of(operator, 'x', 'team'))
    expect(held).toEqual(['NEQ', 'NEXISTS'])
    expect(of('EXISTS', '', 'toString')).toBe(false)
  })

  it('must all hold', () => {
    expect(fits({ 'ovh:type': [{ operator: 'EQ', value: 'oct' }], 'ovh:state': [{ value: 'ACTIVE' }] })).toBe(true)
    expect(fits({ 'ovh:type': [{ operator: 'EQ', value: 'oct' }, { operator: 'EQ', value: 'RSA' }] })).toBe(false)
    expect(fits({})).toBe(true)
  })

  it('are none where there are none', () => { expect(tagFilter(undefined)).toBeUndefined() })

  it('take no time that grows with the square of a long pattern', () => {
    const long = 'a'.repeat(4000)
    const pattern = `${'%a'.repeat(1000)}b`
    expect(tagFilter(JSON.stringify({ t: [{ operator: 'LIKE', value: pattern }] }))?.({ t: long })).toBe(false)
  })

  it.each([
    ['{', 'not valid JSON'], ['[]', 'not a JSON object'], ['null', 'not a JSON object'], ['{"a":1}', 'is not a list'],
    ['{"a":[{"operator":"IS","value":"x"}]}', 'accepted: EQ, NEQ'],
    ['{"a":[{"operator":"EQ","value":1}]}', 'not a string'],
    ['{"a":[{"operator":"__proto__","value":"x"}]}', 'accepted: EQ, NEQ']
  ])('that are %s are refused', (text, why) => {
    expect(() => tagFilter(text)).toThrow(DomainError)
    expect(() => tagFilter(text)).toThrow(why)
  })
})

it('what the IAM knows of a resource has its URN', () => {
  const okmsId = '11111111-1111-4111-8111-111111111111'
  expect(iamOf(okmsId, { kind: 'secret', id: 'a/b' }, { id: 'x', displayName: 'a/b' })).toEqual({
    displayName: 'a/b', id: 'x', state: 'OK', tags: {}, urn: `urn:v1:eu:resource:okms:${okmsId}/secret/a/b`
  })
})
