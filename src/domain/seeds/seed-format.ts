// THE table of the format of seed files. Names and values are those of the APIs where they have the member.

import { defaultGroups, groupRoles } from '../access/group.js'
import { isActionPattern, isResourcePattern } from '../access/policy.js'
import { defaultRegion, regionIds } from '../access/region.js'
import { userStatuses, userTypes } from '../access/user.js'
import { curves, keyTypes } from '../keys/algorithms.js'
import { keyOperations } from '../keys/key-operations.js'
import { keyStates, revocationReasons } from '../keys/key-state.js'
import { protectionLevels } from '../keys/service-key.js'
import { accessLimits, credentialLimits, policyLimits } from '../limits.js'
import { isPlainDuration, readDuration } from '../secrets/duration.js'
import { faultOfPath } from '../secrets/secret-path.js'
import { lastVersion } from '../secrets/version-limit.js'
import { secretVersionStates } from '../secrets/version-state.js'
import { isGroupUrn, isIdentityUrn } from '../urn.js'
import { uuidExpression, uuidPattern } from '../uuid.js'
import type { ValueOf } from './shape.js'

/** Bytes of a seed; about two thousand RSA keys with their material. */
export const maxSeedLength = 8 * 1024 * 1024

/** Levels of lists and members in each other. */
export const maxSeedDepth = 100

/** Values in a seed, those of repeated aliases counted each time. */
export const maxSeedValues = 200_000

/** Items of one list. */
const many = 100_000

const text = {
  kind: 'text', accepts: 'a text', isRight: (value: string) => value !== ''
} as const

const uuid = {
  kind: 'text',
  accepts: 'a UUID such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11',
  isRight: (value: string) => uuidPattern.test(value),
  schema: { pattern: `^${uuidExpression.replaceAll('a-f', 'a-fA-F')}$` }
} as const

interface Length { readonly maxLength: number }

const nameUpTo = ({ maxLength }: Length) => ({
  kind: 'text',
  accepts: `1 to ${maxLength} printable ASCII characters`,
  isRight: (value: string) => /^[ -~]+$/.test(value) && value.length <= maxLength,
  schema: { pattern: '^[ -~]+$', maxLength }
} as const)

const descriptionUpTo = ({ maxLength }: Length) => ({
  kind: 'text',
  about: 'Free text.',
  accepts: `at most ${maxLength} characters`,
  isRight: (value: string) => [...value].length <= maxLength,
  schema: { maxLength }
} as const)

const name = nameUpTo(credentialLimits.name)
const description = descriptionUpTo(credentialLimits.description)

/** Of tokens, service accounts, policies, users and groups. */
const longName = nameUpTo(accessLimits.name)
const longDescription = descriptionUpTo(accessLimits.description)

const identity = {
  kind: 'text',
  about: 'An identity.',
  accepts: 'an identity URN such as urn:v1:eu:identity:user:emulator-ovh/alice',
  isRight: isIdentityUrn,
  schema: { pattern: '^urn:v1:[a-z]+:identity:(account|user|group|credential):[!-~]+$' }
} as const

const identityURNs = {
  kind: 'list',
  about: 'Identities of the holder; the root identity by default.',
  item: identity,
  min: 1,
  max: credentialLimits.identities.max
} as const

const path = {
  kind: 'text',
  accepts: 'a path, relative to the seed file',
  isRight: (value: string) => value !== '' && !value.includes('\0')
} as const

const domainReferences = {
  kind: 'list',
  about: 'The domains that it reaches, each by its okmsId or its name; by default those of this file, or else the first domain of the server.',
  item: { ...text, about: 'The okmsId or the name of a domain, of this file or of the server.', accepts: 'an okmsId or a name' },
  min: 1,
  max: 1000
} as const

const settings = {
  casRequired: { kind: 'switch', about: 'Whether every write must name the current version.' },
  maxVersions: { kind: 'number', about: 'Versions to keep; 0 when it is not set.', min: 0, max: lastVersion },
  deactivateVersionAfter: {
    kind: 'text',
    about: 'How long a version stays active; 0s for ever.',
    accepts: 'a duration such as 30d or 10h30m10s',
    isRight: (value: string) => isPlainDuration(value) && readDuration(value) !== undefined,
    schema: { pattern: '^(\\d+[dhms])+$', maxLength: 64 }
  }
} as const

