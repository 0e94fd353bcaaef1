// Swagger UI: there for everybody, from the contract, with nothing from elsewhere.

import { readFileSync } from 'node:fs'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

const get = (path: string) => supertest(emulator.endpoint).get(path).ca(readFileSync(emulator.files.ca))

describe('the page', () => {
  it('is served without a certificate, under a policy that lets nothing in or out', async () => {
    const { status, text, headers } = await get('/swagger/')
    expect(status).toBe(200)
    expect(text).toContain('<title>OVHcloud KMS REST API</title>')
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
    const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part)
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect((await get(new URL(String(part), `${emulator.endpoint}/swagger/`).pathname)).status).toBe(200)
  })

  it('shows every operation with the table of its IAM actions', async () => {
    const { body } = await get('/swagger/json')
    const operations = Object.values(body.paths).flatMap((item) => Object.values(item as Record<string, { operationId: string, description: string }>))
    expect(operations).toHaveLength(14)
    for (const { description } of operations) expect(description).toMatch(/\| Action IAM \| Needed \|\n\| --- \| --- \|\n\| okms:apikms:/)
  })

  it('is no way to an operation', async () => {
    expect((await get(`/api/${emulator.okmsId}/v1/random`)).status).toBe(401)
  })
})
