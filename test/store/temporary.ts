// Folders and stores that end with the test that asked for them.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Store } from '../../src/domain/ports.js'
import { openStore } from '../../src/store/open-store.js'
import { withDomains } from './builders.js'

export function temporaryFolder (): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'okms-store-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** A store with two domains, closed when the test ends. */
export function newStore (place: { folder: string } | { memory: true } = { memory: true }): Store {
  const store = withDomains(openStore(place, { durable: false }))
  onTestFinished(() => { store.close() })
  return store
}
