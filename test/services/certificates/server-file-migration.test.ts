// A certificate folder of an earlier version, which had the server's files too: what moves,
// whatever happens in the middle of it.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CertificateFolder } from '../../../src/domain/ports.js'
import { startFailure, startFailures } from '../../../src/domain/errors/start-failures.js'
import { createCa, newPrivateKeyPem } from '../../../src/pki/ca.js'
import { pkiFiles } from '../../../src/services/certificates/certificate-files.js'
import { moveServerFiles } from '../../../src/services/certificates/server-file-migration.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { temporaryFolder } from '../../pki/openssl.js'

/** Earlier versions had no bootstrap secret. */
const moved = Object.values(pkiFiles).filter((name) => name !== pkiFiles.bootstrapSecret)
const secrets = moved.filter((name) => name !== 'ca.pem' && name !== 'admin.pem')
const clientFiles = { 'client.p12': 'p12', 'okms.yaml': 'yaml' }

/** As an earlier version left it. */
function oldFolder () {
  const folder = openCertificateFolder(temporaryFolder())
  const pkiFolder = openCertificateFolder(temporaryFolder(), { secret: true })
  const ca = createCa({ now: Date.now() })
  const content: Readonly<Record<string, string>> = {
    ...Object.fromEntries(moved.map((name) => [name, `the text of ${name}`])),
    'ca.pem': ca.certificatePem,
    'ca-key.pem': ca.privateKeyPem
  }
  for (const [name, text] of Object.entries(content)) {
    folder.write(name, text, { secret: secrets.some((secret) => secret === name) })
  }
  for (const [name, text] of Object.entries(clientFiles)) folder.write(name, text, { secret: false })
  return { folder, pkiFolder, content }
}

const contentOf = (folder: CertificateFolder) =>
  Object.fromEntries(folder.list().map((name) => [name, readFileSync(folder.path(name), 'utf8')]))

function expectMoved ({ folder, pkiFolder, content }: ReturnType<typeof oldFolder>) {
  expect(contentOf(pkiFolder)).toEqual(content)
  expect(contentOf(folder)).toEqual({ ...clientFiles, 'ca.pem': content['ca.pem'] })
  for (const name of secrets) expect(statSync(pkiFolder.path(name)).mode & 0o777).toBe(0o600)
}

it('moves what only the server reads, with mode 0600, and leaves the CA certificate to clients', () => {
  const old = oldFolder()
  expect([...moveServerFiles(old)].sort()).toEqual([...secrets, 'admin.pem'].sort())
  expectMoved(old)
})

it('does nothing the second time, and says so', () => {
  const old = oldFolder()
  moveServerFiles(old)
  expect(moveServerFiles(old)).toEqual([])
  expectMoved(old)
})

it('leaves files of these names alone that come into the certificate folder afterwards', () => {
  const old = oldFolder()
  moveServerFiles(old)
  old.folder.write('server.pem', 'of someone else', { secret: false })
  expect(moveServerFiles(old)).toEqual([])
  expect(existsSync(old.folder.path('server.pem'))).toBe(true)
})

class Killed extends Error {}

/** Both folders, where the process ends at the n-th change, before it or just after it. */
function dying (old: ReturnType<typeof oldFolder>, last: number, when: 'before' | 'after') {
  let changes = 0
  const step = (change: () => void) => {
    const isLast = ++changes === last
    if (isLast && when === 'before') throw new Killed()
    change()
    if (isLast) throw new Killed()
  }
  const wrapped = (folder: CertificateFolder): CertificateFolder => ({
    ...folder,
    write: (...args) => { step(() => { folder.write(...args) }) },
    remove: (name) => { step(() => { folder.remove(name) }) }
  })
  return { folder: wrapped(old.folder), pkiFolder: wrapped(old.pkiFolder), changes: () => changes }
}

describe('a process that is killed in the middle', () => {
  /** Every file is copied, and all but ca.pem are removed. */
  const steps = Array.from({ length: 2 * moved.length - 1 }, (_, index) => index + 1)

  it('has a step for each copy and each removal', () => {
    const whole = dying(oldFolder(), Infinity, 'before')
    moveServerFiles(whole)
    expect(whole.changes()).toBe(steps.length)
  })

  it.each(steps.flatMap((step) => [[step, 'before'], [step, 'after']] as const))('at step %i, %s it: nothing is lost, and the next start completes the move', (step, when) => {
    const old = oldFolder()
    expect(() => moveServerFiles(dying(old, step, when))).toThrow(Killed)
    const found = [contentOf(old.folder), contentOf(old.pkiFolder)]
    for (const [name, text] of Object.entries(old.content)) expect(found.map((files) => files[name])).toContain(text)
    moveServerFiles(old)
    expectMoved(old)
  })
})

describe('two folders that do not belong together are refused, and neither is touched', () => {
  it.each<[string, RegExp, (old: ReturnType<typeof oldFolder>) => void]>([
    [
      'another CA key in the pki folder',
      /ca-key\.pem cannot be used \(it has to move to the pki folder, but does not belong to .*ca-key\.pem\); name another folder with --pki, or move/,
      ({ pkiFolder }) => pkiFolder.write('ca-key.pem', newPrivateKeyPem(), { secret: true })
    ],
    [
      'another CA certificate in the pki folder', /does not belong to .*ca\.pem/,
      ({ pkiFolder }) => pkiFolder.write('ca.pem', createCa({ now: Date.now() }).certificatePem, { secret: false })
    ],
    [
      'another token key in the pki folder', /token-key\.pem cannot be used/,
      ({ pkiFolder }) => pkiFolder.write('token-key.pem', 'another', { secret: true })
    ]
  ])('%s', (_, message, prepare) => {
    const old = oldFolder()
    prepare(old)
    const before = [contentOf(old.folder), contentOf(old.pkiFolder)]
    expect(() => moveServerFiles(old)).toThrow(expect.objectContaining({
      exitCode: startFailures.CertificatesBroken.exitCode, message: expect.stringMatching(message) as string
    }))
    expect([contentOf(old.folder), contentOf(old.pkiFolder)]).toEqual(before)
  })
})

it('a folder that files cannot be removed from: says which files have to move, and where', () => {
  const old = oldFolder()
  const remove = () => { throw startFailure(startFailures.FolderNotWritable, '/certs', 'EROFS') }
  expect(() => moveServerFiles({ ...old, folder: { ...old.folder, remove } })).toThrow(expect.objectContaining({
    exitCode: startFailures.FolderNotWritable.exitCode,
    message: expect.stringMatching(/^cannot write in \/certs \(EROFS\); make it writable, or choose another folder\. Its files .*ca-key\.pem are the server's and have to move to /) as string
  }))
  moveServerFiles(old)
  expectMoved(old)
})

it('a first start that was cut off before it had a CA certificate: the key moves', () => {
  const old = oldFolder()
  for (const name of old.folder.list()) if (name !== 'ca-key.pem') old.folder.remove(name)
  expect(moveServerFiles(old)).toEqual(['ca-key.pem'])
  expect(contentOf(old.pkiFolder)).toEqual({ 'ca-key.pem': old.content['ca-key.pem'] })
})
