// node-vault, with nothing but the printed environment.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import path from 'node:path'

const vault = createRequire(path.join(process.env.CLIENT_PACKAGES ?? '', 'package.json'))('node-vault')()
const { data: { version } } = await vault.write('secret/data/environment/node-vault', { data: { a: 'b' } })
const { data } = await vault.read('secret/data/environment/node-vault')
assert.deepEqual([data.data, data.metadata.version], [{ a: 'b' }, version])
