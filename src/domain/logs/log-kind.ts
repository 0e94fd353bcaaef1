// Kinds of logs of an okms domain. The names of the service are not known; these are ours.

export interface LogKind {
  readonly kindId: string
  readonly name: string
  /** Says that it leads nowhere. */
  readonly displayName: string
}

export const logKinds = [
  {
    kindId: '6f6b6d73-0000-4000-8000-000000000001',
    name: 'audit_rest',
    displayName: 'Calls of the REST API (okms-emulator sends no logs: see its journal)'
  },
  {
    kindId: '6f6b6d73-0000-4000-8000-000000000002',
    name: 'audit_kmip',
    displayName: 'Operations of KMIP (okms-emulator sends no logs: see its journal)'
  }
] as const satisfies readonly LogKind[]

export const logKindNames: readonly string[] = logKinds.map(({ name }) => name)
