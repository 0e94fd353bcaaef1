// Snapshots: not found, or not usable for what was requested.

import type { ErrorRow } from '../domain-error.js'

export const snapshotErrors = {
  SnapshotNotFound: {
    system: 'CCM',
    component: 'Domain',
    category: 'NotFound',
    app: 3,
    subject: 'snapshotId',
    text: (snapshotId: string) => `no snapshot ${snapshotId}; see okms-emulator snapshot list`
  },
  SnapshotOutdated: {
    system: 'CCM',
    component: 'Domain',
    category: 'Conflict',
    app: 2,
    subject: 'snapshotId',
    text: (snapshotId: string, version: number) =>
      `snapshot ${snapshotId} was taken by an older version of this program (database schema ${version}), and this version cannot read it; delete it and take another`
  },
  SnapshotOfServer: {
    system: 'CCM',
    component: 'Domain',
    category: 'Conflict',
    app: 3,
    subject: 'snapshotId',
    text: (snapshotId: string) =>
      `snapshot ${snapshotId} is of the whole server; only a snapshot of one domain can be forked`
  }
} as const satisfies Record<string, ErrorRow>
