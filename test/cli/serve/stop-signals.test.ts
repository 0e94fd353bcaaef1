// A second signal ends the process at once, whatever closing is busy with.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { compiledProgram } from '../../harness/compiled-program.js'

const program = await compiledProgram('test/cli/serve/never-closes.ts')

it.each([['SIGTERM', 'SIGINT', 130], ['SIGINT', 'SIGTERM', 143]] as const)('%s, then %s while closing: exit code %i', async (first, second, code) => {
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = once(child, 'exit')
  try {
    await once(child.stdout, 'data')
    child.kill(first)
    const entry = await createInterface({ input: child.stderr })[Symbol.asyncIterator]().next()
    expect(JSON.parse(String(entry.value))).toMatchObject({ msg: `${first}, closing` })
    child.kill(second)
    expect(await exit).toEqual([code, null])
  } finally {
    child.kill('SIGKILL')
  }
})
