// One list names what a server reads at run time besides its code; the program, the package
// and the image are made from it.

import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildInputs, embeddedModules, runtimeFiles } from '../scripts/embedded.js'
import { workerSources } from '../src/crypto/threads/worker-sources.js'
import { contractDocuments } from '../src/http/contract/contract-documents.js'
import { pageTexts } from '../src/web/page-texts.js'
import { migrationFiles } from '../src/store/sqlite/migration-files.js'

const root = path.join(import.meta.dirname, '..')
const textOf = (name: string) => readFileSync(path.join(root, name), 'utf8')
const filesIn = (folder: string) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))

describe('the list of modules that read files of the program', () => {
  it('names every module of src that looks for a file relative to itself', () => {
    const looking = filesIn('src')
      .filter((name) => /\.[jt]s$/.test(name) && /import\.meta|__dirname|__filename/.test(textOf(`src/${name}`)))
    expect(looking.map((name) => `src/${name}`).sort()).toEqual([...embeddedModules].sort())
  })

  it('holds every page file, migration, contract and worker', () => {
    expect(Object.keys(pageTexts).sort()).toEqual(filesIn('pages').filter((name) => /\.\w+$/.test(name)).sort())
    expect(migrationFiles.map(({ file }) => file))
      .toEqual(filesIn('migrations').filter((name) => name.endsWith('.sql')).sort())
    const fileOf = (name: string) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.yaml`
    expect(Object.keys(contractDocuments).map(fileOf).sort())
      .toEqual(filesIn('openapi').filter((name) => name.endsWith('.yaml')).sort())
    expect(Object.keys(workerSources)).toHaveLength(filesIn('src').filter((name) => name.endsWith('-worker.js')).length)
  })

  it('has workers that import only modules of Node', () => {
    for (const source of Object.values(workerSources)) {
      expect([...source.matchAll(/\bfrom '([^']+)'/g)].filter(([, name]) => !name?.startsWith('node:'))).toEqual([])
    }
  })
})

describe('what is made from it', () => {
  it('is in the npm package', () => {
    const { files } = JSON.parse(textOf('package.json')) as { files: string[] }
    // npm packs package.json by itself.
    expect(runtimeFiles.filter((name) => name !== 'package.json' && !files.includes(name))).toEqual([])
  })

  it('is built from folders and files that exist', () => {
    expect(buildInputs.filter((name) =>
      !readdirSync(path.join(root, path.dirname(name))).includes(path.basename(name)))).toEqual([])
  })
})
