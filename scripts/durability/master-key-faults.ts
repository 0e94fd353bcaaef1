// The master key file missing, truncated, or of another folder.

import { copyFileSync, renameSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { expectRefused, expectSound, usedFolder, type Fault } from './fault.js'
import { foldersIn } from './server-process.js'

export const masterKeyFault: Fault = async (setting) => {
  const { workplace, folder } = setting
  const folders = foldersIn(folder)
  const keys = await usedFolder(setting, folders)
  const other = foldersIn(path.join(folder, 'other'))
  await usedFolder(setting, other, 1)
  const file = path.join(folders.data, 'master.key')
  const good = readFileSync(file)
  const { MasterKeyMissing, MasterKeyMalformed, MasterKeyWrong } = startFailures

  renameSync(file, `${file}.away`)
  await expectRefused(workplace, folders, MasterKeyMissing.exitCode, /is missing but/)
  renameSync(`${file}.away`, file)
  await expectSound(workplace, folders, keys)

  truncateSync(file, 50)
  await expectRefused(workplace, folders, MasterKeyMalformed.exitCode, /is damaged/)
  copyFileSync(path.join(other.data, 'master.key'), file)
  await expectRefused(workplace, folders, MasterKeyWrong.exitCode, /is not the one that sealed/)
  writeFileSync(file, good)
  await expectSound(workplace, folders, keys)
  return `missing, truncated, swapped: exit codes ${MasterKeyMissing.exitCode}, ${MasterKeyMalformed.exitCode}, ${MasterKeyWrong.exitCode}; put back, every key works`
}
