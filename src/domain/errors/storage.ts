// The database cannot be read or written.

import type { ErrorRow } from './domain-error.js'

export const storageErrors = {
  StorageFailed: { system: 'DB', component: 'General', category: 'Database', app: 1, text: (why: string) => `the change could not be stored and nothing was changed: ${why}` },
  ErasureFailed: { system: 'DB', component: 'General', category: 'Database', app: 3, text: (why: string) => `the domain is removed, but not all of its keys and secrets are erased yet: ${why}; the next start of the server erases them` },
  StorageUnreadable: { system: 'DB', component: 'General', category: 'Database', app: 2, text: (why: string) => `the stored data cannot be read; restore a backup: ${why}` }
} as const satisfies Record<string, ErrorRow>
