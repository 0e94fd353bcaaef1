// Where a server takes its RSA keys from, by --rsa-pool and --fast-rsa.

import { afterEach, describe, expect, it } from 'vitest'
import { readyLine, readyText } from '../../../src/cli/serve/ready-message.js'
import { createRsaStock } from '../../../src/crypto/keys/rsa/rsa-stock.js'
import { openRsaKeys } from '../../../src/emulator/composition/keys/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
afterEach(async () => { await emulator.close() })

async function createdModuli (count: number): Promise<readonly string[]> {
  const moduli: string[] = []
  for (let i = 0; i < count; i++) {
    const wish = { name: 'key', type: 'RSA', size: 4096, operations: ['sign', 'verify'] }
    const { status, body: { id } } = await emulator.api('POST', '/servicekey', wish)
    expect(status).toBe(201)
    moduli.push((await emulator.api('GET', `/servicekey/${id}?format=jwk`)).body.keys[0].n)
  }
  return moduli
}

describe('--fast-rsa', () => {
  it('takes the keys of the stock in order, then the first again', async () => {
    emulator = await startTestEmulator({ flags: ['--ephemeral', '--fast-rsa'] })
    const take = createRsaStock()
    const stock = Array.from({ length: 9 }, () => take(4096).n)
    expect(await createdModuli(9)).toEqual(stock)
    expect(stock[8]).toBe(stock[0])
  })

  it('warns in the log and when the server is ready', async () => {
    emulator = await startTestEmulator({ flags: ['--ephemeral', '--fast-rsa'] })
    const [warning = ''] = emulator.warnings
    expect(warning).toContain('RSA KEYS ARE PUBLIC')
    expect(emulator.log().split('\n').filter((line) => line.includes(warning)).map((line) => JSON.parse(line).level))
      .toEqual(['warn'])
    expect(JSON.parse(readyLine(emulator)).warnings).toEqual([warning])
    expect(readyText(emulator, { columns: 200, useEnv: '' })).toContain('WARNING RSA KEYS ARE PUBLIC')
  })
})

describe('without it', () => {
  it('warns of nothing', async () => {
    emulator = await startTestEmulator()
    expect(emulator.warnings).toEqual([])
    expect(readyText(emulator, { columns: 200, useEnv: '' })).not.toContain('WARNING')
  })

  it.each(['off', 8] as const)('generates keys with --rsa-pool %s', async (rsaPool) => {
    emulator = await startTestEmulator()
    const keys = openRsaKeys({ fastRsa: false, rsaPool })
    keys.fill()
    const taken = [await keys.take(2048), await keys.take(2048)]
    keys.close()
    expect(new Set([...taken.map(({ n }) => n), createRsaStock()(2048).n]).size).toBe(3)
  })
})
