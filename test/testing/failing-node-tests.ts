// Tests of a user of node:test, some of which fail; frameworks.test.ts runs them.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { EmulatorDomain } from '../../src/index.js'
import { domainPerFile, withDomain } from '../../src/testing/node-test.js'

const random = async ({ fetch, okmsId }: EmulatorDomain) => (await fetch(`/api/${okmsId}/v1/random`)).status
const shared = domainPerFile()

void test('passes', withDomain(async (okms) => { assert.equal(await random(okms), 200) }))
void test('throws', withDomain(async (okms) => { assert.equal(await random(okms), 404) }))
void test('times out', { timeout: 3000 }, withDomain(async (okms, { signal }) => {
  await random(okms)
  await setTimeout(60_000, undefined, { signal })
}))
void test('shares a domain', async () => { assert.equal(await random(shared), 200) })
void test('has a token and its context', withDomain({ token: true }, (okms, t) => {
  assert.equal(typeof okms.token, 'string')
  assert.equal(t.name, 'has a token and its context')
}))
void describe('at the same time', { concurrency: true }, () => {
  void test('passes at the same time', withDomain(async (okms) => { assert.equal(await random(okms), 200) }))
  void test('throws at the same time', withDomain(async (okms) => { throw new Error(String(await random(okms))) }))
})
