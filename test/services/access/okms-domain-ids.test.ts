// The ids of okms domains, for callers that no contract has checked.

import { expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import { memoryDomains } from '../memory-stores.js'

const id = 'ABCDEF01-1111-4222-8333-444455556666'
const domains = () => createOkmsDomains({
  store: memoryDomains(),
  serviceKeys: { count: () => 0 },
  secrets: { count: () => 0 },
  clocks: oneClock(() => 0),
  newId: () => id
})

it.each([
  '', 'x', id.slice(1), `${id}0`, `${id}\n`, ` ${id}`, `urn:uuid:${id}`, '../x', id.replaceAll('-', '')
])('%j is not the id of a domain', async (okmsId) => {
  await expect(domains().add({ okmsId, name: 'x' })).rejects.toMatchObject({
    kind: accessErrors.AccessRequestInvalid, message: expect.stringContaining('okmsId')
  })
})

it('an id is taken once, in lower case', async () => {
  const all = domains()
  expect((await all.add({ okmsId: id, name: 'x' })).okmsId).toBe(id.toLowerCase())
  await expect(all.add({ okmsId: id.toLowerCase(), name: 'y' }))
    .rejects.toMatchObject({ kind: accessErrors.DomainExists })
})