const credential = {
  kind: 'members',
  about: 'An access certificate. A credential of this name that is not revoked stays as it is.',
  members: {
    name: { ...name, about: 'Name, by which it is recognised in its domain.', required: true },
    description,
    identityURNs,
    validity: {
      kind: 'number',
      about: 'Validity in days; 365 by default.',
      min: credentialLimits.validityDays.min,
      max: credentialLimits.validityDays.max
    },
    createdAt: { kind: 'time', about: 'When its validity starts; now by default.' },
    certificateType: { kind: 'choice', about: 'Type of the key that is made; ECDSA by default.', values: ['ECDSA', 'RSA'] },
    csr: {
      ...text, about: 'A PKCS#10 signing request in PEM, in place of a key that is made.', accepts: 'a PKCS#10 request in PEM'
    },
    out: {
      ...path,
      about: 'Folder that client.pem and client-key.pem are written to, relative to the seed file. Without it, they are in the answer alone.'
    }
  }
} as const

const key = {
  kind: 'members',
  about: 'A service key. With jwk, pem or key its material is given, otherwise it is generated.',
  members: {
    id: { ...uuid, about: 'Its id; a new one by default. Without it, the key is recognised by its name.' },
    name: {
      kind: 'text',
      about: 'Name for people.',
      accepts: '1 to 32 characters',
      isRight: (value: string) => value !== '' && [...value].length <= 32,
      schema: { minLength: 1, maxLength: 32 },
      required: true
    },
    context: {
      kind: 'text',
      about: 'Free text kept with the key; not the context of encryption.',
      accepts: 'at most 64 characters',
      isRight: (value: string) => [...value].length <= 64,
      schema: { maxLength: 64 }
    },
    type: { kind: 'choice', about: 'Type of the key; given material has its own.', values: keyTypes },
    size: { kind: 'choice', about: 'Bits of an oct or RSA key.', values: [128, 192, 256, 2048, 3072, 4096] },
    curve: { kind: 'choice', about: 'Curve of an EC key.', values: curves },
    operations: {
      kind: 'list',
      about: 'What the key may be used for; by default what its type is commonly used for.',
      item: { kind: 'choice', about: 'An operation.', values: keyOperations },
      max: 32
    },
    protectionLevel: { kind: 'choice', about: 'SOFTWARE by default.', values: protectionLevels },
    extractable: { kind: 'switch', about: 'Whether the material may leave in wrapped form.' },
    jwk: { kind: 'json', about: 'Its material as a JWK, with the private members or without.', isSecret: true },
    pem: { ...text, about: 'Its material in PEM: a private or a public key, RSA or EC, not encrypted.', accepts: 'a private or a public key in PEM', isSecret: true },
    key: { ...text, about: 'The bytes of an oct key in base64.', accepts: '16, 24 or 32 bytes in base64, such as the output of: openssl rand -base64 32', isSecret: true },
    state: { kind: 'choice', about: 'State; active by default. A destroyed key has no material, and its id stays taken.', values: keyStates },
    reason: { kind: 'choice', about: 'Why it was deactivated or compromised.', values: revocationReasons },
    createdAt: { kind: 'time', about: 'When it was created; by default at the earliest of its other times, or now.' },
    activatedAt: { kind: 'time', about: 'When it was activated, null for never; when it was created by default.', orNull: true },
    deactivatedAt: { kind: 'time', about: 'When it was deactivated; now by default.' },
    compromisedAt: { kind: 'time', about: 'When it became known that it was compromised; now by default.' },
    destroyedAt: { kind: 'time', about: 'When it was destroyed; now by default.' }
  }
} as const

const secretData = { kind: 'json', about: 'Its data: an object, or null.', isSecret: true, orNull: true } as const

