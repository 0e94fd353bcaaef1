// How help looks in terminals of several widths.

import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/cli/commands.js'
import { commandHelp, flagOf, generalHelp } from '../../../src/cli/help/help.js'
import { run } from '../../../src/cli/run.js'

const pages = [
  { name: 'general', help: (columns: number) => generalHelp(commands, columns) },
  ...commands.map((command) => ({ name: command.name, help: (columns: number) => commandHelp(command, columns) }))
]

const tooLong = (text: string, columns: number) => text.split('\n').filter((line) => line.length > columns)

describe.each(pages)('$name', ({ help }) => {
  it.each([120, 100, 80, 60])('fits in %d columns', (columns) => {
    expect(tooLong(help(columns), columns)).toEqual([])
  })

  it.each([40, 24])('breaks only at words in %d columns', (columns) => {
    // A line that is longer has nothing but one word, or one flag with its value, after its indent.
    expect(tooLong(help(columns), columns).filter((line) => !/^ *(\S+|--\S+ [A-Z_]+)( {2}\(repeatable\))?$/.test(line))).toEqual([])
  })

  it.each([120, 80, 60])('says the same in %d columns as in any other width', (columns) => {
    const words = (text: string) => text.split(/\s+/).join(' ')
    expect(words(help(columns))).toBe(words(help(100_000)))
  })
})

describe('each command', () => {
  it.each(commands)('$name: no flag is parted from its value', (command) => {
    const flags = command.options.map(flagOf)
    expect(flags.filter((flag) => !commandHelp(command, 60).split('\n').some((line) => line.includes(flag))))
      .toEqual([])
  })

  it.each(commands)('$name: lists its own exit codes in order, and no others', (command) => {
    const [, listed = ''] = commandHelp(command, 80).split('\nExit codes:\n')
    expect([...listed.matchAll(/^ {2}(\d+) /gm)].map(([, code]) => Number(code)))
      .toEqual(command.exitCodes.map(({ code }) => code))
  })
})

describe('the width', () => {
  async function widest (columns: number | undefined): Promise<number> {
    let written = ''
    const output = { write: (text: string) => { written += text }, ...(columns === undefined ? {} : { columns }) }
    await run(['serve', '--help'], { env: {}, cwd: '/', stdout: output, stderr: output })
    return Math.max(...written.split('\n').map((line) => line.length))
  }

  it('is that of the terminal, and 80 elsewhere', async () => {
    const [at60, at110, elsewhere, unknown] = [
      await widest(60), await widest(110), await widest(undefined), await widest(0)
    ]
    expect(at60).toBeLessThanOrEqual(60)
    expect(at110).toBeGreaterThan(80)
    expect(at110).toBeLessThanOrEqual(110)
    expect(elsewhere).toBeLessThanOrEqual(80)
    expect(unknown).toBe(elsewhere)
  })

  it('stays readable in very wide and very narrow ones', async () => {
    expect(await widest(1000)).toBeLessThanOrEqual(120)
    expect(await widest(1)).toBe(await widest(24))
  })
})
