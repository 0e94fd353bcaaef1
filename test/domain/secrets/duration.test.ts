import { describe, expect, it } from 'vitest'
import {
  durationSeconds, goDuration, isPlainDuration, plannedEnd, readDuration
} from '../../../src/domain/secrets/duration.js'

describe('a duration', () => {
  // kv2/differences.md 6 and 43
  it.each<[string | number, string | undefined, number?]>([
    ['0s', '0s', 0],
    ['1d', '1d', 86_400],
    ['10h30m10s', '10h30m10s', 37_810],
    ['1d1d', '1d1d', 172_800],
    ['90', '1m30s', 90],
    [90, '1m30s', 90],
    ['90.9', '1m30s', 90],
    [1.5, '1s', 1],
    ['1m30.5s', '1m30s', 90],
    ['1.5h', '1h30m0s', 5400],
    ['.5m', '30s', 30],
    ['1.s', '1s', 1],
    ['3600s0ns', '1h0m0s', 3600],
    ['0s0ns', '0s', 0],
    ['999ms', '0s', 0],
    ['500ms500ms', '1s', 1],
    ['1000000µs', '1s', 1],
    ['1000000us', '1s', 1],
    ['106751d', '106751d', 9_223_286_400],
    ['106752d', undefined],
    ['9223372036s', '9223372036s', 9_223_372_036],
    ['9223372037s', undefined],
    ['', undefined],
    [' 1d', undefined],
    ['1 d', undefined],
    ['1w', undefined],
    ['1y', undefined],
    ['-1s', undefined],
    [-1, undefined],
    ['1d-1h', undefined],
    ['1D', undefined],
    ['d', undefined],
    ['.s', undefined],
    ['1h1', undefined],
    ['1e3s', undefined],
    [1e21, undefined],
    [1e-7, undefined],
    [Infinity, undefined],
    [NaN, undefined],
    ['9'.repeat(64), undefined],
    [`${'0'.repeat(62)}1s`, `${'0'.repeat(62)}1s`, 1],
    [`${'0'.repeat(63)}1s`, undefined]
  ])('%j is kept as %j', (written, kept, seconds) => {
    const found = readDuration(written)
    expect(found).toBe(kept)
    if (found !== undefined) expect(durationSeconds(found)).toBe(seconds)
  })

  it.each([
    ['1d', true], ['1h1m1s', true], ['0s', true], ['90', false], ['1.5h', false], ['1ms', false], ['', false],
    ['s', false], [`${'1s'.repeat(33)}`, false]
  ])('%j has the form of the service: %s', (text, expected) => {
    expect(isPlainDuration(text)).toBe(expected)
  })

  it.each([
    [0, '0s'], [59, '59s'], [60, '1m0s'], [90, '1m30s'], [3600, '1h0m0s'], [3661, '1h1m1s'], [86_400, '24h0m0s'],
    [9_223_372_036, '2562047h47m16s']
  ])('of %i seconds is %s in Go', (seconds, text) => {
    expect(goDuration(seconds)).toBe(text)
  })
})

describe('the planned end of a version', () => {
  const of = (deactivateVersionAfter: string) => ({ deactivateVersionAfter })

  it.each([
    ['0s', '0s', null],
    ['1m', '0s', 61_000],
    ['0s', '1h', 3_601_000],
    ['1m', '1h', 61_000],
    ['2h', '1h', 7_201_000]
  ])('with %s on the secret and %s on the domain', (secret, domain, expected) => {
    expect(plannedEnd(of(secret), of(domain), 1000)).toBe(expected)
  })
})
