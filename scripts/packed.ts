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
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], { cwd: root, encoding: 'utf8' })
  const parsed = JSON.parse(output) as Packed[] | Record<string, Packed>
  const [packed] = Object.values(parsed)
  if (packed === undefined) throw new Error('npm pack made no package')
  return { tarball: path.join(destination, packed.filename), files: packed.files.map((file) => file.path) }
}

interface Packed { readonly filename: string, readonly files: ReadonlyArray<{ readonly path: string }> }

/** Installs the tarball, with more packages if wanted. With `compile`, better-sqlite3 is made for real, a minute or two; else the checkout's addon is copied. */
export function installPacked (folder: string, tarball: string, { compile, alsoInstall = [] }: { readonly compile: boolean, readonly alsoInstall?: readonly string[] }): void {
  mkdirSync(folder, { recursive: true })
  const manifest = path.join(folder, 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...compile ? [] : ['--ignore-scripts'], tarball, ...alsoInstall]
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!compile) reuseAddon(folder)
}

/** Copies the addon that stands compiled in this checkout; refuses another version's. */
export function reuseAddon (folder: string): void {
  const versionIn = (place: string) => (JSON.parse(readFileSync(path.join(place, addonPackage, 'package.json'), 'utf8')) as { version: string }).version
  const [here, there] = [versionIn(root), versionIn(folder)]
  if (here !== there) throw new Error(`better-sqlite3 ${there} was installed, ${here} is compiled here: run with --compile`)
  cpSync(path.join(root, addonPackage, 'build'), path.join(folder, addonPackage, 'build'), { recursive: true })
}
