// What must be true of the image before anything runs in it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Engine } from './engine.js'

/** Names that only fit one processor, and flags that choose one. */
const architectureName = /\b(amd64|x86_64|x64|i386|arm64|aarch64|armv7)\b|--platform/

/** Instructions of the Dockerfile and production packages that fit one architecture only. */
export function architectureNames (root: string): string[] {
  const instructions = readFileSync(path.join(root, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#') && architectureName.test(line))
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>
  }
  const bound = Object.entries(packages)
    .filter(([, { dev, optional, cpu }]) => dev !== true && optional !== true && cpu !== undefined)
  return [...instructions, ...bound.map(([name]) => name)]
}

interface LockedPackage {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly cpu?: readonly string[]
}

export async function imageProperties (engine: Engine, image: string, root: string): Promise<void> {
  const inside = (command: string) => engine.docker('run', '--rm', '--entrypoint', 'sh', image, '-c', command)
  const lines = (text: string) => text.split('\n').filter((line) => line !== '').sort()

  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: root, encoding: 'utf8' })
  ) as ReadonlyArray<{ readonly files: ReadonlyArray<{ readonly path: string }> }>
  assert.deepEqual(lines(await inside('find . -path ./node_modules -prune -o -type f -printf "%P\\n"')), packed?.files.map((file) => file.path).sort())
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>
  }
  for (const name of Object.keys(dependencies)) await inside(`test -f node_modules/${name}/package.json`)
  assert.equal(await inside('ls -d node_modules/typescript node_modules/vitest node_modules/esbuild 2>/dev/null || true'), '', 'development packages')

  assert.equal(await inside('id --user; id --group'), '1000\n1000')
  assert.equal(await inside('stat --format "%a %u:%g" /certs /data /pki'), Array(3).fill('700 1000:1000').join('\n'))
  const { Volumes } = JSON.parse(await engine.docker('image', 'inspect', '--format', '{{json .Config}}', image)) as {
    Volumes: object
  }
  assert.deepEqual(Object.keys(Volumes).sort(), ['/certs', '/data', '/pki'])
  assert.equal(await inside('touch dist/new 2>/dev/null || touch package.json 2>/dev/null && echo writable || true'), '', 'the code must belong to root')
}
