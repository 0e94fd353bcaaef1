// Operations of the OVHcloud API called as they should be, with secrets that the run knows.

import { randomBytes } from 'node:crypto'
import type { Call } from './call.js'

type Answer = Readonly<Record<string, string>>

export async function callOvhApi ({ call, keep, okmsId }: {
  readonly call: (method: string, path: string, body?: Call['body']) => Promise<Answer>
  readonly keep: (name: string, value: string | Buffer) => void
  readonly okmsId: string
}): Promise<void> {
  const domain = `/v2/okms/resource/${okmsId}`
  const secretText = (name: string) => {
    const value = randomBytes(30).toString('base64url')
    keep(name, value)
    return value
  }
  for (const path of ['/1.0/auth/details', '/v1/me', '/v2/okms/resource', domain, '/v2/iam/policy', '/1.0/services']) {
    await call('GET', path)
  }

  const material = randomBytes(32)
  keep('a key imported through API v2', material)
  const { id } = await call('POST', `${domain}/serviceKey`, {
    name: 'imported', keys: [{ kty: 'oct', k: material.toString('base64url') }]
  })
  await call('GET', `${domain}/serviceKey/${id}?format=JWK`)
  await call('PUT', `${domain}/serviceKey/${id}`, { name: 'renamed' })
  const { privateKeyPEM = '' } = await call('POST', `${domain}/credential`, {
    name: 'made', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/made']
  })
  keep('the private key of a credential of API v2', privateKeyPEM.split('\n')[1] ?? '')

  const password = secretText('the data of a secret of API v2')
  await call('POST', `${domain}/secret`, { path: 'made', version: { data: { password } } })
  await call('PUT', `${domain}/secret/made?cas=1`, { version: { data: { password } } })
  await call('GET', `${domain}/secret/made/version/2`)

  await call('POST', '/1.0/me/identity/user', {
    login: 'made', email: 'made@example.org', password: `A1-${secretText('the password of a user')}`, description: 'a user'
  })
  const { token = '' } = await call('POST', '/1.0/me/identity/user/made/token', { name: 'ci', description: 'a token' })
  keep('a token of a user', token)
  const { clientSecret = '' } = await call('POST', '/1.0/me/api/oauth2/client', {
    name: 'made', description: 'a client', flow: 'CLIENT_CREDENTIALS', callbackUrls: []
  })
  keep('the secret of an OAuth 2.0 client', clientSecret)
  const { cartId } = await call('POST', '/1.0/order/cart', { ovhSubsidiary: 'FR' })
  await call('POST', `/1.0/order/cart/${cartId}/okms`, {
    planCode: 'okms', duration: 'P1M', pricingMode: 'default', quantity: 1
  })
  await call('GET', `/1.0/order/cart/${cartId}/item`)
}
