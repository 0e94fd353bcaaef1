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
          block('okms-cli', 'okms -c okms.yaml keys ls', inFolder)
        ]
      : []),
    block('Create a key', call(client, '', { name: 'my first key', type: 'oct', size: 256 }), inFolder)
  ]
}

export function keyBlocks (client, key) {
  if (key.state !== 'active') return []
  const usages = Object.keys(calls)
    .filter((usage) => key.operations.includes(usage) && !(usage === 'wrapKey' && key.type !== 'oct'))
  return usages.map((usage) => {
    const [title, path, body] = calls[usage]
    return block(
      title,
      call(client, `/${key.id}/${path}`, usage === 'sign' ? { ...body, alg: algorithms[key.spec] ?? 'RS256' } : body),
      inFolder
    )
  })
}

const call = ({ okmsId, files }, path, body) => `curl --cacert ca.pem --cert ${files.certificate} --key ${files.privateKey} \\
  ${location.origin}/api/${okmsId}/v1/servicekey${path} \\
  -H 'content-type: application/json' \\
  -d '${JSON.stringify(body)}'`
