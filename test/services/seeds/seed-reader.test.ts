// Reading a seed: every problem with line and column, and texts that are built to do harm.

import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { domainSpelling } from '../../../src/domain/errors/wording.js'
import { readSeed } from '../../../src/services/seeds/seed-reader.js'

/** The lines of the refusal; none for a seed that is accepted. */
function problemsOf (content: string): readonly string[] {
  try {
    readSeed('seed.yaml', content)
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.spelled(domainSpelling).map(({ line }) => line)
  }
}

describe('the problems of a seed', () => {
  it('are all reported, each with its line and column', () => {
    expect(problemsOf(`domains:
  - okmsId: 4dd6de0e
    name: shop
    keys:
      - name: a
        type: oct
        size: 512
      - nmae: b
        type: aes
    secrets: none
tokns: []
`)).toEqual([
      'seed.yaml:2:13 domains[0].okmsId: got "4dd6de0e"; accepted: a UUID such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11',
      'seed.yaml:7:15 domains[0].keys[0].size: got the number 512; accepted: 128, 192, 256, 2048, 3072, 4096',
      expect.stringMatching(/^seed\.yaml:8:15 domains\[0\]\.keys\[1\]\.nmae: unknown member; did you mean name\? Accepted: id, name, /),
      'seed.yaml:9:15 domains[0].keys[1].type: got "aes"; accepted: oct, RSA, EC',
      'seed.yaml:8:9 domains[0].keys[1].name: missing; accepted: 1 to 32 characters',
      'seed.yaml:10:14 domains[0].secrets: got "none"; accepted: a list',
      expect.stringMatching(/^seed\.yaml:11:8 tokns: unknown member; did you mean tokens\?/)
    ])
  })

  it('have positions in JSON too', () => {
    expect(problemsOf('{\n  "domains": [\n    { "name": 5 }\n  ]\n}')).toEqual([
      'seed.yaml:3:15 domains[0].name: got the number 5; accepted: 1 to 50 printable ASCII characters. Put it in quotes'
    ])
  })

  it('never repeat a secret', () => {
    const secret = 'hunter2'
    for (const content of [
      `domains: [{ keys: [{ name: a, key: [${secret}] }] }]`,
      `domains: [{ keys: [{ name: a, jwk: ${secret} }] }]`,
      `domains: [{ secrets: [{ path: a, data: ${secret} }] }]`,
      `domains: [{ secrets: [{ path: a, data: { a: .nan, b: ${secret} } }] }]`,
      `domains: [{ secrets: [{ path: a, data: { b: !x ${secret} } }] }]`,
      `domains: [{ secrets: [{ path: a, data: { b: "${secret}`
    ]) {
      expect(problemsOf(content)).not.toEqual([])
      expect(problemsOf(content).join()).not.toContain(secret)
    }
  })

  it.each([
    ['a member twice', 'tokens: []\ntokens: []', 'seed.yaml:1:9 tokens: a second member of this name'],
    ['a tag', 'tokens: !mine []', 'seed.yaml:1:15: this tag is not accepted; leave it out'],
    ['a set', 'tokens: !!set { a }', 'seed.yaml:1:15: this tag is not accepted; leave it out'],
    ['an alias of nothing', 'tokens: *a', 'seed.yaml:1:9: no anchor of this name comes before this alias'],
    ['a second document', 'tokens: []\n---\ntokens: []', 'seed.yaml:2:1: a second document; one file has one seed'],
    ['a name that is no text', '{ [a]: 1 }', 'seed.yaml:1:3: the name of a member must be a text'],
    ['a number that is too large', 'domains: [{ credentials: [{ name: a, validity: 999 }] }]', 'seed.yaml:1:48 domains[0].credentials[0].validity: got the number 999; accepted: a whole number from 1 to 365'],
    ['a list', '[]', 'seed.yaml:1:1: got a list of 0 entries; accepted: an object'],
    ['a tab', 'tokens:\n\t- a', 'seed.yaml:2:1: a tab; YAML indents with spaces']
  ])('include %s', (_what, content, problem) => {
    expect(problemsOf(content)).toContain(problem)
  })

  it('are at most 50, and the others are counted', () => {
    const problems = problemsOf(`tokens: [${'{}, '.repeat(80)}]`)
    expect(problems).toHaveLength(51)
    expect(problems.at(-1)).toBe('30 more problems')
  })
})

