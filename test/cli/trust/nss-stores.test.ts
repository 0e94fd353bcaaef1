// NSS databases, changed by NSS's own certutil.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { realProgram, scratchMachine, trustOn, type Scratch } from './scratch-machine.js'

const certutil = realProgram('/usr/bin/certutil', '/opt/homebrew/opt/nss/bin/certutil')

let scratch: Scratch
afterEach(() => { scratch.remove() })

describe.skipIf(certutil === undefined)('with certutil', () => {
  function machine (): string {
    scratch = scratchMachine({ programs: certutil === undefined ? {} : { certutil } })
    return scratch.newCerts()
  }

  const database = (below = 'home/.pki/nssdb') => path.join(scratch.folder, below)
  const ask = (folder: string, ...args: readonly string[]) =>
    certutil?.('certutil', [...args, '-d', `sql:${folder}`]).stdout ?? ''
  const list = (folder: string) => ask(folder, '-L')
    .split('\n')
    .map((line) => line.trim().replace(/\s{2,}/g, ' | '))
    .filter((line) => /,,|,[a-zA-Z]*,/.test(line) && !line.includes('/'))

  function newDatabase (below: string): string {
    const folder = scratch.makeFolder(below)
    ask(folder, '-N', '--empty-password')
    return folder
  }

  it('makes the user\'s database when it is missing, private, with the CA for servers only', async () => {
    const certs = machine()
    const { code, out } = await trustOn(scratch, certs, ['--yes'])
    expect([code, out]).toEqual([0, expect.stringMatching(/creates\s+this\s+database/)])
    expect(list(database())).toEqual([expect.stringMatching(/^okms-emulator CA [0-9a-f]{20} \| C,,$/)])
    expect(['home/.pki', 'home/.pki/nssdb'].map((folder) => statSync(database(folder)).mode & 0o777))
      .toEqual([0o700, 0o700])
    const [name = ''] = list(database())[0]?.split(' | ') ?? []
    expect(ask(database(), '-L', '-n', name, '-a').replaceAll('\r', ''))
      .toBe(readFileSync(path.join(certs, 'ca.pem'), 'utf8'))
  })

  it('changes nothing when it is repeated', async () => {
    const certs = machine()
    await trustOn(scratch, certs, ['--yes'])
    const before = readFileSync(path.join(database(), 'cert9.db'))
    expect((await trustOn(scratch, certs, ['--yes'])).out).toContain('Nothing to do.')
    expect(readFileSync(path.join(database(), 'cert9.db')).equals(before)).toBe(true)
  })

  it('removes exactly what it added', async () => {
    const certs = machine()
    const folder = newDatabase('home/.pki/nssdb')
    const other = scratch.newCerts('other')
    certutil?.('certutil', [
      '-A', '-n', 'by hand', '-t', 'CT,c,', '-i', path.join(other, 'ca.pem'), '-d', `sql:${folder}`
    ])
    const before = list(folder)
    await trustOn(scratch, certs, ['--yes'])
    expect(list(folder)).toHaveLength(2)
    expect((await trustOn(scratch, certs, ['--remove'])).out).toMatch(/removed\s+from\s+Chromium/)
    expect(list(folder)).toEqual(before)
    expect((await trustOn(scratch, certs, ['--remove'])).out).toContain('Nothing to remove')
  })

  it.each([{ first: 0 }, { first: 1 }])('keeps two CAs of the same subject apart (removing number $first first)', async ({ first }) => {
    const both = [machine(), scratch.newCerts('other')]
    for (const certs of both) await trustOn(scratch, certs, ['--yes'])
    expect(list(database())).toHaveLength(2)
    await trustOn(scratch, both[first] ?? '', ['--remove'])
    expect(ask(database(), '-L', '-n', list(database())[0]?.split(' | ')[0] ?? '', '-a').replaceAll('\r', ''))
      .toBe(readFileSync(path.join(both[1 - first] ?? '', 'ca.pem'), 'utf8'))
    await trustOn(scratch, both[1 - first] ?? '', ['--remove'])
    expect(list(database())).toEqual([])
  })

  it('leaves a CA alone that has been imported under another name', async () => {
    const certs = machine()
    const folder = newDatabase('home/.pki/nssdb')
    certutil?.('certutil', ['-A', '-n', 'by hand', '-t', ',,', '-i', path.join(certs, 'ca.pem'), '-d', `sql:${folder}`])
    expect(await trustOn(scratch, certs, ['--yes']))
      .toMatchObject({ code: 0, out: expect.stringMatching(/under\s+another\s+name/) })
    expect((await trustOn(scratch, certs, ['--remove'])).out).toMatch(/under\s+another\s+name/)
    expect(list(folder)).toEqual(['by hand | ,,'])
  })

  it.each(['home/.mozilla/firefox/abc.default', 'home/snap/firefox/common/.mozilla/firefox/x y.profile', 'home/.var/app/org.mozilla.firefox/.mozilla/firefox/q'])('adds to the Firefox profile in %s', async (profile) => {
    const certs = machine()
    newDatabase(profile)
    scratch.makeFolder(profile, '..', 'not a profile')
    expect((await trustOn(scratch, certs, ['--yes'])).code).toBe(0)
    expect(list(database(profile))).toHaveLength(1)
    expect(readdirSync(database(`${profile}/../not a profile`))).toEqual([])
    await trustOn(scratch, certs, ['--remove'])
    expect(list(database(profile))).toEqual([])
  })

  it('does the rest when one database cannot be read, and says which', async () => {
    const certs = machine()
    const broken = newDatabase('home/.mozilla/firefox/broken')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path.join(broken, 'cert9.db'), 'no database')
    const { code, err } = await trustOn(scratch, certs, ['--yes'])
    expect(code).toBe(startFailures.TrustStoreFailed.exitCode)
    expect(err).toContain(broken)
    expect(list(database())).toHaveLength(1)
  })

  it('reads nothing into being: --list and --remove make no database', async () => {
    const certs = machine()
    await trustOn(scratch, certs, ['--list'])
    await trustOn(scratch, certs, ['--remove'])
    expect(existsSync(database())).toBe(false)
  })
})

it('names the package when certutil is missing, and does the rest', async () => {
  scratch = scratchMachine({ isRoot: true, programs: { 'update-ca-certificates': true } })
  const anchors = scratch.makeFolder('root/usr/local/share/ca-certificates')
  const { code, out } = await trustOn(scratch, scratch.newCerts(), ['--yes'])
  expect(code).toBe(0)
  expect(out.replace(/\s+/g, ' ')).toMatch(/certutil is missing; install libnss3-tools .*nss-tools .*mozilla-nss-tools/)
  expect(readdirSync(anchors)).toHaveLength(1)
})

it('leaves the databases of another user alone, as under sudo', async () => {
  scratch = scratchMachine({ isRoot: true, ownsHome: false, programs: { certutil: true } })
  const { code, out } = await trustOn(scratch, scratch.newCerts(), ['--yes'])
  expect(code).toBe(startFailures.TrustStoreFailed.exitCode)
  expect(out).toContain('without sudo')
  expect([scratch.ran, readdirSync(scratch.home)]).toEqual([[], []])
})
