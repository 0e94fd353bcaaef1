// The commands of docs/container.md, as they are written there, one shell for the whole
// page, in a copy of the checkout.

import { cpSync, existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { output } from './commands.js'

export interface PageCommands {
  readonly root: string
  readonly page: string
  /** Where the copy of the checkout goes. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

/** Runs each block marked as `sh`; only the ports of this machine are others. Returns how many blocks there were. */
export async function runDocumentedCommands ({ root, page, folder, env }: PageCommands): Promise<number> {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root, encoding: 'utf8'
  }).split('\n')
  for (const file of files.filter((name) => name !== '' && existsSync(path.join(root, name)))) {
    cpSync(path.join(root, file), path.join(folder, file))
  }

  const blocks = [...readFileSync(path.join(root, page), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, block = '']) => block)
  const port = await freePort()
  const script = blocks.join('\n')
    .replaceAll('127.0.0.1:8443:', `127.0.0.1:${port}:`)
    .replaceAll('localhost:8443', `localhost:${port}`)
  await output('bash', ['--noprofile', '--norc', '-euo', 'pipefail', '-c', script], {
    cwd: folder, env: { ...env, OKMS_PORT: '0' }
  })
  return blocks.length
}

/** A port that was free just now. */
async function freePort (): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
