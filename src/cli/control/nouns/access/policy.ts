// IAM policies.

import { policyLimits } from '../../../../domain/limits.js'
import {
  actionOption, descriptionOption, identityOption, nameOption, resourceOption, uuidWord
} from '../../admin-options.js'
import { bodyOf } from '../../verbs.js'
import { common, described, type Noun } from '../noun.js'

export const policy: Noun = {
  name: 'policy',
  summary: 'Add, list, show or remove policies',
  fields: { ...described, policyId: 'UUID', identities: '--identity', action: '--action', resources: '--resource' },
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, identityOption, actionOption, resourceOption],
      counts: [
        { option: identityOption, min: 1, max: policyLimits.entries.max },
        { option: actionOption, min: 1, max: policyLimits.entries.max },
        { option: resourceOption, max: policyLimits.entries.max }
      ],
      call ({ own }) {
        const resources = own.all(resourceOption)
        return {
          operationId: 'AddPolicy',
          body: {
            ...bodyOf({ name: own.one(nameOption) ?? 'policy', description: own.one(descriptionOption) }),
            identities: own.all(identityOption),
            action: own.all(actionOption),
            resources: (resources.length > 0 ? resources : ['*']).map((urn) => ({ urn }))
          }
        }
      }
    },
    ...common({ list: 'ListPolicies', show: 'ShowPolicy', remove: 'RemovePolicy', id: 'policyId' }, uuidWord, [
      'id', 'name', 'identities', 'action', 'resources'
    ])
  ]
}
