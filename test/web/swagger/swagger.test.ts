// The Swagger page as a browser without any certificate gets it.

import { readFileSync } from 'node:fs'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts, readDocument } from '../../../src/http/contract/contract.js'
import { contract } from '../../../src/rest/operation.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator

beforeAll(async () => { emulator = await startTestEmulator() })

afterAll(async () => { await emulator.close() })

async function get (path: string) {
  const { status, headers, type, text, body } = await supertest(emulator.endpoint)
    .get(path)
    .ca(readFileSync(emulator.files.ca))
  return { status, headers, body: type === 'application/json' ? body : text }
}

/** What the page loads: `src` and `href` of its elements. */
const references = (html: string) => [...html.matchAll(/\b(?:src|href)="(?!data:)([^"]+)"/g)].map(([, url = '']) => url)

describe('the Swagger page', () => {
  it('is readable without credentials, under its title', async () => {
    const { status, headers, body } = await get('/swagger/')
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/html')
    expect(body).toContain('OVHcloud KMS REST API')
  })

  it.each([['/swagger', '/swagger/'], ['/_emulator', '/_emulator/swagger/'], ['/_emulator/', '/_emulator/swagger/'], [
    '/_emulator/swagger', '/_emulator/swagger/'
  ], ['/swagger/ovh-api', '/swagger/ovh-api/']])('is where %s leads', async (from, to) => {
    const { status, headers } = await get(from)
    expect([status, headers['location']]).toEqual([302, to])
    expect((await get(to)).status).toBe(200)
  })

  it('loads nothing from elsewhere, and everything that it loads is there', async () => {
    const { body } = await get('/swagger/')
    const loaded = references(body)
    expect(loaded.length).toBeGreaterThan(3)
    for (const reference of loaded) {
      const { origin, pathname } = new URL(reference, `${emulator.endpoint}/swagger/`)
      expect(origin).toBe(emulator.endpoint)
      expect([pathname, (await get(pathname)).status]).toEqual([pathname, 200])
    }
  })

  it('may neither run inline scripts nor speak to another host', async () => {
    const { headers, body } = await get('/swagger/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self';")
    expect(policy).not.toMatch(/https?:|\*/)
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})

describe('the document', () => {
  interface Operation {
    readonly operationId: string
    readonly description: string
    readonly 'x-iam-actions': ReadonlyArray<{ action: string }>
  }

  async function operations (): Promise<readonly Operation[]> {
    const { body } = await get('/swagger/json')
    return Object.values(body.paths as Record<string, Record<string, Operation>>).flatMap((item) => Object.values(item))
  }

  it('holds every operation of the contract and its title', async () => {
    const { body } = await get('/swagger/json')
    expect(body.info.title).toBe('OVHcloud KMS REST API')
    expect((await operations()).map(({ operationId }) => operationId).sort())
      .toEqual([...contract.operations.keys()].sort())
  })

  it.each([
    ['/swagger/json', ['400', '401', '403', '404', '409', '429', '500']],
    ['/_emulator/swagger/json', ['400', '401', '403', '404', '409', '429', '500']]
  ])('%s has an example for each status of refusal, and no two are the same', async (path, statuses) => {
    const { body: document } = await get(path)
    const examples = new Map<string, string>()
    for (const item of Object.values(
      document.paths as Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>
    )) {
      for (const [status, { $ref }] of Object.values(item).flatMap(({ responses }) => Object.entries(responses))) {
        if (Number(status) < 400 || $ref === undefined) continue
        const { example } = document.components.responses[$ref.split('/').at(-1) ?? ''].content['application/json']
        expect([status, Object.keys(example).filter((name) => name !== 'problems' || !path.startsWith('/_emulator'))])
          .toEqual([status, ['error_id', 'error_code', 'errors', 'request_id']])
        examples.set(status, JSON.stringify(example.errors))
      }
    }
    expect([...examples.keys()].sort()).toEqual(statuses)
    expect(new Set(examples.values()).size).toBe(statuses.length)
  })

  it('of the OVHcloud API has both versions, the reader\'s domain and refusals as they are written there', async () => {
    const { body: document } = await get('/swagger/ovh-api/json')
    const shown = Object.values(document.paths as Record<string, Record<string, Operation>>)
      .flatMap((item) => Object.values(item)).map(({ operationId }) => operationId)
    const { ovhApiV1, ovhApiV2 } = contracts
    expect(shown.sort()).toEqual([...ovhApiV1.operations.keys(), ...ovhApiV2.operations.keys()].sort())
    expect(document.components.parameters.okmsId.example).toBe(emulator.okmsId)
    expect(Object.keys(document.components.securitySchemes as object)).toEqual(['bearer'])
    for (const response of Object.values(document.components.responses as Record<string, {
      content: Record<string, { example: object }>
    }>)) expect(Object.keys(response.content['application/json']?.example ?? {})).toContain('message')
    // Every reference leads somewhere, also where both versions have a component of one name.
    const { operations } = readDocument('the page', document as never)
    expect(operations.size).toBe(shown.length)
    const refusalOf = (some: typeof operations) => some.get('GetMe')?.replies.get(404)?.body
    expect(refusalOf(operations)).toEqual(refusalOf(ovhApiV1.operations as never))
  })

  it('shows each IAM action in a table of the description, and keeps it as a datum', async () => {
    for (const { operationId, description, 'x-iam-actions': actions } of await operations()) {
      expect(actions).toEqual(contract.operations.get(operationId)?.iamActions)
      for (const { action } of actions) expect(description).toContain(`| ${action} | `)
    }
  })
})
