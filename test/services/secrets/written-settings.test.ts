import { describe, expect, it } from 'vitest'
import { secretErrors } from '../../../src/domain/errors/secrets.js'
import { metadataOf, settingsOf } from '../../../src/services/secrets/written-settings.js'

describe('settings of the native API', () => {
  it.each([
    [{}, {}],
    [{ casRequired: false, maxVersions: 3, deactivateVersionAfter: '1d12h' },
      { casRequired: false, maxVersions: 3, deactivateVersionAfter: '1d12h' }],
    [{ casRequired: null, maxVersions: null, deactivateVersionAfter: null },
      { casRequired: false, maxVersions: 0, deactivateVersionAfter: '0s' }]
  ])('%j', (fields, expected) => {
    expect(settingsOf(fields)).toEqual({
      casRequired: undefined, maxVersions: undefined, deactivateVersionAfter: undefined, ...expected
    })
  })

  it.each(['', '90', '1.5h', '100ms', '1w', '1 d', '-1s', '200000d'])('the duration %j is refused', (text) => {
    expect(() => settingsOf({ deactivateVersionAfter: text }))
      .toThrow(expect.objectContaining({ kind: secretErrors.SecretRequestInvalid }))
  })
})

it.each([
  [undefined, undefined], [{}, undefined], [{ customMetadata: { a: 'b' } }, { replaceBy: { a: 'b' } }]
])('custom metadata of %j', (metadata, expected) => {
  expect(metadataOf(metadata).customMetadata).toEqual(expected)
})
