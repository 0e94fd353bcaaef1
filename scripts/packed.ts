// The package as others get it: packed, and installed into an empty folder.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const addonPackage = 'node_modules/better-sqlite3'

/** Builds and packs; gives the tarball's path and the files in it. */
export function pack (destination: string): { readonly tarball: string, readonly files: readonly string[] } {
  mkdirSync(destination, { recursive: true })
  execFileSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: 'inherit' })
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
    cwd: root, encoding: 'utf8'
  })
  const parsed = JSON.parse(output) as Packed[] | Record<string, Packed>
  const [packed] = Object.values(parsed)
  if (packed === undefined) throw new Error('npm pack made no package')
  return { tarball: path.join(destination, packed.filename), files: packed.files.map((file) => file.path) }
}

interface Packed { readonly filename: string, readonly files: ReadonlyArray<{ readonly path: string }> }

/**
 * Installs the tarball, with more packages if wanted. With `compile`, better-sqlite3 is made for real, a minute or two;
 * else the checkout's addon is copied.
 */
export function installPacked (
  folder: string,
  tarball: string,
  { compile, alsoInstall = [] }: { readonly compile: boolean, readonly alsoInstall?: readonly string[] }
): void {
  mkdirSync(folder, { recursive: true })
  const manifest = path.join(folder, 'package.json')
  if (!existsSync(manifest)) {
    writeFileSync(manifest, JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  }
  const args = [
    'install', '--no-audit', '--no-fund', '--prefer-offline', ...compile ? [] : ['--ignore-scripts'], tarball,
    ...alsoInstall
  ]
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!compile) reuseAddon(folder)
}

/**
 * Variables for an npm install that runs every install script, but finds better-sqlite3's addon of this
 * checkout instead of compiling it.
 * @param folder For the archive that holds it, as prebuild-install expects it.
 */
export function withAddon (folder: string): NodeJS.ProcessEnv {
  mkdirSync(folder, { recursive: true })
  const { version } = JSON.parse(readFileSync(path.join(root, addonPackage, 'package.json'), 'utf8')) as {
    version: string
  }
  const archive = `better-sqlite3-v${version}-node-v${process.versions.modules}-${process.platform}-${process.arch}.tar.gz`
  execFileSync('tar', [
    '-czf', path.join(folder, archive), '-C', path.join(root, addonPackage), 'build/Release/better_sqlite3.node'
  ])
  return { ...process.env, npm_config_better_sqlite3_local_prebuilds: folder }
}

/** Copies the addon that stands compiled in this checkout; refuses another version's. */
export function reuseAddon (folder: string): void {
  const versionIn = (place: string) =>
    (JSON.parse(readFileSync(path.join(place, addonPackage, 'package.json'), 'utf8')) as { version: string }).version
  const [here, there] = [versionIn(root), versionIn(folder)]
  if (here !== there) throw new Error(`better-sqlite3 ${there} was installed, ${here} is compiled here: run with --compile`)
  cpSync(path.join(root, addonPackage, 'build'), path.join(folder, addonPackage, 'build'), { recursive: true })
}
