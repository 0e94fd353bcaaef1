// Faults in reading, applying and exporting seeds.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const seedMutations: readonly Mutation[] = [
  ...mutationsOf('seed-reader.ts', ['seed-reader'], [
    ['aliases of aliases are read without end', 'if (this.#values > maxSeedValues) {', 'if (this.#values < 0) {'],
    ['a member is there twice', 'if (names.has(name)) {', 'if (names.size < 0) {'],
    ['an unknown member is passed over', 'if (member === undefined) {\n        const meant', 'if (member === undefined && name === path) {\n        const meant'],
    ['a required member may be missing', 'member.required === true && !read.has(name)', 'member.required !== true'],
    ['a number that JSON does not have becomes null', "(typeof value === 'number' && Number.isFinite(value))", "typeof value === 'number'"],
    ['every position is that of the text', 'const at = this.#positions.get(part)', "const at = this.#positions.get('')"]
  ]),
  ...mutationsOf('seed-values.ts', ['seed-reader'], [
    ['a secret is quoted', 'return isSecret !== true && isQuotable(value) ?', 'return isQuotable(value) ?'],
    ['a number outside its range is accepted', 'value >= shape.min && value <= shape.max', 'value >= shape.min']
  ]),
  ...mutationsOf('seed-text.ts', ['seed-reader'], [
    ['the parser meets any depth', 'if (deep !== undefined) {', 'if (deep === -1) {'],
    ['tags are accepted', 'if (node.tag !== undefined && !coreTags.has(node.tag)) faults', 'if (node.tag === \'\') faults'],
    ['texts of any length are parsed', 'if (length > maxSeedLength) {', 'if (length < 0) {']
  ]),
  ...mutationsOf('seeds.ts', ['seeds'], [
    ['problems of several items end with the first', 'problems.push(...problemsIn(error, path))\n      }', 'throw new SeedFault(problemsIn(error, path))\n      }'],
    ['what is there is created again', "if (id !== undefined) return [{ ...common, id, outcome: 'unchanged', made: {} }]", ''],
    ['a seed is not written in one transaction', 'return store.atomically(() => writeAll(items, found, writes, deliver))', 'return writeAll(items, found, writes, deliver)'],
    ['one domain may be there twice', 'if (other !== undefined) problems.push({ path: item.path', 'if (other === item) problems.push({ path: item.path'],
    ['duplicates are applied', '[...duplicatesIn(seed), ...await checkAll(items)]', 'await checkAll(items)'],
    ['a seed is written over what came meanwhile', 'if (items.some((item) => found.get(item) !== before.get(item))) return undefined', '']
  ]),
  ...mutationsOf('key-item.ts', ['seeds'], [
    ['other material is taken for the same', 'if (problems.length === 0 && !isSame) {', 'if (problems.length < 0) {'],
    ['a destroyed key keeps its material', 'given = { ...given, material: null, description: { ...given.description, publicJwk: null } }', ''],
    ['another size is taken for the same', 'seed[member] !== undefined && seed[member] !== key[member]', 'seed[member] === null']
  ]),
  ...mutationsOf('key-life.ts', ['seeds', 'key-life'], [
    ['dates of another state are dropped', 'if (stray !== undefined) return', 'if (stray === undefined && now < 0) return'],
    ['dates may be in any order', 'if (early !== undefined) return', 'if (early !== undefined && now < 0) return']
  ]),
  ...mutationsOf('given-secrets.ts', ['seeds'], [
    ['a deleted version keeps its data', 'if (isDeleted) write(', 'if (number < 0) write(']
  ]),
  ...mutationsOf('export.ts', ['seeds'], [
    ['private parts are exported without being asked for', 'const material = withMaterial && !isPublic ?', 'const material = !isPublic ?'],
    ['data is exported without being asked for', 'const data = withMaterial ?', 'const data = version.number > 0 ?']
  ]),
  ...mutationsOf('made-files.ts', ['start-seeds'], [
    ['a private key can be read by others', 'privateKeyPem, true)', 'privateKeyPem, false)'],
    ['a token can be read by others', 'token ?? clientSecret, true)', 'token ?? clientSecret, false)']
  ]),
  ...mutationsOf('start-seeds.ts', ['start-seeds'], [
    ['a refused seed does not end the start', 'throw startFailure(startFailures.SeedRefused, lines)', 'log.warn({ lines }, name)'],
    ['files are written after the commit', '(seeded) => {\n        for (const { made } of seeded) writeMade(made, base)\n      }', '() => {}']
  ])
]
