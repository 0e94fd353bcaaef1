// The layer rule (.dependency-cruiser.cjs) and the map of the code (ARCHITECTURE.md), held against the tree.

import { execFileSync } from 'node:child_process'
import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const folders = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))

describe('the layer rule', () => {
  const importing = (file: string) => `import { one } from '${file}'\nexport const two = one\n`
  const files = {
    ...Object.fromEntries(['rest', 'web', 'http', 'store', 'domain', 'kmip']
      .map((folder) => [`src/${folder}/one.ts`, 'export const one = 1\n'])),
    'src/web/of-rest.ts': importing('../rest/one.js'),
    'src/web/of-domain.ts': importing('../domain/one.js'),
    'src/http/of-web.ts': importing('../web/one.js'),
    'src/services/of-store.ts': importing('../store/one.js'),
    'src/kmip/of-http.ts': importing('../http/one.js'),
    'src/emulator/of-kmip.ts': importing('../kmip/one.js'),
    'src/loose.ts': importing('./domain/one.js')
  }
  let broken: ReadonlyMap<string, readonly string[]>

  beforeAll(() => {
    const copy = mkdtempSync(path.join(tmpdir(), 'layers-'))
    try {
      for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
        writeFileSync(path.join(copy, name), readFileSync(path.join(root, name)))
      }
      symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
        writeFileSync(path.join(copy, file), text)
      }
      const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
      const printed = execFileSync(
        process.execPath,
        [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
        { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 24 }
      )
      const { violations } = (
        JSON.parse(printed) as { summary: { violations: ReadonlyArray<{ from: string, rule: { name: string } }> } }
      ).summary
      broken = new Map(Object.keys(files)
        .map((file) => [file, violations.filter(({ from }) => from === file).map(({ rule }) => rule.name).sort()]))
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })

  it.each([
    ['a front door that imports another', 'src/web/of-rest.ts', ['web-imports-downwards']],
    ['http that imports a front door', 'src/http/of-web.ts', ['http-imports-downwards']],
    ['a service that imports the store', 'src/services/of-store.ts', ['services-imports-downwards']],
    ['a folder without a rule that imports http', 'src/kmip/of-http.ts', ['every-folder-has-a-rule']],
    ['a folder without a rule that is imported', 'src/emulator/of-kmip.ts', ['emulator-imports-downwards', 'every-folder-has-a-rule-that-is-imported']],
    ['a loose file', 'src/loose.ts', ['every-folder-has-a-rule']],
    ['what follows the arrows', 'src/web/of-domain.ts', []]
  ])('%s: %s', (_what, file, rules) => {
    expect(broken.get(file)).toEqual(rules)
  })
})

describe('the map of the code', () => {
  it.each(folders.filter((folder) => !folder.endsWith('generated')))('%s says what belongs there', (folder) => {
    const lines = readFileSync(path.join(root, folder, 'README.md'), 'utf8').trim().split('\n')
    expect(lines[0]).toMatch(/^# \S/)
    expect(lines.length).toBeLessThanOrEqual(6)
  })

  it.each(folders)('%s has about a dozen files at most', (folder) => {
    expect(readdirSync(path.join(root, folder)).filter((name) => /\.(ts|js)$/.test(name)).length)
      .toBeLessThanOrEqual(14)
  })

  it('names only files that are there', () => {
    const page = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
    const named = [...page.matchAll(/`([\w./-]+\/[\w-]+\.(?:ts|js|yaml|cjs))`/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((name) => !existsSync(path.join(root, name)) && !existsSync(path.join(root, 'src', name)) &&
      !name.startsWith('dist/'))).toEqual([])
  })
})
