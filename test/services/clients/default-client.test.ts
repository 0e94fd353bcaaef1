// The first domain and its access certificate, over restarts of every kind.

import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { createSecureContext } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { oneClock } from '../../../src/domain/clock.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import { createCa } from '../../../src/pki/ca.js'
import { accessCertificateFile, accessPrivateKeyFile } from '../../../src/services/certificates/certificate-files.js'
import { writeClientFiles } from '../../../src/services/clients/client-files.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { ensureDefaultClient } from '../../../src/services/clients/default-client.js'
import { adoptCredential } from '../../../src/services/clients/stored-clients.js'
import { openLocalPki } from '../../../src/services/certificates/local-pki.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { openssl, opensslAccepts, temporaryFolder } from '../../pki/openssl.js'
import { memoryCredentials, memoryDomains } from '../memory-stores.js'

const day = 86_400_000
const begin = Date.UTC(2026, 10, 25)

/** A machine whose server is started again and again: folder and database outlive a start unless they are lost. */
function machine (certs = temporaryFolder()) {
  const folder = openCertificateFolder(certs)
  const pkiFolder = openCertificateFolder(temporaryFolder(), { secret: true })
  const the = { folder, pkiFolder, now: begin, domains: memoryDomains(), credentials: memoryCredentials() }
  return {
    ...the,
    moveClock: (ms: number) => { the.now += ms },
    loseDatabase: () => { the.domains = memoryDomains(); the.credentials = memoryCredentials() },
    loseCertificates: () => [folder, pkiFolder].forEach((one) => one.list().forEach((name) => rmSync(one.path(name)))),
    domainIds: () => the.domains.list().map(({ okmsId }) => okmsId),
    revoke: (credentialId: string) => the.credentials.revoke(credentialId, the.now),
    known: (credentialId: string) => the.credentials.find(credentialId),
    start: (okmsId?: string, endpoint = 'https://localhost:8443') => {
      const clock = () => the.now
      const pki = openLocalPki({ folder, pkiFolder, clock, serverNames: ['localhost'] })
      const credentials = createCredentials({
        store: the.credentials, clocks: oneClock(clock), ca: pki.ca, newId: randomUUID
      })
      const caPem = pki.ca.certificatePem
      const access = ensureDefaultClient({
        folder,
        pki,
        credentials,
        domains: the.domains,
        clocks: oneClock(clock),
        clientClock: clock,
        newId: randomUUID,
        okmsId
      })
      return {
        ...access, caPem, files: writeClientFiles({ folder, pkiFolder, ...access, caPem, endpoint, asDefault: true })
      }
    }
  }
}

type Started = ReturnType<ReturnType<typeof machine>['start']>

const text = (file: string) => readFileSync(file, 'utf8')

/** Everything that a client needs is there and fits together. */
function expectWorkingFiles ({ okmsId, credential, files, caPem }: Started) {
  expect(text(files.ca)).toBe(caPem)
  expect(text(files.certificate)).toBe(credential.certificatePem)
  const certificate = new X509Certificate(credential.certificatePem)
  expect(certificate.subject).toBe(`CN=${okmsId}`)
  expect(certificate.checkPrivateKey(createPrivateKey(text(files.privateKey)))).toBe(true)
  const fromPkcs12 = openssl(
    ['pkcs12', '-clcerts', '-nokeys', '-passin', `file:${files.pkcs12Password}`], readFileSync(files.pkcs12)
  )
  expect(new X509Certificate(fromPkcs12).serialNumber).toBe(certificate.serialNumber)
  for (const file of [files.privateKey, files.pkcs12, files.pkcs12Password]) {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  }
}

