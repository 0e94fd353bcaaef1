// Texts of the lower layers name things in the domain's words: front doors spell them (src/domain/errors/wording.ts).

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { keyNames } from '../../../src/rest/keys/key-spelling.js'

const root = path.join(import.meta.dirname, '../../../src')

/** Positions in bodies, calls, JSON members, and each name that the REST API has for something else. */
const wireWords = new RegExp([
  String.raw`keys\[0\]|\bbody\.|\b(?:GET|POST|PATCH|DELETE) \.\.\.|"\w+": `,
  ...Object.values(keyNames).filter((name) => /^[a-z]+(?:[A-Z]\w+|digest)$/.test(name)).map((name) => `\\b${name}\\b`)
].join('|'))

it('knows the names of the REST API', () => {
  expect('`keyFormatType` as in isdigest'.match(new RegExp(wireWords, 'g'))).toEqual(['keyFormatType', 'isdigest'])
})

it.each(['domain', 'services', 'crypto', 'store', 'pki', 'net'])('src/%s has no word of a request body', (layer) => {
  const files = readdirSync(path.join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
  const found = files.flatMap((name) => {
    const lines = readFileSync(path.join(root, layer, name), 'utf8').split('\n')
    return lines.filter((line) => /[`']/.test(line) && wireWords.test(line)).map((line) => `${name}: ${line.trim()}`)
  })
  expect(files.length).toBeGreaterThan(2)
  expect(found).toEqual([])
})
