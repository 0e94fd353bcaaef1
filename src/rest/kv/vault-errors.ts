// What only the calls of Vault clients outside the contract refuse.

import type { ErrorRow } from '../../domain/errors/domain-error.js'

const argument = { system: 'REST', component: 'General', category: 'Argument', app: 1 } as const // 50405377

export const vaultErrors = {
  // 50413572
  MountUnknown: { system: 'REST', component: 'General', category: 'Authorization', app: 4, text: (mount: string) => `path: no access to the mount ${mount}; the secrets of a domain are in the mount secret` },
  LeaseNotRenewable: { ...argument, text: () => 'lease is not renewable: a token or a certificate keeps the end that it was issued with; add another with okms-emulator token add or okms-emulator credential add' },
  SelfRevocation: { ...argument, text: () => 'a token or a certificate does not revoke itself here; use okms-emulator token remove or okms-emulator credential remove' }
} as const satisfies Record<string, ErrorRow>
