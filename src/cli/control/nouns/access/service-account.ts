// Service accounts.

import { clientIdWord, descriptionOption, domainOption, nameOption } from '../../admin-options.js'
import { bodyOf } from '../../verbs.js'
import { common, described, type Noun } from '../noun.js'

export const serviceAccount: Noun = {
  name: 'service-account',
  summary: 'Add, list, show or remove service accounts',
  fields: { ...described, clientId: 'CLIENT_ID', okmsIds: '--domain', okmsId: '--domain' },
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, domainOption],
      secrets: ['clientSecret'],
      call: ({ own }) => ({
        operationId: 'AddServiceAccount',
        body: bodyOf({
          name: own.one(nameOption) ?? 'service-account',
          description: own.one(descriptionOption),
          okmsIds: own.all(domainOption)
        })
      })
    },
    ...common(
      { list: 'ListServiceAccounts', show: 'ShowServiceAccount', remove: 'RemoveServiceAccount', id: 'clientId' },
      clientIdWord,
      ['clientId', 'name', 'identityURN', 'okmsIds', 'createdAt']
    )
  ]
}
