// Operations on policies and groups.

import { rfc3339 } from '../../domain/clock.js'
import type { Group } from '../../domain/access/group.js'
import type { Policy } from '../../domain/access/policy.js'
import { nameInUrn } from '../../domain/urn.js'
import type { Groups } from '../../services/access/identity/groups.js'
import type { Policies } from '../../services/access/policies.js'
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
const encodePolicy = (policy: Policy) => ({
  id: policy.policyId,
  name: policy.name,
  description: policy.description,
  identities: [...policy.identities],
  resources: policy.resources.map((urn) => ({ urn })),
  action: [...policy.actions],
  except: [...policy.exceptions],
  deny: [...policy.denied],
  createdAt: rfc3339(policy.createdAt),
  expiredAt: policy.expiresAt === null ? null : rfc3339(policy.expiresAt)
})

const encodeGroup = ({ urn, role, members, createdAt }: Group) => ({
  name: nameInUrn(urn), urn, role, members: [...members], createdAt: rfc3339(createdAt)
})
