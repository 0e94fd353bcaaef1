// docs/dependencies.md, from package.json, the lock file and the installed packages: what a
// production install brings, and why.

import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { code, madeFrom, table } from './markdown.js'

const root = path.join(import.meta.dirname, '..', '..')

/** One for each direct dependency; a new one without a reason stops the generator. */
const reasons: Readonly<Record<string, string>> = {
  ajv: 'checks requests against the contract; Fastify has it too, but with other settings for bodies and for parameters',
  'better-sqlite3': 'the database, in the process and synchronous',
  'close-with-grace': 'signals and uncaught errors',
  fastify: 'the HTTP server',
  'node-forge': 'DER, from which certificates, requests and PKCS#12 are made; Node reads certificates but makes none',
  pino: 'the log; Fastify brings the same',
  'prom-client': 'metrics of the process, and the text format of Prometheus; loaded when metrics are first read',
  yaml: 'reads seed files, with the position of each value for messages; loaded when there is one'
}

interface LockedPackage {
  readonly version: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

type Lock = Readonly<Record<string, LockedPackage>>

export function dependenciesPage (): string {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const direct = Object.keys(dependencies)
  const broughtBy = new Map(direct.map((name) => [name, closure(packages, [name])]))
  const all = closure(packages, direct)
  const installer = closure(packages, ['prebuild-install'])
  const running = [...all].filter((place) => !installer.has(place))

  return `${madeFrom('package-lock.json and the installed packages')}

# Dependencies

A production install is ${all.size} packages. ${running.length} of them are loaded by the server; the other ${all.size - running.length} are prebuild-install and its own, which
better-sqlite3 uses while it is being installed, to look for a compiled addon. Fastify alone is ${broughtBy.get('fastify')?.size ?? 0}, its logger, validator and router among
them.

Swagger UI is part of the program: the build copies its files from the development dependency @fastify/swagger-ui (NOTICE names its licence).

The registry's audit needs a registry that answers it: \`npm audit --omit=dev\`. Where it does not, this list is what there is to review.

## Chosen

${table(['Package', 'Version', 'Licence', 'Brings', 'Weight', 'Why'], direct.map((name) => {
    const at = `node_modules/${name}`
    return [code(name), packages[at]?.version ?? '', licence(packages, at), String((broughtBy.get(name)?.size ?? 1) - 1), weight(at), reasonFor(name)]
  }))}

## All

Weight is that of the package's own files, without what an install compiles, in kB.

${table(['Package', 'Version', 'Licence', 'Weight', 'Needed by'], [...all].sort(byName).map((at) => [code(nameOf(at)), packages[at]?.version ?? '', licence(packages, at), weight(at), neededBy(packages, all, at, direct)]))}
`
}

/**
 * Places in the lock file of these packages and of all that they need, found as Node finds them: from the inside out.
 */
function closure (packages: Lock, names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const visit = (name: string, from: string): void => {
    const at = placeOf(packages, name, from)
    // A package for another platform is in the lock file, but never installed.
    if (at === undefined || found.has(at) ||
        (packages[at]?.optional === true && statSync(path.join(root, at), { throwIfNoEntry: false }) === undefined)) {
      return
    }
    found.add(at)
    for (const needed of neededIn(packages[at])) visit(needed, at)
  }
  for (const name of names) visit(name, '')
  return found
}

function placeOf (packages: Lock, name: string, from: string): string | undefined {
  const levels = from.split('node_modules/').slice(1).map((level) => level.replace(/\/$/, ''))
  return levels.concat('').map((_, index) =>
    [...levels.slice(0, levels.length - index), name].map((level) => `node_modules/${level}`).join('/'))
    .find((at) => packages[at] !== undefined)
}

const neededIn = (entry: LockedPackage | undefined): string[] =>
  Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies })
const nameOf = (at: string): string => at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)
const byName = (one: string, other: string): number => nameOf(one) < nameOf(other) ? -1 : 1
const licence = (packages: Lock, at: string): string => packages[at]?.license ?? 'not stated'

function reasonFor (name: string): string {
  const reason = reasons[name]
  if (reason === undefined) throw new Error(`${name} is a dependency without a reason; write it into scripts/pages/dependencies.ts`)
  return reason
}

function neededBy (packages: Lock, all: ReadonlySet<string>, at: string, direct: readonly string[]): string {
  const parents = [...all]
    .filter((other) => neededIn(packages[other]).some((name) => placeOf(packages, name, other) === at))
    .map(nameOf)
  return [...direct.includes(nameOf(at)) ? ['us'] : [], ...new Set(parents)].sort().join(', ')
}

function weight (at: string): string {
  return Math.max(1, Math.round(bytesIn(path.join(root, at)) / 1000)).toLocaleString('en')
}

function bytesIn (folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'build' && name !== '.bin')
    .map((entry) =>
      entry.isDirectory() ? bytesIn(path.join(folder, entry.name)) : statSync(path.join(folder, entry.name)).size)
    .reduce((sum, size) => sum + size, 0)
}