const secret = {
  kind: 'members',
  about: 'A secret. One that is there at this path stays as it is.',
  members: {
    path: {
      kind: 'text',
      about: 'Its path.',
      accepts: '1 to 255 of the characters a-z A-Z 0-9 _ . : / = @ -, without a slash at the start or the end',
      isRight: (value: string) => faultOfPath(value) === undefined,
      schema: { pattern: '^[\\w.:=@-]+(/[\\w.:=@-]+)*$', maxLength: 255 },
      required: true
    },
    metadata: {
      kind: 'members',
      about: 'Its settings and metadata.',
      members: { ...settings, customMetadata: { kind: 'texts', about: 'Names and texts of your own.' } }
    },
    createdAt: { kind: 'time', about: 'When it was created; by default with its first version.' },
    data: { ...secretData, about: 'The data of its only version, in place of versions.' },
    versions: {
      kind: 'list',
      about: 'Its versions, oldest first.',
      max: lastVersion,
      item: {
        kind: 'members',
        about: 'A version.',
        members: {
          id: { kind: 'number', about: 'Its number; one more than the version before it by default, and 1 for the first.', min: 1, max: lastVersion },
          data: secretData,
          state: { kind: 'choice', about: 'State; by default active, until a deactivation that its times say.', values: secretVersionStates },
          createdAt: { kind: 'time', about: 'When it was created; now by default.' },
          deactivatedAt: { kind: 'time', about: 'When it was or will be deactivated; null for never.', orNull: true }
        }
      }
    }
  }
} as const

const domain = {
  kind: 'members',
  about: 'An okms domain with what is in it. Without okmsId and name it is the first domain of the server, which client.pem belongs to.',
  members: {
    okmsId: { ...uuid, about: 'Its id. A domain of this id is used as it is; without it, the domain is recognised by its name.' },
    name: { ...name, about: 'Name for people.' },
    region: { kind: 'choice', about: `Its region; ${defaultRegion} by default.`, values: regionIds },
    createdAt: { kind: 'time', about: 'When it was created; now by default.' },
    secretConfiguration: { kind: 'members', about: 'What counts for every secret of the domain that does not say otherwise. A domain that has a configuration keeps it.', members: settings },
    credentials: { kind: 'list', about: 'Access certificates of the domain.', item: credential, max: many },
    keys: { kind: 'list', about: 'Service keys of the domain.', item: key, max: many },
    secrets: { kind: 'list', about: 'Secrets of the domain.', item: secret, max: many }
  }
} as const

const everyDomain = {
  kind: 'switch', about: 'Whether it reaches every domain, those added later too, in place of domains.'
} as const

const serviceAccount = {
  kind: 'members',
  about: 'A service account. One of this name stays as it is.',
  members: {
    name: { ...longName, about: 'Name, by which it is recognised.', required: true },
    description: longDescription,
    clientId: {
      kind: 'text',
      about: 'Its client id; a new one by default.',
      accepts: '1 to 100 letters, digits and . _ -',
      isRight: (value: string) => /^[\w.-]{1,100}$/.test(value),
      schema: { pattern: '^[\\w.-]{1,100}$' }
    },
    domains: domainReferences,
    everyDomain,
    out: { ...path, about: 'File that its secret is written to, relative to the seed file. Without it, the secret is in the answer alone.' }
  }
} as const

const login = {
  kind: 'text',
  accepts: '1 to 100 letters, digits and . _ @ -',
  isRight: (value: string) => /^[\w.@-]{1,100}$/.test(value),
  schema: { pattern: '^[\\w.@-]{1,100}$' }
} as const

const groupName = {
  kind: 'text',
  accepts: '1 to 50 letters, digits and . _ @ -',
  isRight: (value: string) => /^[\w.@-]{1,50}$/.test(value),
  schema: { pattern: '^[\\w.@-]{1,50}$' }
} as const

const user = {
  kind: 'members',
  about: 'A user of the account. One of this login stays as it is.',
  members: {
    login: { ...login, about: 'Login, by which it is recognised; the last part of its URN.', required: true },
    email: {
      kind: 'text',
      about: 'E-mail address.',
      accepts: 'an e-mail address such as alice@example.com',
      isRight: (value: string) => /^[!-~]+@[!-~]+$/.test(value) && value.length <= 254,
      schema: { maxLength: 254 }
    },
    description: longDescription,
    group: { ...groupName, about: 'Its main group, of this file or of the server; DEFAULT by default.' },
    type: { kind: 'choice', about: 'USER by default; SERVICE for a program.', values: userTypes },
    status: { kind: 'choice', about: 'OK by default; the tokens of a DISABLED user do not work.', values: userStatuses }
  }
} as const

