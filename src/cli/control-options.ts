// Options of the commands that use the control door. What a value must be is the server's to say; only what it cannot see is checked here.

import type { Option } from '../options.js'

/** An option with a text of its own. */
function textOption (name: string, placeholder: string, summary: string, { many = false, accepts = 'a text', otherwise = 'none' } = {}) {
  return {
    name,
    placeholder,
    many,
    json: 'string',
    summary,
    accepts,
    default: otherwise,
    flagOnly: true,
    read: (text: string) => text === '' ? undefined : text
  } as const satisfies Option<unknown>
}

export const nameOption = textOption('name', 'NAME', 'Name for people', { accepts: '1 to 50 printable ASCII characters', otherwise: 'the name of the command' })
export const descriptionOption = textOption('description', 'TEXT', 'Description', { accepts: 'at most 200 characters' })
export const identityOption = textOption('identity', 'URN', 'Identity that it is for', { many: true, accepts: 'an identity URN, such as urn:v1:eu:identity:user:emulator-ovh/alice', otherwise: 'the root identity; a policy needs one' })
export const domainOption = textOption('domain', 'UUID', 'okms domain that it reaches', { many: true, accepts: 'the UUID of a domain', otherwise: 'the first domain' })
export const actionOption = textOption('action', 'ACTION', 'Action that is allowed', { many: true, accepts: 'an action such as okms:apikms:serviceKey/encrypt; * stands for any characters' })
export const resourceOption = textOption('resource', 'URN', 'What it is about', { many: true, accepts: 'the URN of a domain or of something in it; * stands for any characters', otherwise: 'every resource' })
export const memberOption = textOption('member', 'URN', 'Member of the group', { many: true, accepts: 'the identity URN of a user or a service account' })
export const csrOption = textOption('csr', 'FILE', 'Certificate signing request to use instead of a key made here', { accepts: 'a PKCS#10 request in PEM' })
export const typeOption = textOption('type', 'TYPE', 'Type of the key that is made', { accepts: 'ECDSA or RSA', otherwise: 'ECDSA' })
export const outOption = textOption('out', 'DIR', 'Write ID_certificate.pem and ID_privatekey.pem there instead of showing them', { accepts: 'the path of a folder' })

export const daysOption = {
  name: 'days',
  placeholder: 'N',
  many: false,
  json: 'number',
  summary: 'Days until it ends',
  accepts: 'a whole number of at least 1; of a credential at most 365',
  default: '365 for a credential, never for a token',
  flagOnly: true,
  read: (text: string) => /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined
} as const satisfies Option<unknown>
