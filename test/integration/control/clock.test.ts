// Tests move the time of the server and of its domains, through each face alike.

import { afterEach, expect, it } from 'vitest'
import type { EmulatorClock } from '../../../src/index.js'
import { describeFaces, type CommandLines, type Faced } from './faces.js'

const day = 86_400_000

interface Move {
  readonly time?: string
  readonly advance?: string
  readonly frozen?: boolean
  readonly appliesToClient?: boolean
}

function moveWords ({ time, advance, frozen, appliesToClient }: Move, ...domain: readonly string[]): readonly string[] {
  const flags = [...domain, ...(appliesToClient === undefined ? [] : [`--applies-to-client=${appliesToClient}`])]
  if (advance !== undefined) return ['clock', 'advance', ...flags, '--', advance]
  if (frozen === undefined) return ['clock', 'set', time ?? '', ...flags]
  return frozen ? ['clock', 'freeze', ...(time === undefined ? [] : [time]), ...flags] : ['clock', 'resume', ...flags]
}

const ofDomain = ({ okmsId = '' }: Readonly<Record<string, string>>) => ['--domain', okmsId]

const lines: CommandLines = {
  ShowClock: () => ['clock', 'show'],
  MoveClock: ({ body }) => moveWords(body),
  ReleaseClock: () => ['clock', 'real'],
  ShowDomainClock: ({ params }) => ['clock', 'show', ...ofDomain(params)],
  MoveDomainClock: ({ params, body }) => moveWords(body, ...ofDomain(params)),
  ReleaseDomainClock: ({ params }) => ['clock', 'real', ...ofDomain(params)]
}

describeFaces('clocks', lines, (faced) => {
  afterEach(async () => {
    const { emulator } = faced()
    await emulator.clock.real()
    await emulator.domain(emulator.okmsId).clock.real()
  })

  /** Both clocks, one after the other. */
  const each = async (test: (clock: EmulatorClock) => Promise<void>) => {
    const { controls, emulator } = faced()
    for (const clock of [controls.clock, controls.domain(emulator.okmsId).clock]) {
      await test(clock)
      await clock.real()
    }
  }

  it('are real at first, and again after real()', async () => {
    await each(async (clock) => {
      expect(await clock.show()).toMatchObject({ frozen: false, real: true, appliesToClient: false })
      await clock.advance('90d')
      const { time, real } = await clock.real()
      expect(real).toBe(true)
      expect(Math.abs(time.getTime() - Date.now())).toBeLessThan(day / 24)
    })
  })

  it('stop while they are frozen, and run on from there', async () => {
    await each(async (clock) => {
      const at = '2031-02-03T04:05:06.789Z'
      expect(await clock.freeze(at)).toEqual({ time: new Date(at), frozen: true, real: false, appliesToClient: false })
      expect((await clock.show()).time).toEqual(new Date(at))
      expect(await clock.advance('P1DT0.211S')).toMatchObject({ time: new Date('2031-02-04T04:05:07Z'), frozen: true })
      const resumed = await clock.resume()
      expect(resumed).toMatchObject({ frozen: false, real: false })
      expect(resumed.time.getTime()).toBeGreaterThanOrEqual(Date.parse('2031-02-04T04:05:07Z'))
      expect(resumed.time.getTime()).toBeLessThan(Date.parse('2031-02-04T05:00:00Z'))
    })
  })

  it('are set and moved in both directions', async () => {
    await each(async (clock) => {
      await clock.set('2029-12-31T23:00:00Z')
      const { time } = await clock.advance('1h30m')
      expect(time.toISOString()).toMatch(/^2030-01-01T00:3/)
      expect((await clock.advance('-90d')).time.toISOString()).toMatch(/^2029-10-03T00:3/)
    })
  })

  it('of a domain keeps its time when that of the server moves', async () => {
    const { controls, emulator: { okmsId } } = faced()
    await controls.clock.freeze('2040-01-01T00:00:00Z')
    const own = controls.domain(okmsId).clock
    expect(await own.show()).toMatchObject({ time: new Date('2040-01-01T00:00:00Z'), frozen: true })
    await own.freeze('2035-01-01T00:00:00Z')
    await controls.clock.advance('365d')
    expect((await own.show()).time.toISOString()).toBe('2035-01-01T00:00:00.000Z')
    expect((await own.real()).time.toISOString()).toBe('2040-12-31T00:00:00.000Z')
  })

  it('leave the client of the files alone, unless asked', async () => {
    const { controls, emulator } = faced()
    await controls.clock.advance('4000d')
    expect(await statusOf(faced())).toBe(200)
    const own = controls.domain(emulator.okmsId).clock
    expect(await own.advance('1d', { appliesToClient: true })).toMatchObject({ appliesToClient: true })
    expect(await statusOf(faced())).toBe(401)
    await own.real()
    expect(await statusOf(faced())).toBe(200)
  })

  it.each([
    ['a time that is none', (clock: EmulatorClock) => clock.set('2030-02-30T00:00:00Z'), /TIME|time.*RFC 3339/],
    ['a duration that is none', (clock: EmulatorClock) => clock.advance('3 days'), /DURATION|advance.*90d/],
    ['a move beyond the year 9999', (clock: EmulatorClock) => clock.advance('999999999d'), /year|9999/]
  ])('refuse %s, and stay where they are', async (_name, move, expected) => {
    await each(async (clock) => {
      const { time } = await clock.freeze('2030-01-01T00:00:00Z')
      await expect(move(clock)).rejects.toMatchObject({
        name: 'EmulatorRefusal', message: expect.stringMatching(expected)
      })
      expect((await clock.show()).time).toEqual(time)
    })
  })

  it('of a domain that does not exist are refused', async () => {
    const { controls } = faced()
    const none = '11111111-1111-4111-8111-111111111111'
    await expect(controls.domain(none).clock.advance('1d')).rejects.toThrow(`no okms domain ${none}`)
  })
})

async function statusOf ({ emulator }: Faced): Promise<number> {
  return (await emulator.fetch(`/api/${emulator.okmsId}/v1/servicekey`)).status
}
