// The envelope of KV v2, its times and durations (service.md 8.3, 8.4; kv2/differences.md 1, 2, 6, 7).

import { expect, it } from 'vitest'
import { unsetSettings } from '../../../src/domain/secrets/secret.js'
import {
  encodeConfiguration, encodeMetadata, encodeVersion, withWarnings, writeData
} from '../../../src/rest/kv/kv-reply.js'
import { aSecret, aVersion, okmsId } from '../../store/builders.js'

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 67)
const version = { ...aVersion({ createdAt: at }), state: 'active' as const }

it('shows durations as Go writes them, and what is not set', () => {
  expect(encodeConfiguration(unsetSettings))
    .toEqual({ cas_required: false, delete_version_after: '0s', max_versions: 0 })
  expect(encodeConfiguration({ casRequired: true, deactivateVersionAfter: '1d', maxVersions: 5 }))
    .toEqual({ cas_required: true, delete_version_after: '24h0m0s', max_versions: 5 })
})

it('shows times with nine digits, planned ones too', () => {
  expect(encodeVersion(aSecret(), version)).toEqual({
    created_time: '2026-01-02T03:04:05.067000000Z',
    custom_metadata: null,
    deletion_time: '',
    destroyed: false,
    version: 1
  })
  const planned = { ...version, deactivatedAt: at + 60_000 }
  expect(encodeVersion(aSecret({ customMetadata: { a: 'b' } }), planned))
    .toMatchObject({ custom_metadata: { a: 'b' }, deletion_time: '2026-01-02T03:05:05.067000000Z' })
})

it('shows metadata with its versions by their numbers', () => {
  const secret = aSecret({ path: 'x/y', currentVersion: 2, oldestVersion: 1, createdAt: at, updatedAt: at })
  const destroyed = { ...version, number: 2, isDeleted: true, state: 'deleted' as const }
  expect(encodeMetadata(secret, [version, destroyed])).toMatchObject({
    current_version: 2,
    oldest_version: 1,
    urn: `urn:v1:eu:resource:okms:${okmsId}/secret/x/y`,
    versions: { 1: { destroyed: false }, 2: { destroyed: true, deletion_time: '' } }
  })
})

it('puts data in as it is stored', () => {
  const { json } = writeData('an id', aSecret(), version, '{"b":1e2,"a":"\\u00e9"}') as unknown as { json: string }
  expect(json).toMatch(/^\{"request_id":"an id","data":\{"data":\{"b":1e2,"a":"\\u00e9"\},"metadata":\{/)
  expect(() => { JSON.parse(json) }).not.toThrow()
})

it('has warnings only where there are some', () => {
  expect([withWarnings([]), withWarnings(['w'])]).toEqual([{}, { warnings: ['w'] }])
})
