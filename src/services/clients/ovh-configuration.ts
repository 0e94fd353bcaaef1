// ovh.conf: the configuration of the official API wrappers, with the API key that every start makes sure of.

import type { ConsumerKey } from '../../domain/access/api-key.js'
import { StartFailure } from '../../domain/errors/start-failures.js'
import type { ApiKeyStore, CertificateFolder } from '../../domain/ports.js'
import { newApiKeyTexts, type ApiKeys, type ApiKeyTexts } from '../access/api-keys/api-keys.js'
import { hashOf } from '../access/tokens/token-reader.js'
import { certificateFiles } from '../certificates/certificate-files.js'

/** Where a client of the OVHcloud API finds it, and the keys that it signs with. */
export interface OvhAccess extends ApiKeyTexts {
  /** URL with the branch 1.0 and no slash at its end, as the wrappers take it. */
  readonly endpoint: string
}

/** The base URL of the OVHcloud API at a server. */
export const ovhEndpoint = (serverUrl: string): string => `${serverUrl.replace(/\/+$/, '')}/1.0`

/** For a server that shares the folder with a running server, to which ovh.conf belongs. */
export const furtherOvhConfiguration = (port: number): string => `ovh-${port}.conf`

export interface OvhConfigurationOptions {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly apiKeys: Pick<ApiKeys, 'adopt'>
  /** Name of the file in the folder. */
  readonly name: string
  /** URL of the server over TLS. */
  readonly endpoint: string
  /** URL of the plain HTTP port, which clients use that take no CA. */
  readonly plainEndpoint?: string | undefined
}

export interface OvhConfiguration {
  /** Absolute path. */
  readonly file: string
  /** The consumer key in the file; undefined where there is none, because the folder is read-only. */
  readonly consumerKey: ConsumerKey | undefined
  /** Why there is none. */
  readonly missing?: string
}

const builtInName = 'ovh.conf'

/**
 * Makes sure that the file has an API key that this server accepts: its own, that of the server with which it shares
 * the folder, or a new one. A correct file is not written again. A read-only folder serves the endpoint that the file
 * names, and no other; without the file, the server has no API key of its own.
 */
export function ensureOvhConfiguration ({
  folder, apiKeys, name, endpoint: serverUrl, plainEndpoint = serverUrl
}: OvhConfigurationOptions): OvhConfiguration {
  const endpoint = ovhEndpoint(plainEndpoint)
  const file = folder.path(name)
  const read = (name: string) => folder.read(name, { secret: true })?.toString()
  for (const one of [name, certificateFiles.ovhConfiguration]) {
    const keys = keysIn(readOvhConfiguration(read(one) ?? ''))
    const consumerKey = keys && apiKeys.adopt(keys, builtInName)
    if (keys === undefined || consumerKey === undefined) continue
    write(keys)
    return { file, consumerKey }
  }
  const made = newApiKeyTexts()
  try {
    // The file comes first: a start that was killed between the two is completed by the next one.
    write(made)
  } catch (error) {
    if (!isUnwritable(error) || namesAnother()) throw error
    return { file, consumerKey: undefined, missing: error.message }
  }
  return { file, consumerKey: apiKeys.adopt(made, builtInName) }

  function write (keys: ApiKeyTexts): void {
    const text = ovhConfigurationText({ endpoint, ...keys })
    try {
      if (read(name) !== text) folder.write(name, text, { secret: true })
    } catch (error) {
      if (!isUnwritable(error) || !namesAnother()) throw error
      const written = writtenEndpoint() ?? ''
      const more = `. ${name} in it names the endpoint ${written}, and this server is ${endpoint}: without writing, it starts only as ${written}`
      throw new StartFailure(error.code, error.message + more, error.messageInProgram + more)
    }
  }

  function writtenEndpoint (): string | undefined {
    return readOvhConfiguration(read(name) ?? '').endpoint
  }

  function namesAnother (): boolean {
    return (writtenEndpoint() ?? endpoint) !== endpoint
  }
}

/** The consumer key in ovh.conf, if it is one of the store. */
export function builtInConsumerKey (
  folder: CertificateFolder, store: Pick<ApiKeyStore, 'findConsumerKey'>
): ConsumerKey | undefined {
  const text = folder.read(certificateFiles.ovhConfiguration, { secret: true })?.toString() ?? ''
  const { consumerKey } = readOvhConfiguration(text)
  return consumerKey === undefined ? undefined : store.findConsumerKey(hashOf(consumerKey))
}

const isUnwritable = (error: unknown): error is StartFailure =>
  error instanceof StartFailure && error.code === 'FolderNotWritable'

/**
 * The section has the URL as its name: go-ovh takes a URL as the endpoint, and python-ovh looks the same name up in its
 * dictionary ENDPOINTS, which a program extends. node-ovh reads no file.
 */
export function ovhConfigurationText ({ endpoint, applicationKey, applicationSecret, consumerKey }: OvhAccess): string {
  return `; Configuration of go-ovh, python-ovh, Terraform and ovhcloud-cli, written by okms-emulator. Copy it to change it.
[default]
endpoint=${endpoint}

[${endpoint}]
application_key=${applicationKey}
application_secret=${applicationSecret}
consumer_key=${consumerKey}
`
}

/** The content of a file written by this program; missing members are undefined. */
export function readOvhConfiguration (text: string): Partial<OvhAccess> {
  const value = (name: string) => new RegExp(`^${name}=(\\S+)$`, 'm').exec(text)?.[1]
  const members = {
    endpoint: value('endpoint'),
    applicationKey: value('application_key'),
    applicationSecret: value('application_secret'),
    consumerKey: value('consumer_key')
  }
  return Object.fromEntries(Object.entries(members).filter(([, found]) => found !== undefined))
}

/** Everything that a client needs; undefined for a damaged or foreign file. */
export function ovhAccessIn (text: string): OvhAccess | undefined {
  const { endpoint, ...rest } = readOvhConfiguration(text)
  const keys = keysIn(rest)
  return endpoint === undefined || keys === undefined ? undefined : { endpoint, ...keys }
}

function keysIn (
  { applicationKey, applicationSecret, consumerKey }: Partial<ApiKeyTexts>
): ApiKeyTexts | undefined {
  const texts = { applicationKey, applicationSecret, consumerKey }
  return isComplete(texts) && Object.values(texts).every((text) => /^[A-Za-z\d]{8,64}$/.test(text)) ? texts : undefined
}

const isComplete = (texts: Record<keyof ApiKeyTexts, string | undefined>): texts is Record<keyof ApiKeyTexts, string> =>
  Object.values(texts).every((text) => text !== undefined)
