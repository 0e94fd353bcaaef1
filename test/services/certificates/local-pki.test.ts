// The local PKI in its folder: created once, kept, its server part renewed, and its CA never repaired.

import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import { networkInterfaces, hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { createCa, newPrivateKeyPem } from '../../../src/pki/ca.js'
import { issueServerCertificate } from '../../../src/pki/server-certificate.js'
import { openLocalPki } from '../../../src/services/certificates/local-pki.js'
import { defaultServerNames, distinctNames } from '../../../src/services/certificates/server-names.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { openssl, opensslAccepts, temporaryFolder } from '../../pki/openssl.js'

const day = 86_400_000
const start = Date.UTC(2026, 10, 25)

/** A folder, a clock that the test moves, and the files by name. */
function setting (names: readonly string[] = ['localhost', '127.0.0.1', '::1']) {
  const folder = openCertificateFolder(temporaryFolder())
  const pkiFolder = openCertificateFolder(temporaryFolder(), { secret: true })
  const time = { now: start }
  return {
    folder,
    pkiFolder,
    time,
    open: (serverNames = names) => openLocalPki({ folder, pkiFolder, clock: () => time.now, serverNames }),
    put: (name: string, content: string) => writeFileSync(pkiFolder.path(name), content),
    text: (name: string) => readFileSync(pkiFolder.path(name), 'utf8'),
    remove: (name: string) => rmSync(pkiFolder.path(name)),
    unpublish: () => folder.remove('ca.pem'),
    /** Name, mode and inode of every file in both folders. */
    files: () => [folder, pkiFolder].map((one) => one.list().map((name) => {
      const { mode, ino } = statSync(one.path(name), { bigint: true })
      return `${name} ${(mode & 0o777n).toString(8)} ${ino}`
    }))
  }
}

const broken = (file: string, why: RegExp) => expect.objectContaining({
  exitCode: startFailures.CertificatesBroken.exitCode,
  message: expect.stringMatching(new RegExp(`${file.replaceAll('.', '\\.')} cannot be used.*${why.source}`)) as string
}) as Error

describe('openLocalPki', () => {
  it('makes a CA and a server certificate that OpenSSL accepts, keys readable by the owner alone', () => {
    const { files, open } = setting()
    const { ca, server } = open()
    expect(opensslAccepts('sslserver', server.certificatePem, ca.certificatePem, '-attime', String(start / 1000)))
      .toBe('OK')
    expect(files().map((names) => names.map((name) => name.replace(/ \d+$/, ''))))
      .toEqual([['ca.pem 644'], ['ca-key.pem 600', 'ca.pem 644', 'server.pem 600']])
  })

  it('uses the same at every later start, and writes nothing', () => {
    const { files, open } = setting()
    const first = open()
    const written = files()
    const second = open()
    expect([second.ca, second.server]).toEqual([first.ca, first.server])
    expect(files()).toEqual(written)
  })

  describe('renews the server certificate, and only it', () => {
    it.each<[string, (the: ReturnType<typeof setting>) => readonly string[] | undefined]>([
      ['when a DNS name is missing', () => ['localhost', 'kms.test']],
      ['when an address is missing', () => ['localhost', '192.0.2.7']],
      ['when a name is only covered as a part of another', () => ['local']],
      ['within 30 days of its end', ({ time }) => { time.now += 368 * day; return undefined }],
      ['when it has run out', ({ time }) => { time.now += 500 * day; return undefined }],
      ['when it is not valid yet', ({ time }) => { time.now -= 2 * day; return undefined }],
      ['when its file is missing', ({ remove }) => { remove('server.pem'); return undefined }],
      [
        'when its file is cut off',
        ({ put, text }) => { put('server.pem', text('server.pem').slice(0, 300)); return undefined }
      ],
      ['when its file is rubbish', ({ put }) => { put('server.pem', 'rubbish'); return undefined }],
      ['when another CA of the same name issued it', ({ put }) => {
        const other = issueServerCertificate({
          ca: createCa({ now: start }), names: ['localhost', '127.0.0.1', '::1'], now: start
        })
        put('server.pem', other.certificatePem + other.privateKeyPem)
        return undefined
      }],
      ['when its key is another', ({ put, text }) => {
        put('server.pem', text('server.pem').replace(/-----BEGIN PRIVATE KEY[\s\S]*/, '') + newPrivateKeyPem())
        return undefined
      }]
    ])('%s', (_, change) => {
      const the = setting()
      const before = the.open()
      const names = change(the)
      const after = the.open(names)
      expect(after.server.certificatePem).not.toBe(before.server.certificatePem)
      expect(after.ca).toEqual(before.ca)
      expect(the.open(names).server).toEqual(after.server)
    })
  })

  it.each<[string, readonly string[], number]>([
    ['31 days before its end', ['localhost', '127.0.0.1', '::1'], 365 * day],
    ['when fewer names are wanted', ['localhost'], 0],
    ['when a name is only spelled otherwise', ['LOCALHOST.', '[::1]', '0:0:0:0:0:0:0:1'], 0]
  ])('keeps the server certificate %s', (_, names, later) => {
    const the = setting()
    const before = the.open()
    the.time.now += later
    expect(the.open(names).server).toEqual(before.server)
  })

  it('does not renew without end when the CA itself is near its end', () => {
    const the = setting()
    the.time.now = Date.parse(new X509Certificate(the.open().ca.certificatePem).validTo) - 5 * day
    const last = the.open()
    expect(the.open().server).toEqual(last.server)
  })

  describe('refuses a CA that is not whole, and touches nothing', () => {
    const another = createCa({ now: start })
    it.each<[string, string, RegExp, (the: ReturnType<typeof setting>) => void]>([
      ['its key missing', 'ca-key.pem', /missing but ca\.pem is there/, ({ remove }) => remove('ca-key.pem')],
      [
        'its certificate missing', 'ca.pem', /missing but other files/,
        ({ remove, unpublish }) => { remove('ca.pem'); unpublish() }
      ],
      ['certificate cut off', 'ca.pem', /cut off/, ({ put, text }) => put('ca.pem', text('ca.pem').slice(0, 200))],
      ['certificate empty', 'ca.pem', /cut off/, ({ put }) => put('ca.pem', '')],
      ['key cut off', 'ca-key.pem', /cut off/, ({ put, text }) => put('ca-key.pem', text('ca-key.pem').slice(0, 100))],
      ['key empty', 'ca-key.pem', /cut off/, ({ put }) => put('ca-key.pem', '')],
      [
        'the key of another CA', 'ca-key.pem', /not the key of ca\.pem/,
        ({ put }) => put('ca-key.pem', another.privateKeyPem)
      ],
      [
        'the certificate of another CA', 'ca-key.pem', /not the key of ca\.pem/,
        ({ put }) => put('ca.pem', another.certificatePem)
      ],
      [
        'a certificate that is no CA', 'ca.pem', /not the certificate of a CA/,
        ({ put, text }) => put('ca.pem', /[^]*END CERTIFICATE-----\n/.exec(text('server.pem'))![0])
      ],
      ['an Ed25519 CA', 'ca.pem', /its key is ed25519/, ({ put }) => put('ca.pem', openssl([
        'req', '-x509', '-newkey', 'ed25519', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=CCMUsersCA', '-days', '1'
      ]))],
      ['an expired CA', 'ca.pem', /expired on 2046-11-20T/, ({ time }) => { time.now += 20 * 365 * day }],
      ['a CA of the future', 'ca.pem', /not valid before 2016-11-27T00:00:00Z; is the clock right/, ({ time }) => { time.now -= 3651 * day }]
    ])('%s', (_, file, why, damage) => {
      const the = setting()
      the.open()
      damage(the)
      const before = the.files()
      expect(() => the.open()).toThrow(broken(the.pkiFolder.path(file), why))
      expect(the.files()).toEqual(before)
    })
  })

  it('works for a clock that is put back by a day', () => {
    const the = setting()
    const before = the.open()
    the.time.now -= day
    expect(the.open().ca).toEqual(before.ca)
  })

  describe.each([
    ['400 days ahead', 400 * day],
    ['ten years ahead', 3650 * day],
    ['400 days back', -400 * day],
    ['five years back', -1826 * day],
    ['past the end of the CA', 25 * 365 * day]
  ])('with a clock that is %s of the machine\'s', (_, moved) => {
    const openAt = ({ folder, pkiFolder }: Pick<ReturnType<typeof setting>, 'folder' | 'pkiFolder'>, ahead: number) =>
      openLocalPki(
        { folder, pkiFolder, clock: () => start + ahead, machineClock: () => start, serverNames: ['localhost'] }
      )
    const accepted = ({ server, ca }: ReturnType<typeof openAt>, at: number) =>
      opensslAccepts('sslserver', server.certificatePem, ca.certificatePem, '-attime', String(at / 1000))

    it('makes certificates that clients of this machine accept', () => {
      const pki = openAt(setting(), moved)
      expect(accepted(pki, start)).toBe('OK')
      if (moved < 20 * 365 * day) expect(accepted(pki, start + moved)).toBe('OK')
    })

    it('keeps the CA of a folder that was made without, and renews what does not cover both times', () => {
      const the = setting()
      const { ca } = the.open()
      const pki = openAt(the, moved)
      expect(pki.ca).toEqual(ca)
      expect(accepted(pki, start)).toBe('OK')
      expect(openAt(the, moved).server).toEqual(pki.server)
      expect(openAt(the, 0).server).toEqual(pki.server)
    })
  })

  it('goes on with the key of a first start that was cut off before the certificate', () => {
    const the = setting()
    const { ca } = the.open()
    the.remove('ca.pem')
    the.remove('server.pem')
    the.unpublish()
    const again = the.open().ca
    expect(again.privateKeyPem).toBe(ca.privateKeyPem)
    expect(opensslAccepts(
      'sslserver', the.open().server.certificatePem, ca.certificatePem, '-attime', String(start / 1000)
    )).toBe('OK')
  })

  it('refuses a lone key that is not a key', () => {
    const the = setting()
    the.put('ca-key.pem', 'rubbish')
    expect(() => the.open()).toThrow(broken(the.pkiFolder.path('ca-key.pem'), /not a P-256 private key/))
    expect(existsSync(the.pkiFolder.path('ca.pem'))).toBe(false)
  })

  it('takes over the CA of a server that starts at the same moment', () => {
    const the = setting()
    const rival = openCertificateFolder(the.pkiFolder.path('.'))
    // The rival does its whole first start just after we saw an empty folder.
    const slow = {
      ...the.pkiFolder,
      create: (...args: Parameters<typeof rival.create>) => { the.open(); return rival.create(...args) }
    }
    const ours = openLocalPki({ folder: the.folder, pkiFolder: slow, clock: () => start, serverNames: ['localhost'] })
    expect(ours.ca).toEqual(the.open().ca)
  })
})

describe('defaultServerNames', () => {
  it('has localhost, the container names, the host name, and every address of the machine', () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .map(({ address }) => address.replace(/%.*/, ''))
    expect(defaultServerNames()).toEqual(expect.arrayContaining([
      'localhost', '127.0.0.1', '::1', 'host.docker.internal', 'host.containers.internal', hostname().toLowerCase(),
      ...addresses
    ]))
  })
})

describe('distinctNames', () => {
  it('spells each name once, as a certificate carries it, and leaves out what it cannot carry', () => {
    expect(distinctNames([
      'Localhost', 'localhost.', 'bücher.test', '*.Okms.ovh.net', 'fe80::1%eth0', '[::1]', 'my_host', '', 'a b', '-x',
      'a..b'
    ]))
      .toEqual(['localhost', 'xn--bcher-kva.test', '*.okms.ovh.net', 'fe80::1', '::1', 'my_host'])
  })
})
