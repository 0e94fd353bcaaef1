// API keys for the OVHcloud API.

import { apiKeyLimits } from '../../../../domain/limits.js'
import {
  allowedIpOption, applicationKeyWord, descriptionOption, nameOption, readAccessRule, ruleOption, tokenDaysOption
} from '../../admin-options.js'
import { bodyOf } from '../../verbs.js'
import { daysFromNow } from './days.js'
import { common, described, type Noun } from '../noun.js'

const { entries: max } = apiKeyLimits

export const apiKey: Noun = {
  name: 'api-key',
  summary: 'Add, list, show or remove API keys for the OVHcloud API',
  fields: {
    ...described,
    applicationKey: 'APPLICATION_KEY',
    accessRules: '--rule',
    allowedIPs: '--allowed-ip',
    expiresAt: '--days'
  },
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, ruleOption, allowedIpOption, tokenDaysOption],
      counts: [{ option: ruleOption, max }, { option: allowedIpOption, max }],
      secrets: ['applicationSecret', 'consumerKey'],
      call: ({ own }) => ({
        operationId: 'AddApiKey',
        body: bodyOf({
          name: own.one(nameOption) ?? 'api-key',
          description: own.one(descriptionOption),
          accessRules: own.all(ruleOption).map(readAccessRule),
          allowedIPs: own.all(allowedIpOption),
          expiresAt: daysFromNow(own.one(tokenDaysOption))
        })
      })
    },
    ...common(
      { list: 'ListApiKeys', show: 'ShowApiKey', remove: 'RemoveApiKey', id: 'applicationKey' },
      applicationKeyWord,
      ['applicationKey', 'name', 'description', 'createdAt']
    )
  ]
}
