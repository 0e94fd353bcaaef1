// The demo from its first step to its last, without anybody at the keyboard.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.js'
import { steps } from '../../src/cli/demo/steps.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'demo-test-'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

async function demo (...argv: string[]) {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({ write: (text: string) => { written[name] += text } })
  const code = await run(['demo', ...argv], { env: {}, cwd: folder, stdout: output('stdout'), stderr: output('stderr') })
  return { code, ...written }
}

it('walks the whole life of a key, ends with 0 and leaves no file', async () => {
  const { code, stdout, stderr } = await demo('--auto')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const titles = steps.map(({ title }) => stdout.indexOf(title))
  expect(titles.every((place) => place > 0)).toBe(true)
  expect(titles).toEqual([...titles].sort((one, other) => one - other))
  expect(readdirSync(folder)).toEqual([])
})

it('shows real answers in 80 columns, without colour where there is no terminal', async () => {
  const { stdout } = await demo('--auto')
  expect(stdout).toContain('< 404  refused')
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(stdout).not.toContain('\u001b')
})

it('refuses what it does not know, and leaves no file then either', async () => {
  const { code, stderr } = await demo('--fast')
  expect(code).toBe(2)
  expect(stderr).toContain('--fast')
  expect(readdirSync(folder)).toEqual([])
})
