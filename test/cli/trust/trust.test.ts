// The trust command: what it asks, what it refuses, what it says.

import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { scratchMachine, trustOn, type Scratch, type ScratchOptions } from './scratch-machine.js'

let scratch: Scratch
afterEach(() => { scratch.remove() })

const anchors = 'usr/local/share/ca-certificates'

/** A Debian machine, as root, without browsers. */
function debian (options: ScratchOptions = {}): string {
  scratch = scratchMachine({ isRoot: true, ownsHome: false, programs: { 'update-ca-certificates': true }, ...options })
  scratch.makeFolder('root', anchors)
  scratch.makeFolder('root', 'etc')
  writeFileSync(path.join(scratch.root, 'etc/debian_version'), '12.0\n')
  writeFileSync(path.join(scratch.root, 'etc/ca-certificates.conf'), 'mozilla/One.crt\n')
  return scratch.newCerts()
}

const added = () => readdirSync(path.join(scratch.root, anchors))

describe('asking', () => {
  it.each([{ answer: 'y\n' }, { answer: 'YES\n' }, { answer: 'y' }])('adds after $answer, and says before what it changes', async ({ answer }) => {
    const certs = debian()
    const { code, out } = await trustOn(scratch, certs, [], { answer })
    expect(code).toBe(0)
    expect(added()).toHaveLength(1)
    const [before = '', after = ''] = out.split('Add the CA? [y/N]')
    expect(before.replace(/\s+/g, ' ')).toContain(`This adds the CA to: - System store (curl, wget, git and others), ${path.join(scratch.root, anchors, added()[0] ?? '')}; runs /programs/update-ca-certificates`)
    expect(before).toContain(path.join(certs, 'ca.pem'))
    expect(after).toContain('added to System store')
  })

  it.each([
    { answer: 'n\n' }, { answer: '\n' }, { answer: '' }, { answer: 'yesterday\n' }
  ])('changes nothing after $answer', async ({ answer }) => {
    const certs = debian()
    const { code, err } = await trustOn(scratch, certs, [], { answer })
    expect([code, err]).toEqual([startFailures.NotConfirmed.exitCode, 'nothing was changed: the answer was not yes'])
    expect([added(), scratch.ran]).toEqual([[], []])
  })

  it('refuses without a terminal, and names --yes', async () => {
    const certs = debian()
    const { code, err } = await trustOn(scratch, certs, [])
    expect(code).toBe(startFailures.NotConfirmed.exitCode)
    expect(err).toContain('--yes')
    expect([added(), scratch.ran]).toEqual([[], []])
  })

  it('does not ask with --yes', async () => {
    const certs = debian()
    const { code, out } = await trustOn(scratch, certs, ['--yes'])
    expect(code).toBe(0)
    expect(out).not.toContain('[y/N]')
    expect(added()).toHaveLength(1)
  })

  it('does not ask when there is nothing to do', async () => {
    const certs = debian()
    await trustOn(scratch, certs, ['--yes'])
    const { code, out } = await trustOn(scratch, certs, [])
    expect(code).toBe(0)
    expect(out).toContain('Nothing to do.')
    expect(scratch.ran).toHaveLength(1)
  })
})

describe('an ephemeral CA is refused, with the reason', () => {
  it.each([
    { what: '--ephemeral', argv: ['--ephemeral', '--yes'], env: {} },
    { what: 'its variable', argv: ['--yes'], env: { OKMS_EMULATOR_EPHEMERAL: 'true' } }
  ])('by $what', async ({ argv, env }) => {
    const certs = debian()
    const { code, err } = await trustOn(scratch, certs, argv, { env })
    expect([code, err])
      .toEqual([startFailures.AuthorityEphemeral.exitCode, startFailures.AuthorityEphemeral.text('--ephemeral is set')])
    expect(added()).toEqual([])
  })

  it.each([{ link: false }, { link: true }])('in a temporary folder (through a link: $link)', async ({ link }) => {
    debian()
    const inTemporary = scratch.newCerts('tmp/project/certs')
    const certs = link ? path.join(scratch.folder, 'link') : inTemporary
    if (link) symlinkSync(inTemporary, certs)
    const { code, err } = await trustOn(scratch, certs, ['--yes'])
    expect(code).toBe(startFailures.AuthorityEphemeral.exitCode)
    expect(err).toContain(certs)
    expect(added()).toEqual([])
  })

  it('but not one whose folder is only called like it', async () => {
    debian()
    expect((await trustOn(scratch, scratch.newCerts('tmp-project/certs'), ['--yes'])).code).toBe(0)
  })
})

