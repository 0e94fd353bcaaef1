// Access certificates of a domain.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../../../../domain/errors/start-failures.js'
import { credentialLimits } from '../../../../domain/limits.js'
import { messageOf } from '../../../../domain/thrown.js'
import {
  credentialDaysOption, csrOption, descriptionOption, identityOption, nameOption, outOption, typeOption, uuidWord
} from '../../admin-options.js'
import { switchOption } from '../../../access-options.js'
import { bodyOf, type VerbInput } from '../../verbs.js'
import { described, type Noun } from '../noun.js'

const readySwitch = switchOption('ready', 'Make it usable at once, also on a server with --service-like')

export const credential: Noun = {
  name: 'credential',
  summary: 'Add, list, show or revoke access certificates of a domain',
  fields: {
    ...described,
    okmsId: '--okms-id',
    credentialId: 'UUID',
    identityURNs: '--identity',
    validity: '--days',
    certificateType: '--type',
    csr: '--csr',
    ready: '--ready'
  },
  verbs: [
    {
      name: 'add',
      options: [
        nameOption, descriptionOption, identityOption, credentialDaysOption, typeOption, csrOption, readySwitch,
        outOption
      ],
      counts: [{ option: identityOption, max: credentialLimits.identities.max }],
      secrets: ['privateKeyPEM'],
      async call ({ own, cwd, okmsId }) {
        const file = own.one(csrOption)
        return {
          operationId: 'AddCredential',
          params: { okmsId: await okmsId() },
          body: bodyOf({
            name: own.one(nameOption) ?? 'credential',
            description: own.one(descriptionOption),
            identityURNs: own.all(identityOption),
            validity: own.one(credentialDaysOption),
            certificateType: own.one(typeOption),
            csr: file === undefined ? undefined : readText(path.resolve(cwd, file)),
            ready: own.one(readySwitch)
          })
        }
      }
    },
    {
      name: 'list',
      options: [],
      columns: ['id', 'name', 'status', 'certificateType', 'expiredAt'],
      call: async ({ okmsId }) => ({ operationId: 'ListCredentials', params: { okmsId: await okmsId() } })
    },
    {
      name: 'show',
      takes: uuidWord,
      options: [],
      call: async (input) => ({ operationId: 'ShowCredential', params: await credentialParams(input) })
    },
    {
      name: 'remove',
      takes: uuidWord,
      options: [],
      call: async (input) => ({ operationId: 'RemoveCredential', params: await credentialParams(input) })
    }
  ]
}

const credentialParams = async ({ id, okmsId }: VerbInput) => ({ okmsId: await okmsId(), credentialId: id })

function readText (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw startFailure(startFailures.UsageWrong, [`--csr: ${file} cannot be read (${messageOf(error)})`])
  }
}
