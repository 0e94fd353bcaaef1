// THE table of nouns that the command line administers, with the operation of the admin API that each verb calls.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { accessErrors } from '../../domain/errors/access.js'
import { credentialLimits, policyLimits } from '../../domain/limits.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { messageOf } from '../../domain/thrown.js'
import type { AdminOperationId } from '../../emulator/admin/admin-api.js'
import {
  actionOption, clientIdWord, credentialDaysOption, csrOption, descriptionOption, domainOption, domainOutOption,
  forceOption, groupWord, identityOption, memberOption, nameOption, credentialSwitch, outOption, resourceOption,
  tokenDaysOption, typeOption, uuidWord, type Word
} from './admin-options.js'
import { bodyOf, type Verb, type VerbInput } from './verbs.js'

export interface Noun {
  readonly name: string
  readonly summary: string
  readonly verbs: readonly Verb[]
  /** The name of a field of the admin API on the command line, for refusals by the server. */
  readonly fields: Readonly<Record<string, string>>
}

/** Fields shared by several nouns. */
const described = { name: '--name', description: '--description' } as const

/**
 * The operations of the verbs that are the same for every noun, and the parameter that the word after the verb becomes.
 */
interface CommonOperations {
  readonly list: AdminOperationId
  readonly show: AdminOperationId
  readonly remove: AdminOperationId
  readonly id: string
}

const common = (
  { list, show, remove, id: param }: CommonOperations, takes: Word, columns: readonly string[]
): readonly Verb[] => [
  { name: 'list', options: [], columns, call: () => ({ operationId: list }) },
  { name: 'show', takes, options: [], call: ({ id }) => ({ operationId: show, params: { [param]: id } }) },
  { name: 'remove', takes, options: [], call: ({ id }) => ({ operationId: remove, params: { [param]: id } }) }
]

const domain: Noun = {
  name: 'domain',
  summary: 'Add, list, show or remove okms domains',
  fields: { ...described, okmsId: 'UUID' },
  verbs: [
    {
      name: 'add',
      takes: { ...uuidWord, optional: true },
      options: [nameOption, credentialSwitch, domainOutOption],
      // The word is the id of the new domain; --okms-id would select the default domain.
      call: ({ own, id }) => ({
        operationId: 'AddDomain',
        body: bodyOf({ name: own.one(nameOption) ?? 'domain', okmsId: id === '' ? undefined : id })
      }),
      withCredential: (own) => own.one(credentialSwitch) ?? true
    },
    ...common({ list: 'ListDomains', show: 'ShowDomain', remove: 'RemoveDomain', id: 'okmsId' }, uuidWord, [
      'okmsId', 'name', 'serviceKeyCount', 'secretCount', 'createdAt'
    ])
      .filter(({ name }) => name !== 'remove'),
    {
      name: 'remove',
      takes: uuidWord,
      options: [forceOption],
      call: ({ id, own }) => ({
        operationId: 'RemoveDomain', params: { okmsId: id }, query: own.one(forceOption) === true ? { force: true } : {}
      }),
      hints: [[accessErrors.DomainNotEmpty, '--force removes the domain with its keys and secrets']]
    }
  ]
}

const credential: Noun = {
  name: 'credential',
  summary: 'Add, list, show or revoke access certificates of a domain',
  fields: {
    ...described,
    okmsId: '--okms-id',
    credentialId: 'UUID',
    identityURNs: '--identity',
    validity: '--days',
    certificateType: '--type',
    csr: '--csr'
  },
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, identityOption, credentialDaysOption, typeOption, csrOption, outOption],
      counts: [{ option: identityOption, max: credentialLimits.identities.max }],
      secret: 'privateKeyPEM',
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
            csr: file === undefined ? undefined : readText(path.resolve(cwd, file))
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

const adminCertificate: Noun = {
  name: 'admin-certificate',
  summary: 'Add, list, show or revoke certificates of the admin API',
  fields: { name: '--name', certificateId: 'UUID', validity: '--days' },
  verbs: [
    {
      name: 'add',
      options: [nameOption, credentialDaysOption, outOption],
      secret: 'privateKeyPEM',
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

const day = 24 * 3600 * 1000

const token: Noun = {
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

const serviceAccount: Noun = {
  name: 'service-account',
  summary: 'Add, list, show or remove service accounts',
  fields: { ...described, clientId: 'CLIENT_ID', okmsIds: '--domain', okmsId: '--domain' },
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, domainOption],
      secret: 'clientSecret',
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

const policy: Noun = {
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

const group: Noun = {
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

export const nouns: readonly Noun[] = [
  domain, credential, token, serviceAccount, policy, group, adminCertificate
]

function readText (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw startFailure(startFailures.UsageWrong, [`--csr: ${file} cannot be read (${messageOf(error)})`])
  }
}
