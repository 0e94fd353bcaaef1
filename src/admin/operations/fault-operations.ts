// Operations on fault rules.

import { rfc3339 } from '../../domain/clock.js'
import type { FaultRule } from '../../domain/faults/fault-rule.js'
import type { components } from '../../http/contract/generated/emulator.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import type { Faults } from '../../services/control/faults/faults.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'

type Match = components['schemas']['FaultMatch']

export function faultOperations ({ faults, domains }: {
  readonly faults: Faults
  readonly domains: Pick<OkmsDomains, 'get'>
}): readonly AdminOperation[] {
  /** Refuses DomainNotFound. */
  const domainOf = ({ okmsId }: { readonly okmsId?: string }) =>
    okmsId === undefined ? undefined : domains.get(okmsId).okmsId

  return [
    adminOperation('ListFaults', ({ query }) => ({ body: faults.list(domainOf(query)).map(encode) })),
    adminOperation('AddFault', ({ body: { match = {}, trigger = {}, effect } }) => ({
      body: encode(faults.add({ match: decode(match), trigger, effect }))
    })),
    adminOperation('ShowFault', ({ params }) => ({ body: encode(faults.get(params.faultId)) })),
    adminOperation('RemoveFault', ({ params }) => { faults.remove(params.faultId) }),
    adminOperation('RemoveFaults', ({ query }) => { faults.clear(domainOf(query)) })
  ]
}

/** Ids count in either case. */
const decode = ({ okmsId, credentialId, ...others }: Match): Match => ({
  ...others,
  ...okmsId === undefined ? {} : { okmsId: okmsId.toLowerCase() },
  ...credentialId === undefined ? {} : { credentialId: credentialId.toLowerCase() }
})

const encode = ({ faultId, okmsId, createdAt, ...others }: FaultRule) =>
  ({ id: faultId, okmsId: okmsId ?? null, ...others, createdAt: rfc3339(createdAt) })
