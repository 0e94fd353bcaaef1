// The admin API for the command line: of a running server or, if no server runs on the data folder, of the services on
// that folder. cli/server-selection.ts describes the selection.

import path from 'node:path'
import { openAdminInProcess, type FolderConfig } from './admin-in-process.js'
import type { AdminApi } from './admin-endpoint.js'
import { adminOverHttps, type HttpsAdminApi } from './admin-over-https.js'
import type { Config } from '../../config/config.js'
import { StartFailure, startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { messageOf } from '../../domain/thrown.js'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import { hasDatabase, runningServer } from '../../store/sqlite/server-record.js'

export type { AdminCall, AdminReplyBody, AdminRequest } from '../../admin/admin-call.js'
export type { AdminOperationId } from '../../admin/admin-operation.js'
export type { AdminApi, AdminRefusal, AdminReply } from './admin-endpoint.js'

export interface AdminApiOptions {
  readonly config: FolderConfig & Pick<Config, 'ephemeral'>
  /** The server that was named, if one was. */
  readonly endpoint: string | undefined
  /** The server in the certificate folder. */
  readonly written: string | undefined
  /** The data folder was named on the command line. */
  readonly dataNamed: boolean
}

/** Milliseconds for the check whether a server is running. */
const shortPatience = 3000

/** Throws StartFailure. Creates no file and no folder. */
export async function openAdminApi ({ config, endpoint, written, dataNamed }: AdminApiOptions): Promise<AdminApi> {
  if (endpoint !== undefined) return adminOverHttps(endpoint, config)
  const okmsYaml = path.join(config.certs, certificateFiles.okmsConfiguration)
  if (dataNamed && !config.ephemeral) return await folderApi(config, [])

  const api = written === undefined ? undefined : adminOverHttps(written, config)
  const silence = api === undefined ? `no ${okmsYaml}` : await whySilent(api)
  if (api !== undefined && silence === undefined) return api

  const tried = api === undefined ? silence : `no answer from ${written ?? ''}, the server of ${okmsYaml} (${silence ?? ''})`
  if (config.ephemeral) throw startFailure(startFailures.ServerMissing, [tried ?? ''])
  return await folderApi(config, [tried ?? ''])
}

/** Undefined when the server replies with any status. */
async function whySilent (api: HttpsAdminApi): Promise<string | undefined> {
  try {
    await api.call({ operationId: 'ListDomains' }, shortPatience)
    return undefined
  } catch (error) {
    if (error instanceof StartFailure) return messageOf(error.cause ?? error)
    throw error
  }
}

/** The data folder: through the server that runs on it, otherwise directly. */
async function folderApi (config: FolderConfig, tried: readonly string[]): Promise<AdminApi> {
  const lookedFor = [...tried, `no database in ${config.data}`]
  if (!hasDatabase(config.data)) throw startFailure(startFailures.ServerMissing, lookedFor)
  try {
    const api = await openAdminInProcess(config)
    return { ...api, used: [api.used, ...tried].join('; ') }
  } catch (error) {
    const isRunning = error instanceof StartFailure && error.exitCode === startFailures.FolderInUse.exitCode
    const running = isRunning ? runningServer(config.data) : undefined
    if (running === undefined) throw error
    const api = adminOverHttps(running, config)
    return { ...api, used: `${api.used}, which runs on ${config.data}` }
  }
}
