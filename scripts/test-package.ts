// npm run test:package: packs, installs the tarball in an empty folder, and uses it as others would: by name, as a library, by its types.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installPacked, pack } from './packed.js'
import { startServed } from './served.js'
import { inSteps } from './steps.js'
import { provideTool, tools } from './tools.js'

const root = path.join(import.meta.dirname, '..')
const { values: flags } = parseArgs({ options: { 'reuse-addon': { type: 'boolean', default: false } } })

/** What the package may hold; everything else in it is a mistake. */
const expected = [/^package\.json$/, /^README\.md$/, /^LICENSE$/, /^CHANGELOG\.md$/, /^dist\/(main|index)\.js$/, /^dist\/(index|okms-emulator)\.cjs$/, /^dist\/.+\.d\.c?ts$/]
const required = ['dist/main.js', 'dist/index.js', 'dist/index.cjs', 'dist/okms-emulator.cjs', 'dist/index.d.ts', 'dist/index.d.cts']

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

const resolutions = {
  NodeNext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  bundler: { module: 'ESNext', moduleResolution: 'bundler' }
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
  if (publint !== undefined) await step('publint', () => { execFileSync(publint, [tarball, '--strict'], { stdio: 'inherit' }) })
  const attw = provideTool(tools.attw)
  if (attw !== undefined) await step('arethetypeswrong', () => { execFileSync(attw, [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'], { stdio: ['ignore', 'ignore', 'inherit'] }) })

  const consumer = path.join(folder, 'consumer')
  const compile = !flags['reuse-addon']
  if (!compile) skip('better-sqlite3 is compiled by the install', 'the addon of this checkout is copied (--reuse-addon)')
  const installed = await step('npm install of the tarball in an empty folder', () => {
    installPacked(consumer, tarball, { compile })
    return true
  })
  if (installed === undefined) return

  const npx = (...args: string[]) => execFileSync('npx', ['--no-install', 'okms-emulator', ...args], { cwd: consumer, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
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
      if (npx('healthcheck', '--port', String(served.ready.port)) !== 'ready\n') throw new Error('the healthcheck did not say ready')
      if (!existsSync(path.join(consumer, '.okms-emulator/.gitignore'))) throw new Error('the folder of its own has no .gitignore')
    } finally {
      code = await served.stop()
    }
    if (code !== 0) throw new Error(`the server ended with ${code}`)
  })

  if (/^ {2}demo /m.test(help)) await step('npx okms-emulator demo --auto', () => { npx('demo', '--auto') })
  else skip('npx okms-emulator demo --auto', 'there is no demo in this version')

  await step('import { startEmulator }', () => {
    writeFileSync(path.join(consumer, 'use.js'), libraryUse)
    execFileSync(process.execPath, ['use.js'], { cwd: consumer, stdio: 'inherit' })
  })

  for (const [name, resolution] of Object.entries(resolutions)) {
    await step(`types resolve: ${name}`, () => {
      const project = path.join(consumer, `types-${name}`)
      mkdirSync(project, { recursive: true })
      writeFileSync(path.join(project, 'use.ts'), typeUse)
      // Libraries are checked too, and there is nobody's @types here.
      writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...resolution, target: 'ES2023', strict: true, noEmit: true, types: [] }, include: ['use.ts'] }))
      execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project], { stdio: 'inherit' })
    })
  }
})
