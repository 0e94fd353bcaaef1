// Every failure that the code of a command can throw is among the exit codes of its help. What a command's code can
// throw is read from the source: the failures named in its file and in every file that it imports.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/commands.js'
import { nouns } from '../../src/cli/control/nouns.js'
import { databaseFailures, type FailureName } from '../../src/cli/exit-codes.js'
import { startFailures } from '../../src/domain/errors/start-failures.js'

const cli = path.join(import.meta.dirname, '..', '..', 'src', 'cli')

const because = (reason: string, ...names: readonly FailureName[]) =>
  Object.fromEntries(names.map((name) => [name, reason]))

/** Failures that a command's files name and that it cannot end with, each with the reason. */
const impossible: Readonly<Record<string, Partial<Record<FailureName, string>>>> = {
  demo: {
    ...because('its database is in memory', ...databaseFailures),
    ...because('it takes any free port', 'PortInUse'),
    ...because('it opens no other port', 'BootstrapPortInUse', 'OvhApiPortInUse'),
    ...because('its folders are new', 'CertificatesBroken', 'FolderBusy'),
    ...because('it has no seeds', 'SeedUnreadable', 'SeedRefused')
  },
  exec: {
    ...because('it has the files of its own server', 'ClientFilesMissing', 'ServerMissing'),
    ...because('it makes a token on its own server, which runs', 'ServerUnreachable', 'RequestRefused')
  },
  healthcheck: because('it says that it is not ready, and exits with 1', 'ClientFilesMissing'),
  wait: because('it goes on waiting, and exits with 124', 'ClientFilesMissing')
}

/** A command is in the file of its name, in one of the families. */
function fileOf (name: string): string {
  const file = `${nouns.some((noun) => noun.name === name) ? 'admin-command' : name}.ts`
  const found = readdirSync(cli, { recursive: true, encoding: 'utf8' }).find((entry) => path.basename(entry) === file)
  if (found === undefined) throw new Error(`no ${file} in src/cli`)
  return path.join(cli, found)
}

/** A noun ends with the failures of its own file, and not with those of the others. */
function otherNouns (name: string): Set<string> {
  return new Set(nouns.filter((noun) => noun.name !== name)
    .map((noun) => path.join(cli, 'control', 'nouns', `${noun.name}.ts`)))
}

function failuresIn (file: string, seen = new Set<string>()): Set<FailureName> {
  if (seen.has(file) || !file.endsWith('.ts') || file.endsWith('/start-failures.ts')) return new Set()
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const own = [...text.matchAll(/startFailures\.(\w+)/g)].map(([, name]) => name as FailureName)
  const imported = [...text.matchAll(/^(?:import|export) (?!type )[^'\n]*'(\.[^']+)'|import\('(\.[^']+)'\)/gm)]
    .map(([, one, other]) => path.resolve(path.dirname(file), (one ?? other ?? '').replace(/\.js$/, '.ts')))
  return new Set([...own, ...imported.flatMap((one) => [...failuresIn(one, seen)])])
}

describe.each(commands)('$name', ({ name, exitCodes }) => {
  const listed = Object.entries(startFailures)
    .filter(([, { exitCode }]) => exitCodes.some(({ code }) => code === exitCode))
    .map(([failure]) => failure)
    .sort()

  it('lists what it can throw, and nothing else', () => {
    const excused = Object.keys(impossible[name] ?? {})
    const thrown = [...failuresIn(fileOf(name), otherNouns(name))].sort()
    expect(excused.filter((failure) => !thrown.includes(failure as FailureName))).toEqual([])
    expect(listed).toEqual(thrown.filter((failure) => !excused.includes(failure)))
  })

  it('lists each code once, with 0, 1 and 2', () => {
    const codes = exitCodes.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.slice(0, 3)).toEqual([0, 1, 2])
  })
})

it('no two failures share a code', () => {
  const codes = Object.values(startFailures).map(({ exitCode }) => exitCode)
  expect(new Set(codes).size).toBe(codes.length)
})
