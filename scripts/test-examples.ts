// npm run test:examples: lints the CI recipes, and runs every example with the packed package,
// in folders that go afterwards.

// Actions, runners and service containers are not here: the shell steps of a recipe run in bash, packages are installed
// beforehand instead of by its `npm install`, and a service container is a server started by this script.

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { once } from 'node:events'
import { gitHubJobs, gitLabJobs, type Job } from './ci-recipes.js'
import { installPacked, pack } from './packed.js'
import { startServed } from './served.js'
import { inSteps } from './steps.js'
import { provideTool, tools } from './tools.js'

const root = path.join(import.meta.dirname, '..')
const examples = path.join(root, 'examples')
const workflow = path.join(examples, 'github-actions/.github/workflows/test.yml')
const pipeline = path.join(examples, 'gitlab-ci/.gitlab-ci.yml')
const jobLimit = 180_000

const failingJestTests = `
const { domainPerFile, withDomain } = require('okms-emulator/jest')
const shared = domainPerFile()
const random = async (okms) => (await okms.fetch('/api/' + okms.okmsId + '/v1/random')).status
test('passes', withDomain(async (okms) => { expect(await random(okms)).toBe(200) }))
test('throws', withDomain(async (okms) => { expect(await random(okms)).toBe(404) }))
test('times out', withDomain(async (okms) => {
  await random(okms)
  await new Promise((resolve) => { setTimeout(resolve, 60_000).unref() })
}), 3000)
test('shares a domain', async () => { expect(await random(shared)).toBe(200) })
test.each([1, 2])('has its arguments %d', withDomain(async (okms, number) => { expect(number).toBeGreaterThan(0) }))
describe('group', () => {
  test.concurrent('passes at the same time', withDomain(random))
  test.concurrent('throws at the same time', withDomain(async (okms) => { throw new Error(await random(okms)) }))
})
`

/** A port that was free just now; that of the bootstrap door is 10000 higher. */
async function freePort (): Promise<number> {
  for (;;) {
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    server.close()
    await once(server, 'close')
    if (port < 55_000) return port
  }
}

