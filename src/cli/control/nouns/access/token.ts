// Personal access tokens.

import { credentialLimits } from '../../../../domain/limits.js'
import {
  descriptionOption, domainOption, identityOption, nameOption, tokenDaysOption, uuidWord
} from '../../admin-options.js'
import { bodyOf } from '../../verbs.js'
import { daysFromNow } from './days.js'
import { common, described, type Noun } from '../noun.js'

export const token: Noun = {
  name: 'token',
  summary: 'Add, list, show or remove personal access tokens',
  fields: {
    ...described,
    tokenId: 'UUID',
    identityURNs: '--identity',
    okmsIds: '--domain',
    okmsId: '--domain',
    expiresAt: '--days'
  },
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, identityOption, domainOption, tokenDaysOption],
      counts: [{ option: identityOption, max: credentialLimits.identities.max }],
      secrets: ['token'],
      call: ({ own }) => ({
        operationId: 'AddToken',
        body: bodyOf({
          name: own.one(nameOption) ?? 'token',
          description: own.one(descriptionOption),
          identityURNs: own.all(identityOption),
          okmsIds: own.all(domainOption),
          expiresAt: daysFromNow(own.one(tokenDaysOption))
        })
      })
    },
    ...common({ list: 'ListTokens', show: 'ShowToken', remove: 'RemoveToken', id: 'tokenId' }, uuidWord, [
      'id', 'name', 'identityURNs', 'okmsIds', 'expiresAt'
    ])
  ]
}
