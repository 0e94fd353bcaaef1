// The default folder of a project, and the .gitignore that comes with it.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePrivateFolder } from '../../../src/cli/serve/private-folder.js'
import { startFailures } from '../../../src/domain/errors/start-failures.js'

let project: string
beforeEach(() => { project = mkdtempSync(path.join(tmpdir(), 'folders-')) })
afterEach(() => { rmSync(project, { recursive: true }) })

describe('our own folder', () => {
  const inOwn = (name: string): string => path.join(project, '.okms-emulator', name)

  it('is made with a .gitignore that ignores all of it', () => {
    makePrivateFolder([inOwn('data'), inOwn('certs')])
    expect(readFileSync(inOwn('.gitignore'), 'utf8')).toBe('*\n')
  })

  it('is left alone when it exists', () => {
    mkdirSync(inOwn(''))
    writeFileSync(inOwn('.gitignore'), 'mine\n')
    makePrivateFolder([inOwn('data')])
    expect(readFileSync(inOwn('.gitignore'), 'utf8')).toBe('mine\n')
  })

  it('is not created for configured folders', () => {
    makePrivateFolder([path.join(project, 'keys', 'data')])
    expect(existsSync(path.join(project, 'keys'))).toBe(false)
  })

  it('is for its owner only, and its .gitignore is written by its owner only', () => {
    makePrivateFolder([inOwn('data')])
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
    expect([modeOf(inOwn('')), modeOf(inOwn('.gitignore'))]).toEqual(['700', '644'])
  })

  it('is refused with its name when a link that leads nowhere is in its place', () => {
    symlinkSync('gone', path.join(project, '.okms-emulator'))
    expect(() => { makePrivateFolder([inOwn('data')]) }).toThrow(expect.objectContaining({
      exitCode: startFailures.FolderNotWritable.exitCode,
      message: expect.stringContaining('it is a link to gone, which is missing') as string
    }))
  })
})
