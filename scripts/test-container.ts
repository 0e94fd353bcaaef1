// npm run test:container: lints the Dockerfile and the compose file, and runs every instruction in folder trees, as no engine is needed for that:
// builds, starts the result as process 1 of a user that is not root over read-only code, and lets the sample app call it by its service name.

// With --short it takes this machine's Node, and the addon that stands compiled in this checkout; else Node of the image's tag, and all is compiled.

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { childOf, copyInto, enter, makeTree, whyNoTrees, type EnterOptions, type Tree } from './container-tree.js'
import { assignments, buildContext, execForm, last, parseDockerfile, type Stage } from './dockerfile.js'
import { reuseAddon } from './packed.js'
import { startServed } from './served.js'
import { inSteps } from './steps.js'
import { provideTool, tools } from './tools.js'

const root = path.join(import.meta.dirname, '..')
const { values: flags } = parseArgs({ options: { short: { type: 'boolean', default: false } } })

/** That of the official image. */
const imagePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const npmFolder = path.join(execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim(), 'npm')
const npmConfig = (name: string) => execFileSync('npm', ['config', 'get', name], { cwd: path.dirname(root), encoding: 'utf8' }).trim()

/** What npm needs to reach its registry from inside, as it does from here. */
function npmEnvironment (): Record<string, string> {
  const passed = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => process.env[name] === undefined ? [] : [[name, process.env[name]]])
  const cafile = npmConfig('cafile')
  return {
    ...Object.fromEntries(passed) as Record<string, string>,
    npm_config_registry: npmConfig('registry'),
    ...cafile === 'null' ? {} : { npm_config_cafile: cafile },
    npm_config_prefer_offline: 'true'
  }
}

interface ImageNode { readonly binary: string, readonly headers: string | undefined }

/** Node of exactly this version, from npm's packages of it. */
function fetchNode (version: string, folder: string): ImageNode {
  mkdirSync(folder)
  const archive = execFileSync('npm', ['pack', `node-linux-${process.arch}@${version}`, '--silent', '--prefer-offline'], { cwd: folder, encoding: 'utf8' }).trim()
  execFileSync('tar', ['-xzf', archive], { cwd: folder })
  return { binary: path.join(folder, 'package/bin/node'), headers: path.join(folder, 'package/include') }
}

interface StageRun {
  readonly tree: Tree
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
}

interface StageSurroundings {
  readonly tree: Tree
  /** Files that COPY finds, and those of other stages by name. */
  readonly context: string
  readonly stages: ReadonlyMap<string, Tree>
  readonly env: Readonly<Record<string, string>>
  readonly binds?: Readonly<Record<string, string>>
  /** Called after each RUN. */
  readonly afterRun?: (command: string, workdir: string) => void
}

/** Carries out one stage as a builder would. What only describes the image is read elsewhere. */
function runStage (stage: Stage, { tree, context, stages, env: outside, binds = {}, afterRun }: StageSurroundings): StageRun {
  let workdir = '/'
  let env: Record<string, string> = { PATH: imagePath, HOME: '/root' }
  for (const { name, rest, flags: given } of stage.instructions) {
    if (name === 'WORKDIR') {
      workdir = path.posix.resolve(workdir, rest)
      mkdirSync(tree.at(workdir), { recursive: true })
    } else if (name === 'ENV') {
      env = { ...env, ...assignments(rest) }
    } else if (name === 'COPY') {
      const words = rest.split(/\s+/)
      const target = words.at(-1) ?? ''
      const from = given.get('from')
      const other = from === undefined ? undefined : stages.get(from)
      if (from !== undefined && other === undefined) throw new Error(`there is no stage ${from}`)
      copyInto(words.slice(0, -1).map((word) => other === undefined ? path.join(context, word) : other.at(word)), tree.at(path.posix.resolve(workdir, target)), target.endsWith('/'))
    } else if (name === 'RUN') {
      const options: EnterOptions = { workdir, env: { ...env, ...outside }, binds }
      const [command, args] = enter(tree, ['/bin/sh', '-c', rest], options)
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
      afterRun?.(rest, workdir)
    }
  }
  return { tree, workdir, env }
}

