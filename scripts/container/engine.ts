// A Docker engine: the one that runs here, or one that the suite starts for itself, with its own socket and storage.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { cacheFolder } from '../cache-folder.js'
import { lastLines, outcome, output } from './commands.js'

export interface Engine {
  readonly name: string
  /** In this environment the commands `docker` and `docker compose` reach the engine. */
  readonly env: NodeJS.ProcessEnv
  /** Whether the suite started it, so that no name in it belongs to the user. */
  readonly own: boolean
  /** Runs a docker command and returns what it printed. */
  docker (...args: readonly string[]): Promise<string>
  /** Removes the containers, volumes and networks of the suite, and stops the engine if the suite started it. */
  close (): Promise<void>
}

/** Another run on this machine may have the storage; after this time the suite gives up, in seconds. */
const storageWait = 900

/** The engine, or why there is none. Names of the suite start with `prefix`. */
export async function provideEngine (folder: string, prefix: string): Promise<Engine | string> {
  const { status, stderr } = await outcome('docker', ['info'])
  if (status === 'ENOENT') return 'there is no docker command; on Debian: apt-get install docker.io'
  if (status === 0) return await engineIn({ ...process.env }, prefix)
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return lastLines(stderr, 1)
  if ((await outcome('dockerd', ['--version'])).status !== 0) return 'no engine runs, and there is no dockerd to start one; on Debian: apt-get install docker.io'
  const daemon = await startDaemon(folder)
  return typeof daemon === 'string'
    ? daemon
    : await engineIn({ ...process.env, DOCKER_HOST: daemon.address }, prefix, daemon)
}

interface Daemon {
  readonly process: ChildProcess
  readonly address: string
}

/** Starts dockerd. Its images and build cache stay in the user's cache folder, which one run has at a time. */
async function startDaemon (folder: string): Promise<Daemon | string> {
  const storage = cacheFolder('docker')
  const address = `unix://${path.join(folder, 'docker.sock')}`
  const log = path.join(folder, 'dockerd.log')
  const daemon = spawn('flock', [
    '--no-fork', '--timeout', String(storageWait), `${storage}.lock`,
    'dockerd', '--host', address, '--data-root', storage, '--exec-root', path.join(folder, 'exec'), '--pidfile',
    path.join(folder, 'dockerd.pid')
  ], { stdio: ['ignore', 'ignore', 'pipe'] })
  const stopWithTheSuite = (signal: NodeJS.Signals) => {
    daemon.kill()
    process.kill(process.pid, signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopWithTheSuite)
  daemon.stderr.pipe(createWriteStream(log))
  const ready = (async () => {
    for await (const line of createInterface({ input: daemon.stderr })) {
      if (line.includes('API listen on')) return true
    }
    return false
  })()
  if (await ready) {
    daemon.stderr.resume()
    return { process: daemon, address }
  }
  return `dockerd does not start here: ${lastLines(readFileSync(log, 'utf8'), 1)}`
}

async function engineIn (outside: NodeJS.ProcessEnv, prefix: string, daemon?: Daemon): Promise<Engine> {
  // Without the plugin, docker build is the classic builder and docker compose is not. One
  // builder for both has one cache.
  const buildx = await outcome('docker', ['buildx', 'version'], { env: outside })
  const env = buildx.status === 0 ? outside : { ...outside, DOCKER_BUILDKIT: '0' }
  const docker = (...args: readonly string[]) => output('docker', args, { env })
  const lines = async (...args: readonly string[]) => (await docker(...args)).split('\n').filter((line) => line !== '')
  const ours = daemon === undefined ? ['--filter', `name=${prefix}`] : []

  async function clear () {
    for (const container of await lines('ps', '--all', '--quiet', ...ours)) {
      await docker('rm', '--force', '--volumes', container)
    }
    for (const volume of await lines('volume', 'ls', '--quiet', ...ours)) await docker('volume', 'rm', volume)
    for (const network of await lines('network', 'ls', '--quiet', '--filter', 'type=custom', ...ours)) {
      await docker('network', 'rm', network)
    }
    // Of the suite's own engine, images stay as the build cache; those of older builds go after a week.
    if (daemon === undefined) {
      for (const image of await lines('images', '--quiet', `${prefix}*`)) await docker('rmi', image)
    } else {
      await docker('image', 'prune', '--force', '--filter', 'until=168h')
    }
  }

  // A run that was killed may have left something in the suite's own engine.
  if (daemon !== undefined) await clear()
  return {
    name: `Docker ${await docker('version', '--format', '{{.Server.Version}}')}`,
    env,
    own: daemon !== undefined,
    docker,
    async close () {
      try {
        await clear()
      } finally {
        if (daemon !== undefined && daemon.process.exitCode === null) {
          const ended = once(daemon.process, 'exit')
          daemon.process.kill()
          await ended
        }
      }
    }
  }
}
