// What an entry of the journal takes is bounded, whatever a client sent.

import { describe, expect, it } from 'vitest'
import { boundedRequest } from '../../../../src/http/steps/records/bounded-request.js'
import { aRequest } from '../../../services/control/journal/journal-entry.js'

const right = (id: string) => ({ action: 'a', resource: { kind: 'serviceKey', id } as const })

describe('a bounded request', () => {
  it('is the same where it is short', () => {
    const request = aRequest({ needs: [right('k')], refusal: 'why', refusalForOthers: 'because' })
    expect(boundedRequest(request)).toEqual(request)
  })

  it('has the beginning of long texts', () => {
    const long = 'x'.repeat(100_000)
    const { path, refusal, refusalForOthers } =
      boundedRequest(aRequest({ path: long, refusal: long, refusalForOthers: long }))
    expect([path, refusal, refusalForOthers].map((text) => text?.length)).toEqual([500, 500, 500])
  })

  it.each([
    ['too many rights', Array.from({ length: 21 }, () => right('k'))], ['too long ids', [right('x'.repeat(1025))]]
  ])('has none of %s, so that no other caller sees it', (_, needs) => {
    expect(boundedRequest(aRequest({ needs })).needs).toBeNull()
  })

  it('keeps the rights of every valid request', () => {
    const needs = Array.from({ length: 20 }, () => right('x'.repeat(1024)))
    expect(boundedRequest(aRequest({ needs })).needs).toEqual(needs)
  })
})
