// Jest: a function around a test for a domain of its own, hooks for a domain per file.

import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import type { EmulatorDomain } from '../index.js'
import { laterDomain, openTestDomain, type TestDomain, type TestDomainOptions } from './test-domains.js'
import { closeTestServers } from './test-servers.js'

export type { TestDomainOptions } from './test-domains.js'

type TestBody<Args extends unknown[]> = (okms: EmulatorDomain, ...args: Args) => unknown

interface Use extends TestDomain {
  readonly testName: string | undefined
  failed: boolean
}

/** Jest adds a stack and an excerpt of this file to what console.error prints. */
const open = async (options: TestDomainOptions | undefined) => await openTestDomain(options, console.log)

/** Domains of tests that have begun. */
const uses = new Set<Use>()

// A test that times out goes on running, so hooks end its domain and not the function around it.
afterEach(async () => {
  const { currentTestName } = expect.getState()
  for (const use of uses) {
    if (use.testName === currentTestName) await end(use, use.failed || isFailed())
  }
})

// What is left belongs to concurrent tests that timed out.
afterAll(async () => {
  for (const use of uses) await end(use, true)
  await closeTestServers()
})

async function end (use: Use, failed: boolean): Promise<void> {
  uses.delete(use)
  await use.end({ failed, subject: `test "${use.testName ?? ''}"` })
}

/**
 * The function of a test with an okms domain for it alone: `test('encrypts', withDomain(async (okms) => { ... }))`.
 * The domain is removed afterwards; if the test failed, its journal is printed first.
 */
export function withDomain<Args extends unknown[]> (body: TestBody<Args>): (...args: Args) => Promise<void>
export function withDomain<Args extends unknown[]> (
  options: TestDomainOptions, body: TestBody<Args>
): (...args: Args) => Promise<void>
export function withDomain<Args extends unknown[]> (
  ...[first, second]: [TestBody<Args>] | [TestDomainOptions, TestBody<Args>]
): (...args: Args) => Promise<void> {
  const [options, body] = typeof first === 'function' ? [{}, first] : [first, second]
  return async (...args) => {
    const { currentConcurrentTestName, currentTestName } = expect.getState()
    const concurrent = currentConcurrentTestName?.()
    const use: Use = { ...await open(options), testName: concurrent ?? currentTestName, failed: false }
    uses.add(use)
    try {
      await body?.(use.domain, ...args)
    } catch (error) {
      use.failed = true
      throw error
    } finally {
      // No hooks run for it.
      if (concurrent !== undefined && uses.has(use)) await end(use, use.failed)
    }
  }
}

interface CircusState { readonly currentlyRunningTest?: { readonly errors?: readonly unknown[] } | null }

/**
 * Whether the test that a hook runs for has failed. Jest does not tell its hooks; its runner keeps its state in the
 * global object (jest-circus 29 and 30). With another runner, only what a test throws counts.
 */
function isFailed (): boolean {
  const symbol = Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === 'JEST_STATE_SYMBOL')
  const state = symbol === undefined ? undefined : Reflect.get(globalThis, symbol) as CircusState | undefined
  return (state?.currentlyRunningTest?.errors ?? []).length > 0
}

/**
 * An okms domain for all tests of this file, or of the `describe` in which it is called. It exists from the first hook
 * on and is removed at the end; if a test failed, its journal is printed first.
 */
export function domainPerFile (options?: TestDomainOptions): EmulatorDomain {
  let opened: TestDomain | undefined
  let failed = false
  beforeAll(async () => { opened = await open(options) })
  afterEach(() => { failed ||= isFailed() })
  afterAll(async () => { await opened?.end({ failed, subject: 'test file' }) })
  return laterDomain(() => opened?.domain)
}
