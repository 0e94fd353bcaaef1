// node:test: a function around a test for a domain of its own, hooks for a domain per file.

import { after, afterEach, before, type TestContext } from 'node:test'
import type { EmulatorDomain } from '../index.js'
import { laterDomain, openTestDomain, type TestDomain, type TestDomainOptions } from './test-domains.js'
import { closeTestServers } from './test-servers.js'

export type { TestDomainOptions } from './test-domains.js'

/** What the runner knows after a test, since Node 20.12. */
interface Outcome { readonly passed?: boolean }

type TestBody = (okms: EmulatorDomain, t: TestContext) => unknown

after(closeTestServers)

/**
 * The function of a test with an okms domain for it alone: `test('encrypts', withDomain(async (okms) => { ... }))`.
 * The domain is removed afterwards; if the test failed, its journal is printed first.
 */
export function withDomain (body: TestBody): (t: TestContext) => Promise<void>
export function withDomain (options: TestDomainOptions, body: TestBody): (t: TestContext) => Promise<void>
export function withDomain (
  ...[first, second]: [TestBody] | [TestDomainOptions, TestBody]
): (t: TestContext) => Promise<void> {
  const [options, body] = typeof first === 'function' ? [{}, first] : [first, second]
  return async (t) => {
    const { domain, end } = await openTestDomain(options)
    t.after(async () => { await end({ failed: isFailed(t), subject: `test "${t.name}"` }) })
    await body?.(domain, t)
  }
}

const isFailed = (t: object): boolean => (t as Outcome).passed === false

/**
 * An okms domain for all tests of this file, or of the `describe` in which it is called. It exists from the first hook
 * on and is removed at the end; if a test failed, its journal is printed first.
 */
export function domainPerFile (options?: TestDomainOptions): EmulatorDomain {
  let opened: TestDomain | undefined
  let failed = false
  before(async () => { opened = await openTestDomain(options) })
  afterEach((t) => { failed ||= isFailed(t) })
  after(async () => { await opened?.end({ failed, subject: 'test file' }) })
  return laterDomain(() => opened?.domain)
}
