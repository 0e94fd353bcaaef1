// The default folders.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultFolders } from '../../src/config/folders.js'

let project: string
beforeEach(() => { project = mkdtempSync(path.join(tmpdir(), 'folders-')) })
afterEach(() => { rmSync(project, { recursive: true }) })

describe('default folders', () => {
  const inProject = (...names: string[]) => path.join(project, ...names)

  it.each([
    { where: 'a checkout run from its root', cwd: 'emulator', name: 'okms-emulator', expected: 'emulator/data' },
    { where: 'another project', cwd: 'app', name: 'app', expected: 'app/.okms-emulator/data' },
    { where: 'a folder without a package.json', cwd: 'app', name: undefined, expected: 'app/.okms-emulator/data' },
    { where: 'a package run from its own folder', cwd: 'node_modules/okms-emulator', name: 'okms-emulator', expected: 'node_modules/okms-emulator/.okms-emulator/data' }
  ])('$where', ({ cwd, name, expected }) => {
    mkdirSync(inProject(cwd), { recursive: true })
    if (name !== undefined) writeFileSync(inProject(cwd, 'package.json'), JSON.stringify({ name }))
    expect(defaultFolders(inProject(cwd)).data).toBe(inProject(expected))
  })

  it.each(['{', 'null', '[]'])('a package.json that holds %s is not ours', (text) => {
    writeFileSync(inProject('package.json'), text)
    expect(defaultFolders(project).data).toBe(inProject('.okms-emulator', 'data'))
  })
})
