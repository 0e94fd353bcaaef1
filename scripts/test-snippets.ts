// npm run test:snippets: runs the fenced blocks of the documentation that are marked for it, against a server of the built program.

// A block is marked in its first line: `run` is run; `library` is run with the package at hand; `needs=PROGRAM` is run where that program is
// installed, and skipped out loud elsewhere. YAML blocks are parsed. Blocks without a mark show something and are left alone.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { startServed } from './served.js'
import { inSteps } from './steps.js'

const root = path.join(import.meta.dirname, '..')
const pages = ['README.md', 'docs/clients.md', 'docs/library.md']
const limit = 60_000

interface Block { readonly page: string, readonly line: number, readonly language: string, readonly mark: string, readonly text: string }

function blocksOf (page: string): Block[] {
  const text = readFileSync(path.join(root, page), 'utf8')
  return [...text.matchAll(/^```(\w+)(?: ([^\n]+))?\n(.*?)^```$/gms)].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    mark: match[2] ?? '',
    text: match[3] ?? ''
  }))
}

/** How a language is run: file that its text is written to, and the command. */
const runners: Readonly<Record<string, { readonly file: string, readonly command: readonly string[] }>> = {
  sh: { file: 'snippet.sh', command: ['bash', '-euo', 'pipefail'] },
  js: { file: 'snippet.mjs', command: ['node'] },
  python: { file: 'snippet.py', command: ['python3'] },
  java: { file: 'Snippet.java', command: ['java'] }
}

const installed = (program: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0

await inSteps('snippets', async ({ step, skip }, folder) => {
  execFileSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: 'inherit' })
  const programs = path.join(folder, 'bin')
  mkdirSync(programs)
  symlinkSync(path.join(root, 'dist/main.js'), path.join(programs, 'okms-emulator'))
  // The README's reader stands in a checkout.
  symlinkSync(path.join(root, 'dist'), path.join(folder, 'dist'))
  mkdirSync(path.join(folder, 'node_modules'))
  symlinkSync(root, path.join(folder, 'node_modules/okms-emulator'))

  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KMS_|OKMS_)/.test(name)))
  const served = await startServed(process.execPath, [path.join(root, 'dist/main.js'), 'serve', '--ephemeral', '--port', '0', '--log-level', 'warn'], { cwd: folder, env: clean })
  try {
    const base = { ...clean, SHELL: '/bin/sh', PATH: `${programs}:${process.env.PATH}` }
    for (const block of pages.flatMap(blocksOf)) {
      const name = `${block.page}:${block.line} (${block.language})`
      const needs = /^needs=(\S+)$/.exec(block.mark)?.[1]
      if (block.language === 'yaml' || block.language === 'json') await step(`${name} parses`, () => { parse(block.text) })
      if (needs !== undefined && !installed(needs)) skip(name, `${needs} is not installed`)
      else if (needs !== undefined || block.mark === 'run' || block.mark === 'library') await step(name, () => { runBlock(block, folder, environment(block, folder, base)) })
    }
  } finally {
    await served.stop()
  }
})

/** The variables that `okms-emulator env` prints, as the page tells its reader to set them. */
function environment ({ language }: Block, folder: string, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clients = language === 'java' ? '--client java' : ''
  const printed = execFileSync('bash', ['-ec', `eval "$(okms-emulator env ${clients})"; env -0`], { cwd: folder, env: base, encoding: 'utf8' })
  return Object.fromEntries(printed.split('\0').filter((entry) => entry.includes('=')).map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]))
}

function runBlock ({ language, text }: Block, folder: string, env: NodeJS.ProcessEnv): void {
  const runner = runners[language]
  if (runner === undefined) throw new Error(`nothing is known that runs ${language}`)
  const [command = '', ...args] = runner.command
  if (!installed(command)) {
    console.log(`SKIPPED the block in ${language}: ${command} is not installed`)
    return
  }
  writeFileSync(path.join(folder, runner.file), text)
  const { status, stdout, stderr, error } = spawnSync(command, [...args, runner.file], { cwd: folder, env, encoding: 'utf8', timeout: limit })
  if (status !== 0) throw new Error(`${error?.message ?? `ended with ${status}`}\n${stdout}\n${stderr}`)
}
