import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { showProgressOn } from '../../../src/cli/serve/progress.js'

function terminal (isTTY: boolean): { lines: string[], isTTY: boolean, write: (text: string) => void } {
  const lines: string[] = []
  return { lines, isTTY, write: (text) => { lines.push(text) } }
}

/** Work that ends once the output has something to say. */
async function until (output: { lines: string[] }): Promise<string> {
  while (output.lines.length === 0) await setImmediate()
  return 'done'
}

describe('waiting', () => {
  it('says on a terminal what takes long, and how long it took', async () => {
    const output = terminal(true)
    const times = [0, 1500]
    expect(await showProgressOn(output, { afterMs: 1, now: () => times.shift() ?? 0 })('making a key', until(output)))
      .toBe('done')
    expect(output.lines).toEqual(['making a key ...\n', 'making a key: 1.5 s\n'])
  })

  it('says nothing of what is done at once', async () => {
    const output = terminal(true)
    await showProgressOn(output)('making a key', Promise.resolve())
    expect(output.lines).toEqual([])
  })

  it('says nothing where there is no terminal, and lets a failure through', async () => {
    const output = terminal(false)
    await expect(showProgressOn(output, { afterMs: 0 })('making a key', Promise.reject(new Error('no'))))
      .rejects.toThrow('no')
    expect(output.lines).toEqual([])
  })
})
