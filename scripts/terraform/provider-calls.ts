// What the provider calls for examples/terraform/main.tf, in its order: read from its code, and recorded with it
// (test/fixtures/ovh-api/terraform). They show that each call works where the provider itself cannot be had.

import { deepEqual, equal, match, ok } from 'node:assert/strict'
import type { OvhApi } from './ovh-calls.js'

/** The outputs of main.tf. */
export interface Outputs {
  readonly okms_id: string
  readonly rest_endpoint: string
  readonly certificate_pem: string
  readonly private_key_pem: string
  readonly credential_id: string
  readonly key_id: string
  readonly public_key_pem: string
  /** JSON. */
  readonly secret: string
}

/** The variables of main.tf. */
export interface Variables {
  readonly display_name: string
  readonly key_name: string
  readonly password: string
}

interface Domain { readonly id: string, readonly restEndpoint: string, readonly iam: { readonly displayName: string } }

interface Credential {
  readonly id: string
  readonly status: string
  readonly certificatePEM: string | null
  readonly privateKeyPEM?: string | null
}

interface Key {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly keys: ReadonlyArray<{ readonly kid: string, readonly k?: string | null }> | null
  readonly keysPEM: ReadonlyArray<{ readonly pem: string }> | null
}

interface SecretAnswer { readonly path: string, readonly metadata: { readonly currentVersion: number } }

/** What `destroy` needs to know besides the outputs. */
export interface Made {
  readonly outputs: Outputs
  readonly keyIds: readonly string[]
}

const secretPath = encodeURIComponent('orders/database')
const secretData = (password: string) => ({ password, user: 'app' })

export async function create (api: OvhApi, variables: Variables): Promise<Made> {
  const { call } = api
  const { account } = await call<{ account: string }>('GET', '/1.0/auth/details')
  const { nichandle } = await call<{ nichandle: string }>('GET', '/1.0/me')
  equal(nichandle, account)

  const okmsId = await order(api)
  const domain = `/v2/okms/resource/${okmsId}`
  equal((await call<Domain>('GET', `${domain}?publicCA=true`)).id, okmsId)
  await rename(api, okmsId, variables.display_name)

  const { id: credentialId, privateKeyPEM } = await call<Credential>('POST', `${domain}/credential`, {
    certificateType: 'ECDSA',
    description: 'Access of the order service',
    identityURNs: [`urn:v1:eu:identity:account:${nichandle}`],
    name: 'orders-app',
    validity: 30
  })
  const credential = await call<Credential>('GET', `${domain}/credential/${credentialId}`)
  equal(credential.status, 'READY')

  const aes = await call<Key>('POST', `${domain}/serviceKey`, {
    context: 'orders', name: variables.key_name, operations: ['encrypt', 'decrypt'], size: 256, type: 'oct'
  })
  const ec = await call<Key>('POST', `${domain}/serviceKey`, {
    curve: 'P-256', name: 'orders-ec', operations: ['sign', 'verify'], type: 'EC'
  })
  const imported = await call<Key>('POST', `${domain}/serviceKey/`, {
    name: 'orders-imported',
    context: null,
    keys: [{
      kid: 'tf-kid-placeholder',
      kty: 'oct',
      key_ops: ['encrypt', 'decrypt'],
      k: 'AAECAwQFBgcICQoLDA0ODw',
      ...Object.fromEntries(unsetMembers.map((member) => [member, null]))
    }]
  })
  const { keys } = await call<Key>('GET', `${domain}/serviceKey/${imported.id}?format=JWK`)
  equal(keys?.[0]?.kid, imported.id)
  equal(keys[0].k ?? null, null)

  const secret = await call<SecretAnswer>('POST', `${domain}/secret`, {
    path: 'orders/database',
    version: { data: secretData(variables.password) },
    metadata: { maxVersions: 5, casRequired: false, deactivateVersionAfter: '0s', customMetadata: { team: 'orders' } }
  })
  equal(secret.metadata.currentVersion, 1)

  const { restEndpoint } = await call<Domain>('GET', `${domain}?publicCA=true`)
  const { keysPEM } = await call<Key>('GET', `${domain}/serviceKey/${ec.id}?format=PEM`)
  const outputs = {
    okms_id: okmsId,
    rest_endpoint: restEndpoint,
    certificate_pem: credential.certificatePEM ?? '',
    private_key_pem: privateKeyPEM ?? '',
    credential_id: credentialId,
    key_id: aes.id,
    public_key_pem: keysPEM?.[0]?.pem ?? '',
    secret: await readSecret(api, domain)
  }
  return { outputs, keyIds: [aes.id, ec.id, imported.id] }
}