await inSteps('examples', async ({ step, skip }, folder) => {
  const schema = provideTool(tools.jsonSchema)
  if (schema !== undefined) {
    await step('the workflow fits the schema of GitHub Actions', () => {
      execFileSync(schema, ['--builtin-schema', 'vendor.github-workflows', workflow], {
        stdio: ['ignore', 'ignore', 'inherit']
      })
    })
    await step('the pipeline fits the schema of GitLab CI', () => {
      execFileSync(schema, ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci', pipeline], {
        stdio: ['ignore', 'ignore', 'inherit']
      })
    })
  }
  const actionlint = provideTool(tools.actionlint)
  if (actionlint !== undefined) {
    await step('actionlint', () => { execFileSync(actionlint, [workflow], { stdio: 'inherit' }) })
  }

  // One project that all recipes work on: the Vitest example with the Python test next to it.
  const project = path.join(folder, 'project')
  const { tarball } = pack(path.join(folder, 'packed'))
  const installed = await step('the package in a project', () => {
    cpSync(path.join(examples, 'vitest'), project, { recursive: true })
    cpSync(path.join(examples, 'python/test_okms.py'), path.join(project, 'test_okms.py'))
    // Vitest is in this checkout already, in the version that the example names.
    writeFileSync(
      path.join(project, 'package.json'),
      JSON.stringify({ name: 'project', private: true, type: 'module', scripts: { test: 'vitest run' } })
    )
    installPacked(project, tarball, { compile: false, alsoInstall: [`vitest@${developmentVersion('vitest', 'vitest')}`] })
    return true
  })
  if (installed === undefined) return

  const bin = path.join(project, 'node_modules/.bin')
  const shims = path.join(folder, 'shims')
  mkdirSync(shims)
  writeFileSync(path.join(shims, 'npm'), `#!/bin/sh\ncase "$1" in ci|install) exit 0 ;; esac\nPATH="\${PATH#${shims}:}" exec npm "$@"\n`, { mode: 0o755 })
  symlinkSync(path.join(bin, 'okms-emulator'), path.join(shims, 'okms-emulator'))

  const clean = Object.fromEntries(Object.entries(process.env)
    .filter(([name]) => !/^(KMS_|OKMS_|npm_|VITEST)/.test(name)))

  async function runJob (job: Job, place: string): Promise<void> {
    cpSync(project, place, { recursive: true, verbatimSymlinks: true })
    const port = await freePort()
    const github = path.join(place, 'github.env')
    writeFileSync(github, '')
    const env: NodeJS.ProcessEnv = {
      ...clean,
      CI: 'true',
      PATH: `${shims}:${process.env.PATH}`,
      GITHUB_ENV: github,
      OKMS_EMULATOR_PORT: String(port),
      ...job.env
    }
    const service = job.service === undefined
      ? undefined
      : await startServed(path.join(bin, 'okms-emulator'), [
        'serve', '--port', String(port), '--log-level', 'warn', '--data', path.join(place, 'service/data'), '--certs',
        path.join(place, 'service/certs')
      ], { cwd: place, env: { ...clean, ...job.service, OKMS_EMULATOR_BOOTSTRAP_HOST: '127.0.0.1' } })
    if (service !== undefined) {
      if (job.service?.OKMS_EMULATOR_BOOTSTRAP_HOST !== '0.0.0.0') throw new Error('the service container does not open its bootstrap port')
      Object.assign(env, {
        KMS_RESTAPI_ENDPOINT: `https://localhost:${port}`, OKMS_FILES: `http://localhost:${port + 10_000}`
      })
    }
    try {
      for (const script of job.scripts) {
        // What a step leaves running goes with it here; runners keep it until the job ends, so the
        // steps of a job share one shell.
        Object.assign(env, Object.fromEntries(readFileSync(github, 'utf8')
          .split('\n')
          .filter((line) => line.includes('='))
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])))
        const { status, stdout, stderr, error } = spawnSync(
          'bash',
          ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
          { cwd: place, env, encoding: 'utf8', timeout: jobLimit }
        )
        if (status !== 0) throw new Error(`${error?.message ?? `ended with ${status}`}\n${script}\n${stdout}\n${stderr}\n${existsSync(path.join(place, 'okms.log')) ? readFileSync(path.join(place, 'okms.log'), 'utf8') : ''}`)
        if (/OK \(skipped|skipped=/.test(stderr)) throw new Error(`the test was skipped\n${stderr}`)
      }
    } finally {
      await service?.stop()
      stopBackground(place)
    }
  }

  for (const job of gitHubJobs(workflow)) {
    await step(`GitHub Actions: ${job.name}`, () => runJob(job, path.join(folder, `github-${job.name}`)))
  }
  for (const job of gitLabJobs(pipeline)) {
    await step(`GitLab CI: ${job.name}`, () => runJob(job, path.join(folder, `gitlab-${job.name}`)))
  }

  // How programs load the library. One project installs what all of them need; each example is a folder in it.
  const library = path.join(folder, 'library')
  const libraryInstalled = await step('the package in a project with Jest and esbuild', () => {
    installPacked(library, tarball, { compile: false, alsoInstall: [`jest@${developmentVersion('jest', 'jest')}`, `esbuild@${developmentVersion('esbuild', 'esbuild')}`] })
    for (const example of ['jest', 'node-test', 'commonjs', 'esbuild']) {
      cpSync(path.join(examples, example), path.join(library, example), { recursive: true })
    }
    return true
  })
  if (libraryInstalled === true) {
    const run = (example: string, ...args: string[]) => execFileSync('npm', ['run', '--silent', ...args], {
      cwd: path.join(library, example),
      env: clean,
      encoding: 'utf8',
      timeout: jobLimit,
      stdio: ['ignore', 'pipe', 'inherit']
    })
    // In one process: the second file gets an addon that knows the classes of the first.
    await step('Jest, CommonJS, without flags', () => { run('jest', 'test', '--', '--runInBand') })
    await step('Jest: a failed test prints its journal, a passed one does not', () => {
      const place = path.join(library, 'jest-failures')
      mkdirSync(place)
      writeFileSync(path.join(place, 'package.json'), JSON.stringify({ private: true }))
      writeFileSync(path.join(place, 'failing.test.js'), failingJestTests)
      const { status, stdout, stderr } = spawnSync(path.join(library, 'node_modules/.bin/jest'), {
        cwd: place, env: clean, encoding: 'utf8', timeout: jobLimit
      })
      const text = `${stdout}${stderr}`
      const printed = [...text.matchAll(/requests of the failed (test file|test "[^"]+") in/g)].map(([, of]) => of)
      const wanted = ['test "throws"', 'test "times out"', 'test "group throws at the same time"', 'test file']
      if (status !== 1 || printed.join() !== wanted.join() || !text.includes('GenerateRandomBytes')) {
        throw new Error(`ended with ${status}, printed ${printed.join()}\n${text}`)
      }
    })
    await step('node:test', () => {
      const text = run('node-test', 'test')
      if (!/pass 1$/m.test(text)) throw new Error(text)
    })
    await step('require()', () => {
      const text = run('commonjs', 'start')
      if (!/^[0-9a-f]{64}\n$/.test(text)) throw new Error(`it printed ${text}`)
    })
    await step('a bundle of esbuild, alone with better-sqlite3', () => {
      run('esbuild', 'build')
      const alone = path.join(folder, 'bundle')
      mkdirSync(path.join(alone, 'node_modules'), { recursive: true })
      cpSync(path.join(library, 'esbuild/build/sign.cjs'), path.join(alone, 'sign.cjs'))
      for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
        cpSync(path.join(library, 'node_modules', name), path.join(alone, 'node_modules', name), { recursive: true })
      }
      const text = execFileSync(process.execPath, ['sign.cjs'], {
        cwd: alone, env: clean, encoding: 'utf8', timeout: jobLimit
      })
      if (text !== 'signed: true, Swagger UI: 200\n') throw new Error(`it printed ${text}`)
    })
  }

  if (spawnSync('go', ['version']).status !== 0) skip('Go', 'Go is not installed')
  else {
    await step('Go', () => {
      const command = ['exec', '--', 'go', 'test', '-count=1', '-v', './...']
      const { status, stdout, stderr } = spawnSync('okms-emulator', command, {
        cwd: path.join(examples, 'go'),
        env: { ...clean, GOTOOLCHAIN: 'local', PATH: `${bin}:${process.env.PATH}` },
        encoding: 'utf8',
        timeout: jobLimit
      })
      if (status !== 0 || stdout.includes('--- SKIP')) throw new Error(`ended with ${status}\n${stdout}\n${stderr}`)
    })
  }

  const pytest = provideTool({
    registry: 'pypi',
    requirement: readFileSync(path.join(examples, 'pytest/requirements.txt'), 'utf8').trim(),
    program: 'pytest'
  })
  if (pytest !== undefined) {
    await step('pytest', () => {
      const place = path.join(folder, 'pytest')
      cpSync(path.join(examples, 'pytest'), place, { recursive: true })
      const { status, stdout, stderr } = spawnSync('okms-emulator', ['exec', '--', pytest], {
        cwd: place, env: { ...clean, PATH: `${bin}:${process.env.PATH}` }, encoding: 'utf8', timeout: jobLimit
      })
      if (status !== 0 || !/=+ \d+ passed in /.test(stdout)) throw new Error(`ended with ${status}\n${stdout}\n${stderr}`)
    })
  }
})

/** The version of a package that an example names. */
function developmentVersion (example: string, name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(path.join(examples, example, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const version = devDependencies[name]
  if (version === undefined) throw new Error(`examples/${example} does not name ${name}`)
  return version
}

/** Ends the servers that steps left running in this folder, each by its id. */
function stopBackground (place: string): void {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  for (const line of stdout.split('\n')) {
    const [, pid = '', args = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    if (args.includes('okms-emulator serve --ephemeral') && workingFolder(Number(pid)) === place) {
      process.kill(Number(pid), 'SIGTERM')
    }
  }
}

function workingFolder (pid: number): string | undefined {
  const { stdout, status } = spawnSync('readlink', [`/proc/${pid}/cwd`], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
