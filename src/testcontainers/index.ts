// What `okms-emulator/testcontainers` exports.

/// <reference lib="esnext.disposable" preserve="true" />

export { OkmsContainer } from './okms-container.js'
export type { StartedOkmsContainer } from './running-container.js'
