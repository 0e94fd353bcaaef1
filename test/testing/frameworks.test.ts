// The helpers under the frameworks themselves: which tests fail, and whose journals are printed. `npm run
// test:examples` does the same with Jest, which is not installed here.

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compiledProgram } from '../harness/compiled-program.js'

const root = path.join(import.meta.dirname, '../..')

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OKMS_|VITEST|NODE_TEST)/.test(name)))

interface Framework {
  readonly name: string
  readonly program: string
  /** @returns The arguments of node that run the tests of this file. */
  readonly run: (file: string) => readonly string[]
  /** From the last lines of its report. */
  readonly result: RegExp
  readonly printed: readonly string[]
}

const frameworks: readonly Framework[] = [
  {
    name: 'Vitest',
    program: await compiledProgram('test/testing/failing-vitest-tests.ts'),
    run (file) {
      writeFileSync(path.join(path.dirname(file), 'failing.test.mjs'), "import './program.mjs'\n")
      return [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', path.dirname(file)]
    },
    result: /Tests .*4 failed.*4 passed/,
    printed: [
      'test "throws"', 'test "expects softly"', 'test "times out"', 'test "at the same time > throws"', 'test file'
    ]
  },
  {
    name: 'node:test',
    program: await compiledProgram('test/testing/failing-node-tests.ts'),
    run: (file) => ['--test', '--test-reporter', 'tap', file],
    result: /^# pass 4\n# fail 2\n# cancelled 1$/m,
    printed: ['test "throws"', 'test "times out"', 'test "throws at the same time"', 'test file']
  }
]

describe.each(frameworks)('under $name', { timeout: 60_000 }, ({ program, run, result, printed }) => {
  it('each test has its domain, and those that fail print their requests', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, run(program), { env, encoding: 'utf8' })
    // TAP escapes quotes.
    const text = `${stdout}${stderr}`.replaceAll('\\"', '"')
    expect(status, text).toBe(1)
    // eslint-disable-next-line no-control-regex -- colours
    expect(stdout.replaceAll(/\x1b\[\d+m/g, '')).toMatch(result)
    expect([...text.matchAll(/requests of the failed (test file|test "[^"]+") in/g)].map(([, of]) => of))
      .toEqual(printed)
    expect(text.match(/GenerateRandomBytes/g)).toHaveLength(printed.length)
  })
})