describe('ensureDefaultClient', () => {
  it('makes a domain and an access certificate at the first start, for the root identity', () => {
    const the = machine()
    const first = the.start()
    expectWorkingFiles(first)
    expect(the.domainIds()).toEqual([first.okmsId])
    expect(the.known(first.credential.credentialId)).toEqual(first.credential)
    expect(first.credential.identities).toEqual([rootIdentity])
    expect(opensslAccepts('sslclient', first.credential.certificatePem, first.caPem, '-attime', String(begin / 1000)))
      .toBe('OK')
  })

  it('writes the default client, and keeps it under the name of its credential too', () => {
    const { folder, start } = machine()
    const { credential: { credentialId } } = start()
    expect(folder.list()).toEqual([
      `${credentialId}_certificate.pem`, `${credentialId}_privatekey.pem`, 'ca.pem', 'client-key.pem', 'client.p12',
      'client.p12.password', 'client.pem', 'okms.yaml'
    ].sort())
  })

  it('uses the same again, and writes nothing', () => {
    const { folder, start } = machine()
    const first = start()
    const written = () => folder.list().map((name) => statSync(folder.path(name), { bigint: true }).ino)
    const before = written()
    expect(start()).toEqual(first)
    expect(written()).toEqual(before)
  })

  it('takes the wanted domain', () => {
    const okmsId = randomUUID()
    expect(machine().start(okmsId).okmsId).toBe(okmsId)
  })

  it('adds another wanted domain next to the first, with a certificate of its own, and goes back', () => {
    const the = machine()
    const first = the.start()
    const second = the.start(randomUUID())
    expect(the.domainIds()).toEqual([first.okmsId, second.okmsId])
    expectWorkingFiles(second)
    const back = the.start(first.okmsId)
    expect(back).toEqual(first)
    expectWorkingFiles(back)
    expect(the.start()).toEqual(first)
    the.start(second.okmsId)
    expect(the.start()).toEqual(second)
  })

  it('database lost, certificates kept (as with --ephemeral): domain and certificate are taken from the folder', () => {
    const the = machine()
    const first = the.start()
    the.loseDatabase()
    const second = the.start()
    expect(second.okmsId).toBe(first.okmsId)
    expect(second.credential).toMatchObject({
      credentialId: first.credential.credentialId,
      okmsId: first.okmsId,
      identities: [rootIdentity],
      notAfter: first.credential.notAfter,
      revokedAt: null
    })
    expect(the.known(first.credential.credentialId)).toEqual(second.credential)
    expectWorkingFiles(second)
  })

  it('certificates lost, database kept: the domain stays and gets a new certificate of a new CA', () => {
    const the = machine()
    const first = the.start()
    the.loseCertificates()
    const second = the.start()
    expect(second.okmsId).toBe(first.okmsId)
    expect(second.credential.credentialId).not.toBe(first.credential.credentialId)
    expect(second.caPem).not.toBe(first.caPem)
    expectWorkingFiles(second)
  })

  it('client files of an earlier CA are passed over', () => {
    const the = machine()
    const first = the.start()
    the.folder.remove('ca.pem')
    for (const name of the.pkiFolder.list()) the.pkiFolder.remove(name)
    const second = the.start()
    expect(second.credential.credentialId).not.toBe(first.credential.credentialId)
    expectWorkingFiles(second)
  })

  it.each([
    ['runs out within 30 days', 336 * day],
    ['has expired', 400 * day],
    ['is not valid yet', -day]
  ])('a certificate that %s is followed by a new one for the same domain; the old stays', (_, time) => {
    const the = machine()
    const first = the.start()
    the.loseDatabase()
    the.moveClock(time)
    const second = the.start()
    expect(second.okmsId).toBe(first.okmsId)
    expect(second.credential.credentialId).not.toBe(first.credential.credentialId)
    expect(text(the.folder.path(accessCertificateFile(first.credential.credentialId))))
      .toBe(first.credential.certificatePem)
    expectWorkingFiles(second)
    expect(the.start()).toEqual(second)
  })

  it('a certificate with 31 days left is kept', () => {
    const the = machine()
    const first = the.start()
    the.moveClock(334 * day)
    expect(the.start().credential).toEqual(first.credential)
  })

  it('a revoked certificate is not used again', () => {
    const the = machine()
    const first = the.start()
    the.revoke(first.credential.credentialId)
    const second = the.start()
    expect(second.credential.credentialId).not.toBe(first.credential.credentialId)
    expectWorkingFiles(second)
  })

  const damages: readonly [string, (files: { readonly certificate: string, readonly privateKey: string }) => void][] = [
    ['its key is missing', ({ privateKey }) => rmSync(privateKey)],
    ['its key is cut off', ({ privateKey }) => writeFileSync(privateKey, text(privateKey).slice(0, 60))],
    ['its key is another', ({ privateKey }) => writeFileSync(privateKey, createCa({ now: begin }).privateKeyPem)],
    ['its certificate is cut off', ({ certificate }) => writeFileSync(certificate, text(certificate).slice(0, 60))]
  ]
  const kept = (the: ReturnType<typeof machine>, { credential: { credentialId } }: Started) =>
    ({
      certificate: the.folder.path(accessCertificateFile(credentialId)),
      privateKey: the.folder.path(accessPrivateKeyFile(credentialId))
    })

  it.each(damages)('the default client is restored when %s', (_, damage) => {
    const the = machine()
    const first = the.start()
    damage(first.files)
    expect(the.start()).toEqual(first)
    expectWorkingFiles(first)
    damage(kept(the, first))
    expect(the.start()).toEqual(first)
    expect(text(kept(the, first).privateKey)).toBe(first.privateKeyPem)
  })

  it.each(damages)('a new certificate is issued when %s, and in the file of the credential too', (_, damage) => {
    const the = machine()
    const first = the.start()
    damage(first.files)
    damage(kept(the, first))
    const second = the.start()
    expect(second.okmsId).toBe(first.okmsId)
    expect(second.credential.credentialId).not.toBe(first.credential.credentialId)
    expectWorkingFiles(second)
  })

  it('killed before the certificate of the first client was written: it is written from the database', () => {
    const the = machine()
    const { credential } = the.start()
    for (const name of the.folder.list()) {
      if (name !== 'ca.pem' && name !== accessPrivateKeyFile(credential.credentialId)) rmSync(the.folder.path(name))
    }
    const again = the.start()
    expectWorkingFiles(again)
    expect(again.credential.credentialId).toBe(credential.credentialId)
    expect(text(the.folder.path(accessCertificateFile(credential.credentialId)))).toBe(credential.certificatePem)
  })

  it('a certificate under the name of another credential is skipped', () => {
    const the = machine()
    const first = the.start()
    const second = the.start(randomUUID())
    for (const part of ['certificate', 'privateKey'] as const) {
      rmSync(second.files[part])
      renameSync(kept(the, second)[part], kept(the, first)[part])
    }
    const third = the.start(second.okmsId)
    expect([first, second].map(({ credential }) => credential.credentialId))
      .not.toContain(third.credential.credentialId)
    expectWorkingFiles(third)
  })

  it.each(['pkcs12', 'pkcs12Password'] as const)('a missing %s is made again', (name) => {
    const the = machine()
    rmSync(the.start().files[name])
    expectWorkingFiles(the.start())
  })

  it('keeps the password of the PKCS#12 file when the certificate changes', () => {
    const the = machine()
    const password = text(the.start().files.pkcs12Password)
    expect(password).toMatch(/^[0-9a-f]{32}$/)
    const second = the.start(randomUUID())
    expect(text(second.files.pkcs12Password)).toBe(password)
    expect(() => createSecureContext({ pfx: readFileSync(second.files.pkcs12), passphrase: password })).not.toThrow()
  })
})

