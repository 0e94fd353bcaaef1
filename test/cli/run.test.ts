// The command line: help, version, unknown commands, exit codes.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cli/command.js'
import { commands } from '../../src/cli/commands.js'
import { run } from '../../src/cli/run.js'
import { startFailure, startFailures } from '../../src/domain/errors/start-failures.js'
import { environmentName, everyOption } from '../../src/config/options.js'

async function invoke (
  argv: string[], table: readonly Command[] = commands
): Promise<{ code: number, stdout: string, stderr: string }> {
  const written = { stdout: '', stderr: '' }
  const code = await run(argv, {
    env: {},
    cwd: '/project',
    stdout: { write: (text) => { written.stdout += text } },
    stderr: { write: (text) => { written.stderr += text } }
  }, table)
  return { code, ...written }
}

function commandThat (act: () => Promise<number>): Command {
  return { name: 'act', summary: '', usage: '', options: [], exitCodes: [], run: act }
}

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('%s lists every command', async (word) => {
    const { code, stdout } = await invoke([word])
    expect(code).toBe(0)
    expect(commands.filter(({ name, summary }) => !stdout.includes(name) ||
      !stdout.replace(/\s+/g, ' ').includes(summary))).toEqual([])
  })

  it.each([[['serve', '--help']], [['help', 'serve']], [['serve', '--port', 'x', '-h']]])('%j names every option with its variable, and every exit code', async (argv) => {
    const { code, stdout } = await invoke(argv)
    expect(code).toBe(0)
    expect(everyOption.filter((option) => !stdout.includes(`--${option.name}`) ||
      !stdout.includes(environmentName(option)))).toEqual([])
    expect(commands.find(({ name }) => name === 'serve')?.exitCodes.filter((row) => !stdout.includes(`  ${row.code} `)))
      .toEqual([])
  })
})

describe('version', () => {
  it.each([
    ['--version'], ['-v'], ['-V'], ['version'], ['serve', '--version'], ['env', '-V']
  ])('%s %s prints that of package.json', async (...words) => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(await invoke(words)).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })
})

describe('usage', () => {
  it.each([
    { argv: ['sevre'], says: 'sevre: unknown command; did you mean: serve?' },
    { argv: ['frobnicate'], says: 'frobnicate: unknown command.' },
    { argv: ['help', 'sevre'], says: 'did you mean: serve?' }
  ])('$argv: exit 2 and the list of commands', async ({ argv, says }) => {
    const { code, stdout, stderr } = await invoke(argv)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`okms-emulator: ${argv[0] === 'help' ? '' : says}`)
    expect(stderr).toContain(says)
    expect(commands.filter(({ name }) => !stderr.includes(name))).toEqual([])
  })

  it('no command: exit 2 and the short help', async () => {
    const { code, stdout, stderr } = await invoke([])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^okms-emulator: a command is missing\n/)
    expect(commands.filter(({ name, summary }) => !stderr.includes(name) ||
      !stderr.replace(/\s+/g, ' ').includes(summary))).toEqual([])
  })

  it('wrong options: exit 2, every problem on a line of its own', async () => {
    const { code, stderr } = await invoke(['serve', '--port', 'x', '--frob'])
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n'))
      .toEqual([expect.stringMatching(/^okms-emulator: --frob:/), expect.stringMatching(/^okms-emulator: --port:/)])
  })
})

describe('exit codes', () => {
  it('a command gives its own', async () => {
    expect((await invoke(['act'], [commandThat(() => Promise.resolve(7))])).code).toBe(7)
  })

  it('a failed start has that of its row, and its text on standard error', async () => {
    const failing = commandThat(() => Promise.reject(startFailure(startFailures.DiskFull, '/data')))
    expect(await invoke(['act'], [failing])).toEqual({ code: 22, stdout: '', stderr: `okms-emulator: ${startFailures.DiskFull.text('/data')}\n` })
  })

  it('anything else is 1', async () => {
    const { code, stderr } = await invoke(['act'], [commandThat(() => Promise.reject(new Error('broken')))])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^okms-emulator: unexpected failure\nokms-emulator: Error: broken/)
  })
})
