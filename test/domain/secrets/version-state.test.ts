import { describe, expect, it } from 'vitest'
import { secretErrors } from '../../../src/domain/errors/secrets.js'
import {
  secretVersionStates, stateAt, transitionTo, versionAfter
} from '../../../src/domain/secrets/version-state.js'
import { aVersion } from '../../store/builders.js'

const now = 1000
const planned = 5000
const versions = {
  active: aVersion(),
  'active until later': aVersion({ deactivatedAt: now + 1 }),
  deactivated: aVersion({ deactivatedAt: now }),
  deleted: aVersion({ isDeleted: true }),
  'deleted after it was deactivated': aVersion({ deactivatedAt: 7, isDeleted: true })
}

describe('the state of a version', () => {
  it.each(Object.entries(versions))('%s', (name, version) => {
    expect(stateAt(version, now)).toBe(name.split(' ')[0])
  })
})

describe('a transition', () => {
  // kv2/differences.md 24, 26, 45: what is kept, and what is planned again.
  it.each([
    ['activate', 'active', { deactivatedAt: planned }],
    ['activate', 'active until later', { deactivatedAt: planned }],
    ['activate', 'deactivated', { deactivatedAt: planned }],
    ['activate', 'deleted', secretErrors.VersionDeleted],
    ['activate', 'deleted after it was deactivated', secretErrors.VersionDeleted],
    ['deactivate', 'active', { deactivatedAt: now }],
    ['deactivate', 'active until later', { deactivatedAt: now }],
    ['deactivate', 'deactivated', 'kept'],
    ['deactivate', 'deleted', secretErrors.VersionDeleted],
    ['delete', 'active', { isDeleted: true }],
    ['delete', 'active until later', { isDeleted: true, deactivatedAt: now + 1 }],
    ['delete', 'deactivated', { isDeleted: true, deactivatedAt: now }],
    ['delete', 'deleted after it was deactivated', 'kept']
  ] as const)('%s of one that is %s', (transition, name, expected) => {
    const version = versions[name]
    const after = versionAfter(transition, version, now, planned)
    if (expected === 'kept') expect(after).toBe(version)
    else if ('app' in expected) expect(after).toEqual({ refused: expected })
    else expect(after).toEqual({ ...version, ...expected })
  })

  it('plans no end where there is none', () => {
    expect(versionAfter('activate', versions.deactivated, now, null))
      .toEqual({ ...versions.deactivated, deactivatedAt: null })
  })

  it('leads to each state', () => {
    expect(secretVersionStates.map(transitionTo)).toEqual(['activate', 'deactivate', 'delete'])
  })
})
