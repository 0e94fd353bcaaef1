// The certificate folder and the pki folder with each file missing or cut in turn, and a clock that was set back a day.

import assert from 'node:assert/strict'
import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { expectSound, usedFolder, type Fault } from './fault.js'
import { check } from './known-keys.js'
import { foldersIn, serve, type Folders } from './server-process.js'

export const certificateFault: Fault = async (setting) => {
  const { workplace, folder } = setting
  const folders = foldersIn(folder)
  const keys = await usedFolder(setting, folders, 2)
  const kept = path.join(folder, 'kept')
  const both = ['certs', 'pki'] as const
  for (const one of both) cpSync(folders[one], path.join(kept, one), { recursive: true })
  const restore = () => {
    for (const one of both) {
      rmSync(folders[one], { recursive: true })
      cpSync(path.join(kept, one), folders[one], { recursive: true })
    }
  }
  const outcomes: string[] = []
  const files = both.flatMap((one) => readdirSync(folders[one]).map((name) => path.join(folders[one], name)))
    .filter((file) => statSync(file).isFile())
  for (const file of files) {
    for (const part of [undefined, 0, 0.3, 0.7] as const) {
      if (part === undefined) rmSync(file)
      else truncateSync(file, Math.floor(statSync(file).size * part))
      const started = await serve(workplace, folders)
      if (started.outcome === 'running') {
        for (const key of keys) await check(started, key)
        assert.equal(await started.stop(), 0)
        outcomes.push('healed')
      } else {
        assert.equal(started.code, startFailures.CertificatesBroken.exitCode, `${file}: ${started.text}`)
        assert.match(started.text, /cannot be used \(/)
        outcomes.push('refused')
      }
      restore()
    }
  }
  await expectSound(workplace, folders, keys)
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length
  return `${files.length} files missing or cut at three places: ${count('healed')} starts healed it, ${count('refused')} were refused with exit code ${startFailures.CertificatesBroken.exitCode}; put back, every key works`
}

/** Date as a program sees it on a machine whose clock is a day behind. */
const dayBack = `data:text/javascript,${encodeURIComponent('const now = Date.now; const shift = 86400000; Date.now = () => now() - shift; const D = Date; globalThis.Date = new Proxy(D, { construct: (target, args) => args.length === 0 ? new D(now() - shift) : new D(...args) })')}`

export const clockFault: Fault = async (setting) => {
  const { workplace, folder } = setting
  const folders: Folders = foldersIn(folder)
  const keys = await usedFolder(setting, folders, 4)
  const started = await serve(workplace, folders, { nodeFlags: ['--import', dayBack] })
  let outcome
  if (started.outcome === 'running') {
    for (const key of keys) await check(started, key)
    assert.equal(await started.stop(), 0)
    outcome = 'it starts and every key works'
  } else {
    assert.equal(started.code, startFailures.CertificatesBroken.exitCode, started.text)
    assert.match(started.text, /is the clock right\?/)
    outcome = `refused with exit code ${started.code}, asking whether the clock is right`
  }
  await expectSound(workplace, folders, keys)
  return `${outcome}; with the clock right again every key works`
}
