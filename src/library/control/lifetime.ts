// The emulator that a program holds, as its controls see it.

export interface Lifetime {
  /** URL as this program reaches it; by default what the server says. */
  readonly endpoint?: string
  /** The query that names a credential of this program, to keep it when the server is reset or a snapshot restored. */
  readonly kept?: { readonly keepCredential: string } | undefined
  /** A folder for files of clients, which is removed. */
  readonly folder: () => string
  /** Called when it closes. */
  readonly onClose: (end: () => void) => void
}
