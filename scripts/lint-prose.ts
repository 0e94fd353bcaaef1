// Checks comments, error texts and documentation for the words in prose.ts.
//
//   npm run lint:prose

import { existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { findWords, proseOf } from './prose.js'

/** Files whose words are not ours, or that name the words. Each path is a pattern for the whole path. */
const exempt: ReadonlyArray<{ file: RegExp, reason: string }> = [
  { file: /^openapi\/okms\.yaml$/, reason: 'keeps the texts of the published contract' },
  { file: /\/generated\//, reason: 'is generated from the contracts' },
  { file: /^scripts\/prose\.ts$/, reason: 'lists the words' },
  { file: /^LICENSE$|^NOTICE$|package-lock\.json$/, reason: 'has the words of others' }
]

const root = path.join(import.meta.dirname, '..')
const programs = /\.(ts|js|mjs|cjs)$/
const texts = /\.(md|ya?ml|html)$|(^|\/)(Dockerfile|run)$/

function filesOfProject (): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root, encoding: 'utf8'
  })
  return listed.split('\n').filter((file) => (programs.test(file) || texts.test(file)) &&
    existsSync(path.join(root, file)) && !exempt.some((row) => row.file.test(file)))
}

let found = 0
const files = filesOfProject()
for (const file of files) {
  const text = readFileSync(path.join(root, file), 'utf8')
  const isTest = file.startsWith('test/')
  const prose = programs.test(file) ? proseOf(file, text, isTest ? 'names of tests' : 'all') : text
  for (const { line, found: word, instead } of findWords(prose)) {
    console.log(`${file}:${line}: ${word} -> ${instead}`)
    found++
  }
}
console.log(found === 0 ? `${files.length} files, no findings` : `${found} findings; write what the right column suggests, or rewrite the sentence`)
process.exitCode = found === 0 ? 0 : 1
