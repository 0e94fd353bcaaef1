// Personal access tokens.

import { credentialLimits } from '../../../domain/limits.js'
import {
  descriptionOption, domainOption, identityOption, nameOption, tokenDaysOption, uuidWord
} from '../admin-options.js'
import { bodyOf } from '../verbs.js'
import { common, described, type Noun } from './noun.js'

const day = 24 * 3600 * 1000

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
      secret: 'token',
      call ({ own }) {
        const days = own.one(tokenDaysOption)
        const expiresAt = days === undefined ? undefined : new Date(Date.now() + days * day).toISOString()
        return {
          operationId: 'AddToken',
          body: bodyOf({
            name: own.one(nameOption) ?? 'token',
            description: own.one(descriptionOption),
            identityURNs: own.all(identityOption),
            okmsIds: own.all(domainOption),
            expiresAt
          })
        }
      }
    },
    ...common({ list: 'ListTokens', show: 'ShowToken', remove: 'RemoveToken', id: 'tokenId' }, uuidWord, [
      'id', 'name', 'identityURNs', 'okmsIds', 'expiresAt'
    ])
  ]
}
