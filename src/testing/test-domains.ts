// An okms domain for a test or a test file: created for it, removed after it, its journal printed if it failed.

import {
  EmulatorRefusal, type EmulatorDomain, type EmulatorOptions, type NewDomainOptions
} from '../index.js'
import { keepServers, testServer, textOf } from './test-servers.js'

export interface TestDomainOptions extends NewDomainOptions {
  /**
   * Starts a server with these options, which the tests of a file share that name the same object; by default the
   * domain is on the server that the environment names, otherwise on one without options.
   */
  readonly server?: EmulatorOptions
}

export interface TestDomain {
  readonly domain: EmulatorDomain
  /**
   * Removes the domain, unless it is gone already, and prints its journal first if the test failed.
   * @param subject Such as `test "encrypts"`.
   */
  readonly end: (outcome: { readonly failed: boolean, readonly subject: string }) => Promise<void>
}

/** @param print Gets the journal, as one text. */
export async function openTestDomain (
  { server, ...options }: TestDomainOptions = {}, print: (text: string) => void = console.error
): Promise<TestDomain> {
  const domain = await (await testServer(server)).createDomain(options)
  const release = keepServers()

  return {
    domain,
    async end ({ failed, subject }) {
      try {
        if (failed) print(await journalOf(domain, subject))
        await remove(domain)
      } catch (error) {
        // A test that failed has its own error, and the journal says why it cannot be shown.
        if (!failed) throw error
      } finally {
        await release()
      }
    }
  }
}

/** A refusal means that it does not exist any more: the test removed it, or reset the server. */
const isGone = (error: unknown): boolean => error instanceof EmulatorRefusal

async function remove ({ okmsId, remove }: EmulatorDomain): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!isGone(error)) throw new Error(`okms domain ${okmsId} cannot be removed after the test: ${textOf(error)}`, { cause: error })
  }
}

async function journalOf ({ okmsId, journal }: EmulatorDomain, subject: string): Promise<string> {
  const title = `okms-emulator: requests of the failed ${subject} in okms domain ${okmsId}`
  try {
    return `${title}:\n${await journal.dump()}`
  } catch (error) {
    return `${title} cannot be shown: ${isGone(error) ? 'the domain was removed, and its journal with it' : textOf(error)}`
  }
}

/** A domain that is known later; using it earlier is an error. */
export function laterDomain (current: () => EmulatorDomain | undefined): EmulatorDomain {
  return new Proxy({} as EmulatorDomain, {
    get (_, member) {
      const domain = current()
      if (domain === undefined && typeof member !== 'symbol') throw new Error(`okms.${member}: the domain of domainPerFile() exists only while hooks and tests run; call domainPerFile() at the top of the file, and use the domain inside of them`)
      return domain?.[member as keyof EmulatorDomain]
    }
  })
}