describe('the CA', () => {
  it('must be there', async () => {
    debian()
    const { code, err } = await trustOn(scratch, path.join(scratch.folder, 'none'), ['--yes'])
    expect(code).toBe(startFailures.ClientFilesMissing.exitCode)
    expect(err).toContain('--certs')
    expect(readdirSync(scratch.folder)).not.toContain('none')
  })

  it.each([
    { what: 'no certificate', text: 'hello' },
    { what: 'a certificate of no CA', text: undefined }
  ])('$what is refused', async ({ text }) => {
    const certs = debian()
    const { issueServerCertificate } = await import('../../../src/pki/server-certificate.js')
    const { createCa } = await import('../../../src/pki/ca.js')
    writeFileSync(path.join(certs, 'ca.pem'), text ?? issueServerCertificate({
      ca: createCa({ now: Date.now() }), names: ['localhost'], now: Date.now()
    }).certificatePem)
    expect((await trustOn(scratch, certs, ['--yes'])).code).toBe(startFailures.CertificatesBroken.exitCode)
    expect(added()).toEqual([])
  })
})

describe('the store of a Linux system', () => {
  it.each([
    { system: 'Fedora', folder: 'etc/pki/ca-trust/source/anchors', ran: ['update-ca-trust', 'extract'] },
    { system: 'Alpine', folder: anchors, ran: ['update-ca-certificates'] },
    { system: 'Arch', folder: 'etc/ca-certificates/trust-source/anchors', ran: ['trust', 'extract-compat'] },
    { system: 'SUSE', folder: 'usr/share/pki/trust/anchors', ran: ['update-ca-certificates'] }
  ])('of $system: the certificate comes and goes as a file, and the list is made after each', async ({ folder, ran }) => {
    scratch = scratchMachine({ isRoot: true, ownsHome: false, programs: { [ran[0] ?? '']: true } })
    const there = scratch.makeFolder('root', folder)
    const certs = scratch.newCerts()
    expect((await trustOn(scratch, certs, ['--yes'])).code).toBe(0)
    const [name = ''] = readdirSync(there)
    expect(name).toMatch(/^okms-emulator-[0-9a-f]{20}\.(crt|pem)$/)
    expect(readFileSync(path.join(there, name), 'utf8')).toBe(readFileSync(path.join(certs, 'ca.pem'), 'utf8'))
    expect(statSync(path.join(there, name)).mode & 0o777).toBe(0o644)
    expect((await trustOn(scratch, certs, ['--remove'])).out).toContain('removed from System store')
    expect(readdirSync(there)).toEqual([])
    expect(scratch.ran).toEqual([ran, ran])
  })

  it('needs root, says so, and is left alone without', async () => {
    const certs = debian({ isRoot: false })
    const { code, out } = await trustOn(scratch, certs, ['--yes'])
    expect(code).toBe(startFailures.TrustStoreFailed.exitCode)
    expect(out).toContain('needs root')
    expect([added(), scratch.ran]).toEqual([[], []])
  })

  it('holds two CAs, each removed by itself', async () => {
    const certs = debian()
    const other = scratch.newCerts('other')
    await trustOn(scratch, certs, ['--yes'])
    await trustOn(scratch, other, ['--yes'])
    expect(added()).toHaveLength(2)
    await trustOn(scratch, certs, ['--remove'])
    const [left = ''] = added()
    expect(readFileSync(path.join(scratch.root, anchors, left), 'utf8'))
      .toBe(readFileSync(path.join(other, 'ca.pem'), 'utf8'))
  })

  it('does not change when its program fails, and the fault is reported', async () => {
    const certs = debian({
      programs: { 'update-ca-certificates': () => ({ ok: false, stdout: '', complaint: 'no space left' }) }
    })
    const { code, err } = await trustOn(scratch, certs, ['--yes'])
    expect(code).toBe(startFailures.TrustStoreFailed.exitCode)
    expect(err).toMatch(/update-ca-certificates: no space left$/)
    expect(added()).toEqual([])
  })

  it('keeps the certificate when removing fails, so that it can be tried again', async () => {
    let ok = true
    const certs = debian({ programs: { 'update-ca-certificates': () => ({ ok, stdout: '', complaint: 'no' }) } })
    await trustOn(scratch, certs, ['--yes'])
    ok = false
    expect((await trustOn(scratch, certs, ['--remove'])).code).toBe(startFailures.TrustStoreFailed.exitCode)
    ok = true
    expect((await trustOn(scratch, certs, ['--remove'])).out).toContain('removed from')
    expect(added()).toEqual([])
    expect(readdirSync(path.join(scratch.folder, 'tmp'))).toEqual([])
  })
})

