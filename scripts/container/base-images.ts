// The images that the Dockerfile starts from, where they cannot be pulled: Debian from its own packages
// with the Node that npm carries.

import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { outcome, output } from './commands.js'
import type { Engine } from './engine.js'

/**
 * Debian packages of each kind of official image that the Dockerfile uses, as far as the
 * build and the server need them.
 */
const packagesOf = {
  bookworm: ['ca-certificates', 'python3', 'make', 'g++'],
  'bookworm-slim': ['ca-certificates']
} as const

const isKnown = (kind: string): kind is keyof typeof packagesOf => Object.hasOwn(packagesOf, kind)

const standInLabel = 'okms-emulator.stand-in'

/** Pulls the images or makes stand-ins under their names. Returns the names of those that are stand-ins. */
export async function provideBaseImages (
  engine: Engine, images: readonly string[], folder: string
): Promise<readonly string[]> {
  const provided = await Promise.all(images.map(async (image) => {
    const here = await outcome('docker', ['image', 'inspect', '--format', `{{index .Config.Labels "${standInLabel}"}}`, image], { env: engine.env })
    if (here.status === 0) return here.stdout.trim() === 'true'
    if ((await outcome('docker', ['pull', '--quiet', image], { env: engine.env })).status === 0) return false
    if (!engine.own) throw new Error(`${image} cannot be pulled, and the suite makes stand-ins only in an engine of its own`)
    await makeStandIn(engine, image, folder)
    return true
  }))
  return images.filter((_, index) => provided[index])
}

async function makeStandIn (engine: Engine, image: string, folder: string): Promise<void> {
  const [, version, kind] = /:(\d+\.\d+\.\d+)-([\w-]+)$/.exec(image) ?? []
  if (version === undefined || kind === undefined || !isKnown(kind)) throw new Error(`${image}: there is no stand-in for an image of this name`)
  const place = path.join(folder, kind)
  const hooks = [
    `copy-in ${nodeOf(version, place)} ${npmOfThisMachine()} /usr/local`,
    'mkdir -p "$1/usr/local/lib/node_modules" && mv "$1/usr/local/npm" "$1/usr/local/lib/node_modules/"',
    'for name in npm npx; do ln -s ../lib/node_modules/npm/bin/$name-cli.js "$1/usr/local/bin/$name"; done',
    'chroot "$1" useradd --create-home --uid 1000 --shell /bin/bash node',
    // Where the machine's packages come through a proxy with a certificate of its own, the build has to trust that too.
    'upload /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt'
  ]
  const archive = path.join(place, 'root.tar')
  await output('mmdebstrap', [
    '--quiet', '--variant=minbase', `--include=${packagesOf[kind].join(',')}`,
    ...hooks.map((hook) => `--customize-hook=${hook}`), 'bookworm', archive
  ])
  const settings = [
    `LABEL ${standInLabel}=true`,
    ...kind === 'bookworm' ? ['ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt', 'ENV npm_config_nodedir=/usr/local', `ENV npm_config_registry=${npmRegistry()}`] : []
  ]
  await engine.docker('import', ...settings.flatMap((setting) => ['--change', setting]), archive, image)
}

/** Folders of Node of exactly this version: its program and its headers. */
function nodeOf (version: string, place: string): string {
  mkdirSync(place)
  const archive =
    execFileSync('npm', ['pack', `node-linux-${process.arch}@${version}`, '--silent', '--prefer-offline'], {
      cwd: place, encoding: 'utf8'
    }).trim()
  execFileSync('tar', ['-xzf', archive], { cwd: place })
  return ['bin', 'include'].map((name) => path.join(place, 'package', name)).join(' ')
}

function npmOfThisMachine (): string {
  const folder = path.join(execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim(), 'npm')
  if (!existsSync(folder)) throw new Error(`npm is not in ${folder}`)
  return folder
}

const npmRegistry = () => execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
