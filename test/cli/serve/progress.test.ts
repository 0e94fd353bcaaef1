import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showProgressOn } from '../../../src/cli/serve/progress.js'

function terminal (isTTY: boolean): { lines: string[], isTTY: boolean, write: (text: string) => void } {
  const lines: string[] = []
  return { lines, isTTY, write: (text) => { lines.push(text) } }
}

describe('waiting', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  /** Work that takes this long. */
  const work = async (milliseconds: number) =>
    await new Promise<string>((resolve) => { setTimeout(() => { resolve('done') }, milliseconds) })

  it('says on a terminal what takes long, and how long it took', async () => {
    const output = terminal(true)
    const done = showProgressOn(output)('making a key', work(1500))
    await vi.advanceTimersByTimeAsync(999)
    expect(output.lines).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(output.lines).toEqual(['making a key ...\n'])
    await vi.advanceTimersByTimeAsync(500)
    expect(await done).toBe('done')
    expect(output.lines).toEqual(['making a key ...\n', 'making a key: 1.5 s\n'])
  })

  it('says nothing of what is done at once', async () => {
    const output = terminal(true)
    const done = showProgressOn(output)('making a key', work(900))
    await vi.advanceTimersByTimeAsync(900)
    await done
    expect([output.lines, vi.getTimerCount()]).toEqual([[], 0])
  })

  it('says nothing where there is no terminal, and lets a failure through', async () => {
    const output = terminal(false)
    await expect(showProgressOn(output)('making a key', Promise.reject(new Error('no'))))
      .rejects.toThrow('no')
    expect(output.lines).toEqual([])
  })
})
