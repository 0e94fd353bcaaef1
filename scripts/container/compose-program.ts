// docker compose where the engine's command has no such plugin: built once from its source,
// which the Go module proxy has.

import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from '../cache-folder.js'
import { lastLines, outcome, output } from './commands.js'
import type { Engine } from './engine.js'

const version = '2.20.0'

/** Additional environment in which `docker compose` works, or why it cannot. */
export async function provideCompose (engine: Engine, folder: string): Promise<NodeJS.ProcessEnv | string> {
  if ((await outcome('docker', ['compose', 'version'], { env: engine.env })).status === 0) return {}
  const program = path.join(cacheFolder('docker-compose'), version)
  if (!existsSync(program)) {
    if ((await outcome('go', ['version'])).status !== 0) return 'docker compose is not installed, and building it needs Go'
    try {
      await build(program, path.join(folder, 'compose-source'))
    } catch (error) {
      return `docker compose ${version} cannot be built here: ${lastLines(String(error), 1)}`
    }
  }
  const configuration = path.join(folder, 'docker-configuration')
  mkdirSync(path.join(configuration, 'cli-plugins'), { recursive: true })
  symlinkSync(program, path.join(configuration, 'cli-plugins/docker-compose'))
  return { DOCKER_CONFIG: configuration }
}

async function build (program: string, source: string): Promise<void> {
  const { Dir } = JSON.parse(await output('go', ['mod', 'download', '-json', `github.com/docker/compose/v2@v${version}`])) as { Dir: string }
  cpSync(Dir, source, { recursive: true })
  // The module cache is read-only, and the copy has to go afterwards.
  await output('chmod', ['-R', 'u+w', source])
  const partial = `${program}.${process.pid}`
  await output('go', ['build', '-ldflags', `-X github.com/docker/compose/v2/internal.Version=v${version}`, '-o', partial, './cmd'], { cwd: source })
  chmodSync(partial, 0o755)
  renameSync(partial, program)
}
