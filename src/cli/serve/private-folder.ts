// The default folder in a project, with a .gitignore that keeps private keys out of the project's repository.

import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ownFolderName } from '../../config/folders.js'
import { folderModes, modes } from '../../store/files/file-mode.js'
import { makeFolder } from '../../store/files/folder-making.js'
import { starting } from '../../store/sqlite/storage-faults.js'

/** Creates the default folder that contains one of these. Other folders are left alone. Throws FolderNotWritable. */
export function makePrivateFolder (folders: readonly string[]): void {
  for (const folder of folders) {
    const own = path.dirname(folder)
    if (path.basename(own) !== ownFolderName || existsSync(own)) continue
    const file = path.join(own, '.gitignore')
    starting({ folder: own, file }, () => {
      makeFolder(own, folderModes.secret, () => {})
      writeFileSync(file, '*\n', { mode: modes.open })
    })
  }
}
