// Words and options of the commands that use the admin API. A row checks a value before anything is sent, so
// that the error names the flag.

import { accessRuleMethods, type AccessRule } from '../../domain/access/api-key.js'
import { credentialLimits } from '../../domain/limits.js'
import { defaultRegion, regionIds } from '../../domain/access/region.js'
import { isActionPattern, isResourcePattern } from '../../domain/access/policy.js'
import { isGroupUrn, isIdentityUrn } from '../../domain/urn.js'
import { readUuid } from '../../domain/uuid.js'
import { isAddressBlock, isRulePath } from '../../services/access/api-keys/access-rules.js'
import { readPath, type Option } from '../../config/options.js'
import { switchOption } from '../access-options.js'

/** The word after a verb. */
export interface Word {
  /** As in `UUID`. */
  readonly placeholder: string
  readonly accepts: string
  readonly optional?: true
  /** Undefined when the text is not accepted. */
  readonly read: (text: string) => string | undefined
}

export const uuidWord: Word = { placeholder: 'UUID', accepts: 'a UUID such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11', read: readUuid }
export const clientIdWord: Word = {
  placeholder: 'CLIENT_ID',
  accepts: 'a client id such as EU.0123456789abcdef',
  read: (text) => /^[\w.-]{1,100}$/.test(text) ? text : undefined
}
export const applicationKeyWord: Word = {
  placeholder: 'APPLICATION_KEY',
  accepts: 'an application key of letters and digits, such as that of ovh.conf',
  read: (text) => /^[A-Za-z\d]{1,50}$/.test(text) ? text : undefined
}
export const groupWord: Word = {
  placeholder: 'NAME',
  accepts: '1 to 50 letters, digits and . _ @ -',
  read: (text) => /^[\w.@-]{1,50}$/.test(text) ? text : undefined
}

/** `GET /v2/okms/*`; undefined for other texts. */
export function readAccessRule (text: string): AccessRule | undefined {
  const [given = '', path = '', ...more] = text.trim().split(/\s+/)
  const method = accessRuleMethods.find((name) => name === given.toUpperCase())
  return method === undefined || !isRulePath(path) || more.length > 0 ? undefined : { method, path }
}

interface Details {
  readonly many?: boolean
  readonly accepts: string
  readonly otherwise?: string
  readonly isRight: (text: string) => boolean
}

/** An option with its own text. */
export function textOption (
  name: string, placeholder: string, summary: string, { many = false, accepts, otherwise = 'none', isRight }: Details
) {
  return {
    name,
    placeholder,
    many,
    json: 'string',
    summary,
    accepts,
    default: otherwise,
    flagOnly: true,
    read: (text: string) => text !== '' && isRight(text) ? text : undefined
  } as const satisfies Option<unknown>
}

const { name: { maxLength: longestName }, description: { maxLength: longestDescription }, validityDays } =
  credentialLimits

export const nameOption = textOption('name', 'NAME', 'Name for people', {
  accepts: `1 to ${longestName} printable ASCII characters`,
  otherwise: 'the name of the command',
  isRight: (text) => /^[ -~]+$/.test(text) && text.length <= longestName
})
export const descriptionOption = textOption('description', 'TEXT', 'Description', {
  accepts: `1 to ${longestDescription} characters`,
  isRight: (text) => [...text].length <= longestDescription
})
export const identityOption = textOption('identity', 'URN', 'Identity that it is for', {
  many: true,
  accepts: 'an identity URN such as urn:v1:eu:identity:user:emulator-ovh/alice',
  otherwise: 'the root identity; a policy needs one',
  isRight: isIdentityUrn
})
export const domainOption = {
  ...textOption('domain', 'UUID', 'okms domain that it reaches', {
    many: true,
    accepts: 'the UUID of an okms domain',
    otherwise: 'the first domain',
    isRight: () => true
  }),
  read: readUuid
} as const satisfies Option<unknown>
export const oneDomainOption = (summary: string, otherwise: string) =>
  ({ ...domainOption, many: false, summary, default: otherwise } as const satisfies Option<unknown>)
