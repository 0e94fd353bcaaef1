// The JSON Schema of seeds that the package ships: valid, and of one mind with what the program accepts.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readSeed } from '../../src/services/seeds/seed-reader.js'
import { whole } from '../services/seeds/seeding.js'

const root = path.join(import.meta.dirname, '../..')
const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  JSON.parse(readFileSync(path.join(root, 'openapi/seed.schema.json'), 'utf8')) as object
)
const [, inDocs = ''] = /<<'END'\n([^]*?)^END$/m.exec(readFileSync(path.join(root, 'docs/seeds.md'), 'utf8')) ?? []

describe('the JSON Schema of seeds', () => {
  it.each([['the tests', whole], ['docs/seeds.md', inDocs]])('accepts the seed of %s', (_where, text) => {
    readSeed('seed', text)
    validate(parse(text))
    expect(validate.errors).toBe(null)
  })

  it.each([
    'tokns: []',
    'tokens: [{}]',
    'domains: [{ okmsId: x }]',
    'domains: [{ keys: [{ name: a, size: 512 }] }]',
    'domains: [{ keys: [{ name: a, createdAt: yesterday }] }]',
    'domains: [{ secrets: [{ path: /a }] }]',
    'domains: [{ secrets: [{ path: a, metadata: { maxVersions: -1 } }] }]',
    'groups: [{ name: "a b", members: [] }]'
  ])('rejects what the program refuses: %s', (text) => {
    expect(() => readSeed('seed', text)).toThrow()
    expect(validate(parse(text))).toBe(false)
  })
})
