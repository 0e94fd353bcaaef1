// Vitest's global set-up: one emulator for the whole run, on a free port, gone afterwards.

import { startEmulator } from 'okms-emulator'

/** @param {import('vitest/node').TestProject} project */
export default async function setup (project) {
  const emulator = await startEmulator()
  project.provide('okms', { endpoint: emulator.endpoint, okmsId: emulator.okmsId, tls: emulator.tls })
  return () => emulator.close()
}
