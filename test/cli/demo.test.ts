// The demo from its first step to its last, with and without a person at the keyboard.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

interface At {
  /** Columns of a terminal; undefined: standard output is a file. */
  readonly columns?: number
  /**
   * Pressed one by one, each when the demo waits for it; then the input ends. Undefined: standard input is no terminal.
   */
  readonly keys?: string
}

async function demo ({ columns, keys }: At, ...argv: string[]) {
  const written = { stdout: '', stderr: '' }
  const left = [...keys ?? '']
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const press = () => {
    const key = left.shift()
    if (key === undefined) stdin.end()
    else stdin.write(key)
  }
  const code = await run(['demo', ...argv], {
    env: { NO_COLOR: '1' },
    cwd: folder,
    ...(keys === undefined ? {} : { stdin }),
    stdout: {
      ...(columns === undefined ? {} : { isTTY: true, columns }),
      write (text: string) {
        written.stdout += text
        if (text.includes('q quits')) setImmediate(press)
      }
    },
    stderr: { write: (text: string) => { written.stderr += text } }
  })
  return { code, ...written }
}

const stepsShown = (stdout: string) => steps.filter(({ title }) => stdout.includes(`/${steps.length}  ${title}`)).length

it('walks the whole life of a key, ends with 0 and leaves no file', async () => {
  const { code, stdout, stderr } = await demo({}, '--auto')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const titles = steps.map(({ title }) => stdout.indexOf(title))
  expect(titles.every((place) => place > 0)).toBe(true)
  expect(titles).toEqual([...titles].sort((one, other) => one - other))
  expect(readdirSync(folder)).toEqual([])
})

it('shows real answers in 80 columns, without colour where there is no terminal', async () => {
  const { stdout } = await demo({}, '--auto')
  expect(stdout).toContain('< 404  refused')
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(stdout).not.toContain('\u001b')
})

it.each([60, 40])('fits a terminal of %d columns, but for what cannot be broken', async (columns) => {
  const { stdout } = await demo({ columns }, '--fast')
  // Requests and single words.
  expect(stdout.split('\n').filter((line) => line.length > columns && !/^ *(> [A-Z]+ )?\S+$/.test(line))).toEqual([])
})

it('uses nothing of the user\'s folders, and leaves them alone', async () => {
  const project = path.join(folder, 'project')
  mkdirSync(project)
  const { code } = await demo({}, '--auto')
  expect(code).toBe(0)
  expect([readdirSync(project), readdirSync(folder)]).toEqual([[], ['project']])
})

it('refuses what it does not know, and leaves no file then either', async () => {
  const { code, stderr } = await demo({}, '--quick')
  expect(code).toBe(2)
  expect(stderr).toContain('--quick')
  expect(readdirSync(folder)).toEqual([])
})

describe('on a terminal', () => {
  it('goes to the end when keys are pressed', async () => {
    const { code, stdout } = await demo({ columns: 80, keys: ' '.repeat(steps.length - 1) })
    expect([code, stepsShown(stdout)]).toEqual([0, steps.length])
    expect(stdout).not.toContain('incomplete')
  })

  it.each([
    { what: 'q', keys: '  q', done: 3, code: 0 },
    { what: 'Q', keys: 'Q', done: 1, code: 0 },
    { what: 'Ctrl+D', keys: ' \u0004', done: 2, code: 0 },
    { what: 'the end of the input', keys: ' ', done: 2, code: 0 },
    { what: 'Ctrl+C', keys: ' \u0003', done: 2, code: 130 }
  ])('says after $what that it is incomplete, and after which step', async ({ keys, done, code: expected }) => {
    const { code, stdout } = await demo({ columns: 80, keys })
    expect([code, stepsShown(stdout)]).toEqual([expected, done])
    expect(stdout.replace(/\s+/g, ' ')).toContain(`The demo is incomplete: it ended after step ${done} of ${steps.length} (${steps[done - 1]?.title}).`)
    expect(stdout).not.toContain('That was the life of a key')
    expect(readdirSync(folder)).toEqual([])
  })

  it('can be quit during a pause of --auto', async () => {
    const { code, stdout } = await demo({ columns: 80, keys: ' q' }, '--auto')
    expect([code, stepsShown(stdout)]).toEqual([0, 2])
    expect(stdout).toContain('The demo is incomplete')
  })

  it.each([
    [['--fast']], [['--auto', '--fast']], [['--auto', 'true', '--fast', '1']]
  ])('%j does not wait', async (argv) => {
    const { code, stdout } = await demo({ columns: 80, keys: '' }, ...argv)
    expect([code, stepsShown(stdout)]).toEqual([0, steps.length])
    expect(stdout).not.toContain('q quits')
  })
})
