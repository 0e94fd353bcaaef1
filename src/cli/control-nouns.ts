// THE table of nouns that the command line administers, and what each verb of them asks of the control door.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../domain/start-failures.js'
import { messageOf } from '../domain/thrown.js'
import { switchOption } from './access-options.js'
import { actionOption, csrOption, daysOption, descriptionOption, domainOption, identityOption, memberOption, nameOption, outOption, resourceOption, typeOption } from './control-options.js'
import { bodyOf, segment, type Verb } from './control-verbs.js'

export interface Noun {
  readonly name: string
  readonly summary: string
  readonly verbs: readonly Verb[]
}

const forceOption = switchOption('force', 'Remove the domain though it has keys; they are destroyed for good')

/** The verbs that are the same for every noun. */
const common = (route: string, takes: string, columns: readonly string[]): readonly Verb[] => [
  { name: 'list', options: [], columns, call: () => ({ method: 'GET', route }) },
  { name: 'show', takes, options: [], call: ({ id }) => ({ method: 'GET', route: `${route}/${segment(id)}` }) },
  { name: 'remove', takes, options: [], call: ({ id }) => ({ method: 'DELETE', route: `${route}/${segment(id)}` }) }
]

const domain: Noun = {
  name: 'domain',
  summary: 'Add, list, show or remove okms domains',
  verbs: [
    {
      name: 'add',
      options: [nameOption],
      // Not the default domain, but the id of the new one.
      call: ({ own, id }) => ({ method: 'POST', route: '/domains', body: bodyOf({ name: own.one(nameOption) ?? 'domain', okmsId: id === '' ? undefined : id }) }),
      takes: '[UUID]'
    },
    ...common('/domains', 'UUID', ['okmsId', 'name', 'serviceKeyCount', 'createdAt']).filter(({ name }) => name !== 'remove'),
    { name: 'remove', takes: 'UUID', options: [forceOption], call: ({ id, own }) => ({ method: 'DELETE', route: `/domains/${segment(id)}${own.one(forceOption) === true ? '?force=true' : ''}` }) }
  ]
}

const credential: Noun = {
  name: 'credential',
  summary: 'Add, list, show or revoke access certificates of a domain',
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, identityOption, daysOption, typeOption, csrOption, outOption],
      secret: 'privateKeyPEM',
      async call ({ own, cwd, okmsId }) {
        const file = own.one(csrOption)
        return {
          method: 'POST',
          route: `/domains/${await okmsId()}/credentials`,
          body: bodyOf({
            name: own.one(nameOption) ?? 'credential',
            description: own.one(descriptionOption),
            identityURNs: own.all(identityOption),
            validity: own.one(daysOption),
            certificateType: own.one(typeOption),
            csr: file === undefined ? undefined : readText(path.resolve(cwd, file))
          })
        }
      }
    },
    { name: 'list', options: [], columns: ['id', 'name', 'status', 'certificateType', 'expiredAt'], call: async ({ okmsId }) => ({ method: 'GET', route: `/domains/${await okmsId()}/credentials` }) },
    { name: 'show', takes: 'UUID', options: [], call: async ({ id, okmsId }) => ({ method: 'GET', route: `/domains/${await okmsId()}/credentials/${segment(id)}` }) },
    { name: 'remove', takes: 'UUID', options: [], call: async ({ id, okmsId }) => ({ method: 'DELETE', route: `/domains/${await okmsId()}/credentials/${segment(id)}` }) }
  ]
}

const day = 24 * 3600 * 1000

const token: Noun = {
  name: 'token',
  summary: 'Add, list, show or remove personal access tokens',
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, identityOption, domainOption, daysOption],
      secret: 'token',
      call ({ own }) {
        const days = own.one(daysOption)
        const expiresAt = days === undefined ? undefined : new Date(Date.now() + days * day).toISOString()
        return { method: 'POST', route: '/tokens', body: bodyOf({ name: own.one(nameOption) ?? 'token', description: own.one(descriptionOption), identityURNs: own.all(identityOption), okmsIds: own.all(domainOption), expiresAt }) }
      }
    },
    ...common('/tokens', 'UUID', ['id', 'name', 'identityURNs', 'okmsIds', 'expiresAt'])
  ]
}

const serviceAccount: Noun = {
  name: 'service-account',
  summary: 'Add, list, show or remove service accounts',
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, domainOption],
      secret: 'clientSecret',
      call: ({ own }) => ({ method: 'POST', route: '/service-accounts', body: bodyOf({ name: own.one(nameOption) ?? 'service-account', description: own.one(descriptionOption), okmsIds: own.all(domainOption) }) })
    },
    ...common('/service-accounts', 'CLIENT_ID', ['clientId', 'name', 'identityURN', 'okmsIds', 'createdAt'])
  ]
}

const policy: Noun = {
  name: 'policy',
  summary: 'Add, list, show or remove policies',
  verbs: [
    {
      name: 'add',
      options: [nameOption, descriptionOption, identityOption, actionOption, resourceOption],
      call ({ own }) {
        const resources = own.all(resourceOption)
        return {
          method: 'POST',
          route: '/policies',
          // The lists are sent also when they are empty, so that the server says what is missing.
          body: {
            ...bodyOf({ name: own.one(nameOption) ?? 'policy', description: own.one(descriptionOption) }),
            identities: own.all(identityOption),
            action: own.all(actionOption),
            resources: (resources.length > 0 ? resources : ['*']).map((urn) => ({ urn }))
          }
        }
      }
    },
    ...common('/policies', 'UUID', ['id', 'name', 'identities', 'action', 'resources'])
  ]
}

const group: Noun = {
  name: 'group',
  summary: 'Add, list, show or remove groups of identities; add changes the members of one that is there',
  verbs: [
    { name: 'add', takes: 'NAME', options: [memberOption], call: ({ id, own }) => ({ method: 'PUT', route: `/groups/${segment(id)}`, body: { members: own.all(memberOption) } }) },
    ...common('/groups', 'NAME', ['name', 'urn', 'members'])
  ]
}

export const nouns: readonly Noun[] = [domain, credential, token, serviceAccount, policy, group]

function readText (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw startFailure(startFailures.UsageWrong, [`--csr: ${file} cannot be read (${messageOf(error)})`])
  }
}