describe('--remove and --list', () => {
  it('say when nothing was there, and change nothing', async () => {
    const certs = debian()
    const removed = await trustOn(scratch, certs, ['--remove'])
    expect([removed.code, removed.out]).toEqual([0, expect.stringContaining('Nothing to remove')])
    const listed = await trustOn(scratch, certs, ['--list'])
    expect([listed.code, listed.out.replace(/\s+/g, ' ')]).toEqual([0, expect.stringContaining('does not have the CA')])
    expect(scratch.ran).toEqual([])
  })

  it('lists where the CA is', async () => {
    const certs = debian()
    await trustOn(scratch, certs, ['--yes'])
    expect((await trustOn(scratch, certs, ['--list'])).out.replace(/\s+/g, ' ')).toMatch(/System store .*: has the CA/)
  })

  it('work for an ephemeral CA, which may have been added otherwise', async () => {
    const certs = debian()
    expect((await trustOn(scratch, certs, ['--remove', '--ephemeral'])).code).toBe(0)
    expect((await trustOn(scratch, certs, ['--list', '--ephemeral'])).code).toBe(0)
  })

  it('exclude each other', async () => {
    const certs = debian()
    expect(await trustOn(scratch, certs, ['--remove', '--list']))
      .toMatchObject({ code: 2, err: expect.stringContaining('--remove, --list') })
  })
})

describe('macOS and Windows', () => {
  const fingerprintIn = (out: string) => /SHA-256 ([0-9A-F]{64})/.exec(out)?.[1] ?? ''

  it('macOS: the keychain of the user, through security', async () => {
    let has = false
    scratch = scratchMachine({
      platform: 'darwin',
      programs: {
        security: (_program, [action = '']) => {
          if (action === 'add-trusted-cert') has = true
          return {
            ok: true,
            stdout: action === 'find-certificate' && has ? `SHA-256 hash: ${fingerprint}\n` : '',
            complaint: ''
          }
        }
      }
    })
    const certs = scratch.newCerts()
    const fingerprint = fingerprintIn((await trustOn(scratch, certs, ['--list'])).out)
    const keychain = path.join(scratch.home, 'Library/Keychains/login.keychain-db')
    expect((await trustOn(scratch, certs, ['--yes'])).code).toBe(0)
    expect(scratch.ran)
      .toContainEqual(['security', 'add-trusted-cert', '-r', 'trustRoot', '-k', keychain, path.join(certs, 'ca.pem')])
    expect((await trustOn(scratch, certs, ['--yes'])).out).toContain('Nothing to do')
    await trustOn(scratch, certs, ['--remove'])
    expect(scratch.ran.slice(-2)).toEqual([
      ['security', 'remove-trusted-cert', path.join(certs, 'ca.pem')],
      ['security', 'delete-certificate', '-Z', fingerprint, keychain]
    ])
  })

  it('Windows: the root store of the user, through the system\'s own certutil', async () => {
    scratch = scratchMachine({ platform: 'win32' })
    const certs = scratch.newCerts()
    const machine = {
      ...scratch.machine,
      run: (program: string, args: readonly string[]) => ({
        ...scratch.machine.run(program, args), ok: !args.includes('-store')
      })
    }
    expect((await trustOn({ ...scratch, machine }, certs, ['--yes'])).code).toBe(0)
    const [program = '', ...args] = scratch.ran.at(-1) ?? []
    expect(program).toMatch(/System32\\certutil\.exe$/)
    expect(args).toEqual(['-user', '-addstore', 'Root', path.join(certs, 'ca.pem')])
  })
})

it.each([
  { folder: 0o700, key: 0o600, warns: false },
  { folder: 0o700, key: 0o644, warns: false },
  { folder: 0o755, key: 0o600, warns: false },
  { folder: 0o755, key: 0o644, warns: true },
  { folder: 0o710, key: 0o640, warns: true }
])('warns ($warns) of a key of mode $key in a folder of mode $folder', async ({ folder, key, warns }) => {
  const certs = debian()
  const pki = scratch.makeFolder('pki')
  writeFileSync(path.join(pki, 'ca-key.pem'), 'not read')
  chmodSync(path.join(pki, 'ca-key.pem'), key)
  chmodSync(pki, folder)
  expect((await trustOn(scratch, certs, ['--yes'])).out.includes('Warning: other users')).toBe(warns)
})

it('never asks for the key of the CA', async () => {
  const certs = debian()
  // A folder in its place cannot be read as a file.
  mkdirSync(path.join(certs, 'ca-key.pem'))
  mkdirSync(path.join(scratch.folder, 'pki', 'ca-key.pem'), { recursive: true })
  expect((await trustOn(scratch, certs, ['--yes'])).code).toBe(0)
})
