// What Terraform made, as the data plane has it: called with the credential that Terraform made.

import { deepEqual, equal, match } from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { Agent, request } from 'undici'
import type { OvhApi } from './ovh-calls.js'
import type { Outputs, Variables } from './provider-calls.js'

interface Answer { readonly status: number, readonly body: unknown }

async function inDomain<Result> (
  { okms_id: okmsId, rest_endpoint: endpoint, certificate_pem: cert, private_key_pem: key }: Outputs, ca: string,
  use: (call: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>) => Promise<Result>
): Promise<Result> {
  const dispatcher = new Agent({ connect: { ca, cert, key } })
  try {
    return await use(async (method, path, body) => {
      const response = await request(`${endpoint}/api/${okmsId}${path}`, {
        dispatcher,
        method,
        ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
      })
      return { status: response.statusCode, body: await response.body.json() }
    })
  } finally {
    await dispatcher.close()
  }
}

/** Encrypts with the key, reads the public key and the secret, and compares. @param ca PEM. */
export async function checkDataPlane (
  outputs: Outputs, { key_name: keyName, password }: Pick<Variables, 'key_name' | 'password'>, ca: string
): Promise<void> {
  const { key_id: keyId, public_key_pem: publicKeyPem, secret } = outputs
  await inDomain(outputs, ca, async (call) => {
    const plaintext = Buffer.from('a message').toString('base64')
    const encrypted = await call('POST', `/v1/servicekey/${keyId}/encrypt`, { plaintext })
    equal(encrypted.status, 200, JSON.stringify(encrypted.body))
    const { ciphertext } = encrypted.body as { readonly ciphertext: string }
    const decrypted = await call('POST', `/v1/servicekey/${keyId}/decrypt`, { ciphertext })
    deepEqual(decrypted, { status: 200, body: { plaintext } })

    const { body: key } = await call('GET', `/v1/servicekey/${keyId}`)
    equal((key as { readonly name: string }).name, keyName)

    const { body: read } = await call('GET', '/v2/secret/orders/database?includeData=true')
    const { version } = read as { readonly version: { readonly data: unknown } }
    deepEqual(version.data, { password, user: 'app' })
    deepEqual(JSON.parse(secret), version.data)
  })
  match(publicKeyPem, /^-----BEGIN PUBLIC KEY-----/)
  equal(createPublicKey(publicKeyPem).asymmetricKeyDetails?.namedCurve, 'prime256v1')
}

/** The domain, and with it the credential. */
export async function checkGone (outputs: Outputs, ca: string, { answer, call }: OvhApi): Promise<void> {
  const { okms_id: okmsId } = outputs
  equal((await answer('GET', `/v2/okms/resource/${okmsId}`)).status, 404)
  const domains = await call<ReadonlyArray<{ readonly id: string }>>('GET', '/v2/okms/resource')
  equal(domains.some(({ id }) => id === okmsId), false)
  const { status } = await inDomain(outputs, ca, (request) => request('GET', '/v1/servicekey'))
  equal(status, 401)
}
