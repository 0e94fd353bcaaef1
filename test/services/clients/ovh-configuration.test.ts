// ovh.conf: which keys it has, when it is written, and that it is one for each server of a folder.

import { statSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { startFailure, startFailures } from '../../../src/domain/errors/start-failures.js'
import type { CertificateFolder, Store } from '../../../src/domain/ports.js'
import { createApiKeys, type ApiKeys } from '../../../src/services/access/api-keys/api-keys.js'
import {
  ensureOvhConfiguration, ovhAccessIn, readOvhConfiguration
} from '../../../src/services/clients/ovh-configuration.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { temporaryFolder, newStore } from '../../store/temporary.js'

const endpoint = 'https://localhost:8443'
const name = 'ovh.conf'

let folder: CertificateFolder
let writes: string[]
let store: Store
let apiKeys: ApiKeys
beforeEach(() => {
  writes = []
  folder = watched(openCertificateFolder(temporaryFolder()))
  renewStore()
})

function watched (opened: CertificateFolder): CertificateFolder {
  return {
    ...opened,
    write (...call) {
      writes.push(call[0])
      opened.write(...call)
    }
  }
}

function renewStore (): void {
  store = newStore()
  apiKeys = createApiKeys({ store: store.apiKeys, clock: Date.now })
}

const ensure = (options: Partial<Parameters<typeof ensureOvhConfiguration>[0]> = {}) =>
  ensureOvhConfiguration({ folder, apiKeys, name, endpoint, ...options })
const text = (file = name) => folder.read(file)?.toString() ?? ''
const keysIn = (file = name) => ({ ...readOvhConfiguration(text(file)), endpoint: undefined })
const endpointIn = (file = name) => readOvhConfiguration(text(file)).endpoint

describe('the first start', () => {
  it('writes a private file with a key of every call', () => {
    const { file, consumerKey, missing } = ensure()
    expect([file, missing]).toEqual([folder.path(name), undefined])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const [only, ...others] = apiKeys.list()
    expect(others).toEqual([])
    expect(only?.consumerKeys).toEqual([consumerKey])
    expect(only?.application).toMatchObject({ name: 'ovh.conf', applicationKey: ovhAccessIn(text())?.applicationKey })
  })

  it('names the URL of the server, with 1.0 and without a slash at the end, as the section of the keys', () => {
    ensure()
    const { applicationKey, applicationSecret, consumerKey } = ovhAccessIn(text()) ?? {}
    expect(text().replace(/^;.*\n/, '')).toBe(`[default]
endpoint=https://localhost:8443/1.0

[https://localhost:8443/1.0]
application_key=${applicationKey}
application_secret=${applicationSecret}
consumer_key=${consumerKey}
`)
  })

  it('names the plain port where there is one', () => {
    ensure({ plainEndpoint: 'http://127.0.0.1:8080' })
    expect(endpointIn()).toBe('http://127.0.0.1:8080/1.0')
  })
})

describe('a later start', () => {
  it('keeps the file, and writes nothing', () => {
    const first = ensure()
    writes = []
    expect(ensure()).toEqual(first)
    expect(writes).toEqual([])
    expect(apiKeys.list()).toHaveLength(1)
  })

  it('on another endpoint keeps the keys', () => {
    ensure()
    const before = keysIn()
    ensure({ endpoint: 'https://localhost:9443' })
    expect(keysIn()).toEqual(before)
    expect(endpointIn()).toBe('https://localhost:9443/1.0')
  })

  it('with another store takes the keys over', () => {
    ensure()
    const before = text()
    renewStore()
    writes = []
    const { consumerKey } = ensure()
    expect([text(), writes]).toEqual([before, []])
    expect(apiKeys.list().map(({ consumerKeys }) => consumerKeys)).toEqual([[consumerKey]])
  })

  it.each<[string, () => void]>([
    ['the key was removed', () => { apiKeys.remove(readOvhConfiguration(text()).applicationKey ?? '') }],
    ['the consumer key was logged out', () => { apiKeys.logout(1) }],
    ['the file is damaged', () => { folder.write(name, text().replace(/^consumer_key=.*$/m, ''), { secret: true }) }],
    ['the file has other secrets', () => {
      folder.write(name, text().replace(/^(application_secret)=.*$/m, `$1=${'x'.repeat(32)}`), { secret: true })
    }],
    ['the file is empty', () => { folder.write(name, '', { secret: true }) }]
  ])('makes another key where %s', (_what, change) => {
    ensure()
    const before = keysIn()
    change()
    const { consumerKey } = ensure()
    expect(keysIn()).not.toEqual(before)
    expect(consumerKey).toBeDefined()
    expect(ensure().consumerKey).toEqual(consumerKey)
  })
})

describe('a second server on the folder', () => {
  it('has a file of its own with the same keys, and leaves ovh.conf alone', () => {
    ensure()
    const before = text()
    renewStore()
    const { file, consumerKey } = ensure({ name: 'ovh-9443.conf', endpoint: 'https://localhost:9443' })
    expect([file, text()]).toEqual([folder.path('ovh-9443.conf'), before])
    expect(keysIn('ovh-9443.conf')).toEqual(keysIn())
    expect(endpointIn('ovh-9443.conf')).toBe('https://localhost:9443/1.0')
    expect(apiKeys.list().map(({ consumerKeys }) => consumerKeys)).toEqual([[consumerKey]])
  })
})

describe('a read-only folder', () => {
  const readOnly = (): CertificateFolder => {
    const refuse = () => { throw startFailure(startFailures.FolderNotWritable, folder.path(''), 'EROFS') }
    return { ...folder, write: refuse, create: refuse, remove: refuse }
  }

  it('serves the endpoint of its file', () => {
    const first = ensure()
    expect(ensure({ folder: readOnly() })).toEqual(first)
  })

  it('serves no other endpoint, and the text names both', () => {
    ensure()
    expect(() => ensure({ folder: readOnly(), endpoint: 'https://localhost:9443' })).toThrow(expect.objectContaining({
      exitCode: startFailures.FolderNotWritable.exitCode,
      message: expect.stringMatching(
        /ovh\.conf in it names the endpoint https:\/\/localhost:8443\/1\.0, and this server is https:\/\/localhost:9443\/1\.0/
      ) as string
    }))
  })

  it.each<[string, () => void]>([
    ['from before API keys', () => {}],
    ['whose key was removed', () => {
      ensure()
      apiKeys.remove(readOvhConfiguration(text()).applicationKey ?? '')
    }]
  ])('%s leaves the server without a key of its own, and the reason is said', (_what, prepare) => {
    prepare()
    const { consumerKey, missing } = ensure({ folder: readOnly() })
    expect(consumerKey).toBeUndefined()
    expect(missing).toContain('EROFS')
    expect(apiKeys.list()).toEqual([])
  })

  it('a full disk is not one that is read-only', () => {
    const full = () => { throw startFailure(startFailures.DiskFull, folder.path('')) }
    expect(() => ensure({ folder: { ...folder, write: full } }))
      .toThrow(expect.objectContaining({ exitCode: startFailures.DiskFull.exitCode }))
  })
})
