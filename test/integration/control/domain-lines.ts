// The command lines of domains, snapshots and resets.

import type { CommandLines } from './faces.js'

interface DomainBody {
  readonly okmsId?: string
  readonly name?: string
}

const flag = (name: string, value: string | undefined) => value === undefined ? [] : [`--${name}`, value]

/** What a CLI cannot be asked for is left out: the credential comes by default. */
const named = ({ name }: DomainBody) => flag('name', name)

export const domainLines: CommandLines = {
  AddDomain: ({ body }) => {
    const { okmsId }: DomainBody = body
    return ['domain', 'add', ...okmsId === undefined ? [] : [okmsId], ...named(body)]
  },
  RemoveDomain: ({ params }) => ['domain', 'remove', params['okmsId'] ?? '', '--force'],
  TakeSnapshot: ({ body }) => {
    const { okmsId }: DomainBody = body
    return ['snapshot', 'take', ...flag('domain', okmsId), ...named(body)]
  },
  ListSnapshots: () => ['snapshot', 'list'],
  ShowSnapshot: ({ params }) => ['snapshot', 'show', params['snapshotId'] ?? ''],
  RemoveSnapshot: ({ params }) => ['snapshot', 'remove', params['snapshotId'] ?? ''],
  RestoreSnapshot: ({ params }) => ['snapshot', 'restore', params['snapshotId'] ?? ''],
  ForkSnapshot: ({ params, body }) => {
    const { okmsId }: DomainBody = body
    return ['snapshot', 'fork', params['snapshotId'] ?? '', ...flag('new-okms-id', okmsId), ...named(body)]
  },
  ResetServer: () => ['reset', 'server'],
  ResetDomain: ({ params }) => ['reset', 'domain', params['okmsId'] ?? '']
}
