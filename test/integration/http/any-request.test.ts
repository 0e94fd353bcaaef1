// Whatever a client sends, the check of requests answers, in few short lines, without a secret.
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { httpErrorFormat } from '../../../src/http/reply/json-spelling.js'
import type { JsonObject } from '../../../src/http/contract/contract.js'
import { contract } from '../../../src/rest/operation.js'
import { createValidatorCompiler } from '../../../src/http/validation/validation.js'

const compile = createValidatorCompiler()

const checks = [...contract.operations.values()]
  .flatMap(({ operationId, method, url, schema }) => (['body', 'querystring', 'params'] as const).flatMap((part) => {
    const own = schema[part]
    if (own === undefined) return []
    return [{
      operationId,
      part,
      schema: own,
      check: compile({ schema: own, httpPart: part, method: String(method), url }) as (data: unknown) => {
        error?: unknown
      }
    }]
  }))

function textsOf ({ error }: { error?: unknown }): readonly string[] {
  if (error === undefined) return []
  if (!(error instanceof DomainError)) throw new Error('refused by something else', { cause: error })
  return error.spelled(httpErrorFormat.spelling).map(({ line }) => line)
}

const secret = 'c2VjcmV0'
const secretNumber = 8_675_309

/** A secret, alone or in any wrong wrapping. */
const secrets = fc.constantFrom<unknown>(
  secret, secretNumber, [secret], [[secretNumber]], { a: secret }, secret.repeat(5000), `${secret}\n`
)

/** Names and texts with everything that could break a line or hide in one. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom('', '\n', '\u2028', '\u202e', '\u0085', '\u007f', '__proto__', 'constructor', 'x'.repeat(5000))
)
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  text,
  fc.constantFrom<unknown>(Infinity, -0, 2 ** 63, 1e-7, null)
)

/** Values of the schema's outline, right and wrong, with secrets where the contract has secrets. */
function near (schema: JsonObject): Arbitrary<unknown> {
  if (schema['x-secret'] === true) return secrets
  const { properties, items } = schema
  if (properties !== undefined) {
    const members = Object.entries(properties as Record<string, JsonObject>)
      .map(([name, member]) => [name, near(member)])
    return fc.oneof({
      weight: 5,
      arbitrary: fc.tuple(
        fc.record(Object.fromEntries(members) as Record<string, Arbitrary<unknown>>, { requiredKeys: [] }),
        fc.dictionary(text, anything, { maxKeys: 2 })
      ).map(([own, others]) => ({ ...others, ...own }))
    }, anything)
  }
  if (items !== undefined) {
    return fc.oneof({ weight: 5, arbitrary: fc.array(near(items as JsonObject), { maxLength: 3 }) }, anything)
  }
  const values = schema['enum']
  return Array.isArray(values)
    ? fc.oneof(fc.constantFrom<unknown>(...values as readonly unknown[]), anything)
    : anything
}

describe('any request', () => {
  it.each(checks)('$operationId: the check of its $part answers in few printable lines', ({ part, schema, check }) => {
    // Parameters always come as an object of texts.
    const sent = part === 'body'
      ? fc.oneof({ weight: 4, arbitrary: near(schema) }, anything)
      : near(schema).filter((value) => typeof value === 'object' && value !== null)
    fc.assert(fc.property(sent, (data) => {
      const texts = textsOf(check(data))
      expect(texts.length).toBeLessThanOrEqual(11)
      for (const line of texts) {
        expect(line).toMatch(/^(?:body|query|path)[^\p{C}\p{Zl}\p{Zp}]*$/u)
        expect(line.length).toBeLessThan(500)
        expect(line).not.toContain(secret)
        expect(line).not.toContain(String(secretNumber))
      }
    }), { numRuns: 150 })
  })
})
