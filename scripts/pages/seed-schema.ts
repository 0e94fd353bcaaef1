// openapi/seed.schema.json, the JSON Schema of seed files for editors, from the table of their format.

import { seedFormat } from '../../src/domain/seeds/seed-format.js'
import type { Shape } from '../../src/domain/seeds/shape.js'

type Schema = Readonly<Record<string, unknown>>

export const seedSchema = (): string => `${JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Seed of okms-emulator',
  ...schemaOf(seedFormat)
}, null, 2)}\n`

function schemaOf (shape: Shape): Schema {
  return { description: shape.about, ...typeOf(shape) }
}

const timePattern = '^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.*|[+-]?P.+|[+-]?([0-9]+(ms|[smhdw]))+)$'

function typeOf (shape: Shape): Schema {
  const type = (name: string) => ({ type: 'orNull' in shape ? [name, 'null'] : name })
  switch (shape.kind) {
    case 'text': return { ...type('string'), ...shape.schema }
    case 'time': return { ...type('string'), pattern: timePattern }
    case 'number': return { type: 'integer', minimum: shape.min, maximum: shape.max }
    case 'switch': return { type: 'boolean' }
    case 'choice': return { enum: shape.values }
    case 'json': return type('object')
    case 'texts': return { type: 'object', additionalProperties: { type: 'string' } }
    case 'list': return {
      type: 'array', ...(shape.min === undefined ? {} : { minItems: shape.min }), items: schemaOf(shape.item)
    }
    case 'members': {
      const required = Object.entries(shape.members).filter(([, member]) => member.required).map(([name]) => name)
      return {
        type: 'object',
        ...(required.length === 0 ? {} : { required }),
        properties: Object.fromEntries(Object.entries(shape.members).map(([name, member]) => [name, schemaOf(member)])),
        additionalProperties: false
      }
    }
  }
}