export const newDomainOption = {
  ...oneDomainOption('Id of the new okms domain', 'a new one'), name: 'new-okms-id'
} as const satisfies Option<unknown>
export const actionOption = textOption('action', 'ACTION', 'Action that is allowed', {
  many: true,
  accepts: 'an action such as okms:apikms:serviceKey/encrypt or okms:apikms:*; * stands for any characters',
  otherwise: 'none; a policy needs one',
  isRight: isActionPattern
})
export const resourceOption = textOption('resource', 'URN', 'What it is about', {
  many: true,
  accepts: 'the URN of a domain or of something in it, such as urn:v1:eu:resource:okms:OKMS_ID; * stands for any characters',
  otherwise: 'every resource',
  isRight: isResourcePattern
})
export const memberOption = textOption('member', 'URN', 'Member of the group', {
  many: true,
  accepts: 'the identity URN of a user or a service account, such as urn:v1:eu:identity:user:emulator-ovh/alice',
  isRight: (text) => isIdentityUrn(text) && !isGroupUrn(text)
})
export const ruleOption = textOption('rule', 'RULE', 'Calls that its consumer key may make', {
  many: true,
  accepts: `a method and a path, such as "GET /v2/okms/*"; methods are ${accessRuleMethods.join(', ')}, and * stands for any characters`,
  otherwise: 'every call',
  isRight: (text) => readAccessRule(text) !== undefined
})
export const allowedIpOption = textOption('allowed-ip', 'IP', 'Address from which its consumer key may be used', {
  many: true,
  accepts: 'an IP address or a block, such as 192.0.2.0/24',
  otherwise: 'any address',
  isRight: isAddressBlock
})
export const csrOption = textOption('csr', 'FILE', 'Certificate signing request to use instead of a key made here', {
  accepts: 'the path of a file with a PKCS#10 request in PEM',
  isRight: (text) => readPath(text) !== undefined
})
export const outOption = textOption('out', 'DIR', 'Write ID_certificate.pem and ID_privatekey.pem there instead of showing them', {
  accepts: 'the path of a folder',
  isRight: (text) => readPath(text) !== undefined
})
export const domainOutOption = { ...outOption, summary: 'Folder that the certificate and the key of the new credential are written to', default: 'the certificate folder' }

/** An option with one of these values, in any case of letters. */
export const choiceOption = (
  name: string, placeholder: string, summary: string, values: readonly string[], otherwise: string
) => ({
  ...textOption(name, placeholder, summary, { accepts: values.join(', '), otherwise, isRight: () => true }),
  read: (text: string) => values.find((value) => value.toLowerCase() === text.toLowerCase())
} as const satisfies Option<unknown>)

export const typeOption = choiceOption('type', 'TYPE', 'Type of the key that is made', ['ECDSA', 'RSA'], 'ECDSA')

export const regionOption = choiceOption('region', 'REGION', 'Region of the new domain', regionIds, defaultRegion)

/** A whole number, in digits. */
export function numberOption (name: string, summary: string, { placeholder = 'N', from, to, otherwise = 'none' }: {
  readonly placeholder?: string, readonly from: number, readonly to: number, readonly otherwise?: string
}) {
  return {
    name,
    placeholder,
    many: false,
    json: 'number',
    summary,
    accepts: `a whole number from ${from} to ${to}`,
    default: otherwise,
    flagOnly: true,
    read: (text: string) => /^\d{1,15}$/.test(text) && Number(text) >= from && Number(text) <= to
      ? Number(text)
      : undefined
  } as const satisfies Option<unknown>
}

const daysOption = (to: number, otherwise: string) =>
  numberOption('days', 'Days until it ends', { from: 1, to, otherwise })

export const credentialDaysOption = daysOption(validityDays.max, String(validityDays.max))
export const tokenDaysOption = daysOption(36_500, 'never')

export const forceOption = switchOption('force', 'Remove the domain with its keys, which are destroyed for good')
export const credentialSwitch = { ...switchOption('credential', 'Give the new domain a credential and write its files; --no-credential adds the domain alone'), default: 'on' }
