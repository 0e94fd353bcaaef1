// npm run test:container: builds the image with a Docker engine, runs it as documented, calls everything that it
// serves, and brings up the compose file. Where no engine runs, root on Linux starts one for the suite alone
// (package docker.io on Debian).

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { missing } from '../test/browser/chromium.js'
import { provideBaseImages } from './container/base-images.js'
import { provideCompose } from './container/compose-program.js'
import { composeProject } from './container/compose-project.js'
import { runDocumentedCommands } from './container/documented-commands.js'
import { startContainer } from './container/emulator-container.js'
import { provideEngine, type Engine } from './container/engine.js'
import { architectureNames, imageProperties } from './container/image.js'
import {
  administration, everyKindOfOperation, isMonitored, isSeeded, seed, stillThere
} from './container/operations.js'
import { runManifests } from './container/kubernetes.js'
import { openPages, requestPages } from './container/pages.js'
import {
  checkTypes, exampleProject, runDocumentedProgram, runExample, testcontainersChecks
} from './container/testcontainers.js'
import { inSteps, type Steps } from './steps.js'
import { provideTool, tools } from './tools.js'

const root = path.join(import.meta.dirname, '..')
const manifests = path.join(root, 'examples/kubernetes')
const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8')

/** Names of everything the suite makes start with this. */
const prefix = `okms-emulator-test-${randomBytes(4).toString('hex')}`

await inSteps('container', async (steps, folder) => {
  const { step, skip } = steps
  const hadolint = provideTool(tools.hadolint)
  if (hadolint !== undefined) {
    await step('hadolint Dockerfile', () => { execFileSync(hadolint, ['Dockerfile'], { cwd: root, stdio: 'inherit' }) })
  }
  const schema = provideTool(tools.jsonSchema)
  if (schema !== undefined) {
    await step('docker-compose.yml fits the compose specification', () => {
      execFileSync(schema, ['--builtin-schema', 'vendor.compose-spec', 'docker-compose.yml'], {
        cwd: root, stdio: 'inherit'
      })
    })
  }
  const kubernetes = provideTool(tools.kubernetes)
  if (kubernetes !== undefined) {
    await step('the manifests fit the schemas of Kubernetes', () => {
      const files = readdirSync(manifests).map((file) => path.join(manifests, file))
      execFileSync(kubernetes, ['--strict', '--quiet', ...files], { stdio: 'inherit' })
    })
  }
  await step('nothing in the Dockerfile or among the production packages is bound to one architecture', () => { assert.deepEqual(architectureNames(root), []) })

  const engine = await provideEngine(folder, prefix)
  if (typeof engine === 'string') {
    skip('build and run', `no container engine: ${engine}`)
    return
  }
  console.log(`${engine.name}${engine.own ? ', started for this run' : ''}`)
  try {
    await withEngine(engine, steps, folder)
  } finally {
    await engine.close()
  }
})

async function withEngine (engine: Engine, { step, skip }: Steps, folder: string): Promise<void> {
  // Takes minutes the first time, and nothing needs it before the end.
  const composeProvided = provideCompose(engine, folder)

  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image)
  const standIns = await step('the base images are here', () => provideBaseImages(engine, bases, folder))
  if (standIns === undefined) return
  for (const image of standIns) console.log(`NOTE ${image} cannot be pulled here; a stand-in has its name: Debian's own packages, and Node of that version from npm`)

  const image = engine.own ? 'okms-emulator' : prefix
  const building = step('docker build', async () => {
    await engine.docker('build', '--tag', image, root)
    return image
  })
  const consumer = await step('the package and Testcontainers in a project', () => exampleProject(root, folder))
  const built = await building
  if (built === undefined) return
  await step('the image holds the npm package and its production packages, runs as 1000:1000, and has three private volumes', () => imageProperties(engine, image, root))

  const seeds = path.join(folder, 'seeds')
  mkdirSync(seeds)
  writeFileSync(path.join(seeds, '10-database.yaml'), seed)
  // The user of the container is another one.
  chmodSync(seeds, 0o755)
  chmodSync(path.join(seeds, '10-database.yaml'), 0o644)
  const start = (name: string) => {
    const place = path.join(folder, name)
    mkdirSync(place)
    return startContainer({ engine, image, prefix, folder: place, seeds })
  }
  const first = await step('read-only and without capabilities it becomes healthy', () => start('first'))
  if (first === undefined) return
  await step('it has what the seeds of /seed.d say', () => isSeeded(first))
  await step('health and metrics answer without a certificate', () => isMonitored(first))
  await step('every page and every file that a page loads answers 200', async () => { console.log(`${await requestPages(first)} paths`) })
  const programs = missing()
  if (programs === undefined) await step('every page works in Chromium without an error', () => openPages(first, folder))
  else skip('pages in a browser', `there is no ${programs}; on Debian: apt-get install chromium libnss3-tools`)
  const kept = await step('one operation of each kind', () => everyKindOfOperation(first))
  await step('the admin API and a token', () => administration(first))
  await step('docker stop ends it with 0', async () => {
    const { exitCode, log } = await first.stop()
    assert.equal(exitCode, 0, log)
  })
  if (kept !== undefined) {
    await step('on the same volumes it has the same CA, clients and keys, its seeds change nothing, and it stops with 0', async () => {
      const second = await start('second')
      try {
        for (const file of ['ca.pem', 'client.pem', 'client-key.pem']) {
          assert.equal(
            readFileSync(path.join(second.certs, file), 'utf8'),
            readFileSync(path.join(first.certs, file), 'utf8'),
            file
          )
        }
        await stillThere(second, kept)
        await isSeeded(second)
      } finally {
        assert.equal((await second.stop()).exitCode, 0)
      }
    })
  }

  await step('OkmsContainer has every control, and says why a container does not start', () => testcontainersChecks({ engine, image, prefix }))
  if (consumer !== undefined) {
    await step('examples/testcontainers', () => runExample(engine, image, consumer))
    const place = { root, project: consumer }
    await step('the program of docs/container.md', () => runDocumentedProgram(engine, image, place))
    await step('types of okms-emulator/testcontainers', () => { checkTypes(root, consumer) })
  }
  await step('examples/kubernetes: probes, seeds, and a program that fetches its certificate', () => runManifests({ engine, image, prefix: `${prefix}-pod`, folder }, manifests))

  const composeEnv = await composeProvided
  if (typeof composeEnv === 'string') {
    skip('the compose file, and the commands of docs/container.md', composeEnv)
    return
  }
  const env = { ...engine.env, ...composeEnv }
  const project = composeProject({ engine, env, project: `${prefix}-compose`, root })
  await step('docker compose up: the app encrypts and decrypts, and the emulator stops with 0', () => project.up())
  await step('the app started once the emulator was healthy', () => project.gateHeld())
  await step('no key of the server is in the container of the app', async () => { console.log(`${await project.appSeesNoServerKey()} keys`) })
  await step('docker compose down', () => project.down())

  // The page uses names that a user may use too.
  if (!engine.own) skip('the commands of docs/container.md', 'their names of images, containers and volumes may be in use in this engine')
  else await step('the commands of docs/container.md', async () => { console.log(`${await runDocumentedCommands({ root, page: 'docs/container.md', folder: path.join(folder, 'page'), env })} blocks`) })
}
