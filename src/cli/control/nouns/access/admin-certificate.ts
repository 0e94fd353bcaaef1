// Certificates of the admin API.

import { credentialDaysOption, nameOption, outOption, uuidWord } from '../../admin-options.js'
import { bodyOf } from '../../verbs.js'
import { common, type Noun } from '../noun.js'

export const adminCertificate: Noun = {
  name: 'admin-certificate',
  summary: 'Add, list, show or revoke certificates of the admin API',
  fields: { name: '--name', certificateId: 'UUID', validity: '--days' },
  verbs: [
    {
      name: 'add',
      options: [nameOption, credentialDaysOption, outOption],
      secrets: ['privateKeyPEM'],
      call: ({ own }) => ({
        operationId: 'AddAdminCertificate',
        body: bodyOf({ name: own.one(nameOption) ?? 'admin-certificate', validity: own.one(credentialDaysOption) })
      })
    },
    ...common(
      {
        list: 'ListAdminCertificates',
        show: 'ShowAdminCertificate',
        remove: 'RemoveAdminCertificate',
        id: 'certificateId'
      },
      uuidWord,
      ['id', 'name', 'status', 'fromFolder', 'expiredAt']
    )
  ]
}
