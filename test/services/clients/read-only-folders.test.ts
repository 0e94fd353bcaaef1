// Certificate folders that were written once and are read-only now, such as a mounted secret.

import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { startFailure, startFailures } from '../../../src/domain/errors/start-failures.js'
import type { CertificateFolder } from '../../../src/domain/ports.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { openLocalPki } from '../../../src/services/certificates/local-pki.js'
import { writeClientFiles } from '../../../src/services/clients/client-files.js'
import { ensureDefaultClient } from '../../../src/services/clients/default-client.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { temporaryFolder } from '../../pki/openssl.js'
import { memoryCredentials, memoryDomains } from '../memory-stores.js'

function machine () {
  const folders = {
    folder: openCertificateFolder(temporaryFolder()),
    pkiFolder: openCertificateFolder(temporaryFolder(), { secret: true })
  }
  const store = { domains: memoryDomains(), credentials: memoryCredentials() }
  const unwritten = vi.fn()
  return {
    ...folders,
    unwritten,
    start: ({ folder, pkiFolder } = folders, endpoint = 'https://localhost:8443', serverNames = ['localhost']) => {
      const pki = openLocalPki({ folder, pkiFolder, clock: Date.now, serverNames, unwritten })
      const clocks = oneClock(Date.now)
      const credentials = createCredentials({ store: store.credentials, clocks, ca: pki.ca, newId: randomUUID })
      const client = ensureDefaultClient({
        folder, pki, credentials, domains: store.domains, clocks, clientClock: Date.now, newId: randomUUID
      })
      writeClientFiles({ folder, pkiFolder, ...client, caPem: pki.ca.certificatePem, endpoint, asDefault: true })
      return pki
    }
  }
}

type Machine = ReturnType<typeof machine>

function refusing (folder: CertificateFolder, failure: () => Error): CertificateFolder {
  const refuse = () => { throw failure() }
  return { ...folder, write: refuse, create: refuse, remove: refuse }
}

const readOnly = (folder: CertificateFolder) =>
  refusing(folder, () => startFailure(startFailures.FolderNotWritable, folder.path(''), 'EROFS'))
const both = ({ folder, pkiFolder }: Machine) => ({ folder: readOnly(folder), pkiFolder: readOnly(pkiFolder) })

it('start again on the same endpoint', () => {
  const the = machine()
  the.start()
  the.start(both(the))
  expect(the.unwritten).not.toHaveBeenCalled()
})

it.each(['https://localhost:9443', 'https://[::1]:8443'])('do not start as %s, and the text names both endpoints', (endpoint) => {
  const the = machine()
  the.start()
  expect(() => the.start(both(the), endpoint)).toThrow(expect.objectContaining({
    exitCode: startFailures.FolderNotWritable.exitCode,
    message: expect.stringMatching(/okms\.yaml in it names the endpoint https:\/\/localhost:8443, and this server is /) as string,
    messageInProgram: expect.stringContaining(endpoint) as string
  }))
})

it('serve other names with a certificate that is not kept', () => {
  const the = machine()
  the.start()
  const { server } = the.start(both(the), undefined, ['localhost', 'kms.test'])
  expect(server.certificatePem).toContain('BEGIN CERTIFICATE')
  expect(the.unwritten).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'FolderNotWritable' }))
})

it('a full disk is not one that is read-only', () => {
  const the = machine()
  the.start()
  const full = refusing(the.pkiFolder, () => startFailure(startFailures.DiskFull, the.pkiFolder.path('')))
  expect(() => the.start({ folder: the.folder, pkiFolder: full }, undefined, ['kms.test']))
    .toThrow(expect.objectContaining({ exitCode: startFailures.DiskFull.exitCode }))
})

it('a first start in one says only that it cannot be written', () => {
  const the = machine()
  expect(() => the.start(both(the))).toThrow(/^cannot write in \S+ \(EROFS\); make it writable, or choose another folder$/)
})
