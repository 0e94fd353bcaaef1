// Node's https and undici, with nothing but the printed environment.

import https from 'node:https'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

const {
  KMS_RESTAPI_ENDPOINT: endpoint, KMS_RESTAPI_OKMSID: okmsId, KMS_RESTAPI_CERT: certificate = '',
  KMS_RESTAPI_KEY: key = ''
} = process.env
const url = `${endpoint}/api/${okmsId}/v1/random?length=16`
const access = { cert: readFileSync(certificate), key: readFileSync(key) }

const status = await new Promise((resolve, reject) => {
  https.get(url, access, (response) => { response.resume().once('end', () => resolve(response.statusCode)) })
    .once('error', reject)
})
// NODE_EXTRA_CA_CERTS adds to the list that a context gets by default: no `ca` is named here.
const dispatcher = new Agent({ connect: access })
const { statusCode, body } = await request(url, { dispatcher })
await body.dump()
await dispatcher.close()
console.log(`https ${status}, undici ${statusCode}`)
process.exit(status === 200 && statusCode === 200 ? 0 : 1)
