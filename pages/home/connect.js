// What to copy to connect, and to use a key.

import { block } from './copy.js'

/** Calls for each thing that a key may do. */
const calls = {
  encrypt: ['Encrypt', 'encrypt', { plaintext: 'SGVsbG8gV29ybGQ=', context: 'project A' }],
  wrapKey: ['Make a data key', 'datakey', { name: 'my data key', size: 256 }],
  sign: ['Sign', 'sign', { message: 'SGVsbG8gV29ybGQ=' }]
}

const algorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

const inFolder = 'in the certificate folder'

/** @param client {okmsId, files: {certificate, privateKey, isDefault}}: names in the certificate folder. */
export function connectBlocks (client) {
  const { okmsId, files } = client
  return [
    block('Endpoint', location.origin),
    block('Okms id', okmsId),
    // Both are about the default client.
    ...(files.isDefault
      ? [
          block('Variables for this shell', 'eval "$(npx okms-emulator env)"'),
          block('okms-cli', 'okms -c okms.yaml keys ls\nokms -c okms.yaml secret list', inFolder)
        ]
      : []),
    first('of-keys', block('Create a key', keyCall(client, '', firstKey), inFolder)),
    first('of-secrets', block('Create a secret', call(client, '/v2/secret', 'POST', firstSecret), inFolder))
  ]
}

const firstKey = { name: 'my first key', type: 'oct', size: 256 }
const firstSecret = { path: 'my-app/database', version: { data: { user: 'app', password: 'change me' } } }

/** @param view Where it is shown: `of-keys` or `of-secrets`. */
function first (view, made) {
  made.classList.add('wide', view)
  return made
}

export function keyBlocks (client, key) {
  if (key.state !== 'active') return []
  const usages = Object.keys(calls)
    .filter((usage) => key.operations.includes(usage) && !(usage === 'wrapKey' && key.type !== 'oct'))
  return usages.map((usage) => {
    const [title, path, body] = calls[usage]
    const isSign = usage === 'sign'
    return block(
      title,
      keyCall(client, `/${key.id}/${path}`, isSign ? { ...body, alg: algorithms[key.spec] ?? 'RS256' } : body),
      inFolder
    )
  })
}

/** Reading needs an active version. */
export function secretBlocks (client, { path, versions: [current] }) {
  const place = `/v2/secret/${path}`
  const next = { version: { data: { user: 'app', password: 'another one' } } }
  const read = block('Read its data', call(client, `${place}?includeData=true`), inFolder)
  return [
    ...(current?.state === 'active' ? [read] : []),
    block('Write a version', call(client, `${place}?cas=${current?.number ?? 0}`, 'PUT', next), inFolder)
  ]
}

const keyCall = (client, path, body) => call(client, `/v1/servicekey${path}`, 'POST', body)

function call ({ okmsId, files }, path, method = 'GET', body = undefined) {
  const url = `${location.origin}/api/${okmsId}${path}`
  return [
    `curl ${method === 'PUT' ? '-X PUT ' : ''}--cacert ca.pem --cert ${files.certificate} --key ${files.privateKey}`,
    // The shell would take a question mark for a pattern.
    url.includes('?') ? `'${url}'` : url,
    ...(body === undefined ? [] : ["-H 'content-type: application/json'", `-d '${JSON.stringify(body)}'`])
  ].join(' \\\n  ')
}
