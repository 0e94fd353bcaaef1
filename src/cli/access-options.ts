// Options shared by the commands that use client files.

import { readUuid } from '../domain/uuid.js'
import { clientEnvironments } from '../services/clients/client-environment.js'
import { readPath, readSwitch, type Option } from '../config/options.js'

/** An https URL without a path, a query or a user. */
function readEndpoint (text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'https:' && url.pathname === '/' && url.search + url.hash + url.username === ''
    ? url.origin
    : undefined
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
  read: readUuid
} as const satisfies Option<unknown>

const clientNames = clientEnvironments.map(({ name }) => name)

export const clientOption = {
  name: 'client',
  placeholder: 'NAME',
  many: true,
  json: 'string',
  summary: 'Client to set the variables of',
  accepts: clientNames.join(', '),
  default: 'none; only KMS_RESTAPI_*, which other programs do not read',
  flagOnly: true,
  read: (text: string) => clientNames.find((name) => name === text)
} as const satisfies Option<unknown>

/** The folder under which the client finds its files, where that is not the one they are written to. */
export const pathOption = (summary: string, otherwise: string) => ({
  name: 'path',
  placeholder: 'DIR',
  many: false,
  json: 'string',
  summary,
  accepts: 'a path; . for the folder that the client is started in',
  default: otherwise,
  flagOnly: true,
  read: (text: string) => /[\r\n]/.test(text) ? undefined : readPath(text)
} as const satisfies Option<unknown>)

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

export const jsonOption = switchOption('json', 'Answer with JSON')
