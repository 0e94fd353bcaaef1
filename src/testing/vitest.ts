// Vitest: fixtures for a domain per test, hooks for a domain per file.

import { afterAll, beforeAll, beforeEach, test as vitestTest, type TestAPI } from 'vitest'
import type { EmulatorDomain } from '../index.js'
import { laterDomain, openTestDomain, type TestDomain, type TestDomainOptions } from './test-domains.js'
import { closeTestServers } from './test-servers.js'

export type { TestDomainOptions } from './test-domains.js'

export interface OkmsFixtures {
  /** An okms domain for this test alone. It is removed afterwards; if the test failed, its journal is printed first. */
  readonly okms: EmulatorDomain
  /** For `test.extend({ okmsOptions: { token: true } })`. */
  readonly okmsOptions: TestDomainOptions
}

interface AllFixtures extends OkmsFixtures {
  readonly okmsServers: undefined
}

const extended = vitestTest.extend<AllFixtures>({
  okmsServers: [async ({}, use) => { // eslint-disable-line no-empty-pattern -- Vitest reads the pattern
    await use(undefined)
    await closeTestServers()
  }, { scope: 'file' }],

  okmsOptions: {},

  okms: async ({ okmsServers: _, okmsOptions, task }, use) => {
    const { domain, end } = await openTestDomain(okmsOptions)
    await use(domain)
    await end({ failed: task.result?.state === 'fail', subject: `test "${task.fullTestName}"` })
  }
})

/** Vitest's `test` with the fixture `okms`. */
export const test: TestAPI<OkmsFixtures> = extended

/**
 * An okms domain for all tests of this file, or of the `describe` in which it is called. It exists from the first hook
 * on and is removed at the end; if a test failed, its journal is printed first.
 */
export function domainPerFile (options?: TestDomainOptions): EmulatorDomain {
  let opened: TestDomain | undefined
  let failed = false
  beforeAll(async () => { opened = await openTestDomain(options) })
  beforeEach(({ onTestFailed }) => { onTestFailed(() => { failed = true }) })
  afterAll(async () => {
    await opened?.end({ failed, subject: 'test file' })
    await closeTestServers()
  })
  return laterDomain(() => opened?.domain)
}
