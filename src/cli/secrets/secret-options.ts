// Options of the command `secret`.

import { readPath, type Option } from '../../config/options.js'
import { faultOfPath } from '../../domain/secrets/secret-path.js'
import { lastVersion } from '../../domain/secrets/version-limit.js'
import { switchOption } from '../access-options.js'
import { formatNames } from './import/import-formats.js'

const versionNumber = (name: string, summary: string, { from, otherwise }: {
  readonly from: 0 | 1, readonly otherwise: string
}) => ({
  name,
  placeholder: 'N',
  many: false,
  json: 'number',
  summary,
  accepts: `a whole number from ${from} to ${lastVersion}`,
  default: otherwise,
  flagOnly: true,
  read: (text: string) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN
    return value >= from && value <= lastVersion ? value : undefined
  }
} as const satisfies Option<unknown>)

export const versionOption = versionNumber('version', 'Version to get', { from: 1, otherwise: 'the latest one' })
export const casOption = versionNumber('cas', 'Write only when this is the current version; 0 when there is none yet', {
  from: 0, otherwise: 'write whatever the current version is'
})

interface Details<Value> {
  readonly accepts: string
  readonly otherwise: string
  readonly read: (text: string) => Value | undefined
}

function textOption <Value> (
  name: string, placeholder: string, summary: string, { accepts, otherwise, read }: Details<Value>
) {
  return {
    name, placeholder, many: false, json: 'string', summary, accepts, default: otherwise, flagOnly: true, read
  } as const satisfies Option<unknown>
}

export const fieldOption = textOption('field', 'NAME', 'Print this field alone, a text without quotes', {
  accepts: 'the name of a field', otherwise: 'every field', read: (text) => text
})

const secretPath = {
  accepts: 'the path of a secret, such as app/db',
  read: (text: string) => faultOfPath(text) === undefined ? text : undefined
}

export const secretPathOption = textOption('path', 'PATH', 'Secret that the file is imported to; with a folder of files or --from, the folder that the secrets are put in', {
  ...secretPath, otherwise: 'the paths in the file'
})

export const formatOption = textOption('format', 'NAME', 'Format of the file', {
  accepts: formatNames.join(', '),
  otherwise: 'the one that fits its content',
  read: (text) => formatNames.find((name) => name === text)
})

const file = { accepts: 'the path of a file', read: readPath }

/** Another server over plain HTTP is accepted on this machine alone, as the token would be sent in clear. */
export const fromOption = textOption('from', 'URL', 'Import from this KV v2 server instead of a file, such as https://vault:8200', {
  accepts: 'an https URL, or an http URL of this machine',
  otherwise: 'none; a FILE is read',
  read (text) {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url === undefined || url.username !== '' || url.search + url.hash !== '') return undefined
    const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
    return url.protocol === 'https:' || (url.protocol === 'http:' && isHere) ? url.href.replace(/\/+$/, '') : undefined
  }
})
export const tokenFileOption = textOption('token-file', 'FILE', 'File with the token for the server of --from', {
  ...file, otherwise: 'none; --from needs one'
})
export const caOption = textOption('ca', 'FILE', 'Certificates that the server of --from is checked with', {
  ...file, otherwise: 'those that this machine trusts'
})
export const mountOption = textOption('mount', 'NAME', 'Mount of the KV v2 engine on the server of --from', {
  ...secretPath, accepts: 'a path such as secret', otherwise: 'secret'
})
export const folderOption = textOption('folder', 'PATH', 'Folder on the server of --from whose secrets are imported', {
  ...secretPath, accepts: 'a folder such as app', otherwise: 'every folder'
})

export const dryRunOption = switchOption('dry-run', 'Report what would be written, and write nothing')
export const yesOption = switchOption('yes', 'Do not ask before deleting')
