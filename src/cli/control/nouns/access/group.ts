// Groups of identities.

import { policyLimits } from '../../../../domain/limits.js'
import { groupWord, memberOption } from '../../admin-options.js'
import { common, type Noun } from '../noun.js'

export const group: Noun = {
  name: 'group',
  summary: 'Add, list, show or remove groups of identities; add changes the members of one that is there',
  fields: { group: 'NAME', name: 'NAME', members: '--member' },
  verbs: [
    {
      name: 'add',
      takes: groupWord,
      options: [memberOption],
      counts: [{ option: memberOption, max: policyLimits.entries.max }],
      call: ({ id, own }) => ({
        operationId: 'PutGroup', params: { group: id }, body: { members: own.all(memberOption) }
      })
    },
    ...common({ list: 'ListGroups', show: 'ShowGroup', remove: 'RemoveGroup', id: 'group' }, groupWord, [
      'name', 'urn', 'members'
    ])
  ]
}