describe('what YAML has', () => {
  it('is read: anchors and aliases, comments, both forms of blocks, and texts over several lines', () => {
    const { seed } = readSeed('seed.yaml', `
# comment
domains:
- &first
  name: one
  secrets:
    - path: certificate
      data: &data
        text: |
          two
          lines
        list: [1, 2.5, true, null, ~]
    - { path: again, data: *data }
- name: two
`)
    const data = { text: 'two\nlines\n', list: [1, 2.5, true, null, null] }
    expect(seed).toEqual({
      domains: [
        { name: 'one', secrets: [{ path: 'certificate', data }, { path: 'again', data }] }, { name: 'two' }
      ]
    })
  })

  it('takes any name of the data of a secret', () => {
    const { seed } = readSeed('x', '{"domains": [{"secrets": [{"path": "a", "data": {"__proto__": 1, "constructor": {"": 2}}}]}]}')
    const data = seed.domains?.[0]?.secrets?.[0]?.data ?? {}
    expect(Object.entries(data)).toEqual([['__proto__', 1], ['constructor', { '': 2 }]])
  })
})

describe('a text that is built to do harm', () => {
  const laughs = Array.from({ length: 30 }, (_, index) => `x${index}: &a${index + 1} [*a${index}, *a${index}]`)

  const doubled = Array.from({ length: 40 }, (_, index) =>
    index === 0 ? 'a0: &a0 [1]' : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`)

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(100_000)],
    ['items', '- '.repeat(100_000)],
    ['marked keys', '? '.repeat(100_000)],
    ['marked values', '? a\n: '.repeat(20) + ': '.repeat(50_000)],
    ['indentation', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['brackets in a block', `domains:\n  - keys:\n    - ${'['.repeat(5000)}`],
    ['data of a secret', `domains: [{ secrets: [{ path: a, data: ${'{ b: '.repeat(2000)}1`],
  ])('is refused before it is parsed: too many %s', (_what, content) => {
    const begin = performance.now()
    expect(problemsOf(content))
      .toEqual([expect.stringMatching(/^seed\.yaml:\d+:\d+: nested too deeply; at most 100 levels are accepted$/)])
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  it.each([
    ['an alias of itself', 'domains: &a [*a]'],
    ['an alias of what it is in', 'domains: [{ secrets: [{ path: a, data: &a { b: *a } }] }]'],
    ['aliases of aliases', ['domains: &a0 []', ...laughs].join('\n')],
    ['data with aliases of aliases', `domains: [{ secrets: [{ path: a, data: { ${doubled.join(', ')} } }] }]`]
  ])('is refused quickly: %s', (_what, content) => {
    const begin = performance.now()
    expect(problemsOf(content)).not.toEqual([])
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  it.each([
    ['names', Array.from({ length: 30_000 }, (_, index) => `name${index}: 1`).join('\n')],
    ['items', `tokens:\n${'- {}\n'.repeat(30_000)}`],
    ['aliases', `tokens:\n- &a {}\n${'- *a\n'.repeat(30_000)}`],
    ['anchors', Array.from({ length: 20_000 }, (_, index) => `n${index}: &a${index} 1`).join('\n')]
  ])('takes time in proportion to its length: %s', (_what, content) => {
    const begin = performance.now()
    expect(problemsOf(content)).toHaveLength(51)
    expect(performance.now() - begin).toBeLessThan(10_000)
  })

  it('is refused above the limit of its length', () => {
    expect(problemsOf(' '.repeat(9 * 1024 * 1024))).toEqual([expect.stringContaining('at most 8388608 are accepted')])
  })
})
