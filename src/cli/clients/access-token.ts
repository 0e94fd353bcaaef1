// The personal access token for clients that take no certificate: kept in the certificate folder, made when there is
// none or when the server rejects it.

import { readFileSync } from 'node:fs'
import { urlToHttpOptions } from 'node:url'
import type { Config } from '../../config/config.js'
import { options } from '../../config/options.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { requestHttps } from '../../emulator/https-request.js'
import { accessTokenFile } from '../../services/certificates/certificate-files.js'
import type { Output } from '../command.js'
import { prepareFolder } from '../writable-folder.js'
import { okmsConfigurationIn, type FolderAccess } from './client-access.js'

/** Flags for the folders of a stopped server, on which the token is then made. */
export const tokenFolders = [options.data, options.pki] as const

/** For help. */
export const tokenRule = 'For a client that reads a token, such as vault, it makes a personal access token of the domain when there is none, keeps it in OKMSID_token of the certificate folder (mode 0600), uses it again the next time, and replaces it when the server does not accept it any more. That takes the admin API: of the running server, otherwise the data folder of the stopped one. okms-emulator token list shows the token, and token remove ends it.'

/** Shown by `token list`. */
const tokenName = 'env'

/** Milliseconds for the check of a token. */
const patience = 3000

/** While no server answers, an existing token is taken as it is. Throws StartFailure. */
export async function tokenFor (access: FolderAccess, config: Config, stderr: Output): Promise<string> {
  const { openCertificateFolder } = await import('../../store/certificate-folder.js')
  const folder = openCertificateFolder(access.folder)
  const name = accessTokenFile(access.okmsId)
  const kept = tokenIn(folder.read(name, { secret: true })?.toString())
  const { endpoint: written } = okmsConfigurationIn(access.folder)
  // The endpoint for clients may be a name that only they know.
  const server = await firstToAnswer(new Set([access.endpoint, written ?? access.endpoint]), access, kept)
  if (kept !== undefined && server?.isAccepted !== false) return kept

  prepareFolder(access.folder)
  const { openAdminApi } = await import('../../emulator/admin/admin-api.js')
  const api = await openAdminApi({ config, endpoint: server?.endpoint, written, dataNamed: false })
  try {
    const reply = await api.call({ operationId: 'AddToken', body: { name: tokenName, okmsIds: [access.okmsId] } })
    if (reply.refusal !== undefined) {
      throw startFailure(startFailures.RequestRefused, reply.refusal.problems.map(({ line }) => line))
    }
    const { id, token } = reply.body as { readonly id: string, readonly token: string }
    folder.write(name, `${token}\n`, { secret: true })
    stderr.write(`okms-emulator: made the personal access token ${id}, kept in ${folder.path(name)}\n`)
    return token
  } finally {
    api.close()
  }
}

/** Undefined for a file that has anything else than a token. */
function tokenIn (text: string | undefined): string | undefined {
  return /^[\w.~+/=-]+(?=\n?$)/.exec(text ?? '')?.[0]
}

interface Answer {
  readonly endpoint: string
  readonly isAccepted: boolean
}

/** Undefined when none of them answers, or none is a server of this CA. */
async function firstToAnswer (
  endpoints: Iterable<string>, { ca, okmsId }: Pick<FolderAccess, 'ca' | 'okmsId'>, token: string | undefined
): Promise<Answer | undefined> {
  // Policies do not apply to the first call, so that its status is about the token alone. The second one is in no
  // journal: without a token there is nothing to be refused.
  const { path, headers } = token === undefined
    ? { path: '/_emulator/health', headers: {} }
    : { path: `/api/${okmsId}/v1/auth/token/lookup-self`, headers: { authorization: `Bearer ${token}` } }
  for (const endpoint of endpoints) {
    try {
      const { status } = await requestHttps({
        ...urlToHttpOptions(new URL(`${endpoint}${path}`)), headers, ca: readFileSync(ca), patience
      })
      return { endpoint, isAccepted: token !== undefined && ![401, 403, 404].includes(status) }
    } catch {
      // The next one may answer; without any, the folders of a stopped server decide.
    }
  }
  return undefined
}
