// One spelling of the command on all pages: `npx okms-emulator` runs in a checkout and in a project,
// and the image has the bare name.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { commands } from '../../src/cli/commands.js'
import { diagnosisTable } from './access-tables.js'

const root = path.join(import.meta.dirname, '../..')
/** Generated from the texts of the program, which name it without saying how it was started. */
const generated = ['docs/errors.md', 'docs/options.md', 'CHANGELOG.md']
const pages =
  execFileSync('git', ['ls-files', 'README.md', 'docs/*.md', 'examples/*.md', 'pages'], { cwd: root, encoding: 'utf8' })
    .split('\n').filter((page) => page !== '' && !generated.includes(page))
const bare = new RegExp(`(?<!npx )(?<![\\w/-])okms-emulator (${commands.map(({ name }) => name).join('|')})\\b`)

/** Texts of the program on a page written by hand. */
const ofProgram = new Set(diagnosisTable().split('\n'))

/** In a container, or about one. */
const inImage = (page: string, line: string) => page === 'docs/container.md' || line.includes('docker ')

it.each(pages)('%s', (page) => {
  const lines = readFileSync(path.join(root, page), 'utf8').split('\n')
  expect(lines.filter((line) => bare.test(line) && !ofProgram.has(line) && !inImage(page, line))).toEqual([])
})

it('finds a bare command', () => {
  expect(['eval "$(okms-emulator env)"', 'npx okms-emulator env', 'node_modules/okms-emulator env']
    .map((line) => bare.test(line))).toEqual([true, false, false])
})
