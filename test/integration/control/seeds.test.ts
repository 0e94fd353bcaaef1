// Seeds and exports, through each face alike.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { EmulatorRefusal } from '../../../src/library/control/refusal.js'
import { describeFaces, type CommandLines } from './faces.js'

const folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-seeds-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

function fileOf (content: string, name = 'seed'): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

interface Applied {
  readonly name?: string
  readonly content?: string
}

const lines: CommandLines = {
  ApplySeed: ({ body }) => {
    const { name, content = '' }: Applied = body
    return ['seed', fileOf(content, name)]
  },
  ExportSeed: ({ query }) => [
    'export', ...Object.entries(query)
      .filter(([name]) => name !== 'format')
      .map(([name, value]) => `--${name === 'okmsId' ? 'domain' : name}=${value}`)
  ]
}

let count = 0

describeFaces('seeds', lines, (faced) => {
  /** Each face has domains of its own. */
  const newSeed = () => {
    const okmsId = `4dd6de0e-0b5b-4b2e-9a43-${String(++count).padStart(12, '0')}`
    const name = `shop ${count}`
    return {
      domains: [{
        okmsId,
        name,
        keys: [
          { id: '79b66eba-273e-4f7a-b954-78ed7e70b85d', name: 'orders', key: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=' },
          { name: 'old', type: 'EC', state: 'compromised', compromisedAt: '-30d' }
        ],
        secrets: [{ path: 'app/database', data: { password: 'hunter2' } }],
        credentials: [{ name: 'backend' }]
      }],
      tokens: [{ name: `token ${count}`, domains: [name] }]
    } as const
  }

  it('create what is not there, and a second time nothing', async () => {
    const { controls } = faced()
    const seed = newSeed()
    const report = await controls.seed(seed)
    expect(report).toMatchObject({ created: 6, unchanged: 0 })
    expect(report.items.map(({ kind, name, outcome }) => [kind, name, outcome])).toEqual([
      ['domain', seed.domains[0].name, 'created'],
      ['credential', 'backend', 'created'],
      ['serviceKey', 'orders', 'created'],
      ['serviceKey', 'old', 'created'],
      ['secret', 'app/database', 'created'],
      ['token', seed.tokens[0].name, 'created']
    ])
    expect(report.items[1]?.privateKeyPEM).toContain('PRIVATE KEY')
    expect(report.items[5]?.token).toMatch(/^ey/)
    expect(await controls.seed(seed)).toMatchObject({ created: 0, unchanged: 6 })
  })

  it('take YAML and files', async () => {
    const { controls } = faced()
    const { domains: [{ okmsId }] } = newSeed()
    const text = `domains:\n  - okmsId: ${okmsId}\n    secrets: [{ path: a, data: { b: 1 } }]\n`
    expect(await controls.seed(text)).toMatchObject({ created: 2 })
    expect(await controls.seed(fileOf(text, 'file.yaml'))).toMatchObject({ unchanged: 2 })
  })

  it('are refused with every problem and its position, and nothing is written', async () => {
    const { controls } = faced()
    const { domains: [{ okmsId }] } = newSeed()
    const refused = controls.seed(fileOf(`domains:
  - okmsId: ${okmsId}
    keys:
      - { name: a, type: oct, size: 512 }
      - { name: b, type: oct }
    secrets:
      - { path: /a }
`, 'broken.yaml'))
    const error: unknown = await refused.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EmulatorRefusal)
    const said = error instanceof EmulatorRefusal ? error.message.split('\n') : []
    expect(said.map((line) => line.replace(/^.*broken/, 'broken'))).toEqual([
      expect.stringMatching(/^broken\.yaml:4:37 domains\[0\]\.keys\[0\]\.size: got the number 512; accepted: /),
      expect.stringMatching(/^broken\.yaml:7:17 domains\[0\]\.secrets\[0\]\.path: got "\/a"; accepted: /)
    ])
    await expect(controls.export({ okmsId })).rejects.toThrow(`no okms domain ${okmsId}`)
  })

  it('are exported, with material on request alone', async () => {
    const { controls } = faced()
    const seed = newSeed()
    await controls.seed(seed)
    const { okmsId } = seed.domains[0]
    const without = await controls.export({ okmsId })
    expect(JSON.stringify(without)).not.toMatch(/hunter2|jwk/)
    expect(without.domains?.[0]?.keys).toMatchObject([
      { name: 'orders', state: 'active' }, { name: 'old', state: 'compromised' }
    ])
    const whole = await controls.export({ okmsId, material: true })
    const jwk = { kty: 'oct', k: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE' }
    expect(whole.domains?.[0]?.keys?.[0]).toMatchObject({ jwk })
    expect(whole.domains?.[0]?.secrets?.[0]?.versions?.[0]).toMatchObject({ data: { password: 'hunter2' } })
    expect(await controls.seed(whole)).toMatchObject({ created: 0 })
    expect((await controls.export()).domains?.length).toBeGreaterThan(1)
  })

  it('are work for clients at once', async () => {
    const { controls, emulator } = faced()
    const { items } = await controls.seed({
      domains: [{ secrets: [{ path: `from/seed${++count}`, data: { a: 1 } }] }], tokens: [{ name: `client ${count}` }]
    })
    const token = items.find(({ kind }) => kind === 'token')?.token ?? ''
    const reply = await emulator.fetch(`/api/${emulator.okmsId}/v2/secret/from%2Fseed${count}?includeData=true`, {
      headers: { authorization: `Bearer ${token}` }
    })
    expect(await reply.json()).toMatchObject({ version: { data: { a: 1 } } })
  })

  it('leave no secret in the log', async () => {
    const { controls } = faced()
    const seed = newSeed()
    const { items } = await controls.seed(seed)
    const broken = '{ domains: [{ keys: [{ name: a, key: hunter2 }], secrets: [{ path: a, data: hunter2 }] }] }'
    await expect(controls.seed(broken)).rejects.toThrow(EmulatorRefusal)
    const made = items.flatMap(({ token, privateKeyPEM }) => [token, privateKeyPEM?.split('\n')[1]])
    const secrets = ['hunter2', 'MDEyMzQ1', ...made].filter((secret) => secret !== undefined)
    expect(secrets).toHaveLength(4)
    for (const secret of secrets) expect(logged.join('')).not.toContain(secret)
    expect(logged).not.toEqual([])
  })
}, { log: (entry) => { logged.push(entry) }, logLevel: 'debug' })

const logged: string[] = []
