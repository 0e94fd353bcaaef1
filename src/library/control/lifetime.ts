// What ends with the emulator that a program holds.

export interface Lifetime {
  /** A folder for files of clients, which is removed. */
  readonly folder: () => string
  /** Called when it closes. */
  readonly onClose: (end: () => void) => void
}
