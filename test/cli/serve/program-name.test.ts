// The words with which the program names its other commands.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { programName } from '../../../src/cli/serve/program-name.js'

let folder: string
const at = (...below: string[]) => path.join(folder, ...below)

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'how-started-'))
  for (const name of [
    'bin', 'elsewhere', 'package/dist', 'package/src', 'project/node_modules/.bin', 'project/deep/down',
    'npx/node_modules/.bin'
  ]) {
    mkdirSync(at(name), { recursive: true })
  }
  for (const script of ['package/dist/main.js', 'package/src/main.ts', 'elsewhere/okms-emulator']) {
    writeFileSync(at(script), '')
    chmodSync(at(script), 0o755)
  }
  for (const link of ['bin', 'project/node_modules/.bin', 'npx/node_modules/.bin']) {
    symlinkSync(at('package/dist/main.js'), at(link, 'okms-emulator'))
  }
})
afterAll(() => { rmSync(folder, { recursive: true }) })

it.each([
  {
    what: 'installed for the machine',
    script: 'bin/okms-emulator',
    cwd: 'project',
    path: ['bin'],
    words: ['okms-emulator']
  },
  { what: 'by its file, where PATH has it too, as in the image', script: 'package/dist/main.js', cwd: 'package', path: ['elsewhere', 'bin'], words: ['okms-emulator'] },
  {
    what: 'another program of this name in PATH',
    script: 'package/dist/main.js',
    cwd: 'package',
    path: ['elsewhere'],
    words: ['node', 'dist/main.js']
  },
  {
    what: 'by npx in a project',
    script: 'project/node_modules/.bin/okms-emulator',
    cwd: 'project',
    path: ['project/node_modules/.bin'],
    words: ['npx', 'okms-emulator']
  },
  {
    what: 'by npx below the project\'s folder',
    script: 'project/node_modules/.bin/okms-emulator',
    cwd: 'project/deep/down',
    path: [],
    words: ['npx', 'okms-emulator']
  },
  {
    what: 'by npx without a project',
    script: 'npx/node_modules/.bin/okms-emulator',
    cwd: 'elsewhere',
    path: ['npx/node_modules/.bin'],
    words: ['node', 'FOLDER/npx/node_modules/.bin/okms-emulator']
  },
  { what: 'in a checkout', script: 'package/dist/main.js', cwd: 'package', path: [], words: ['node', 'dist/main.js'] },
  {
    what: 'from another folder',
    script: 'package/dist/main.js',
    cwd: 'elsewhere',
    path: [],
    words: ['node', 'FOLDER/package/dist/main.js']
  },
  { what: 'from source', script: 'package/src/main.ts', cwd: 'package', path: [], words: ['npx', 'tsx', 'src/main.ts'] }
])('$what: $words', ({ script, cwd, path: folders, words }) => {
  const env = { PATH: folders.map((name) => at(name)).join(path.delimiter) }
  expect(programName({ script: at(script), env, cwd: at(cwd) }))
    .toEqual(words.map((word) => word.replace('FOLDER', folder)))
})

it.each([undefined, '/nowhere/main.js'])('is okms-emulator where nothing is known (%s)', (script) => {
  expect(programName({ script, env: {}, cwd: '/' })).toEqual(['okms-emulator'])
})
