// Policies on secrets over real sockets, in both APIs: data apart from the rest, one secret, a prefix of paths, lists.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { domainUrn, resourceUrn } from '../../../src/domain/urn.js'
import { startTestEmulator } from '../../harness/emulator.js'

const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'

const paths = ['alone', 'team/a', 'team/b/c', 'team/b/d', 'teammate', 'other/x/y']

/** An emulator in a mode with these secrets, and calls with alice's token. */
async function startWith (mode: string) {
  const emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', mode] })
  const admin = async (method: string, route: string, body?: object) =>
    (await emulator.admin.request(method, `/_emulator${route}`, body)).body
  const { token } = await admin('POST', '/tokens', { name: 'alice', identityURNs: [alice] })
  const client = emulator.clientWith({})
  for (const path of paths) await emulator.api('POST', `/secret/data/${path}`, { data: { path } })
  return {
    emulator,
    admin,
    /** `v2/secret`, `v1/secret/data/a`, ... */
    asAlice: async (method: string, route: string, body?: unknown, headers = {}) => await client.request(
      method, `/api/${emulator.okmsId}/${route}`, body, { headers: { authorization: `Bearer ${token}`, ...headers } }
    ),
    urn: (path: string) => resourceUrn(emulator.okmsId, { kind: 'secret', id: path }),
    allow: async (actions: readonly string[], ...urns: readonly string[]) => {
      await admin('POST', '/policies', {
        name: 'p',
        identities: [alice],
        action: actions.map((name) => `okms:apikms:${name}`),
        resources: urns.map((urn) => ({ urn }))
      })
    }
  }
}

