// npm run test:snippets: runs the marked blocks of the documentation, those of a page in one shell and in their
// order, as a reader types them.

// A block is marked in its first line:
//   start          the command that installs and starts the server; README.md alone has one, and is
//                  followed in a fresh clone of HEAD
//   run            is run: sh in the page's shell, other languages from a file, with the
//                  environment that the shell has by then
//   vitest         is a test file that Vitest runs
//   needs=NAME     the same where that program is installed, skipped out loud elsewhere; of Python and CommonJS, where
//                  that package is
// YAML and JSON blocks are parsed. Blocks without a mark show something and are left alone. --only PAGE runs one page.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { startServed, type Served } from './served.js'
import { openShell } from './shell-session.js'
import { inSteps, type Steps } from './steps.js'

const root = path.join(import.meta.dirname, '..')
const { values: flags } = parseArgs({ options: { only: { type: 'string' } } })

/** Milliseconds for a block, and for an installation that compiles. */
const limit = 60_000
const installLimit = 10 * 60_000

interface Block { readonly line: number, readonly language: string, readonly mark: string, readonly text: string }

function blocksOf (page: string): Block[] {
  const text = readFileSync(path.join(root, page), 'utf8')
  return [...text.matchAll(/^```(\w+)(?: ([^\n]+))?\n(.*?)^```$/gms)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    mark: match[2] ?? '',
    text: match[3] ?? ''
  }))
}

/** For the languages that are not the shell's: the file that the text is written to, and the program that runs it. */
const runners: Readonly<Record<string, { readonly file: string, readonly program: string }>> = {
  js: { file: 'snippet.mjs', program: 'node' },
  cjs: { file: 'snippet.cjs', program: 'node' },
  python: { file: 'snippet.py', program: 'python3' },
  java: { file: 'Snippet.java', program: 'java' }
}

const vitest = { file: 'snippet.test.mjs', program: 'node node_modules/vitest/vitest.mjs run' }

const neededBy = (mark: string) => /^needs=(\S+)$/.exec(mark)?.[1]
const isRun = ({ mark }: Block) => mark === 'run' || mark === 'vitest' || neededBy(mark) !== undefined
const installed = (program: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0

/** For what a block needs, where it is no program. */
const packageChecks: Readonly<Record<string, (name: string) => readonly [string, ...string[]]>> = {
  python: (name) => ['python3', '-c', 'import importlib, sys; importlib.import_module(sys.argv[1])', name],
  cjs: (name) => ['node', '-e', 'require.resolve(process.argv[1])', name]
}

function isThere (name: string, language: string, cwd: string): boolean {
  const check = packageChecks[language]
  if (check === undefined) return installed(name)
  const [program, ...args] = check(name)
  return spawnSync(program, args, { cwd }).status === 0
}

const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KMS_|OKMS_|npm_)/.test(name)))

await inSteps('snippets', async (steps, folder) => {
  const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((page) => page !== '' && (flags.only ?? page) === page)
  execFileSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: 'inherit' })
  for (const page of pages) {
    const blocks = blocksOf(page)
    for (const { language, line, text } of blocks) {
      if (language === 'yaml' || language === 'json') {
        await steps.step(`${page}:${line} (${language}) parses`, () => { parse(text) })
      }
    }
    const start = blocks.find(({ mark }) => mark === 'start')
    if (start !== undefined) await followInClone(page, start, blocks, path.join(folder, 'clone'), steps)
    else if (blocks.some(isRun)) {
      await followInProject(page, blocks, path.join(folder, page.replaceAll('/', '-')), steps)
    }
  }
})

/** A stranger's first minutes: clone, the page's own command, then the rest of the page in another terminal. */
async function followInClone (
  page: string, start: Block, blocks: readonly Block[], clone: string, steps: Steps
): Promise<void> {
  const began = Date.now()
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s after the clone began`
  execFileSync('git', ['clone', '--quiet', root, clone])
  const served = await steps.step(`${page}:${start.line} installs and starts`, () =>
    startServed('bash', ['-c', start.text], { cwd: clone, env: clean, limit: installLimit }))
  if (served === undefined) return
  console.log(`${page}: ready ${seconds()}`)
  try {
    await runBlocks(page, blocks, { cwd: clone, env: clean, seconds, steps })
  } finally {
    // npm is in between, and forwards no signal.
    process.kill(served.ready.pid, 'SIGTERM')
    await served.stop()
  }
}

/** A reader who has the package in a project: the command is found, the package is found by its name, a server runs. */
async function followInProject (page: string, blocks: readonly Block[], project: string, steps: Steps): Promise<void> {
  mkdirSync(path.join(project, 'node_modules/.bin'), { recursive: true })
  symlinkSync(root, path.join(project, 'node_modules/okms-emulator'))
  symlinkSync(path.join(root, 'node_modules/vitest'), path.join(project, 'node_modules/vitest'))
  symlinkSync(path.join(root, 'dist/main.js'), path.join(project, 'node_modules/.bin/okms-emulator'))
  const env = { ...clean, SHELL: '/bin/sh' }
  const served: Served = await startServed(
    process.execPath,
    [path.join(root, 'dist/main.js'), 'serve', '--ephemeral', '--port', '0', '--log-level', 'warn'],
    { cwd: project, env }
  )
  try {
    await runBlocks(page, blocks, { cwd: project, env, steps })
  } finally {
    await served.stop()
  }
}

interface Reader {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly steps: Steps
  /** The elapsed time, in words, for steps that measure the time to the first response. */
  readonly seconds?: () => string
}

async function runBlocks (
  page: string, blocks: readonly Block[], { cwd, env, steps: { step, skip }, seconds }: Reader
): Promise<void> {
  const shell = openShell({ cwd, env, limit })
  let first = true
  try {
    for (const { line, language, mark, text } of blocks.filter(isRun)) {
      const name = `${page}:${line} (${language})`
      const runner = mark === 'vitest' ? vitest : runners[language]
      const program = runner?.program.split(' ')[0]
      const needed = neededBy(mark)
      const missing = program !== undefined && !installed(program)
        ? program
        : needed !== undefined && !isThere(needed, language, cwd) ? needed : undefined
      if (missing !== undefined) {
        skip(name, `${missing} is not installed`)
        continue
      }
      if (language !== 'sh' && runner === undefined) throw new Error(`${name}: nothing is known that runs it`)
      if (runner !== undefined) writeFileSync(path.join(cwd, runner.file), text)
      await step(name, () => shell.run(runner === undefined ? text : `${runner.program} ${runner.file}`))
      if (first && seconds !== undefined) console.log(`${page}: first answers ${seconds()}`)
      first = false
    }
  } finally {
    await shell.close()
  }
}
