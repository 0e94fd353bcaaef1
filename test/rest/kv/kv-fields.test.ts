// Bodies and queries of KV v2 as clients for Vault send them (kv2/differences.md 9 to 16, 25, 31 to 35, 43).

import { describe, expect, it } from 'vitest'
import {
  dataPatchOf, dataWriteOf, depthParameter, listParameter, metadataOf, metadataPatchOf, settingsOf, versionParameter,
  versionsOf
} from '../../../src/rest/kv/kv-fields.js'

describe('the body of a write', () => {
  it.each([
    [{ data: { a: 1 } }, { data: { a: 1 }, cas: undefined }],
    [{ data: null }, { data: null, cas: undefined }],
    [{ data: {}, options: null }, { data: {}, cas: undefined }],
    [{ data: {}, options: { cas: 0 } }, { data: {}, cas: 0 }],
    [{ data: {}, options: { cas: '12' } }, { data: {}, cas: 12 }],
    [{ data: {}, options: { cas: null } }, { data: {}, cas: undefined }],
    [{ data: {}, options: { method: 'patch' } }, { data: {}, cas: undefined }],
    [{ data: {}, cas: 7 }, { data: {}, cas: undefined }]
  ])('%j', (body, expected) => {
    expect(dataWriteOf(body)).toMatchObject(expected)
  })

  it.each<readonly [unknown, RegExp]>([
    [undefined, /^data: no data provided/], [null, /^data: no data provided/], [{}, /^data: no data provided/],
    [{ password: 'x' }, /^data: no data provided/],
    [[1], /^body: got a list of 1/], ['hunter2', /^body: got a text of 7 characters/], [1, /^body: got a number/],
    [{ data: 'hunter2' }, /^data: got a text of 7 characters; accepted: a JSON object/],
    [{ data: ['hunter2'] }, /^data: got a list of 1/], [{ data: 1 }, /^data: got a number/],
    [{ data: true }, /^data: got a boolean/],
    [{ data: {}, options: 'x' }, /^options: got a text/],
    ...[-1, 1.5, '', 'x', '-1', '1.5', ' 1', '0x1', 2 ** 32, '99999999999', true, [1], {}].map((cas) =>
      [{ data: {}, options: { cas } }, /^options\.cas: .*; accepted: a whole number from 0, also as text/] as const)
  ])('%j is refused, without what may be secret', (body, expected) => {
    expect(() => dataWriteOf(body)).toThrow(expected)
    expect(() => dataWriteOf(body)).not.toThrow(/hunter2/)
  })

  it('says which members it ignores, and repeats no name that may be a value', () => {
    expect(dataWriteOf({ data: {}, options: {}, extra: 1, 'correct horse battery': 2 }).warnings)
      .toEqual(['unknown members were ignored: extra, (a name of 21 characters)'])
    expect(dataWriteOf({ data: {} }).warnings).toEqual([])
  })

  it('takes no member of a prototype for one of its own', () => {
    const body = Object.create({ data: {} }) as object
    expect(() => dataWriteOf(body)).toThrow(/no data provided/)
  })
})

it('the body of a patch needs an object', () => {
  expect(dataPatchOf({ data: { a: null }, options: { cas: 1 } })).toMatchObject({ data: { a: null }, cas: 1 })
  expect(() => dataPatchOf({ data: null })).toThrow(/^data: got null/)
})

describe('the numbers of versions', () => {
  it.each([
    [[1], [1]], [[1, '2', 0], [1, 2, 0]], [['24000'], [24_000]]
  ])('%j', (versions, expected) => {
    expect(versionsOf({ versions, more: 1 })).toEqual(expected)
  })

  it.each<readonly [unknown, RegExp]>([
    [undefined, /no version number provided/], [null, /no version number provided/],
    ...[[], '1,2', 1, [-1], [null], [1.5], ['x'], [[1]], {}].map((versions) => [versions, /^versions: got /] as const)
  ])('%j is refused', (versions, expected) => {
    expect(() => versionsOf({ versions })).toThrow(expected)
  })
})

