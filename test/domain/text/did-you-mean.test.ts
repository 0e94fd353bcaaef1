// The nearest known name to a mistyped one.

import { describe, expect, it } from 'vitest'
import { didYouMean, editDistance } from '../../../src/domain/text/did-you-mean.js'

describe('editDistance', () => {
  it.each([
    ['port', 'port', 0], ['prot', 'port', 1], ['por', 'port', 1], ['ports', 'port', 1], ['pord', 'port', 1],
    ['', 'port', 4], ['kitten', 'sitting', 3]
  ] as const)('%s to %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })
})

describe('didYouMean', () => {
  const known = ['serve', 'healthcheck', 'server-name', 'host']

  it.each([
    ['sevre', 'serve'], ['healtcheck', 'healthcheck'], ['health', 'healthcheck'], ['server_name', 'server-name'],
    ['frobnicate', undefined], ['x', undefined]
  ] as const)('%s: %s', (typed, meant) => {
    expect(didYouMean(typed, known)).toBe(meant)
  })
})
