// Reads the secrets of another server by its KV v2 API: Vault, OpenBao, or the service itself.

import { urlToHttpOptions } from 'node:url'
import { startFailure, startFailures } from '../../../domain/errors/start-failures.js'
import { messageOf } from '../../../domain/thrown.js'
import { jsonOrText, requestHttps } from '../../../emulator/https-request.js'
import { isObject } from '../secret-data.js'

export interface KvServer {
  /** URL without `/v1`. */
  readonly url: string
  readonly token: string
  readonly mount: string
  /** The folder to read; empty for all. */
  readonly folder: string
  /** PEM: the certificates that the server is checked with; undefined for those of this machine. */
  readonly ca: string | undefined
}

/** Milliseconds for a call. */
const patience = 30_000

/**
 * The latest version of every secret, as the replies of the server, and the paths whose latest version is deleted.
 * Throws StartFailure.
 */
export async function readKvServer (server: KvServer): Promise<{
  readonly secrets: ReadonlyArray<{ readonly path: string, readonly text: string }>
  readonly deleted: readonly string[]
}> {
  const ca = server.ca === undefined ? {} : { ca: server.ca }
  const secrets: Array<{ path: string, text: string }> = []
  const deleted: string[] = []

  async function get (route: string, path: string, query = '', headers = {}) {
    const encoded = path.split('/').map(encodeURIComponent).join('/')
    const url = `${server.url}/v1/${server.mount}/${route}/${encoded}${query}`
    try {
      return await requestHttps({
        ...urlToHttpOptions(new URL(url)), ...ca, headers: { 'x-vault-token': server.token, ...headers }, patience
      })
    } catch (error) {
      throw startFailure(startFailures.ServerUnreachable, server.url, messageOf(error))
    }
  }

  async function read (path: string): Promise<void> {
    const { status, text } = await get('data', path)
    if (status === 200) secrets.push({ path, text })
    else if (status === 404) deleted.push(path)
    else throw refused(`reading ${path}`, status)
  }

  /** The names in a folder; folders in it end with a slash. The service sends long lists in pages, Vault does not. */
  async function list (folder: string): Promise<readonly string[]> {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const headers = cursor === undefined ? {} : { 'x-pagination-cursor': cursor }
      const reply = await get('metadata', folder, '?list=true', headers)
      if (reply.status !== 200) throw refused(`listing ${folder === '' ? 'the secrets' : folder}`, reply.status)
      names.push(...keysIn(reply.text))
      cursor = String(reply.headers['x-pagination-cursor-next'] ?? '') || undefined
    } while (cursor !== undefined)
    return names
  }

  async function walk (folder: string): Promise<void> {
    for (const name of await list(folder)) {
      if (name.endsWith('/')) await walk(folder + name)
      else await read(folder + name)
    }
  }

  const refused = (what: string, status: number) => startFailure(startFailures.RequestRefused, [`${server.url}: ${what} was answered with status ${status}`])

  await walk(server.folder === '' ? '' : `${server.folder}/`)
  return { secrets, deleted }
}

function keysIn (text: string): readonly string[] {
  const body = jsonOrText(text)
  const data = isObject(body) ? body['data'] : undefined
  const keys = isObject(data) ? data['keys'] : undefined
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
}