describe('okms.yaml', () => {
  it('writes what okms-cli reads: profile default, absolute paths, mutual TLS', () => {
    const { files } = machine().start()
    expect(parse(text(files.okmsConfiguration))).toEqual({
      version: 1,
      profile: 'default',
      profiles: {
        default: {
          restapi: {
            endpoint: 'https://localhost:8443',
            ca: files.ca,
            auth: { type: 'mtls', cert: files.certificate, key: files.privateKey }
          }
        }
      }
    })
    expect([files.ca, files.certificate, files.privateKey].every((file) => isAbsolute(file))).toBe(true)
  })

  it('writes again only when something changed', () => {
    const { start } = machine()
    const { files } = start(undefined, 'https://localhost:1')
    const inode = () => statSync(files.okmsConfiguration, { bigint: true }).ino
    const before = inode()
    start(undefined, 'https://localhost:1')
    expect(inode()).toBe(before)
    start(undefined, 'https://localhost:2')
    expect(text(files.okmsConfiguration)).toContain('https://localhost:2')
  })

  it('survives a folder with quotes, colons and blanks in its name', () => {
    const the = machine(`${temporaryFolder()}/my "own": certs \\ #1`)
    the.start(undefined, 'https://[::1]:8443')
    expect(parse(text(the.folder.path('okms.yaml'))))
      .toMatchObject({ profiles: { default: { restapi: { ca: the.folder.path('ca.pem') } } } })
  })
})

describe('adoptCredential', () => {
  it('takes no certificate of another CA, no server certificate, and no rubbish', () => {
    const { folder, pkiFolder, start } = machine()
    const pki = openLocalPki({ folder, pkiFolder, clock: () => begin, serverNames: ['localhost'] })
    const { credential } = start()
    const foreign = machine().start().credential
    expect(adoptCredential({ certificatePem: credential.certificatePem, pki })?.credentialId)
      .toBe(credential.credentialId)
    expect(adoptCredential({ certificatePem: foreign.certificatePem, pki })).toBeUndefined()
    expect(adoptCredential({ certificatePem: pki.server.certificatePem, pki })).toBeUndefined()
    expect(adoptCredential({ certificatePem: 'rubbish', pki })).toBeUndefined()
  })
})
