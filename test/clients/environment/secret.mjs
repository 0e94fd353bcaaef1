// node-vault, with nothing but the printed environment.

import { createRequire } from 'node:module'
import path from 'node:path'

const nodeVault = createRequire(path.join(process.env.CLIENT_PACKAGES ?? '', 'package.json'))('node-vault')

const vault = nodeVault()
await vault.write('secret/data/app/cache', { data: { password: 's3cret' }, options: { cas: 0 } })
const { data: { data, metadata } } = await vault.read('secret/data/app/cache')
if (data.password !== 's3cret' || metadata.version !== 1) throw new Error('read something else')