describe('enforced policies', () => {
  let the: Awaited<ReturnType<typeof startWith>>
  beforeAll(async () => { the = await startWith('enforce') })
  afterAll(async () => { await the.emulator.close() })
  beforeEach(async () => {
    for (const { id } of await the.admin('GET', '/policies')) await the.admin('DELETE', `/policies/${id}`)
  })

  const status = async (...call: Parameters<typeof the.asAlice>) => (await the.asAlice(...call)).status

  it('ask for the data of a version apart from the secret', async () => {
    const reads = () => Promise.all([
      'v2/secret/alone', 'v2/secret/alone?includeData=false', 'v2/secret/alone?includeData=true',
      'v2/secret/alone/version/1', 'v2/secret/alone/version/1?includeData=true', 'v1/secret/data/alone'
    ].map((route) => status('GET', route)))
    await the.allow(['secret/get'], the.urn('alone'))
    expect(await reads()).toEqual([200, 200, 403, 200, 403, 403])
    const { body } = await the.asAlice('GET', 'v2/secret/alone?includeData=true')
    expect(body.errors).toEqual([expect.stringContaining(`no policy allows okms:apikms:secret/version/getData on ${the.urn('alone')}`)])
    await the.allow(['secret/version/getData'], the.urn('alone'))
    expect(await reads()).toEqual([200, 200, 200, 200, 200, 200])
  })

  it('with the data alone let KV v2 read it, and show nothing else', async () => {
    await the.allow(['secret/version/getData'], the.urn('alone'))
    expect(await status('GET', 'v1/secret/data/alone')).toBe(200)
    for (const route of ['v2/secret/alone?includeData=true', 'v1/secret/metadata/alone', 'v1/secret/subkeys/alone']) {
      expect([route, await status('GET', route)]).toEqual([route, 403])
    }
  })

  it('ask for what a change does', async () => {
    await the.allow(['secret/version/create', 'secret/version/deactivate'], the.urn('alone'))
    const version = { data: {} }
    expect([
      await status('PUT', 'v2/secret/alone', { version }),
      await status('PUT', 'v2/secret/alone', { metadata: {} }),
      await status('PUT', 'v2/secret/alone', { version, metadata: {} }),
      await status('PUT', 'v2/secret/alone', {})
    ]).toEqual([200, 403, 403, 403])
    const states = await Promise.all(['active', 'deactivated', 'deleted'].map((state) =>
      status('PUT', 'v2/secret/alone/version/1', { state })))
    expect(states).toEqual([403, 200, 403])
  })

  it('tell the first version of a secret from the next', async () => {
    await the.allow(['secret/create'], the.urn('fresh'), the.urn('alone'))
    const write = (path: string) => status('POST', `v1/secret/data/${path}`, { data: {} })
    expect([await write('fresh'), await write('fresh'), await write('alone')]).toEqual([200, 403, 403])
    await the.allow(['secret/version/create'], the.urn('fresh'))
    expect([await write('fresh'), await write('alone')]).toEqual([200, 403])
    await the.emulator.client.request('DELETE', `/api/${the.emulator.okmsId}/v2/secret/fresh`)
  })

  it('tell them apart for requests of the same moment too', async () => {
    await the.allow(['secret/create'], the.urn('moment/*'))
    for (let round = 0; round < 5; round++) {
      const path = `moment/${round}`
      const statuses = await Promise.all(Array.from({ length: 20 }, () =>
        status('POST', `v1/secret/data/${path}`, { data: {} })))
      expect(statuses.toSorted((one, other) => one - other)).toEqual([200, ...Array<number>(19).fill(403)])
      await the.emulator.client.request('DELETE', `/api/${the.emulator.okmsId}/v2/secret/${path}`)
    }
  })

  it('on one secret cover no other, in whatever spelling', async () => {
    await the.allow(['secret/*'], the.urn('team/a'), the.urn('team/b'))
    for (const [route, expected] of [
      ['v2/secret/team/a', 200], ['v2/secret/team%2Fa', 200], ['v2/secret/team%2fa?includeData=true', 200],
      ['v1/secret/data/team/a', 200], ['v1/secret/data/team%2Fa', 200], ['v1/secret/metadata/team/a/', 200],
      ['v2/secret/team%252Fa', 403], ['v2/secret/team/A', 403], ['v2/secret/team/b/c', 403],
      ['v1/secret/data/team/b/c', 403], ['v2/secret/alone', 403], ['v2/secret/team/b', 404]
    ] as const) expect([route, await status('GET', route)]).toEqual([route, expected])
  })

  it('on a prefix cover what begins with it', async () => {
    await the.allow(['secret/get'], the.urn('team/*'))
    const seen = await Promise.all(paths.map(async (path) => (await status('GET', `v2/secret/${path}`)) === 200))
    expect(paths.filter((_, index) => seen[index])).toEqual(['team/a', 'team/b/c', 'team/b/d'])
  })

  it('on a prefix let new secrets be made below it', async () => {
    await the.allow(['secret/create'], the.urn('team/*'))
    const make = (path: string) => status('POST', 'v2/secret', { path, version: { data: {} } })
    expect([await make('team/new'), await make('team'), await make('elsewhere')]).toEqual([200, 403, 403])
    const write = (path: string) => status('PUT', `v1/secret/data/${path}`, { data: {} })
    expect([await write('team/x/y'), await write('teams/x')]).toEqual([200, 403])
    for (const path of ['team/new', 'team/x/y']) {
      await the.emulator.client.request('DELETE', `/api/${the.emulator.okmsId}/v2/secret/${path}`)
    }
  })

  it.each([
    ['the domain', (okmsId: string) => domainUrn(okmsId)],
    ['all secrets', (okmsId: string) => `${domainUrn(okmsId)}/secret`]
  ])('on %s cover every secret', async (_, urnOf) => {
    await the.allow(['secret/get'], urnOf(the.emulator.okmsId))
    const { body } = await the.asAlice('GET', 'v2/secret')
    expect(body.map(({ path }: { path: string }) => path)).toEqual([...paths].sort())
  })

  it('on keys cover no secret, and those on secrets no configuration', async () => {
    const domain = domainUrn(the.emulator.okmsId)
    await the.allow(['*'], `${domain}/serviceKey/*`, `${domain}/secret/*`)
    expect(await status('GET', 'v2/secretConfig')).toBe(403)
    await the.allow(['secretConfig/get'], domain)
    expect([await status('GET', 'v2/secretConfig'), await status('GET', 'v1/secret/config')]).toEqual([200, 200])
    expect(await status('PUT', 'v2/secretConfig', { maxVersions: 9 })).toBe(403)
  })

  describe('leave out of lists what the caller may not see', () => {
    const keys = async (folder: string) => {
      const reply = await the.asAlice('GET', `v1/secret/metadata/${folder}?list=true`)
      return reply.status === 200 ? reply.body.data.keys : reply.status
    }

    it('and folders with nothing else', async () => {
      await the.allow(['secret/get'], the.urn('team/b/*'), the.urn('alone'))
      expect(await keys('')).toEqual(['alone', 'team/'])
      expect(await keys('team')).toEqual(['b/'])
      expect(await keys('team/b/')).toEqual(['c', 'd'])
      expect(await keys('other')).toBe(404)
      expect((await the.asAlice('GET', 'v1/secret/metadata')).body.data.keys).toEqual(['alone', 'team/'])
      const { body } = await the.asAlice('GET', 'v2/secret')
      expect(body.map(({ path }: { path: string }) => path)).toEqual(['alone', 'team/b/c', 'team/b/d'])
    })

    it('so that a caller without policies sees an empty list, or no folder', async () => {
      expect((await the.asAlice('GET', 'v2/secret')).body).toEqual([])
      expect(await keys('')).toBe(404)
      expect(await keys('team')).toBe(404)
    })

    it('also when it fills whole pages', async () => {
      for (let index = 0; index < 25; index++) {
        for (const path of [`many/${100 + index}`, `many/${100 + index}/below`]) {
          await the.emulator.api('POST', `/secret/data/${path}`, { data: {} })
        }
      }
      await the.allow(['secret/get'], the.urn('many/124'), the.urn('many/120/below'))
      const found: string[] = []
      let cursor: string | undefined = ''
      while (cursor !== undefined) {
        const { body, headers } = await the.asAlice('GET', 'v2/secret', undefined, {
          'x-pagination-size': '10', 'x-pagination-cursor': cursor
        })
        found.push(...body.map(({ path }: { path: string }) => path))
        cursor = headers['x-pagination-cursor-next'] as string | undefined
      }
      expect(found).toEqual(['many/120/below', 'many/124'])
      const { body, headers } = await the.asAlice('GET', 'v1/secret/metadata/many?list=true', undefined, {
        'x-pagination-size': '10'
      })
      expect([body.data.keys, headers['x-pagination-cursor-next']]).toEqual([['120/', '124'], undefined])
    })
  })
})

