// The files in the certificate folder that name this server: those of its default client, okms.yaml and ovh.conf.

import path from 'node:path'
import type { ConsumerKey } from '../domain/access/api-key.js'
import type { ClientFiles } from '../domain/access/client-files.js'
import type { CertificateFolder } from '../domain/ports.js'
import type { Logger } from '../log/log.js'
import { isServing } from '../net/server-probe.js'
import { certificateFiles } from '../services/certificates/certificate-files.js'
import { readOkmsConfiguration, writeClientFiles, type ClientFilesOptions } from '../services/clients/client-files.js'
import {
  ensureOvhConfiguration, furtherOvhConfiguration, type OvhConfigurationOptions
} from '../services/clients/ovh-configuration.js'

export interface ServerFiles {
  readonly files: ClientFiles
  /** That of ovh.conf, if there is one. */
  readonly consumerKey: ConsumerKey | undefined
  /** Removes what no later server takes over: files of a server that shared the folder with another. */
  readonly remove: () => void
}

export type ServerFilesOptions = Omit<ClientFilesOptions, 'asDefault'> & Omit<OvhConfigurationOptions, 'name'> & {
  readonly log: Logger
  /** Whether it takes the files over from a running server. */
  readonly repoint: boolean
}

/** Called once the server listens. */
export async function writeServerFiles ({ log, repoint, ...options }: ServerFilesOptions): Promise<ServerFiles> {
  const { folder, endpoint, caPem } = options
  const other = repoint ? undefined : await otherDefault(folder, endpoint, caPem)
  const asDefault = other === undefined
  const clientFiles = writeClientFiles({ ...options, asDefault })
  const { file, consumerKey, missing } = ensureOvhConfiguration({
    ...options,
    name: asDefault ? certificateFiles.ovhConfiguration : furtherOvhConfiguration(Number(new URL(endpoint).port || 443))
  })
  if (missing !== undefined) log.warn({ file, reason: missing }, 'this server has no API key of its own; make the folder writable, or add one with okms-emulator api-key add')
  const files = { ...clientFiles, ovhConfiguration: file }
  if (asDefault) return { files, consumerKey, remove: () => {} }
  const { okmsConfiguration } = files
  log.warn({ endpoint, other, okmsConfiguration }, `okms.yaml and client.pem stay those of the server at ${other}, which runs; start with --repoint to point them at this one`)
  return {
    files,
    consumerKey,
    remove: () => {
      for (const own of [okmsConfiguration, file]) folder.remove(path.basename(own))
    }
  }
}

/** The server in okms.yaml, if it is a different one of this CA and running. */
async function otherDefault (folder: CertificateFolder, endpoint: string, caPem: string): Promise<string | undefined> {
  const { endpoint: other = endpoint } = readOkmsConfiguration(
    folder.read(certificateFiles.okmsConfiguration)?.toString() ?? ''
  )
  return other !== endpoint && await isServing(other, caPem) ? other : undefined
}
