// Snapshots of domains and of the server.

import {
  credentialSwitch, domainOutOption, nameOption, newDomainOption, oneDomainOption, uuidWord
} from '../admin-options.js'
import { bodyOf } from '../verbs.js'
import { common, type Noun } from './noun.js'

const snapshotDomainOption = oneDomainOption('okms domain to take it of', 'none; the whole server')

export const snapshot: Noun = {
  name: 'snapshot',
  summary: 'Take, list, show, restore, fork or remove snapshots of a domain or of the server',
  fields: { name: '--name', okmsId: '--domain', snapshotId: 'UUID' },
  verbs: [
    {
      name: 'take',
      options: [snapshotDomainOption, nameOption],
      call: ({ own }) => ({
        operationId: 'TakeSnapshot',
        body: bodyOf({ name: own.one(nameOption), okmsId: own.one(snapshotDomainOption) })
      })
    },
    ...common({ list: 'ListSnapshots', show: 'ShowSnapshot', remove: 'RemoveSnapshot', id: 'snapshotId' }, uuidWord, [
      'id', 'name', 'okmsId', 'domainCount', 'serviceKeyCount', 'secretCount', 'createdAt'
    ]),
    {
      name: 'restore',
      takes: uuidWord,
      options: [],
      call: ({ id }) => ({ operationId: 'RestoreSnapshot', params: { snapshotId: id } })
    },
    {
      name: 'fork',
      takes: uuidWord,
      options: [newDomainOption, nameOption, credentialSwitch, domainOutOption],
      call: ({ id, own }) => ({
        operationId: 'ForkSnapshot',
        params: { snapshotId: id },
        body: bodyOf({ name: own.one(nameOption), okmsId: own.one(newDomainOption) })
      }),
      withCredential: (own) => own.one(credentialSwitch) ?? true
    }
  ]
}
