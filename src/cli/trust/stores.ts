// Every trust store of this machine that the user can change.

import type { Authority } from './authority.js'
import { linuxStore } from './linux-store.js'
import type { Machine } from './machine.js'
import { nssStores } from './nss-stores.js'
import { macosStore, windowsStore } from './other-systems.js'
import type { FoundStores } from './trust-store.js'

const nothing: FoundStores = { stores: [], notes: [] }

/** Of the system, by platform. */
const systemStores: Partial<Record<NodeJS.Platform, (machine: Machine, authority: Authority) => FoundStores>> = {
  linux: linuxStore,
  darwin: macosStore,
  win32: windowsStore
}

export function findStores (machine: Machine, authority: Authority): FoundStores {
  const found = [nssStores(machine, authority), systemStores[machine.platform]?.(machine, authority) ?? nothing]
  return { stores: found.flatMap(({ stores }) => stores), notes: found.flatMap(({ notes }) => notes) }
}
