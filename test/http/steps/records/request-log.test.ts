// The log line of a request is one JSON object, whatever the client puts into the request.

import { describe, expect, it } from 'vitest'
import { startTestEmulator } from '../../../harness/emulator.js'

/** Segments of a refused path, and how the log shows each: one that is long enough for a secret is hidden. */
const odd = [
  ['%22%5C%0A', '%22%5C%0A'], ["a'b{}", "a'b{}"], ['%E2%82%AC', '%E2%82%AC'], ['%00', '%00'], ['x'.repeat(300), '...'],
  ['"%22,%22a":200', '"%22,%22a":200'], ['"%22,%22http_status":200', '...'], ['token=abc', 'token...']
] as const

describe('the log line of a request', () => {
  it('is JSON whose fields are those of the request', async () => {
    const emulator = await startTestEmulator()
    const { okmsId, client } = emulator
    for (const [part] of odd) await client.request('GET', `/api/${okmsId}/v1/servicekey/${part}?secret=1`)
    const created = await emulator.api('POST', '/servicekey', {
      name: 'k', type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
    })
    const { id } = created.body as { id: string }
    await emulator.api('GET', `/servicekey/${id}?format=jwk`)
    await emulator.clientWith({}).request('GET', `/api/${okmsId}/v1/random`)
    await emulator.close()

    const entries = emulator.log().split('\n').filter((line) => line.includes('"msg":"request"')).map((line) =>
      JSON.parse(line) as Record<string, unknown>)
    expect(entries.map((entry) => entry['http_path'])).toEqual([
      ...odd.map(([, shown]) => `/api/${okmsId}/v1/servicekey/${shown}`),
      `/api/${okmsId}/v1/servicekey`, `/api/${okmsId}/v1/servicekey/${id}`, `/api/${okmsId}/v1/random`
    ])
    expect(entries.at(-2)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: 'request',
      request_id: expect.stringMatching(/^[\da-f-]{36}$/),
      type: 'REST',
      region: 'local',
      domain_id: okmsId,
      tls_cert_id: expect.stringMatching(/^[\da-f-]{36}$/),
      iam_identities: [expect.stringMatching(/^urn:/)],
      client_ip: '127.0.0.1',
      iam_operation: 'okms:apikms:serviceKey/get',
      res_urn: `urn:v1:eu:resource:okms:${okmsId}/serviceKey/${id}`,
      http_method: 'GET',
      http_path: `/api/${okmsId}/v1/servicekey/${id}`,
      http_status: 200,
      duration_ms: expect.any(Number)
    })
    expect(entries.at(-1)).toMatchObject({
      iam_identities: [],
      http_status: 401,
      err_category: 'Authentication',
      errors: [expect.stringMatching(/^no credentials: /)]
    })
    expect(entries.at(-1)).not.toHaveProperty('tls_cert_id')
  })

  it('has the id that the reply has, whichever way that was written', async () => {
    const emulator = await startTestEmulator()
    const { okmsId, client } = emulator
    const created = await emulator.api('POST', '/servicekey', {
      name: 'k', type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
    })
    const { id } = created.body as { id: string }
    const replies = [created, ...await Promise.all([
      emulator.api('GET', '/servicekey'),
      emulator.api('HEAD', `/servicekey/${id}`),
      emulator.api('POST', `/servicekey/${id}/activate`),
      emulator.api('GET', '/random?length=0'),
      client.request('GET', '/nothing'),
      client.request('GET', '/%zz'),
      client.request('GET', '/'),
      client.request('GET', `/api/${okmsId}/v1/random`, undefined, { headers: { authorization: 'Bearer anonymous' } })
    ])]
    await emulator.close()

    expect(replies.map(({ status }) => status)).toEqual([201, 200, 200, 204, 400, 404, 400, 200, 401])
    const logged = emulator.log().split('\n').filter((line) => line.includes('"msg":"request"')).map((line) =>
      JSON.parse(line) as Record<string, unknown>)
    const told = (entries: ReadonlyArray<readonly [unknown, unknown]>) =>
      entries.map(([name, status]) => `${String(name)} ${String(status)}`).sort()
    expect(told(logged.map((entry) => [entry['request_id'], entry['http_status']])))
      .toEqual(told(replies.map(({ headers, status }) => [headers['x-request-id'], status])))
  })
})

describe('HEAD', () => {
  it('answers the head of GET', async () => {
    const emulator = await startTestEmulator()
    const [head, whole] = [await emulator.api('HEAD', '/servicekey'), await emulator.api('GET', '/servicekey')]
    await emulator.close()
    const shared = ({ status, headers }: typeof head) => [status, headers['content-type'], headers['content-length']]
    expect(shared(head)).toEqual(shared(whole))
    expect(head.body).toBeUndefined()
  })
})
