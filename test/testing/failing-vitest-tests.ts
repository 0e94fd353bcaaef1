// Tests of a user of Vitest, some of which fail; frameworks.test.ts runs them.

import { describe, expect } from 'vitest'
import type { EmulatorDomain } from '../../src/index.js'
import { domainPerFile, test } from '../../src/testing/vitest.js'

const random = async ({ fetch, okmsId }: EmulatorDomain) => (await fetch(`/api/${okmsId}/v1/random`)).status
const shared = domainPerFile()

test('passes', async ({ okms }) => { expect(await random(okms)).toBe(200) })
test('throws', async ({ okms }) => { expect(await random(okms)).toBe(404) })
test('expects softly', async ({ okms }) => { expect.soft(await random(okms)).toBe(404) })
test('times out', { timeout: 3000 }, async ({ okms }) => {
  await random(okms)
  await new Promise(() => {})
})
test('shares a domain', async () => { expect(await random(shared)).toBe(200) })
test.extend({ okmsOptions: { token: true } })('has a token', ({ okms }) => { expect(okms.token).toBeDefined() })
describe.concurrent('at the same time', () => {
  test('passes', async ({ okms }) => { expect(await random(okms)).toBe(200) })
  test('throws', async ({ okms }) => { throw new Error(String(await random(okms))) })
})
