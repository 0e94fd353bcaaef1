// What to copy to connect, and to use a key.

import { element } from './words.js'

/** Calls for each thing that a key may do. */
const calls = {
  encrypt: ['Encrypt', 'encrypt', { plaintext: 'SGVsbG8gV29ybGQ=', context: 'project A' }],
  wrapKey: ['Make a data key', 'datakey', { name: 'my data key', size: 256 }],
  sign: ['Sign', 'sign', { message: 'SGVsbG8gV29ybGQ=' }]
}

const algorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

const inFolder = 'in the certificate folder of the server'

/** @param credentialId Null for a token, which has no files. */
export function connectBlocks ({ okmsId, credentialId }) {
  const { origin } = location
  const api = `${origin}/api/${okmsId}/v1`
  return [
    block('Endpoint', origin),
    block('Okms id', okmsId),
    block('In a shell, for every client', 'eval "$(okms-emulator env)"'),
    block('okms-cli', 'okms -c okms.yaml keys ls', inFolder),
    block('curl', `${curl(credentialId)} \\\n  ${api}/servicekey \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify({ name: 'my first key', type: 'oct', size: 256 })}'`, inFolder)
  ]
}

export function keyBlocks ({ okmsId, credentialId }, key) {
  if (key.state !== 'active') return []
  return Object.entries(calls).filter(([usage]) => key.operations.includes(usage) && !(usage === 'wrapKey' && key.type !== 'oct')).map(([usage, [title, path, body]]) => {
    const sent = usage === 'sign' ? { ...body, alg: algorithms[key.spec] ?? 'RS256' } : body
    return block(title, `${curl(credentialId)} \\\n  ${location.origin}/api/${okmsId}/v1/servicekey/${key.id}/${path} \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(sent)}'`, inFolder)
  })
}

const curl = (credentialId) => `curl --cacert ca.pem --cert ${credentialId}_certificate.pem --key ${credentialId}_privatekey.pem`

/** A text under its title, with a button that copies it. */
function block (title, text, where) {
  const button = element('button', { type: 'button', class: 'copy' }, 'Copy')
  button.setAttribute('aria-label', `Copy: ${title}`)
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text)
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 1500)
  })
  return element('div', { class: 'block' },
    element('div', { class: 'head' }, element('h3', {}, title, ...(where === undefined ? [] : [' ', element('span', { class: 'quiet' }, where)])), button),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': title }, element('code', {}, text)))
}
