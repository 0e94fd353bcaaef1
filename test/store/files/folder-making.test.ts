// Folders and their modes, whatever the umask and whatever is in the way.

import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { makeFolder } from '../../../src/store/files/folder-making.js'
import { starting } from '../../../src/store/sqlite/storage-faults.js'
import { temporaryFolder } from '../temporary.js'

const make = (folder: string, mode = 0o700) =>
  starting({ folder, file: folder }, () => { makeFolder(folder, mode, () => {}) })
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

function withUmask (mask: number): void {
  const before = process.umask(mask)
  onTestFinished(() => { process.umask(before) })
}

describe.skipIf(process.platform === 'win32')('a folder and those above it', () => {
  it.each([
    { mask: 0o000, mode: 0o700, modes: ['700', '700'] },
    { mask: 0o022, mode: 0o755, modes: ['755', '755'] },
    { mask: 0o000, mode: 0o755, modes: ['755', '755'] },
    { mask: 0o077, mode: 0o755, modes: ['700', '755'] },
    { mask: 0o777, mode: 0o700, modes: ['700', '700'] },
    { mask: 0o777, mode: 0o755, modes: ['700', '755'] }
  ])('with mode $mode and umask $mask have modes $modes', ({ mask, mode, modes }) => {
    const parent = path.join(temporaryFolder(), 'a')
    withUmask(mask)
    make(path.join(parent, 'b'), mode)
    expect([parent, path.join(parent, 'b')].map(modeOf)).toEqual(modes)
  })

  it('that exist keep their modes', () => {
    const folder = path.join(temporaryFolder(), 'a')
    mkdirSync(folder)
    chmodSync(folder, 0o777)
    make(folder)
    expect(modeOf(folder)).toBe('777')
  })
})

const refused = (said: RegExp) => expect.objectContaining({
  exitCode: startFailures.FolderNotWritable.exitCode, message: expect.stringMatching(said) as string
}) as Error

describe.skipIf(process.platform === 'win32')('a folder that cannot be made', () => {
  it.each<[string, (place: string) => void, RegExp]>([
    ['a file', (place) => { writeFileSync(place, '') }, /is a file\); move that away, or choose another folder$/],
    ['a link to nothing', (place) => { symlinkSync('gone', place) }, /is a link to gone, which is missing\); move that away/],
    ['a link to itself', (place) => { symlinkSync('place', place) }, /is a link to place, which leads back to it\)/],
    ['a device', (place) => { symlinkSync('/dev/null', place) }, /is a device\)/]
  ])('because %s is in its place or above it', (_, put, said) => {
    const place = path.join(temporaryFolder(), 'place')
    put(place)
    expect(() => { make(place) }).toThrow(refused(new RegExp(`cannot write in ${place} \\(it ${said.source}`)))
    const within = path.join(place, 'a', 'b')
    expect(() => { make(within) }).toThrow(refused(new RegExp(`cannot write in ${within} \\(${place} ${said.source}`)))
  })

  const odd = ['/proc/a', '/proc/a/b', '/proc/self/a', '/sys/a', '/dev/null/a']
  it.skipIf(!existsSync('/proc/self')).each(odd)('%s: says so, and does not try for ever', (folder) => {
    expect(() => { make(folder) }).toThrow(refused(/E[A-Z]+, |is a device/))
  })

  it('because its name is too long: asks for a shorter one', () => {
    const folder = path.join(temporaryFolder(), 'a'.repeat(300))
    expect(() => { make(folder) }).toThrow(refused(/ENAMETOOLONG.*shorter path$/))
  })

  it('names a path with a line break as it is', () => {
    const folder = path.join(temporaryFolder(), 'a\nb')
    make(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
  })
})
