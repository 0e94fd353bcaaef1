// The version of this program.

import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

/** From package.json. The build replaces this read with the value (scripts/embedded.js). */
export const programVersion: string = version
