// Operations on policies and groups.

import { rfc3339 } from '../../domain/clock.js'
import type { Group, Policy } from '../../domain/access/policy.js'
import type { Groups, Policies } from '../../services/access/policies.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'

export function policyOperations ({ policies, groups }: {
  readonly policies: Policies, readonly groups: Groups
}): readonly AdminOperation[] {
  return [
    adminOperation('ListPolicies', () => ({ body: policies.list().map(encodePolicy) })),
    adminOperation('AddPolicy', ({ body: { name, description, identities, resources, action } }) => ({
      body: encodePolicy(
        policies.add({ name, description, identities, resources: resources.map(({ urn }) => urn), actions: action })
      )
    })),
    adminOperation('ShowPolicy', ({ params }) => ({ body: encodePolicy(policies.get(params.policyId)) })),
    adminOperation('RemovePolicy', ({ params }) => { policies.remove(params.policyId) }),

    adminOperation('ListGroups', () => ({ body: groups.list().map(encodeGroup) })),
    adminOperation('ShowGroup', ({ params }) => ({ body: encodeGroup(groups.get(params.group)) })),
    adminOperation('PutGroup', ({ params, body }) => ({ body: encodeGroup(groups.put(params.group, body.members)) })),
    adminOperation('RemoveGroup', ({ params }) => { groups.remove(params.group) })
  ]
}

/** In the words of the service's guide (service.md 2.5). */
const encodePolicy = ({ policyId, name, description, identities, resources, actions, createdAt }: Policy) => ({
  id: policyId,
  name,
  description,
  identities: [...identities],
  resources: resources.map((urn) => ({ urn })),
  action: [...actions],
  createdAt: rfc3339(createdAt)
})

const encodeGroup = ({ urn, members, createdAt }: Group) => ({
  name: urn.slice(urn.indexOf('/') + 1), urn, members: [...members], createdAt: rfc3339(createdAt)
})
