// Work that may take longer than a second, such as generating an RSA-4096 key, passes through here, so
// that its progress can be shown.

/** Returns the result of the work. `what` is a description to display. */
export type Progress = <T>(what: string, work: Promise<T>) => Promise<T>

/** Reports nothing. */
export const noProgress: Progress = (_what, work) => work
