// Work that may take longer than a second, such as an RSA-4096 key, is handed through here, so that whoever watches can be told.

/** Gives what the work gives. `what` is for people: what is being done. */
export type Waiting = <T>(what: string, work: Promise<T>) => Promise<T>

/** Tells nobody. */
export const quietly: Waiting = (_what, work) => work
