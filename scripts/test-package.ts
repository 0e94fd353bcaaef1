// npm run test:package: packs, installs the tarball in an empty folder, and uses it as others would: by
// name, as a library, by its types.

import { execFile, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { runtimeFiles } from './embedded.js'
import { useEverything } from './independence.js'
import { installPacked, pack, withAddon } from './packed.js'
import { startServed } from './served.js'
import { inSteps } from './steps.js'
import { provideTool, tools } from './tools.js'

const root = path.join(import.meta.dirname, '..')
const { values: flags } = parseArgs({ options: { 'reuse-addon': { type: 'boolean', default: false } } })

/** What the package may hold; everything else in it is a mistake. */
const expected = [
  /^package\.json$/, /^README\.md$/, /^LICENSE$/, /^CHANGELOG\.md$/, /^NOTICE$/, /^dist\/(main|index)\.js$/,
  /^dist\/(index|okms-emulator)\.cjs$/, /^dist\/.+\.d\.c?ts$/, /^dist\/seed\.schema\.json$/,
  /^dist\/testing\/(jest|node-test|global-setup)\.c?js$/, /^dist\/testing\/vitest\.js$/,
  /^dist\/testcontainers\/index\.c?js$/
]
const required = [
  'LICENSE', 'NOTICE', 'dist/main.js', 'dist/index.js', 'dist/index.cjs', 'dist/okms-emulator.cjs', 'dist/index.d.ts',
  'dist/index.d.cts', 'dist/seed.schema.json', 'dist/testing/vitest.js', 'dist/testing/jest.cjs',
  'dist/testing/node-test.js', 'dist/testing/global-setup.cjs', 'dist/testcontainers/index.js'
]

/**
 * The entries by the resolutions that find them. Those from before `exports` know the main entry alone, and Vitest is
 * for modules only.
 */
const typedEntries = {
  strict: ['.'], node16: ['jest', 'node-test', 'global-setup', 'testcontainers'], 'esm-only': ['vitest']
}

const libraryUse = `
import assert from 'node:assert'
import { existsSync } from 'node:fs'
import https from 'node:https'
import { startEmulator } from 'okms-emulator'
const emulator = await startEmulator()
const status = await new Promise((resolve, reject) => {
  https.get(emulator.endpoint + '/api/' + emulator.okmsId + '/v1/random?length=32', { ...emulator.tls, agent: false }, (response) => { response.resume(); resolve(response.statusCode) }).on('error', reject)
})
await emulator.close()
assert.equal(status, 200)
assert.equal(existsSync(emulator.files.ca), false)
`

/** One implementation, whichever way it is loaded. */
const requireUse = `
const assert = require('node:assert')
const required = require('okms-emulator')
import('okms-emulator').then(async (imported) => {
  assert.deepEqual(Object.keys(required), Object.keys(imported))
  assert.equal(required.startEmulator, imported.startEmulator)
  await (await required.startEmulator()).close()
})
`

const typeUse = `
import { startEmulator, type Emulator, type EmulatorOptions } from 'okms-emulator'
const options: EmulatorOptions = { port: 0, serverName: ['kms'], iamMode: 'enforce', log: (entry) => entry.length }
const emulator: Emulator = await startEmulator(options)
const port: number = emulator.port
const tls: { ca: string, cert: string, key: string } = emulator.tls
// @ts-expect-error no option of this name
await startEmulator({ ports: 1 })
await emulator.close()
export { port, tls }
`

/** CommonJS has no await at the top level. */
function inFunction (source: string): string {
  const [firstLine, ...others] = source.trim().split('\n')
  return [
    firstLine, 'export async function use () {', ...others.filter((line) => !line.startsWith('export ')),
    'return { port, tls }', '}'
  ].join('\n')
}

const resolutions = {
  'NodeNext, import': { module: 'NodeNext', moduleResolution: 'NodeNext', extension: 'mts', source: typeUse },
  'NodeNext, require': {
    module: 'NodeNext', moduleResolution: 'NodeNext', extension: 'cts', source: inFunction(typeUse)
  },
  bundler: { module: 'ESNext', moduleResolution: 'bundler', extension: 'ts', source: typeUse }
}

await inSteps('package', async ({ step, skip }, folder) => {
  const packed = await step('npm pack holds what it needs and nothing else', () => {
    const made = pack(path.join(folder, 'packed'))
    const strangers = made.files.filter((file) => !expected.some((pattern) => pattern.test(file)))
    const missing = required.filter((file) => !made.files.includes(file))
    if (strangers.length + missing.length > 0) throw new Error(`unexpected: ${strangers.join(', ')}; missing: ${missing.join(', ')}`)
    return made
  })
  if (packed === undefined) return
  const { tarball } = packed

  const publint = provideTool(tools.publint)
  if (publint !== undefined) {
    await step('publint', () => { execFileSync(publint, [tarball, '--strict'], { stdio: 'inherit' }) })
  }
  const attw = provideTool(tools.attw)
  if (attw !== undefined) {
    for (const [profile, entries] of Object.entries(typedEntries)) {
      await step(`arethetypeswrong, as ${profile} sees ${entries.join(', ')}`, () => {
        const options = ['--format', 'ascii', '--no-emoji', '--profile', profile, '--entrypoints', ...entries]
        execFileSync(attw, [tarball, ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
      })
    }
  }

  const consumer = path.join(folder, 'consumer')
  const compile = !flags['reuse-addon']
  if (!compile) skip('better-sqlite3 is compiled by the install', 'the addon of this checkout is copied (--reuse-addon)')
  const installed = await step('npm install of the tarball in an empty folder', () => {
    installPacked(consumer, tarball, { compile })
    return true
  })
  if (installed === undefined) return

  const npx = (...args: string[]) => execFileSync('npx', ['--no-install', 'okms-emulator', ...args], {
    cwd: consumer, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']
  })
  const help = await step('npx okms-emulator --help', () => {
    const text = npx('--help')
    if (!text.includes('Usage: okms-emulator COMMAND')) throw new Error(`it printed ${JSON.stringify(text)}`)
    return text
  }) ?? ''

  await step('npx okms-emulator serve, healthcheck, SIGTERM', async () => {
    const bin = path.join(consumer, 'node_modules/.bin/okms-emulator')
    const served = await startServed(bin, ['serve', '--port', '0', '--log-level', 'warn'], { cwd: consumer })
    let code: number | string | null = null
    try {
      if (npx('healthcheck', '--port', String(served.ready.port)) !== 'ready\n') {
        throw new Error('the healthcheck did not say ready')
      }
      if (!existsSync(path.join(consumer, '.okms-emulator/.gitignore'))) throw new Error('the folder of its own has no .gitignore')
    } finally {
      code = await served.stop()
    }
    if (code !== 0) throw new Error(`the server ended with ${code}`)
  })

  await step('a server with only the listed files serves everything, also after they are gone', async () => {
    const place = path.join(folder, 'listed')
    mkdirSync(place)
    for (const name of runtimeFiles) cpSync(path.join(root, name), path.join(place, name), { recursive: true })
    cpSync(path.join(consumer, 'node_modules'), path.join(place, 'node_modules'), {
      recursive: true, verbatimSymlinks: true
    })
    rmSync(path.join(place, 'node_modules/okms-emulator'), { recursive: true })
    const start = () => startServed(
      process.execPath,
      [path.join(place, 'dist/main.js'), 'serve', '--ephemeral', '--port', '0', '--log-level', 'warn'],
      { cwd: folder }
    )

    const [served, surviving] = [await start(), await start()]
    const codes: Array<number | string | null> = []
    try {
      await useEverything(served.ready)
      rmSync(place, { recursive: true })
      await useEverything(surviving.ready)
    } finally {
      codes.push(await served.stop(), await surviving.stop())
    }
    if (codes.some((code) => code !== 0)) throw new Error(`the servers ended with ${codes.join(' and ')}`)
  })

  await step('builds at the same time leave one whole program, and an unchanged one is not replaced', async () => {
    const copy = path.join(folder, 'checkout')
    execFileSync('git', ['clone', '--quiet', `file://${root}`, copy], { stdio: 'inherit' })
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
    const build = () => promisify(execFile)(process.execPath, ['scripts/build.js'], { cwd: copy })
    await Promise.all([build(), build()])
    const program = path.join(copy, 'dist/okms-emulator.cjs')
    const before = statSync(program)
    await build()
    const left = readdirSync(copy).filter((name) => name.startsWith('.build-'))
    if (statSync(program).ino !== before.ino || left.length > 0) throw new Error(`replaced although nothing changed, or left behind: ${left.join(', ')}`)
    const version = execFileSync(process.execPath, ['dist/main.js', '--version'], { cwd: copy, encoding: 'utf8' })
    if (!/^\d+\.\d+\.\d+\n$/.test(version)) throw new Error(`it printed ${version}`)
  })

  await step('npm install from a git URL in an empty project, npx okms-emulator --version', () => {
    const project = path.join(folder, 'from-git')
    mkdirSync(project)
    writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'project', private: true }))
    // Clones, installs with development dependencies, and builds there: prepare.
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `git+file://${root}`], {
      cwd: project, env: withAddon(path.join(folder, 'addon')), stdio: ['ignore', 'ignore', 'inherit']
    })
    const version = execFileSync('npx', ['--no-install', 'okms-emulator', '--version'], {
      cwd: project, encoding: 'utf8'
    })
    if (!/^\d+\.\d+\.\d+\n$/.test(version)) throw new Error(`it printed ${version}`)
    if (existsSync(path.join(project, 'node_modules/okms-emulator/src'))) {
      throw new Error('the sources were installed too')
    }
  })

  if (/^ {2}demo /m.test(help)) await step('npx okms-emulator demo --auto', () => { npx('demo', '--auto') })
  else skip('npx okms-emulator demo --auto', 'there is no demo in this version')

  await step('const { startEmulator } = require()', () => {
    writeFileSync(path.join(consumer, 'use.cjs'), requireUse)
    execFileSync(process.execPath, ['use.cjs'], { cwd: consumer, stdio: 'inherit' })
  })

  await step('import { startEmulator }', () => {
    writeFileSync(path.join(consumer, 'use.js'), libraryUse)
    execFileSync(process.execPath, ['use.js'], { cwd: consumer, stdio: 'inherit' })
  })

  for (const [name, { extension, source, ...resolution }] of Object.entries(resolutions)) {
    await step(`types resolve: ${name}`, () => {
      const project = path.join(consumer, `types-${name}`)
      mkdirSync(project, { recursive: true })
      writeFileSync(path.join(project, `use.${extension}`), source)
      // Libraries are checked too, and no @types packages are installed here.
      writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({
        compilerOptions: { ...resolution, target: 'ES2023', strict: true, noEmit: true, types: [] },
        include: [`use.${extension}`]
      }))
      execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project], {
        stdio: 'inherit'
      })
    })
  }
})
