// The emulator that a program holds, as its controls see it.

export interface Lifetime {
  /** URL as this program reaches it; by default what the server says. */
  readonly endpoint?: string
  /** A credential of this program, which stays when the server is reset or a snapshot restored. */
  readonly keptCredential?: string | undefined
  /** A folder for files of clients, which is removed. */
  readonly folder: () => string
  /** Called when it closes. */
  readonly onClose: (end: () => void) => void
}

/** The query of a reset or a restore. */
export const keeping = ({ keptCredential }: Lifetime): { readonly keepCredential?: string } =>
  keptCredential === undefined ? {} : { keepCredential: keptCredential }
