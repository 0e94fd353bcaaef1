// The operations on secrets, each called as it should be, in both APIs and as Vault clients call them.

import { randomBytes } from 'node:crypto'

export interface SecretCalls {
  /** A call in the domain, by its path below `/api/{okmsId}`. */
  readonly call: (method: string, path: string, body?: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** Notes what no file, log or message may have. */
  readonly keep: (name: string, value: string) => void
}

export async function callSecretOperations ({ call, keep }: SecretCalls): Promise<void> {
  const newData = (name: string) => {
    const [first, inner] = [randomBytes(30).toString('base64'), randomBytes(30).toString('hex')]
    keep(`the data of ${name}`, first)
    keep(`the inner data of ${name}`, inner)
    return { user: 'app', password: first, nested: [{ key: inner }] }
  }

  await call('PUT', '/v2/secretConfig', { maxVersions: 20 })
  await call('GET', '/v2/secretConfig')
  const native = '/v2/secret/native/app'
  await call('POST', '/v2/secret', {
    path: 'native/app', metadata: { customMetadata: { team: 'a' } }, version: { data: newData('a new secret') }
  })
  await call('GET', `${native}?includeData=true`)
  await call('PUT', `${native}?cas=1`, { metadata: { maxVersions: 9 }, version: { data: newData('a changed secret') } })
  await call('POST', `${native}/version`, { data: newData('a new version') })
  await call('GET', `${native}/version/1?includeData=true`)
  await call('GET', `${native}/version`)
  await call('PUT', `${native}/version/1`, { state: 'deactivated' })
  await call('PUT', `${native}/version/2`, { state: 'deleted' })
  await call('GET', '/v2/secret')

  const at = (operation: string) => `/v1/secret/${operation}/kv/app`
  await call('POST', '/v1/secret/config', { max_versions: 20 })
  await call('GET', '/v1/secret/config')
  await call('POST', at('metadata'), { custom_metadata: { team: 'a' }, max_versions: 15 })
  await call('POST', at('data'), { data: newData('a write'), options: { cas: 0 } })
  await call('PUT', at('data'), { data: newData('a write by PUT') })
  await call('PATCH', at('data'), { data: { more: newData('a patch'), user: null } })
  await call('GET', at('data'))
  await call('GET', `${at('data')}?version=1`)
  await call('GET', `${at('subkeys')}?depth=1`)
  await call('DELETE', at('data'))
  await call('POST', at('undelete'), { versions: [3] })
  await call('POST', at('delete'), { versions: ['2'] })
  await call('PUT', at('destroy'), { versions: [1] })
  await call('PATCH', at('metadata'), { custom_metadata: { team: null } })
  await call('GET', at('metadata'))
  await call('GET', '/v1/secret/metadata?list=true')
  await call('GET', '/v1/secret/metadata/kv?list=true')

  for (const path of ['sys/health', 'sys/internal/ui/mounts/secret', 'auth/token/lookup-self']) {
    await call('GET', `/v1/${path}`)
  }
  await call('POST', '/v2/secret', { path: 'native/gone', version: { data: newData('a deleted secret') } })
  await call('DELETE', '/v2/secret/native/gone')
  await call('POST', '/v1/secret/data/kv/gone', { data: newData('a secret whose metadata is deleted') })
  await call('DELETE', '/v1/secret/metadata/kv/gone')
}
