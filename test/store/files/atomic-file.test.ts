// What a killed process left in a folder, and modes whatever the umask.

import { spawnSync } from 'node:child_process'
import { readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { writeAtomically } from '../../../src/store/files/atomic-file.js'
import { temporaryFolder } from '../temporary.js'

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
const left = (pid: number | undefined) => `.${pid}-00000000-0000-4000-8000-000000000000.tmp`

describe('a temporary file', () => {
  it('of a process that is gone is removed, and of one that runs is left', () => {
    const folder = temporaryFolder()
    const gone = spawnSync(process.execPath, ['--version']).pid
    const names = [left(gone), left(process.pid), left(process.ppid), '.other.tmp']
    for (const name of names) writeFileSync(path.join(folder, name), 'key')
    openCertificateFolder(folder)
    expect(readdirSync(folder).sort()).toEqual([left(process.ppid), '.other.tmp'].sort())
  })
})

describe.skipIf(process.platform === 'win32').each([0o000, 0o022, 0o077, 0o777])('with umask %i', (mask) => {
  it('private files are for their owner, and others are readable by every user', () => {
    const folder = temporaryFolder()
    const before = process.umask(mask)
    onTestFinished(() => { process.umask(before) })
    const certs = openCertificateFolder(path.join(folder, 'certs'))
    const pki = openCertificateFolder(path.join(folder, 'pki'), { secret: true })
    pki.write('a', 'x', { secret: true })
    pki.create('b', 'x', { secret: true })
    certs.write('c', 'x', { secret: false })
    writeAtomically(path.join(folder, 'd'), { content: 'x', secret: true, refused: () => {} })
    expect(['pki', 'pki/a', 'pki/b', 'd', 'certs', 'certs/c'].map((name) => modeOf(path.join(folder, name))))
      .toEqual(['700', '600', '600', '600', '755', '644'])
  })
})

describe.skipIf(process.platform === 'win32')('a secret folder that is a link', () => {
  it('is used, and what it leads to keeps its mode', () => {
    const folder = temporaryFolder()
    const elsewhere = path.join(folder, 'elsewhere')
    openCertificateFolder(elsewhere)
    symlinkSync(elsewhere, path.join(folder, 'pki'))
    openCertificateFolder(path.join(folder, 'pki'), { secret: true }).write('a', 'x', { secret: true })
    expect([modeOf(elsewhere), modeOf(path.join(elsewhere, 'a'))]).toEqual(['755', '600'])
  })
})
