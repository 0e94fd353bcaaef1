// The server on which the tests of a file have their domains.

import { connectEmulator, startEmulator, type Emulator, type EmulatorOptions } from '../index.js'

/** Variables by which a server is found: those that the commands of okms-emulator read, and that `exec` sets. */
export const serverVariables = { certs: 'OKMS_EMULATOR_CERTS', pki: 'OKMS_EMULATOR_PKI' } as const

/** The folders of the server that the environment names, if it names one. */
export function namedServer (): { readonly certs: string, readonly pki?: string } | undefined {
  const { [serverVariables.certs]: certs, [serverVariables.pki]: pki } = process.env
  if (certs === undefined || certs === '') return undefined
  return { certs, ...(pki === undefined || pki === '' ? {} : { pki }) }
}

const opened = new Map<EmulatorOptions | undefined, Promise<Emulator>>()

/**
 * One server for all tests of the file: that of the environment, otherwise one that is started now. With options, one
 * of its own that every use of the same object shares.
 */
export async function testServer (options?: EmulatorOptions): Promise<Emulator> {
  let server = opened.get(options)
  if (server === undefined) {
    server = open(options)
    opened.set(options, server)
  }
  return await server
}

async function open (options: EmulatorOptions | undefined): Promise<Emulator> {
  const admin = options === undefined ? namedServer() : undefined
  if (admin === undefined) return await startEmulator(options)
  try {
    return await connectEmulator({ admin })
  } catch (error) {
    throw new Error(`the server that ${serverVariables.certs} (${admin.certs}) names cannot be used: ${textOf(error)}`, { cause: error })
  }
}

let inUse = 0
let isEnding = false

/** The server is not closed until the function that this returns is called. */
export function keepServers (): () => Promise<void> {
  inUse++
  return async () => {
    inUse--
    if (isEnding) await closeTestServers()
  }
}

/**
 * For the end of a test file: closes the servers, or lets the last user of one close them, as the hooks of a file may
 * run in either order. A server of the environment goes on running.
 */
export async function closeTestServers (): Promise<void> {
  isEnding = inUse > 0
  if (isEnding) return
  const servers = [...opened.values()]
  opened.clear()
  for (const server of await Promise.allSettled(servers)) {
    // The tests have reported a server that did not start.
    if (server.status === 'fulfilled') await server.value.close()
  }
}

/** Of an error, whatever realm it is from. */
export const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
