// A folder for a new credential or token.

import { accessSync, constants } from 'node:fs'
import { folderModes } from '../store/files/file-mode.js'
import { makeFolder } from '../store/files/folder-making.js'
import { starting } from '../store/sqlite/storage-faults.js'

/**
 * Creates the folder when it is missing. Throws StartFailure (FolderNotWritable), because a credential or a
 * token must not be created if it cannot be saved.
 */
export function prepareFolder (folder: string): void {
  starting({ folder, file: folder }, () => {
    makeFolder(folder, folderModes.open, () => {})
    accessSync(folder, constants.W_OK | constants.X_OK)
  })
}
