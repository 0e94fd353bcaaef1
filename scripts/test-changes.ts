// npm run test:changes: performs the changes that ARCHITECTURE.md describes on one copy of the tree, and sees whether
// the files that it names are enough.

import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { caller, observe, startTree } from './changes/changed-emulator.js'
import { changes } from './changes/every.js'
import { applyEdit, misfits, whereToChange } from './changes/where-to-change.js'
import { copyTree } from './copied-tree.js'
import { inSteps } from './steps.js'

const execute = promisify(execFile)

await inSteps('changes', async ({ step }, folder) => {
  const tree = copyTree(path.join(folder, 'tree'))
  const state = path.join(folder, 'state')
  mkdirSync(state)
  const npm = async (script: string) => {
    await execute('npm', ['run', '--silent', script], { cwd: tree, maxBuffer: 1 << 26 }).catch((error: unknown) => {
      const { stdout, stderr } = error as { readonly stdout: string, readonly stderr: string }
      throw new Error(stdout + stderr)
    })
  }

  const stored = await step('keys of the code before the changes', async () => await storeKeys(tree, state))
  if (stored === undefined) return

  const table = whereToChange(tree)
  for (const change of changes) {
    await step(`edits: ${change.row}`, () => {
      const faults = misfits(change, table)
      if (faults.length > 0) throw new Error(faults.join('; '))
      for (const edit of [...change.edits, ...change.tests ?? []]) applyEdit(tree, edit)
    })
  }

  await step('npm run generate', async () => { await npm('generate') })
  const types = step('npm run typecheck', async () => { await npm('typecheck') })
  await step('npm run layers', async () => { await npm('layers') })

  const served = await step('the changed server starts on the old folders', async () => await startTree(tree, state))
  if (served !== undefined) {
    const changed = observe(tree, state, served, stored)
    for (const { row, works } of changes) await step(`works: ${row}`, async () => { await works(changed) })
    await step('stop', async () => { await served.stop() })
  }
  await types
})

/** Ids of keys that the code of the tree stores, by their names. */
async function storeKeys (tree: string, folder: string): Promise<Readonly<Record<string, string>>> {
  const served = await startTree(tree, folder)
  try {
    const call = caller(served)
    const keys = `/api/${served.ready.okmsId}/v1/servicekey`
    const add = async (name: string) => String((await call('POST', keys, { name, type: 'oct', size: 256 })).body['id'])
    const [active, compromised] = [await add('active'), await add('compromised')]
    await call('POST', `${keys}/${compromised}/deactivate`, { reason: 'key_compromise' })
    return { active, compromised }
  } finally {
    await served.stop()
  }
}
