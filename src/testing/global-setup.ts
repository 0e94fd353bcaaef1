// The global setup of Vitest and of Jest: one server for all test files and workers.

import path from 'node:path'
import { startEmulator, type EmulatorOptions } from '../index.js'
import { namedServer, serverVariables } from './test-servers.js'

type Teardown = () => Promise<void>

/**
 * A global setup that starts a server with these options. The workers find it by the variables of the environment, by
 * which the commands of okms-emulator find it too. It resolves to the teardown, which Vitest calls; under Jest, the
 * server ends with the process.
 */
export function sharedServer (options: EmulatorOptions): () => Promise<Teardown> {
  let running: Promise<Teardown> | undefined
  // In watch mode, Jest sets up again for each run.
  return async () => await (running ??= start(options, () => { running = undefined }))
}

async function start (options: EmulatorOptions, onEnd: () => void): Promise<Teardown> {
  const { files, close } = await startEmulator(options)
  const restore = setVariables({
    [serverVariables.certs]: path.dirname(files.ca), [serverVariables.pki]: path.dirname(files.adminCertificate)
  })
  return async () => {
    onEnd()
    restore()
    await close()
  }
}

/** @returns Sets them back. */
function setVariables (values: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, values)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

const shared = sharedServer({})

/** Starts a server, unless the environment names one, as under `okms-emulator exec`. */
export default async function setUp (): Promise<Teardown> {
  return namedServer() === undefined ? await shared() : () => Promise.resolve()
}
