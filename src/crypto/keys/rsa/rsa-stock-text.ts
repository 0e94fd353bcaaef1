// The text of the public stock of RSA keys.

import { readFileSync } from 'node:fs'

/** The build replaces this read with the text (scripts/embedded.js). */
export const rsaStockText: string = readFileSync(new URL('rsa-stock.json', import.meta.url), 'utf8')