const unsetMembers = ['use', 'alg', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi']

/** From the cart to the domain. */
async function order ({ call }: OvhApi): Promise<string> {
  const { cartId } = await call<{ cartId: string }>('POST', '/1.0/order/cart', { ovhSubsidiary: 'FR' })
  const cart = `/1.0/order/cart/${cartId}`
  await call('POST', `${cart}/assign`, null)
  const region = { label: 'region', value: 'eu-west-sbg' }
  const item = await call<{ cartId: string, itemId: number }>('POST', `${cart}/okms`, {
    configuration: [region],
    duration: 'P1M',
    itemId: null,
    planCode: 'okms',
    pricingMode: 'default',
    quantity: 1,
    domain: null
  })
  equal(item.cartId, cartId)
  await call('POST', `${cart}/item/${item.itemId}/configuration`, region)
  const methods = await call<number[]>('GET', '/1.0/me/payment/method?default=true')
  if (methods.length === 0) {
    const { prices } = await call<{ prices: { withoutTax: { value: number } } }>('GET', `${cart}/checkout`)
    equal(prices.withoutTax.value, 0)
  }
  const { orderId } = await call<{ orderId: number }>('POST', `${cart}/checkout`, null)
  const placed = `/1.0/me/order/${orderId}`
  await (methods[0] === undefined
    ? call('POST', `${placed}/payWithRegisteredPaymentMean`, { paymentMean: 'fidelityAccount' })
    : call('POST', `${placed}/pay`, { paymentMethod: { id: methods[0] } }))
  equal(await call('GET', `${placed}/status`), 'delivered')
  for (const lineId of await call<number[]>('GET', `${placed}/details`)) {
    const line = `${placed}/details/${lineId}`
    const { order: { plan } } = await call<{ order: { plan: { code: string } } }>('GET', `${line}/extension`)
    if (plan.code === 'okms') return (await call<{ domain: string }>('GET', line)).domain
  }
  throw new Error(`order ${orderId} has no line for an okms domain`)
}

async function rename ({ call }: OvhApi, okmsId: string, displayName: string): Promise<void> {
  await call('PUT', `/1.0/services/${await serviceOf({ call }, okmsId)}`, { displayName })
  const { iam } = await call<Domain>('GET', `/v2/okms/resource/${okmsId}?publicCA=true`)
  equal(iam.displayName, displayName)
}

async function serviceOf ({ call }: Pick<OvhApi, 'call'>, okmsId: string): Promise<number> {
  const [serviceId] = await call<number[]>('GET', `/1.0/services?resourceName=${okmsId}`)
  ok(serviceId !== undefined)
  return serviceId
}

/** As JSON: the resource first, then its version, as the provider reads it. */
async function readSecret ({ call }: OvhApi, domain: string): Promise<string> {
  const { metadata } = await call<SecretAnswer>('GET', `${domain}/secret/${secretPath}`)
  const version = await call<{ id: number, data: unknown }>('GET', `${domain}/secret/${secretPath}/version/${metadata.currentVersion}?includeData=true`)
  equal(version.id, metadata.currentVersion)
  const { version: same } = await call<{ version: { data: unknown } }>('GET', `${domain}/secret/${secretPath}?includeData=true`)
  deepEqual(same.data, version.data)
  return JSON.stringify(version.data)
}

/** Gives the outputs afterwards. */
export async function update (api: OvhApi, { outputs }: Made, variables: Variables): Promise<Outputs> {
  const { call } = api
  const { okms_id: okmsId, key_id: keyId } = outputs
  const domain = `/v2/okms/resource/${okmsId}`
  await rename(api, okmsId, variables.display_name)
  await call('PUT', `${domain}/serviceKey/${keyId}`, { name: variables.key_name })
  equal((await call<Key>('GET', `${domain}/serviceKey/${keyId}`)).name, variables.key_name)
  await call('PUT', `${domain}/secret/${secretPath}`, {
    metadata: { maxVersions: 5, casRequired: false, deactivateVersionAfter: '0s', customMetadata: { team: 'orders' } },
    version: { data: secretData(variables.password) }
  })
  return { ...outputs, secret: await readSecret(api, domain) }
}

/** Also ends the service, as a person does it: by the token in an e-mail. */
export async function destroy ({ call }: OvhApi, { outputs, keyIds }: Made): Promise<void> {
  const { okms_id: okmsId, credential_id: credentialId } = outputs
  const domain = `/v2/okms/resource/${okmsId}`
  await call('DELETE', `${domain}/secret/${secretPath}`)
  for (const keyId of keyIds) {
    const { name } = await call<Key>('GET', `${domain}/serviceKey/${keyId}`)
    const state = { name, state: 'DEACTIVATED', deactivationReason: 'UNSPECIFIED' }
    await call('PUT', `${domain}/serviceKey/${keyId}`, state)
    await call('DELETE', `${domain}/serviceKey/${keyId}`)
  }
  await call('DELETE', `${domain}/credential/${credentialId}`)

  const serviceId = await serviceOf({ call }, okmsId)
  const before = Math.max(...await call<number[]>('GET', '/1.0/me/notification/email/history'))
  await call('POST', `/1.0/services/${serviceId}/terminate`, null)
  const emailId = (await call<number[]>('GET', '/1.0/me/notification/email/history')).find((id) => id > before)
  const { body } = await call<{ body: string }>('GET', `/1.0/me/notification/email/history/${emailId}`)
  match(body, new RegExp(okmsId))
  const token = /\/billing\/confirmTerminate\?id=\w+&token=(\w+)/.exec(body)?.[1]
  await call('POST', `/1.0/services/${serviceId}/terminate/confirm`, { token })
}
