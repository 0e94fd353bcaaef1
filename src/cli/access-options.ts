// Options that the commands about access share.

import { readSwitch, type Option } from '../options.js'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An https URL without a path, a query or a user. */
function readEndpoint (text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'https:' && url.pathname === '/' && url.search + url.hash + url.username === '' ? url.origin : undefined
}

export const endpointOption = {
  name: 'endpoint',
  placeholder: 'URL',
  many: false,
  json: 'string',
  summary: 'Where clients reach the server',
  accepts: 'an https URL such as https://kms:8443',
  default: 'the one in okms.yaml, which the server writes when it starts',
  flagOnly: true,
  read: readEndpoint
} as const satisfies Option<unknown>

export const keyIdOption = {
  name: 'key-id',
  placeholder: 'UUID',
  many: false,
  json: 'string',
  summary: 'Service key for the clients that work with one (OpenBao, OpenTofu)',
  accepts: 'the UUID of a service key',
  default: 'none; those variables are left out',
  flagOnly: true,
  read: (text: string) => uuid.test(text) ? text.toLowerCase() : undefined
} as const satisfies Option<unknown>

/** A switch of one command. */
export const switchOption = (name: string, summary: string) => ({
  name,
  placeholder: null,
  many: false,
  json: 'boolean',
  summary,
  accepts: 'true, false, 1 or 0',
  default: 'off',
  flagOnly: true,
  read: readSwitch
} as const satisfies Option<unknown>)
