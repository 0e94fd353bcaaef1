// The ids of okms domains, for callers that no contract has checked.

import { expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { accessErrors } from '../../../src/domain/errors/access.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import { refusalOf } from '../../crypto/refusal-of.js'
import { memoryDomains } from '../memory-stores.js'

const id = 'ABCDEF01-1111-4222-8333-444455556666'
const domains = () => createOkmsDomains({
  store: memoryDomains(), serviceKeys: { count: () => 0 }, clocks: oneClock(() => 0), newId: () => id
})

it.each([
  '', 'x', id.slice(1), `${id}0`, `${id}\n`, ` ${id}`, `urn:uuid:${id}`, '../x', id.replaceAll('-', '')
])('%j is not the id of a domain', (okmsId) => {
  const refused = refusalOf(() => domains().add({ okmsId, name: 'x' }))
  expect(refused.kind).toBe(accessErrors.AccessRequestInvalid)
  expect(refused.message).toContain('okmsId')
})

it('an id is taken once, in lower case', () => {
  const all = domains()
  expect(all.add({ okmsId: id, name: 'x' }).okmsId).toBe(id.toLowerCase())
  expect(refusalOf(() => all.add({ okmsId: id.toLowerCase(), name: 'y' })).kind).toBe(accessErrors.DomainExists)
})
