// Random changes of a seed never end in anything but a refusal, which writes nothing, or in a seed that changes nothing
// the second time. What is exported makes the same again.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { DomainError } from '../../src/domain/errors/domain-error.js'
import { keyStates, revocationReasons } from '../../src/domain/keys/key-state.js'
import { secretVersionStates } from '../../src/domain/secrets/version-state.js'
import { seedText } from '../../src/services/seeds/export.js'
import { contentOf, startSeeding, whole, type Seeding } from '../services/seeds/seeding.js'

/** Whether it was applied. Refused, it wrote nothing; applied, it changes nothing the second time. */
async function applies (seeding: Seeding, content: string): Promise<boolean> {
  const before = contentOf(seeding)
  try {
    await seeding.apply({ content })
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError)
    expect(contentOf(seeding)).toEqual(before)
    return false
  }
  const after = contentOf(seeding)
  const again = await seeding.apply({ content })
  expect(again.filter(({ outcome }) => outcome === 'created')).toEqual([])
  expect(contentOf(seeding)).toEqual(after)
  return true
}

const strange = fc.constantFrom<unknown>(
  null, true, 0, -1, 1e300, '', 'x', '*', '-P1D', '30d', '2027-02-30T00:00:00Z', [], {}, [null], { name: 'x' },
  'x'.repeat(300), '\u0000', '\ud800', '__proto__', 'destroyed', 'EC', 'P-521'
)

/** The value with one of the values in it replaced; `at` chooses which. */
function replaced (value: unknown, at: number, by: unknown): unknown {
  let left = at
  const visit = (one: unknown): unknown => {
    if (left-- === 0) return by
    if (Array.isArray(one)) return one.map(visit)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, visit(inner)]))
  }
  return visit(value)
}

const values = JSON.stringify(parse(whole)).split(/[,:]/).length

describe('a seed with random changes', () => {
  it('of characters', async () => {
    const added = fc.constantFrom(...'[]{}:-,#&*!|>"\'%@`? \n\tx0')
    const change = fc.record({ at: fc.nat(whole.length), removed: fc.nat(6), added })
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const text = changes.reduce((before, { at, removed, added }) =>
        `${before.slice(0, at)}${added}${before.slice(at + removed)}`, whole)
      await applies(startSeeding(), text)
    }), { numRuns: 60 })
  })

  it('of values', async () => {
    let applied = 0
    await fc.assert(fc.asyncProperty(fc.nat(values), strange, async (at, by) => {
      if (await applies(startSeeding(), JSON.stringify(replaced(parse(whole), at, by)))) applied++
    }), { numRuns: 60 })
    expect(applied).toBeGreaterThan(0)
  })

  it('on a server that has it', async () => {
    const seeding = startSeeding()
    await seeding.apply({ content: whole })
    await fc.assert(fc.asyncProperty(fc.nat(values), strange, async (at, by) => {
      await applies(seeding, JSON.stringify(replaced(parse(whole), at, by)))
    }), { numRuns: 40 })
  })
})

const past = fc.option(fc.nat(400).map((days) => `-${days}d`), { nil: undefined })

const aKey = fc.record({
  type: fc.constantFrom('oct', 'EC'),
  state: fc.constantFrom(...keyStates),
  reason: fc.option(fc.constantFrom(...revocationReasons), { nil: undefined }),
  extractable: fc.boolean(),
  createdAt: past,
  activatedAt: fc.oneof(past, fc.constant(null)),
  deactivatedAt: past,
  compromisedAt: past,
  destroyedAt: past
}, { requiredKeys: ['type', 'state'] })

const aVersion = fc.record({
  data: fc.oneof(fc.constant(null), fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })),
  state: fc.option(fc.constantFrom(...secretVersionStates), { nil: undefined }),
  createdAt: past,
  deactivatedAt: fc.oneof(past, fc.constantFrom(null, '9d'))
}, { requiredKeys: [] })

const aSecret = fc.record({
  metadata: fc.record({
    casRequired: fc.boolean(),
    maxVersions: fc.nat(5),
    deactivateVersionAfter: fc.constantFrom('0s', '30d', '1h'),
    customMetadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[ -~]{1,9}$/), { maxKeys: 2 })
  }, { requiredKeys: [] }),
  versions: fc.array(aVersion, { maxLength: 4 })
})

describe('a server of random content', () => {
  it('is made again by its export, with the same ids, states, times and material', async () => {
    let items = 0
    const [someKeys, someSecrets] = [fc.array(aKey, { maxLength: 5 }), fc.array(aSecret, { maxLength: 3 })]
    await fc.assert(fc.asyncProperty(someKeys, someSecrets, async (keys, secrets) => {
      const one = startSeeding()
      const domains = [
        ...keys.map((key, index) => ({ keys: [{ name: `key ${index}`, ...key }] })),
        ...secrets.map((secret, index) => ({ secrets: [{ path: `secret/${index}`, ...secret }] }))
      ]
      // What contradicts itself is refused; the others are there.
      for (const domain of domains) if (await applies(one, JSON.stringify({ domains: [domain] }))) items++
      const exported = await seedText(one.seedOf({ withMaterial: true }), 'yaml', true)
      const other = startSeeding(one.clock)
      await other.apply({ content: exported })
      expect(await seedText(other.seedOf({ withMaterial: true }), 'yaml', true)).toBe(exported)
    }), { numRuns: 60 })
    expect(items).toBeGreaterThan(20)
  })
})
