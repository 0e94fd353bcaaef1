// The least body that the schema of an operation accepts, for tests that walk contracts.

import type { ContractOperation, JsonObject } from '../../src/http/contract/contract.js'

/** Undefined for an operation without a body. */
export function leastBody ({ schema: { body } }: Pick<ContractOperation, 'schema'>): unknown {
  return body === undefined ? undefined : leastOf(body)
}

function leastOf (schema: JsonObject): unknown {
  const { enum: values, example, format, items, properties = {}, required = [], minItems, minProperties = 0 } = schema
  if (example !== undefined) return example
  if (Array.isArray(values)) return values.find((value) => value !== null)
  const [type] = [schema['type']].flat()
  if (type === 'array') return Array.from({ length: Number(minItems ?? 0) }, () => leastOf(items as JsonObject))
  if (type === 'integer') return Number(schema['minimum'] ?? 1)
  if (type === 'boolean') return true
  if (type === 'object') {
    const members = Object.entries(properties as Readonly<Record<string, JsonObject>>)
    const needed = members.filter(([name]) => (required as readonly string[]).includes(name))
    return Object.fromEntries([...needed, ...members.slice(0, Math.max(0, Number(minProperties) - needed.length))]
      .map(([name, member]) => [name, leastOf(member)]))
  }
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (format === 'date-time') return '2099-01-01T00:00:00Z'
  return 'x'.repeat(Number(schema['minLength'] ?? 1))
}