await inSteps('container', async ({ step, skip }, folder) => {
  const hadolint = provideTool(tools.hadolint)
  if (hadolint !== undefined) await step('hadolint Dockerfile', () => { execFileSync(hadolint, ['Dockerfile'], { cwd: root, stdio: 'inherit' }) })
  const schema = provideTool(tools.jsonSchema)
  if (schema !== undefined) await step('docker-compose.yml fits the compose specification', () => { execFileSync(schema, ['--builtin-schema', 'vendor.compose-spec', 'docker-compose.yml'], { cwd: root, stdio: 'inherit' }) })

  const why = whyNoTrees()
  if (why !== undefined) {
    skip('build and run', why)
    return
  }

  const stages = parseDockerfile(readFileSync(path.join(root, 'Dockerfile'), 'utf8'))
  const [build, image] = stages
  if (build === undefined || image === undefined) throw new Error('the Dockerfile has no two stages')
  const compose = parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8')) as Compose

  const context = path.join(folder, 'context')
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter((file) => file !== '' && existsSync(path.join(root, file)))
  for (const file of buildContext(files, readFileSync(path.join(root, '.dockerignore'), 'utf8'))) copyInto([path.join(root, file)], path.join(context, file), false)

  const version = /:(\d+\.\d+\.\d+)/.exec(image.image)?.[1] ?? ''
  const node = flags.short ? { binary: process.execPath, headers: undefined } : await step(`Node ${version} from npm`, () => fetchNode(version, path.join(folder, 'node')))
  if (node === undefined) return
  if (flags.short) skip(`Node ${version}, and compiling with it`, `--short takes ${process.version} and the addon of this checkout`)

  const built = await step('the build stage, as root', () => runStage(build, {
    tree: makeTree({ folder: path.join(folder, 'build'), node: node.binary, npm: npmFolder, headers: node.headers }),
    context,
    stages: new Map(),
    env: { ...npmEnvironment(), ...flags.short ? { npm_config_ignore_scripts: 'true' } : { npm_config_nodedir: '/usr/local' } },
    binds: { '/root': npmHome(folder) },
    afterRun: (command, workdir) => { if (flags.short && command.startsWith('npm ci')) reuseAddon(path.join(folder, 'build', workdir)) }
  }))
  if (built === undefined) return

  const service = 'okms'
  const made = await step('the image stage', () => runStage(image, {
    tree: makeTree({ folder: path.join(folder, 'image'), node: node.binary, names: [service] }),
    context,
    stages: new Map([[build.name ?? '', built.tree]]),
    env: {}
  }))
  if (made === undefined) return

  const { tree, workdir, env } = made
  const user = last(image, 'USER')?.rest
  const volumes = JSON.parse(last(image, 'VOLUME')?.rest ?? '[]') as string[]
  const running: EnterOptions = { workdir, env: { ...env, HOME: '/home/node', OKMS_EMULATOR_LOG_LEVEL: 'warn' }, user, writable: volumes, ownNetwork: true }
  const program = [...execForm(last(image, 'ENTRYPOINT')), ...execForm(last(image, 'CMD'))]

  await step('the volumes belong to that user, and nobody else looks into them', () => {
    for (const volume of volumes) {
      const { uid, mode } = statSync(tree.at(volume))
      if (`${uid}` !== user?.split(':')[0] || (mode & 0o777) !== 0o700) throw new Error(`${volume} belongs to ${uid} with mode ${(mode & 0o777).toString(8)}`)
    }
  })
  await step('the code cannot be written by that user, even where the file system would let it', () => {
    const [command, args] = enter(tree, ['/bin/sh', '-c', 'touch dist/main.js || touch new'], { ...running, writable: ['/app', ...volumes] })
    if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) throw new Error('it could')
  })
  await step('no development package, no source and no private file of the checkout is in the image', () => {
    const strangers = ['src', 'test', 'scripts', 'node_modules/typescript', 'node_modules/vitest', 'certs', 'data', '.git'].filter((name) => existsSync(tree.at(`${workdir}/${name}`)))
    if (strangers.length > 0) throw new Error(strangers.join(', '))
  })

  await step('it starts as process 1 over a read-only file system, is healthy, serves the sample app by name, and stops on SIGTERM', async () => {
    const [command, args] = enter(tree, program, running)
    const served = await startServed(command, args, { cwd: root })
    let ended: number | string | null = null
    try {
      const server = childOf(served.process.pid ?? 0)
      if (served.ready.pid !== 1) throw new Error(`it is process ${served.ready.pid}`)
      const inside = (words: readonly string[], options: EnterOptions) => {
        const [enterCommand, enterArgs] = enter(tree, words, { ...options, ownNetwork: false })
        const { status, stdout, stderr } = spawnSync('nsenter', [`--net=/proc/${server}/ns/net`, enterCommand, ...enterArgs], { encoding: 'utf8', timeout: 60_000 })
        if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
        return stdout
      }
      console.log(`healthcheck: ${inside(execForm(last(image, 'HEALTHCHECK')), running).trim()}`)
      console.log(`by its name: ${inside(['okms-emulator', '--version'], running).trim()}`)

      const app = compose.services.app
      const appTree = { ...running, env: { PATH: imagePath, ...app.environment }, user: app.user, workdir: '/', writable: [], binds: { '/mnt': path.join(root, 'examples/compose') } }
      mkdirSync(tree.at('/mnt'), { recursive: true })
      console.log(inside(app.command.map((word) => word.replace(/^\/app\//, '/mnt/')), appTree).trim())
      const written = readdirSync(tree.at('/certs'))
      if (!written.includes('ca.pem')) throw new Error(`/certs has ${written.join(', ')}`)
      const exit = once(served.process, 'exit')
      process.kill(server, 'SIGTERM')
      const [code, signal] = await exit as [number | null, string | null]
      ended = code ?? signal
    } finally {
      await served.stop()
    }
    if (ended !== 0) throw new Error(`SIGTERM ended it with ${ended}`)
  })

  await step('the healthcheck fails once nothing runs', async () => {
    const [command, args] = enter(tree, execForm(last(image, 'HEALTHCHECK')), running)
    const check = spawn(command, args, { stdio: 'ignore' })
    const [code] = await once(check, 'exit') as [number | null]
    if (code !== 1) throw new Error(`it ended with ${code}`)
  })
})

interface Compose { readonly services: { readonly app: { readonly command: readonly string[], readonly user: string, readonly environment: Readonly<Record<string, string>> } } }

/** A home with this machine's cache of packages in it, so that not all is fetched again. */
function npmHome (folder: string): string {
  const home = path.join(folder, 'home')
  mkdirSync(home)
  writeFileSync(path.join(home, '.npmrc'), 'cache=/root/.npm\n')
  return home
}
