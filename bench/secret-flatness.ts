// Secrets for bench:flatness: fifty in each folder, with five versions each, and the requests on them.

import type { Connections, LoadRequest } from './connections.js'

const secretsInFolder = 50
const versions = 5

export interface SecretPaths {
  readonly native: string
  readonly data: string
  readonly metadata: string
}

export const secretPaths = (okmsId: string): SecretPaths => ({
  native: `/api/${okmsId}/v2/secret`,
  data: `/api/${okmsId}/v1/secret/data`,
  metadata: `/api/${okmsId}/v1/secret/metadata`
})

const folderOf = (index: number) => `folder-${Math.floor(index / secretsInFolder)}`
const pathOf = (index: number) => `${folderOf(index)}/secret-${index}`
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)
const body = JSON.stringify({ data: { user: 'bench', password: 'correct horse battery staple' } })

/** Adds secrets up to this number. */
export async function growSecrets (
  connections: Connections, { data }: SecretPaths, from: number, to: number, onStep: (present: number) => void
): Promise<void> {
  const step = 500
  for (let present = from; present < to; present += step) {
    const some = range(present, Math.min(present + step, to))
    const writes = some.map((index): LoadRequest =>
      ({ method: 'POST', path: `${data}/${pathOf(index)}`, body, status: 200 }))
    await connections.count(writes, versions * writes.length)
    onStep(present)
  }
}

/** Reads, each of one secret or folder, or of all in turn. */
export function secretReads ({ native, data, metadata }: SecretPaths, secrets: number): Record<string, LoadRequest[]> {
  const get = (path: string): LoadRequest => ({ method: 'GET', path, status: 200 })
  const indexes = range(0, secrets)
  const folders = [...new Set(indexes.map(folderOf))].map((folder) => get(`${metadata}/${folder}?list=true`))
  const values = indexes.map((index) => get(`${data}/${pathOf(index)}`))
  return {
    'get secret (KV), one': values.slice(0, 1),
    'get secret (KV), in turn': values,
    'get secret (v2), in turn': indexes.map((index) => get(`${native}/${pathOf(index)}?includeData=true`)),
    'list of 100 secrets (v2)': [get(native)],
    'list of a folder (KV), one': folders.slice(0, 1),
    'list of a folder (KV), in turn': folders
  }
}

export const secretCreation = ({ data }: SecretPaths): Record<string, LoadRequest> => ({
  'create secret (KV)': { method: 'POST', path: `${data}/created/secret-{n}`, body, status: 200, isNumbered: true }
})
