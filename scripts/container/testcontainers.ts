// OkmsContainer on a real engine: the interface of an emulator, the names that its certificate fits, a restart, and
// what it says when it does not start.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'
import { OkmsContainer, type StartedOkmsContainer } from '../../src/testcontainers/index.js'
import { installPacked, pack } from '../packed.js'
import { output } from './commands.js'
import type { Engine } from './engine.js'
import { seed } from './operations.js'

/** Where Testcontainers finds the engine. Its reaper is an image that cannot be pulled everywhere. */
const engineVariables = ({ env }: Engine): NodeJS.ProcessEnv => ({
  ...env.DOCKER_HOST === undefined ? {} : { DOCKER_HOST: env.DOCKER_HOST }, TESTCONTAINERS_RYUK_DISABLED: 'true'
})

export interface TestcontainersOptions {
  readonly engine: Engine
  readonly image: string
  /** The container's name starts with this. */
  readonly prefix: string
}

/** What is left by the end is an error. */
export async function testcontainersChecks ({ engine, image, prefix }: TestcontainersOptions): Promise<void> {
  Object.assign(process.env, engineVariables(engine))
  const left = async () =>
    await engine.docker('ps', '--all', '--quiet') + await engine.docker('volume', 'ls', '--quiet')
  const before = await left()
  const container = () => new OkmsContainer(image).withName(`${prefix}-testcontainers`)
  const publicName = 'kms.example.com'
  const kms = await container().withSeed(seed).withNetworkAliases(publicName).start()
  try {
    await hasEveryControl(kms)
    await fitsName(kms, publicName)
    await survivesRestart(kms)
  } finally {
    await kms.close()
  }
  assert.equal(existsSync(kms.files.certificate), false, 'files of the client are left')
  await saysWhy(container)
  assert.equal(await left(), before, 'containers or volumes are left')
}

const post = (body: object) =>
  ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function hasEveryControl (kms: StartedOkmsContainer): Promise<void> {
  assert.ok(kms.getId().length > 0)
  const secret = await kms.fetch(`/api/${kms.okmsId}/v2/secret/seeded%2Fdatabase?includeData=true`)
  const { version } = await secret.json() as { readonly version: { readonly data: unknown } }
  assert.deepEqual(version.data, { user: 'app' })
  assert.equal(kms.environment['KMS_RESTAPI_ENDPOINT'], kms.endpoint)
  assert.equal(readFileSync(kms.files.certificate, 'utf8'), kms.tls.cert)

  const domain = await kms.createDomain()
  const keysOf = `/api/${domain.okmsId}/v1/servicekey`
  const empty = await domain.snapshot()
  const key = post({ name: 'testcontainers', type: 'oct', size: 256 })
  assert.equal((await domain.fetch(keysOf, key)).status, 201)
  await domain.journal.expect({ operationId: 'CreateImportServiceKey', result: 'ok' }, { count: 1 })
  const count = async () => {
    const { objects_list: keys } = await (await domain.fetch(keysOf)).json() as { objects_list: readonly unknown[] }
    return keys.length
  }
  assert.equal(await count(), 1)
  await empty.restore()
  assert.equal(await count(), 0)

  const fault = await domain.faults.add({ trigger: { next: 1 }, effect: { status: 503, retryAfter: 1 } })
  assert.deepEqual([(await domain.fetch(keysOf)).status, (await domain.fetch(keysOf)).status], [503, 200])
  assert.equal(await fault.hits(), 1)

  const { time } = await domain.clock.freeze()
  const moved = await domain.clock.advance('90d')
  assert.equal(moved.time.getTime() - time.getTime(), 90 * 86_400_000)
  assert.equal((await domain.fetch(keysOf, key)).status, 201)
  await domain.journal.expect({ operationId: 'CreateImportServiceKey', since: moved.time }, { count: 1 })
  await domain.remove()
}