describe('settings', () => {
  it.each([
    [{}, {}],
    [undefined, {}],
    [{ cas_required: true, max_versions: 24_000, delete_version_after: '1d' },
      { casRequired: true, maxVersions: 24_000, deactivateVersionAfter: '1d' }],
    [{ cas_required: null, max_versions: null, delete_version_after: null },
      { casRequired: false, maxVersions: 0, deactivateVersionAfter: '0s' }],
    [{ delete_version_after: 90 }, { deactivateVersionAfter: '1m30s' }],
    [{ delete_version_after: '0s0ns' }, { deactivateVersionAfter: '0s' }],
    [{ deactivate_version_after: '2d' }, { deactivateVersionAfter: '2d' }],
    [{ delete_version_after: '1d', deactivate_version_after: '2d' }, { deactivateVersionAfter: '1d' }]
  ])('%j', (body, expected) => {
    expect(settingsOf(body)).toEqual({
      casRequired: undefined, maxVersions: undefined, deactivateVersionAfter: undefined, ...expected
    })
  })

  it.each([
    { max_versions: -1 }, { max_versions: 24_001 }, { max_versions: 1.5 }, { max_versions: 'x' },
    { cas_required: 'yes' }, { cas_required: {} },
    { delete_version_after: '1w' }, { delete_version_after: '' }, { delete_version_after: -1 },
    { delete_version_after: [] }
  ])('%j is refused', (body) => {
    expect(() => settingsOf(body)).toThrow(/; accepted: /)
  })
})

describe('metadata', () => {
  it.each([
    [metadataOf, {}, undefined],
    [metadataOf, { custom_metadata: { a: 'b' } }, { replaceBy: { a: 'b' } }],
    [metadataOf, { custom_metadata: null }, { replaceBy: null }],
    [metadataPatchOf, {}, undefined],
    [metadataPatchOf, { custom_metadata: { a: 'b', c: null } }, { merge: { a: 'b', c: null } }],
    [metadataPatchOf, { custom_metadata: null }, { replaceBy: null }]
  ])('%o of %j', (read, body, expected) => {
    expect(read(body).customMetadata).toEqual(expected)
  })

  it.each([
    [metadataOf, { a: null }], [metadataOf, { a: 1 }], [metadataOf, ['a']], [metadataPatchOf, { a: 1 }],
    [metadataPatchOf, { a: { b: 'c' } }], [metadataPatchOf, 'x']
  ])('%o refuses %j', (read, custom) => {
    expect(() => read({ custom_metadata: custom })).toThrow(/^custom_metadata: got /)
  })
})

describe('the query', () => {
  it.each([
    [undefined, undefined], [{}, undefined], [{ version: '1' }, 1], [{ version: '24000', other: 'x' }, 24_000]
  ])('%j has the version %s', (query, expected) => {
    expect(versionParameter(query)).toBe(expected)
  })

  it.each(['', '0', '-1', 'x', '1.5', ' 1', '1e3', 'latest'])('the version %j is refused', (version) => {
    expect(() => versionParameter({ version })).toThrow(/^query version: accepted: a whole number from 1/)
  })

  it.each([[{}, 0], [{ depth: '0' }, 0], [{ depth: '3' }, 3]])('%j has the depth %s', (query, expected) => {
    expect(depthParameter(query)).toBe(expected)
  })

  it.each(['-1', 'x', ''])('the depth %j is refused', (depth) => {
    expect(() => depthParameter({ depth })).toThrow(/^query depth: accepted: a whole number from 0/)
  })

  it.each([
    ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((list) => [{ list }, true] as const),
    ...['0', 'f', 'F', 'false', 'FALSE', 'False', ''].map((list) => [{ list }, false] as const),
    [{}, false] as const, [undefined, false] as const, [{ list: ['true', 'false'] }, true] as const
  ])('%j is a list: %s', (query, expected) => {
    expect(listParameter(query)).toBe(expected)
  })

  it.each(['yes', 'tRUE', '2', 'no'])('the list %j is refused', (list) => {
    expect(() => listParameter({ list })).toThrow(/^query list: accepted: true or false/)
  })
})
