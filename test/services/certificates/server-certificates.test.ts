// Which certificate is shown for which name, and what is kept of it.

import { X509Certificate } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openLocalPki } from '../../../src/services/certificates/local-pki.js'
import { createServerCertificates } from '../../../src/services/certificates/server-certificates.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { opensslAccepts, temporaryFolder } from '../../pki/openssl.js'

const day = 86_400_000
const start = Date.UTC(2026, 10, 25)
const serverNames = ['localhost', '127.0.0.1', '::1', '*.kms.example.org']

function setting ({ capacity = 200 } = {}) {
  const folder = openCertificateFolder(temporaryFolder())
  const pkiFolder = openCertificateFolder(temporaryFolder(), { secret: true })
  const time = { now: start, unsaved: 0 }
  const open = () => {
    const pki = openLocalPki({ folder, pkiFolder, clock: () => time.now, serverNames })
    return {
      pki,
      ...createServerCertificates(
        { pkiFolder, pki, clock: () => time.now, serverNames, capacity, unsaved: () => { time.unsaved++ } }
      )
    }
  }
  return { pkiFolder, time, open, ...open() }
}

const alternativeName = (shown: { certificatePem: string } | undefined) => shown &&
  new X509Certificate(shown.certificatePem).subjectAltName

describe('forName', () => {
  it.each([
    'kms', 'my_kms', 'kms.project_default', 'kms.local', 'kms.internal', 'kms.test', 'kms.lan', 'kms.home.arpa',
    'kms.default.svc',
    'kms.default.svc.cluster.local', 'host.docker.internal', 'host.containers.internal', 'app.localhost',
    'eu-west-rbx.okms.ovh.net', 'us-east-vin.okms.ovh.us'
  ])('%s gets a certificate of its own that OpenSSL accepts for it', (name) => {
    const { forName, pki } = setting()
    const shown = forName(name)
    expect(alternativeName(shown)).toBe(`DNS:${name}`)
    expect(opensslAccepts(
      'sslserver', shown!.certificatePem, pki.ca.certificatePem, '-verify_hostname', name, '-attime',
      String(start / 1000)
    )).toBe('OK')
  })

  it.each([
    ['a public name', 'kms.example.com'],
    ['a public name that ends like the service\'s', 'xokms.ovh.net'],
    ['a name below the service\'s', 'a.b.okms.ovh.net'],
    ['an address', '192.0.2.1'],
    ['an IPv6 address', '::1'],
    ['nothing', ''],
    ['a wildcard', '*.local'],
    ['what no host can be called', 'a b.local'],
    ['a label of 64 characters', `${'a'.repeat(64)}.local`],
    ['a name of 254 characters', `${'a.'.repeat(124)}aalocal`],
    ['a name that the default certificate carries', 'localhost'],
    ['a configured wildcard', 'eu.kms.example.org']
  ])('%s: the default certificate', (_what, name) => {
    expect(setting().forName(name)).toBeUndefined()
  })

  it('gives the same certificate every time, in any case of letters', () => {
    const { forName, time } = setting()
    const first = forName('kms')
    expect(forName('KMS')).toBe(first)
    expect(time.unsaved).toBe(1)
  })

  it('keeps it over a restart, in a private file', () => {
    const { forName, save, open, pkiFolder } = setting()
    const first = forName('kms')
    const second = forName('kms.local')
    save()
    const again = open()
    expect([again.forName('kms'), again.forName('kms.local')]).toEqual([first, second])
    expect(statSync(pkiFolder.path('server-names.pem')).mode & 0o777).toBe(0o600)
  })

  it('makes a new one within 30 days of its end, also over a restart', () => {
    const { forName, save, open, time } = setting()
    const first = forName('kms')
    save()
    time.now += 366 * day
    expect(forName('kms')).toEqual(first)
    time.now += 2 * day
    const second = forName('kms')
    expect(second).not.toEqual(first)
    expect(Date.parse(new X509Certificate(second!.certificatePem).validTo)).toBeGreaterThan(time.now + 300 * day)
    expect(open().forName('kms')).not.toEqual(first)
  })

  it.each([['400 days ahead', 400 * day], ['five years back', -1826 * day]])('covers the machine\'s time and that of a clock that is moved %s, and stays the same when the clock comes back', (_, moved) => {
    const folder = openCertificateFolder(temporaryFolder())
    const pkiFolder = openCertificateFolder(temporaryFolder(), { secret: true })
    const clocks = { now: start, unsaved: 0 }
    const shared = { folder, pkiFolder, clock: () => clocks.now, machineClock: () => start, serverNames }
    const pki = openLocalPki(shared)
    const { forName, forAddress } = createServerCertificates({ ...shared, pki, unsaved: () => { clocks.unsaved++ } })
    const before = [forName('kms'), forAddress('')]
    clocks.now += moved
    const after = [forName('kms'), forAddress('')]
    clocks.now = start
    expect([forName('kms'), forAddress('')]).toEqual(after)
    expect(clocks.unsaved).toBe(3)
    for (const [index, shown] of after.entries()) {
      expect(shown).not.toEqual(before[index])
      for (const time of [start, start + moved]) {
        expect(opensslAccepts(
          'sslserver', shown!.certificatePem, pki.ca.certificatePem, '-attime', String(time / 1000)
        )).toBe('OK')
      }
    }
  })

  it('keeps the names asked for last, when there are more than it keeps', () => {
    const { forName, save, open } = setting({ capacity: 2 })
    const [one, two] = [forName('one'), forName('two')]
    forName('one')
    forName('three')
    expect(forName('one')).toBe(one)
    expect(forName('two')).not.toEqual(two)
    save()
    expect(open().forName('one')).toEqual(one)
  })

  it.each([
    ['rubbish', () => 'rubbish'],
    ['a certificate cut off', (text: string) => text.slice(0, 200)],
    ['certificates of another CA', () => {
      const other = setting()
      const shown = other.forName('kms')!
      return shown.certificatePem + shown.privateKeyPem
    }]
  ])('passes over %s in its file', (_what, spoil) => {
    const { forName, save, open, pkiFolder, pki } = setting()
    forName('kms')
    save()
    writeFileSync(pkiFolder.path('server-names.pem'), spoil(pkiFolder.read('server-names.pem')!.toString()))
    expect(opensslAccepts(
      'sslserver', open().forName('kms')!.certificatePem, pki.ca.certificatePem, '-attime', String(start / 1000)
    )).toBe('OK')
  })
})

describe('forAddress', () => {
  it('shows the certificate of the start for the addresses that it carries', () => {
    const { forAddress, pki, time } = setting()
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '']) expect(forAddress(address)).toBe(pki.server)
    expect(time.unsaved).toBe(0)
  })

  it('takes up an address that this machine got since, once and for the next start', () => {
    const { forAddress, save, pkiFolder } = setting()
    const shown = forAddress('192.0.2.7')
    expect(alternativeName(shown)).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:*.kms.example.org, IP Address:192.0.2.7')
    expect(forAddress('::ffff:192.0.2.7')).toBe(shown)
    expect(forAddress('127.0.0.1')).toBe(shown)
    save()
    expect(pkiFolder.read('server.pem')!.toString()).toContain(shown.certificatePem)
  })

  it('makes a new one within 30 days of its end', () => {
    const { forAddress, pki, time } = setting()
    time.now += 368 * day
    expect(forAddress('127.0.0.1')).not.toEqual(pki.server)
  })

  it('does not grow without end', () => {
    const { forAddress } = setting()
    for (let last = 0; last < 100; last++) forAddress(`192.0.2.${last}`)
    expect(alternativeName(forAddress('127.0.0.1'))!.split(', ')).toHaveLength(serverNames.length + 64)
  })
})