/** The server makes no certificate for a public name of its own accord. */
async function fitsName (kms: StartedOkmsContainer, name: string): Promise<void> {
  assert.equal(kms.networkEndpoint(), `https://${name}:8443`)
  const socket = tls.connect({ host: kms.getHost(), port: kms.port, servername: name, ca: kms.tls.ca })
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
  socket.destroy()
}

async function survivesRestart (kms: StartedOkmsContainer): Promise<void> {
  await kms.restart()
  const path = `/api/${kms.okmsId}/v2/secret/seeded%2Fdatabase`
  assert.equal((await kms.fetch(path)).status, 200)
}

async function saysWhy (container: () => OkmsContainer): Promise<void> {
  await assert.rejects(
    container().withEnvironment({ OKMS_EMULATOR_IAM_MODE: 'nonsense' }).start(),
    /ended with exit code 2; the end of its log:\nokms-emulator: --iam-mode: got "nonsense"/
  )
  await assert.rejects(
    container().withEntrypoint(['sh', '-c', 'echo waiting; exec sleep 60']).withStartupTimeout(1000).start(),
    /not accessible after 1000ms; the end of its log:\nwaiting/
  )
  await assert.rejects(container().withSeed('domains: [{ kees: [] }]\n').start(), /1:19 domains\[0\]\.kees: unknown member/)
  await assert.rejects(new OkmsContainer('okms-emulator.invalid/none').start(), /there is no image .*docker build/)
}

/** The packed package and Testcontainers in a project, with the example. */
export function exampleProject (root: string, folder: string): string {
  const example = path.join(root, 'examples/testcontainers')
  const { devDependencies } = JSON.parse(readFileSync(path.join(example, 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>
  }
  const project = path.join(folder, 'testcontainers')
  const { tarball } = pack(path.join(folder, 'packed'))
  installPacked(project, tarball, {
    compile: false, alsoInstall: [`testcontainers@${devDependencies['testcontainers']}`]
  })
  cpSync(example, path.join(project, 'example'), { recursive: true })
  return project
}

export async function runExample (engine: Engine, image: string, project: string): Promise<void> {
  const text = await output('node', ['--test'], {
    cwd: path.join(project, 'example'), env: { ...process.env, ...engineVariables(engine), OKMS_IMAGE: image }
  })
  assert.match(text, /pass 2$/m)
}

/** The program of docs/container.md. */
export async function runDocumentedProgram (
  engine: Engine, image: string, { root, project }: { readonly root: string, readonly project: string }
): Promise<void> {
  const [, program] = /^```js\n(.*?)^```$/ms.exec(readFileSync(path.join(root, 'docs/container.md'), 'utf8')) ?? []
  assert.ok(program !== undefined)
  const file = path.join(project, 'documented.js')
  writeFileSync(file, program.replace("'okms-emulator')", `'${image}')`))
  assert.equal(await output('node', [file], { env: { ...process.env, ...engineVariables(engine) } }), '200')
}

const typeUse = `
import type { Emulator } from 'okms-emulator'
import { OkmsContainer, type StartedOkmsContainer } from 'okms-emulator/testcontainers'
export async function use () {
  const started: StartedOkmsContainer = await new OkmsContainer('okms').withStartupTimeout(1).withSeed({ domains: [] }).start()
  const emulator: Emulator = started
  // @ts-expect-error no name of an image
  new OkmsContainer(1)
  return { emulator, id: started.getId(), endpoint: started.networkEndpoint('kms') }
}
`

/** The types of the subpath, for `import` and for `require`. */
export function checkTypes (root: string, project: string): void {
  for (const name of ['use.mts', 'use.cts']) writeFileSync(path.join(project, name), typeUse)
  const options = '--module NodeNext --target ES2023 --types node --strict --noEmit --skipLibCheck'.split(' ')
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, ...options, 'use.mts', 'use.cts'], { cwd: project, stdio: 'inherit' })
}
