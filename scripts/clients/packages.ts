// What the clients under test are made of: installed once, in exact versions, into a folder outside the checkout.

import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cacheFolder } from '../cache-folder.js'

const installLimit = 8 * 60_000

/** Why something cannot run on this machine. */
export class Missing extends Error {}

/**
 * The trimmed output of a program, or undefined when it cannot be run. GOTOOLCHAIN keeps an old
 * Go from downloading a new one.
 */
export function outputOf (command: string, args: readonly string[], cwd = os.tmpdir()): string | undefined {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      cwd,
      env: { ...process.env, GOTOOLCHAIN: 'local' },
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024
    }).trim()
  } catch {
    return undefined
  }
}

/** Folder with the packages of requirements.txt in a virtual environment, which names every package there is. */
export function pythonPackages (client: string): string {
  if (outputOf('python3', ['--version']) === undefined) throw new Missing('python3 is not installed')
  return installed(client, ['requirements.txt'], (folder) => {
    run('python3', ['-m', 'venv', folder])
    run(path.join(folder, 'bin/python'), ['-m', 'pip', 'install', '-q', '--no-deps', '-r', 'requirements.txt'], folder)
  })
}

/** Folder with the packages of package-lock.json in node_modules. */
export function npmPackages (client: string): string {
  return installed(client, ['package-lock.json', 'package.json'], (folder) => {
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--silent'], folder)
  })
}

/** Folder of a mark that Maven has everything of pom.xml in its own repository, the test runner too. */
export function mavenPackages (client: string): string {
  if (outputOf('mvn', ['--version']) === undefined) throw new Missing('Maven is not installed')
  return installed(client, ['pom.xml'], (folder) => {
    // The runner gets its last parts when it meets a test.
    const sources = path.join(folder, 'src/test/java')
    mkdirSync(sources, { recursive: true })
    writeFileSync(path.join(sources, 'EmptyTest.java'), 'class EmptyTest { @org.junit.jupiter.api.Test void passes() {} }\n')
    run('mvn', ['-q', '-B', 'test'], folder)
  })
}

/** Makes sure that Go has the modules of the tests. */
export function goModules (folder: string, ...flags: readonly string[]): void {
  if (outputOf('go', ['list', ...flags, '-deps', '-test', './...'], folder) === undefined) {
    throw new Missing('its modules are neither in the cache of Go nor to be had from a proxy')
  }
}

/**
 * A folder of the cache in which these steps were completed with files of this content.
 * @param files Those that the steps depend on: copied from the client's folder.
 */
function installed (client: string, files: readonly string[], steps: (folder: string) => void): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(path.join(client, file)))
  const name = `${path.basename(client)}-${hash.digest('hex').slice(0, 12)}`
  const folder = path.join(cacheFolder('clients'), name)
  if (existsSync(folder)) return folder
  // Made under another name: a run that is interrupted, or another one at the same time, leaves nothing half done.
  const draft = mkdtempSync(`${folder}-`)
  try {
    for (const file of files) copyFileSync(path.join(client, file), path.join(draft, file))
    console.log(`installing the packages of ${path.basename(client)}`)
    steps(draft)
    if (!existsSync(folder)) renameSync(draft, folder)
    return folder
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function run (command: string, args: readonly string[], cwd?: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: installLimit })
  if (status === 0) return
  const why = error?.message ?? stderr.trim().split('\n').at(-1) ?? ''
  throw new Missing(`${path.basename(command)} ${args.join(' ')} failed (${why})`)
}
