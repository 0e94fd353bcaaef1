// The certificate folder on disk: modes, whole files, and what a refusing disk means.

import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openCertificateFolder } from '../../src/store/certificate-folder.js'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { temporaryFolder } from '../pki/openssl.js'

vi.mock('node:fs', async (original) => {
  const actual = await original<typeof fs>()
  return {
    ...actual,
    fsyncSync: vi.fn(actual.fsyncSync),
    linkSync: vi.fn(actual.linkSync),
    fchmodSync: vi.fn(actual.fchmodSync),
    chmodSync: vi.fn(actual.chmodSync)
  }
})

afterEach(() => {
  for (const call of [fs.fsyncSync, fs.linkSync, fs.fchmodSync, fs.chmodSync]) vi.mocked(call).mockReset()
})

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'fsync' })
const modeOf = (file: string) => (fs.statSync(file).mode & 0o777).toString(8)

describe('openCertificateFolder', () => {
  it('makes the folder, and everything above it', () => {
    const folder = openCertificateFolder(join(temporaryFolder(), 'deep', 'certs'))
    folder.write('ca.pem', 'text', { secret: false })
    expect(fs.readFileSync(folder.path('ca.pem'), 'utf8')).toBe('text')
  })

  it('refuses a folder that is a file', () => {
    const file = join(temporaryFolder(), 'certs')
    fs.writeFileSync(file, '')
    expect(() => openCertificateFolder(file))
      .toThrow(expect.objectContaining({ exitCode: startFailures.FolderNotWritable.exitCode }))
  })

  it.each(['write', 'create'] as const)('%s: secrets are readable by the owner only, other files by every user, whatever the umask', (how) => {
    const folder = openCertificateFolder(temporaryFolder())
    folder[how]('secret', 'x', { secret: true })
    folder[how]('open', 'x', { secret: false })
    expect([modeOf(folder.path('secret')), modeOf(folder.path('open'))]).toEqual(['600', '644'])
  })

  it('narrows a secret file that others may read, when it is written and when it is read', () => {
    const folder = openCertificateFolder(temporaryFolder())
    fs.writeFileSync(folder.path('read'), 'x', { mode: 0o644 })
    fs.writeFileSync(folder.path('written'), 'x', { mode: 0o644 })
    expect(folder.read('read', { secret: true })?.toString()).toBe('x')
    folder.write('written', 'y', { secret: true })
    expect([modeOf(folder.path('read')), modeOf(folder.path('written'))]).toEqual(['600', '600'])
  })

  it('narrows a secret folder that others may read, and leaves any other', () => {
    const [secret, open] = [temporaryFolder(), temporaryFolder()]
    for (const folder of [secret, open]) fs.chmodSync(folder, 0o755)
    openCertificateFolder(secret, { secret: true })
    openCertificateFolder(open)
    expect([modeOf(secret), modeOf(open)]).toEqual(['700', '755'])
  })

  it('leaves the mode of a file that is no secret', () => {
    const folder = openCertificateFolder(temporaryFolder())
    fs.writeFileSync(folder.path('ca.pem'), 'x', { mode: 0o640 })
    folder.read('ca.pem')
    expect(modeOf(folder.path('ca.pem'))).toBe('640')
  })

  it('knows a missing file from one that it may not read', () => {
    const folder = openCertificateFolder(temporaryFolder())
    expect(folder.read('missing')).toBeUndefined()
    fs.mkdirSync(folder.path('ca.pem'))
    expect(() => folder.read('ca.pem'))
      .toThrow(expect.objectContaining({ exitCode: startFailures.CertificatesBroken.exitCode }))
  })

  it('creates only what is not there', () => {
    const folder = openCertificateFolder(temporaryFolder())
    expect(folder.create('ca.pem', 'first', { secret: false })).toBe(true)
    expect(folder.create('ca.pem', 'second', { secret: false })).toBe(false)
    expect(folder.read('ca.pem')?.toString()).toBe('first')
  })

  it('creates also where the file system has no links', () => {
    vi.mocked(fs.linkSync).mockImplementation(() => { throw systemError('EPERM') })
    const folder = openCertificateFolder(temporaryFolder())
    expect(folder.create('key', 'first', { secret: true })).toBe(true)
    expect(folder.create('key', 'second', { secret: true })).toBe(false)
    expect([folder.read('key')?.toString(), modeOf(folder.path('key'))]).toEqual(['first', '600'])
  })

  it.each([
    ['ENOSPC', startFailures.DiskFull],
    ['EDQUOT', startFailures.DiskFull],
    ['EROFS', startFailures.FolderNotWritable],
    ['EACCES', startFailures.FolderNotWritable]
  ])('a write that ends in %s leaves the old file, nothing else, and says what happened', (code, { exitCode }) => {
    const folder = openCertificateFolder(temporaryFolder())
    folder.write('ca.pem', 'old', { secret: false })
    vi.mocked(fs.fsyncSync).mockImplementation(() => { throw systemError(code) })
    expect(() => folder.write('ca.pem', 'new', { secret: false })).toThrow(expect.objectContaining({ exitCode }))
    expect(() => folder.create('key', 'new', { secret: true })).toThrow(expect.objectContaining({ exitCode }))
    expect(fs.readdirSync(folder.path('.'))).toEqual(['ca.pem'])
    expect(folder.read('ca.pem')?.toString()).toBe('old')
  })

  it.each(['EPERM', 'ENOTSUP', 'EROFS', 'EACCES', 'ENOSYS'])('works where modes cannot be changed (%s), and reports it once', (code) => {
    const refuse = () => { throw systemError(code) }
    const parent = temporaryFolder()
    vi.mocked(fs.chmodSync).mockImplementation(refuse)
    vi.mocked(fs.fchmodSync).mockImplementation(refuse)
    const modeRefused = vi.fn()
    const folder = openCertificateFolder(join(parent, 'pki'), { secret: true, modeRefused })
    folder.write('a', 'one', { secret: true })
    folder.create('b', 'two', { secret: false })
    fs.writeFileSync(folder.path('c'), 'three', { mode: 0o666 })
    const read = (name: string) => folder.read(name, { secret: true })?.toString()
    expect(['a', 'b', 'c'].map(read)).toEqual(['one', 'two', 'three'])
    expect(modeRefused.mock.calls).toEqual([[expect.stringContaining(code)]])
  })

  it.each(['EINVAL', 'ENOTSUP', 'ENOSYS'])('writes where the file system cannot sync folders (%s)', (code) => {
    const folder = openCertificateFolder(temporaryFolder())
    vi.mocked(fs.fsyncSync).mockImplementation((file) => {
      if (fs.fstatSync(file).isDirectory()) throw systemError(code)
    })
    folder.write('ca.pem', 'text', { secret: false })
    folder.create('key', 'text', { secret: true })
    folder.remove('key')
    expect(folder.list()).toEqual(['ca.pem'])
  })

  it('says why a name cannot be replaced or given', () => {
    const folder = openCertificateFolder(temporaryFolder())
    fs.mkdirSync(folder.path('ca.pem'))
    expect(() => { folder.write('ca.pem', '', { secret: false }) }).toThrow(/rename .* to .*ca\.pem: EISDIR, illegal operation on a directory/)
    expect(() => { folder.remove('ca.pem') }).toThrow(/ca\.pem: E/)
    expect(fs.readdirSync(folder.path('.'))).toEqual(['ca.pem'])
  })

  it('lists names in order, and not what an interrupted write left', () => {
    const folder = openCertificateFolder(temporaryFolder())
    fs.writeFileSync(folder.path('.left.tmp'), '')
    for (const name of ['b', 'a']) folder.write(name, '', { secret: false })
    expect(folder.list()).toEqual(['a', 'b'])
  })
})
