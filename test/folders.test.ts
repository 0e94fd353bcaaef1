// The default folders, and the .gitignore that comes with our own.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultFolders, makeOwnFolder } from '../src/folders.js'

let project: string
beforeEach(() => { project = mkdtempSync(path.join(tmpdir(), 'folders-')) })
afterEach(() => { rmSync(project, { recursive: true }) })

describe('default folders', () => {
  it.each([
    { where: 'a checkout run from its root', cwd: '/src/emulator', root: '/src/emulator', expected: '/src/emulator/data' },
    { where: 'a checkout run from another folder', cwd: '/src/app', root: '/src/emulator', expected: '/src/app/.okms-emulator/data' },
    { where: 'a package installed in the project', cwd: '/app', root: '/app/node_modules/okms-emulator', expected: '/app/.okms-emulator/data' },
    { where: 'a package run from its own folder', cwd: '/app/node_modules/okms-emulator', root: '/app/node_modules/okms-emulator', expected: '/app/node_modules/okms-emulator/.okms-emulator/data' }
  ])('$where', ({ cwd, root, expected }) => {
    expect(defaultFolders(cwd, root).data).toBe(expected)
  })
})

describe('our own folder', () => {
  const inOwn = (name: string): string => path.join(project, '.okms-emulator', name)

  it('is made with a .gitignore that ignores all of it', () => {
    makeOwnFolder([inOwn('data'), inOwn('certs')])
    expect(readFileSync(inOwn('.gitignore'), 'utf8')).toBe('*\n')
  })

  it('is left alone when it exists', () => {
    mkdirSync(inOwn(''))
    writeFileSync(inOwn('.gitignore'), 'mine\n')
    makeOwnFolder([inOwn('data')])
    expect(readFileSync(inOwn('.gitignore'), 'utf8')).toBe('mine\n')
  })

  it('is not made for folders that somebody chose', () => {
    makeOwnFolder([path.join(project, 'keys', 'data')])
    expect(existsSync(path.join(project, 'keys'))).toBe(false)
  })
})
