// The sources of the worker threads. They are texts in the program, so that a thread also starts in a bundle and after
// an update has replaced the files. A worker file therefore imports only modules of Node.

import { readFileSync } from 'node:fs'

const read = (name: string) => `${readFileSync(new URL(name, import.meta.url), 'utf8')}//# sourceURL=okms-emulator/${name}\n`

/** The build replaces these reads with the texts (scripts/embedded.js). */
export const workerSources: { readonly privateRsa: string, readonly rsaGeneration: string } = {
  privateRsa: read('private-rsa-worker.js'),
  rsaGeneration: read('rsa-generation-worker.js')
}
