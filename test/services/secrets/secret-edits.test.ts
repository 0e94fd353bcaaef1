import { describe, expect, it } from 'vitest'
import { secretErrors } from '../../../src/domain/errors/secrets.js'
import { unsetSettings } from '../../../src/domain/secrets/secret.js'
import { lastVersion } from '../../../src/domain/secrets/version-limit.js'
import {
  casWarnings, editedSettings, isEmptyEdit, withMetadata, withVersion
} from '../../../src/services/secrets/secret-edits.js'
import { aSecret } from '../../store/builders.js'

const now = 1_800_000_000_000

describe('an edit', () => {
  it('is empty when it names nothing', () => {
    expect([{}, { casRequired: undefined, customMetadata: undefined }].map(isEmptyEdit)).toEqual([true, true])
    expect([{ casRequired: false }, { maxVersions: 0 }, { customMetadata: { replaceBy: null } }].map(isEmptyEdit))
      .toEqual([false, false, false])
  })

  it('changes the settings that it names', () => {
    const current = { casRequired: true, maxVersions: 5, deactivateVersionAfter: '1d' }
    expect(editedSettings(current, {})).toEqual(current)
    expect(editedSettings(current, { maxVersions: 0 })).toEqual({ ...current, maxVersions: 0 })
    expect(editedSettings(current, unsetSettings)).toEqual(unsetSettings)
  })

  it('of metadata moves the time of the last change, and leaves custom metadata that it does not name', () => {
    const secret = aSecret({ customMetadata: { a: '1' } })
    expect(withMetadata(secret, { maxVersions: 3 }, now)).toEqual({ ...secret, maxVersions: 3, updatedAt: now })
    expect(withMetadata(secret, { customMetadata: { replaceBy: null } }, now).customMetadata).toBeNull()
  })

  it('that makes too much custom metadata is refused, by the result', () => {
    const full = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`n${index}`, 'v']))
    const secret = aSecret({ customMetadata: full })
    expect(() => withMetadata(secret, { customMetadata: { merge: { more: 'v' } } }, now))
      .toThrow(expect.objectContaining({ kind: secretErrors.SecretRequestInvalid }))
    expect(withMetadata(secret, { customMetadata: { merge: { more: 'v', n0: null } } }, now).customMetadata)
      .toMatchObject({ more: 'v' })
  })
})

describe('a new version', () => {
  it('is the current one, active, with its planned end', () => {
    const secret = aSecret({ currentVersion: 9, deactivateVersionAfter: '1m' })
    expect(withVersion(secret, '{}', unsetSettings, now)).toEqual({
      secret: { ...secret, currentVersion: 10, oldestVersion: 1, updatedAt: now },
      added: { version: { number: 10, createdAt: now, deactivatedAt: now + 60_000, isDeleted: false }, data: '{}' }
    })
  })

  it('is refused behind the last number', () => {
    const last = aSecret({ currentVersion: lastVersion - 1, oldestVersion: lastVersion - 10 })
    expect(withVersion(last, '{}', unsetSettings, now).secret.currentVersion).toBe(lastVersion)
    expect(() => withVersion({ ...last, currentVersion: lastVersion }, '{}', unsetSettings, now))
      .toThrow(expect.objectContaining({ kind: secretErrors.VersionsExhausted }))
  })
})

it.each([
  [false, true, 1], [false, false, 0], [true, true, 0], [undefined, true, 0]
])('casRequired %s where the domain has %s gives %i warnings', (casRequired, required, count) => {
  expect(casWarnings({ casRequired }, { ...unsetSettings, casRequired: required })).toHaveLength(count)
})
