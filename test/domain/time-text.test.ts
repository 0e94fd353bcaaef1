// Times and durations as people write them.

import { describe, expect, it } from 'vitest'
import { readSpan, readTime } from '../../src/domain/time-text.js'

const day = 86_400_000

describe('durations', () => {
  it.each([
    ['90d', 90 * day],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['2w', 14 * day],
    ['0s', 0],
    ['-0s', 0],
    ['-10m', -600_000],
    ['+1s', 1000],
    ['P90D', 90 * day],
    ['P2W', 14 * day],
    ['PT1.5S', 1500],
    ['PT1,25S', 1250],
    ['P1DT2H3M4.005S', day + 7_384_005],
    ['-PT10M', -600_000],
    ['p1dt1s', day + 1000]
  ])('%s', (text, expected) => { expect(readSpan(text)).toBe(expected) })

  it.each([
    '',
    '-', '90', 'd', '1.5h', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', 'PT1.2345S', '1d 2h', '--1d', '1e3s', '٣d', '1234567890d'
  ])('"%s" is none', (text) => { expect(readSpan(text)).toBeUndefined() })
})

describe('times', () => {
  it.each([
    ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.000Z'],
    ['2030-01-31t12:00:00.1239z', '2030-01-31T12:00:00.123Z'],
    ['2028-02-29T00:30:00+02:00', '2028-02-28T22:30:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z']
  ])('%s', (text, expected) => { expect(new Date(readTime(text) ?? NaN).toISOString()).toBe(expected) })

  it.each([
    '', '2030-01-31', '2030-01-31 12:00:00Z', '2030-01-31T12:00:00', '2030-02-29T00:00:00Z', '2030-13-01T00:00:00Z',
    '2030-00-01T00:00:00Z', '2030-01-00T00:00:00Z', '2030-01-01T24:00:01Z', '1969-12-31T23:59:59Z',
    '10000-01-01T00:00:00Z'
  ])('"%s" is none', (text) => { expect(readTime(text)).toBeUndefined() })
})