const token = {
  kind: 'members',
  about: 'A personal access token. One of this name stays as it is; those of a user are recognised by user and name.',
  members: {
    name: { ...longName, about: 'Name, by which it is recognised.', required: true },
    description: longDescription,
    user: { ...login, about: 'The user that it belongs to, of this file or of the server. It then has the identity of the user and reaches every domain.' },
    identityURNs,
    domains: domainReferences,
    everyDomain,
    expiresAt: { kind: 'time', about: 'When it expires; by default it does not.' },
    out: { ...path, about: 'File that the token is written to, relative to the seed file. Without it, the token is in the answer alone.' }
  }
} as const

const actions = (about: string) => ({
  kind: 'list',
  about,
  max: policyLimits.entries.max,
  item: {
    kind: 'text',
    about: 'An action.',
    accepts: 'an action such as okms:apikms:serviceKey/encrypt or okms:apikms:*',
    isRight: isActionPattern
  }
} as const)

const policy = {
  kind: 'members',
  about: 'An IAM policy. One of this name stays as it is.',
  members: {
    name: { ...longName, about: 'Name, by which it is recognised.', required: true },
    description: longDescription,
    identities: {
      kind: 'list', about: 'Who is allowed.', item: identity, min: 1, max: policyLimits.entries.max, required: true
    },
    resources: {
      kind: 'list',
      about: 'What it is about.',
      min: 1,
      max: policyLimits.entries.max,
      required: true,
      item: {
        kind: 'members',
        about: 'A resource.',
        members: {
          urn: {
            kind: 'text',
            about: 'URN of a domain or of something in it; * stands for any characters.',
            accepts: 'a resource URN such as urn:v1:eu:resource:okms:4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11, or *',
            isRight: isResourcePattern,
            required: true
          }
        }
      }
    },
    action: { ...actions('What is allowed; * stands for any characters.'), required: true },
    except: actions('What this policy does not allow, whatever action says.'),
    deny: actions('What no policy allows these identities on these resources.'),
    expiredAt: { kind: 'time', about: 'From when on it does not count; by default it does not expire.' }
  }
} as const

const group = {
  kind: 'members',
  about: 'A group of identities. One of this name stays as it is.',
  members: {
    name: { ...groupName, about: 'Name.', required: true },
    description: { ...longDescription, about: `Free text; ${defaultGroups.map((one) => one.name).join(', ')} have their own.` },
    role: { kind: 'choice', about: 'What members may do without a policy: everything with ADMIN, else nothing; NONE by default.', values: groupRoles },
    members: {
      kind: 'list',
      about: 'Its members.',
      max: policyLimits.entries.max,
      required: true,
      item: {
        ...identity,
        accepts: 'an identity URN of a user, a service account or an account',
        isRight: (value: string) => isIdentityUrn(value) && !isGroupUrn(value)
      }
    }
  }
} as const

export const seedFormat = {
  kind: 'members',
  about: 'What an okms-emulator starts with: domains with their keys, secrets and credentials, and who may use them.',
  members: {
    $schema: { ...text, about: 'The JSON Schema of this format, for editors.' },
    domains: { kind: 'list', about: 'okms domains.', item: domain, max: many },
    serviceAccounts: { kind: 'list', about: 'Service accounts, which exchange a secret for tokens.', item: serviceAccount, max: many },
    tokens: { kind: 'list', about: 'Personal access tokens.', item: token, max: many },
    groups: { kind: 'list', about: 'Groups of identities.', item: group, max: many },
    users: { kind: 'list', about: 'Users of the account.', item: user, max: many },
    policies: { kind: 'list', about: 'IAM policies.', item: policy, max: many }
  }
} as const

export type Seed = ValueOf<typeof seedFormat>
export type SeedDomain = ValueOf<typeof domain>
export type SeedCredential = ValueOf<typeof credential>
export type SeedKey = ValueOf<typeof key>
export type SeedSecret = ValueOf<typeof secret>
export type SeedServiceAccount = ValueOf<typeof serviceAccount>
export type SeedToken = ValueOf<typeof token>
export type SeedPolicy = ValueOf<typeof policy>
export type SeedGroup = ValueOf<typeof group>
export type SeedUser = ValueOf<typeof user>
