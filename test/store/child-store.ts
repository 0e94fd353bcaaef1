// A process of its own over a data folder. `hold`: opens, says so, and waits to be killed. `insert`: inserts
// keys, one line an acknowledged one. `remove`: inserts 5000 keys and removes their domain, a line for each slice.

import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/open-store.js'
import { aKey, okmsId, otherOkmsId, secret, withDomains } from './builders.js'

const [folder = '', task = ''] = process.argv.slice(2)
const store = openStore({ folder }, { durable: false })
writeSync(1, 'open\n')

if (task === 'insert') {
  if (store.domains.find(okmsId) === undefined) withDomains(store)
  for (let count = 0; count < 5000; count++) {
    const key = aKey()
    store.serviceKeys.insert({ key, material: secret })
    writeSync(1, `${key.keyId}\n`)
  }
}
if (task === 'remove') {
  withDomains(store).serviceKeys.insert(...Array.from({ length: 5000 }, () => ({ key: aKey(), material: secret })))
  store.serviceKeys.insert({ key: aKey({ okmsId: otherOkmsId }), material: secret })
  store.domains.remove(okmsId, 77)
  while (store.domains.eraseContent(okmsId)) writeSync(1, 'slice\n')
}
setInterval(() => undefined, 1000)