describe('reported policies', () => {
  it('let everything pass, and say what would have been refused', async () => {
    const the = await startWith('report')
    try {
      const report = async (...call: Parameters<typeof the.asAlice>) => {
        const { status, headers } = await the.asAlice(...call)
        return [status, headers['x-okms-iam-report']]
      }
      const refused = (action: string, more = '') => `would be refused: okms:apikms:${action} on ${the.urn('team/a')}${more}`
      await the.allow(['secret/get'], the.urn('team/a'))
      expect(await report('GET', 'v2/secret/team/a')).toEqual([200, undefined])
      expect(await report('GET', 'v2/secret/team/a?includeData=true')).toEqual([200, refused('secret/version/getData')])
      expect(await report('GET', 'v1/secret/data/team/a')).toEqual([200, refused('secret/version/getData')])
      expect(await report('POST', 'v1/secret/data/team/a', { data: {} }))
        .toEqual([200, refused('secret/version/create')])
      expect(await report('PUT', 'v2/secret/team/a', { version: { data: {} }, metadata: {} }))
        .toEqual([200, refused('secret/version/create', ', and 1 more')])
      const list = await the.asAlice('GET', 'v2/secret')
      expect([list.body.length, list.headers['x-okms-iam-report']])
        .toEqual([paths.length, expect.stringMatching(/^would be refused: okms:apikms:secret\/get on .*, and 4 more$/)])
    } finally {
      await the.emulator.close()
    }
  })
})

it('without a mode no policy is checked', async () => {
  const the = await startWith('off')
  try {
    for (const route of ['v2/secret/alone?includeData=true', 'v1/secret/data/alone', 'v1/secret/metadata']) {
      const { status, headers } = await the.asAlice('GET', route)
      expect([route, status, headers['x-okms-iam-report']]).toEqual([route, 200, undefined])
    }
  } finally {
    await the.emulator.close()
  }
})
