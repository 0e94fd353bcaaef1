// Which entries each member of a filter matches, and what it says about those that it does not.

import { describe, expect, it } from 'vitest'
import { compileFilter, type JournalFilter } from '../../../src/domain/journal/journal-filter.js'
import { anEntry } from '../../services/control/journal/journal-entry.js'

const keyId = '11111111-1111-4111-8111-11111111111a'
const entry = anEntry({
  sequence: 7,
  at: Date.UTC(2030, 0, 1),
  okmsId: 'd',
  operationId: 'ActivateServiceKey',
  caller: { okmsId: 'd', credentialId: 'c', identities: [] },
  resource: { kind: 'serviceKey', id: keyId },
  status: 404
})
/** As of a rejected TLS handshake. */
const bare = anEntry({ okmsId: null, operationId: null, caller: null, resource: null, status: null })

describe('a filter', () => {
  it.each<[JournalFilter]>([
    [{}],
    [{ okmsId: 'd' }],
    [{ operationId: 'ActivateServiceKey' }], [{ operationId: '*ServiceKey' }], [{ operationId: 'Activate*' }],
    [{ operationId: '*' }],
    [{ resource: 'serviceKey/*' }], [{ resource: '*' }],
    [{ resource: `serviceKey/${keyId}` }], [{ resource: `*/${keyId.toUpperCase()}` }],
    [{ resource: `urn:v1:eu:resource:okms:d/serviceKey/${keyId}` }], [{ resource: 'urn:*:d/*' }],
    [{ credentialId: 'c' }],
    [{ status: '404' }], [{ status: '4xx' }],
    [{ result: 'refused' }],
    [{ after: 6 }],
    [{ since: Date.UTC(2030, 0, 1) }],
    [{ okmsId: 'd', operationId: '*ServiceKey', resource: 'serviceKey/*', status: '4xx', result: 'refused', after: 0 }]
  ])('%o matches', (filter) => {
    expect(compileFilter(filter).matches(entry)).toBe(true)
    expect(compileFilter(filter).differences(entry)).toEqual([])
  })

  it.each<[JournalFilter, string, string]>([
    [{ okmsId: 'other' }, 'd', 'none'],
    [{ operationId: 'Activate' }, 'ActivateServiceKey', 'none'],
    [{ operationId: 'activateservicekey' }, 'ActivateServiceKey', 'none'],
    [{ resource: 'secret/*' }, `serviceKey/${keyId}`, 'none'],
    [{ resource: `serviceKey/${keyId.slice(1)}` }, `serviceKey/${keyId}`, 'none'],
    [{ resource: 'urn:*:other/*' }, `urn:v1:eu:resource:okms:d/serviceKey/${keyId}`, 'none'],
    [{ credentialId: 'other' }, 'c', 'none'],
    [{ status: '400' }, '404', 'none'],
    [{ status: '5xx' }, '404', 'none'],
    [{ result: 'ok' }, 'refused', 'refused']
  ])('%o does not match, and says why', (filter, ofEntry, ofBare) => {
    const [[member, expected]] = Object.entries(filter) as [[string, string]]
    const { matches, differences } = compileFilter(filter)
    expect([entry, bare].map(matches)).toEqual([false, false])
    expect([entry, bare].flatMap(differences))
      .toEqual([{ member, expected, actual: ofEntry }, { member, expected, actual: ofBare }])
  })

  it('knows secrets by their path, with a slash at its end or not', () => {
    const secret = anEntry({ resource: { kind: 'secret', id: 'App/db' } })
    expect(['App/db', 'App/db/', 'app/db'].map((path) => compileFilter({ resource: `secret/${path}` }).matches(secret)))
      .toEqual([true, true, false])
  })

  it('knows the callers with a token by its id', () => {
    const request = anEntry({ caller: { okmsId: 'd', credentialId: null, tokenId: 't', identities: [] } })
    const { matches, differences } = compileFilter({ credentialId: 'c' })
    expect([compileFilter({ credentialId: 't' }).matches(request), matches(request)]).toEqual([true, false])
    expect(differences(request)).toEqual([{ member: 'credentialId', expected: 'c', actual: 't' }])
  })

  it('counts a request without a reply as refused', () => {
    expect(compileFilter({ result: 'refused' }).matches(bare)).toBe(true)
  })

  it('is about what comes after a number, and from a time on', () => {
    expect(compileFilter({ after: 7 }).matches(entry)).toBe(false)
    expect(compileFilter({ since: Date.UTC(2030, 0, 1) + 1 }).matches(entry)).toBe(false)
  })
})
