// Okms domains.

import { accessErrors } from '../../../../domain/errors/access/access.js'
import {
  domainOutOption, forceOption, nameOption, regionOption, credentialSwitch, uuidWord
} from '../../admin-options.js'
import { bodyOf } from '../../verbs.js'
import { common, described, type Noun } from '../noun.js'

export const domain: Noun = {
  name: 'domain',
  summary: 'Add, list, show or remove okms domains',
  fields: { ...described, okmsId: 'UUID', region: '--region' },
  verbs: [
    {
      name: 'add',
      takes: { ...uuidWord, optional: true },
      options: [nameOption, regionOption, credentialSwitch, domainOutOption],
      // The word is the id of the new domain; --okms-id would select the default domain.
      call: ({ own, id }) => ({
        operationId: 'AddDomain',
        body: bodyOf({
          name: own.one(nameOption) ?? 'domain', region: own.one(regionOption), okmsId: id === '' ? undefined : id
        })
      }),
      withCredential: (own) => own.one(credentialSwitch) ?? true
    },
    ...common({ list: 'ListDomains', show: 'ShowDomain', remove: 'RemoveDomain', id: 'okmsId' }, uuidWord, [
      'okmsId', 'name', 'region', 'serviceKeyCount', 'secretCount', 'createdAt'
    ])
      .filter(({ name }) => name !== 'remove'),
    {
      name: 'remove',
      takes: uuidWord,
      options: [forceOption],
      done: 'removed',
      call: ({ id, own }) => ({
        operationId: 'RemoveDomain', params: { okmsId: id }, query: own.one(forceOption) === true ? { force: true } : {}
      }),
      hints: [[accessErrors.DomainNotEmpty, '--force removes the domain with its keys and secrets']]
    }
  ]
}
