// A secret in every wrong place of a call: path, query, headers, members of the body, the body as a whole.

import { form, type Call } from './call.js'

export interface Misplaced {
  readonly call: Call
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is, instead of the body of the call. */
  readonly raw?: string
}

/** One line, as a header must be. */
const inLine = (secret: string) => secret.replaceAll('\n', ' ').trim()

const headers: Readonly<Record<string, (secret: string) => string>> = {
  authorization: (secret) => secret,
  Authorization: (secret) => `Bearer ${secret}`,
  AUTHORIZATION: (secret) => `Basic ${secret}`,
  'proxy-authorization': (secret) => `Basic ${secret}`,
  cookie: (secret) => `session=${secret}`,
  'x-vault-token': (secret) => secret,
  'x-api-key': (secret) => secret,
  'content-type': (secret) => `application/json; x=${secret}`,
  'content-encoding': (secret) => secret,
  accept: (secret) => secret,
  'accept-language': (secret) => secret,
  'user-agent': (secret) => secret,
  referer: (secret) => `https://localhost/?token=${secret}`,
  origin: (secret) => secret,
  'sec-fetch-site': (secret) => secret,
  'if-match': (secret) => `"${secret}"`,
  'x-request-id': (secret) => secret,
  'x-forwarded-for': (secret) => secret,
  traceparent: (secret) => secret,
  prefer: (secret) => secret
}

const queries: ReadonlyArray<(secret: string) => string> = [
  (secret) => secret,
  (secret) => `token=${secret}`,
  (secret) => `${secret}=1`,
  (secret) => `length=${secret}`,
  (secret) => `state=${secret}`,
  (secret) => `max=${secret}`,
  (secret) => `continuation-token=${secret}`,
  (secret) => `format=${secret}`,
  (secret) => `kind=${secret}&id=${secret}&after=${secret}&search=${secret}`,
  (secret) => `wrappingKeyId=${secret}&wrappedKeyFormat=${secret}&wrappingAlgorithm=${secret}`
]

const raws: ReadonlyArray<(secret: string) => string> = [
  (secret) => secret,
  (secret) => JSON.stringify(secret),
  (secret) => `{"plaintext":${JSON.stringify(secret)}`,
  (secret) => `{plaintext: ${secret}}`,
  (secret) => `{'plaintext': '${secret}'}`,
  (secret) => `[${JSON.stringify(secret)}]`,
  (secret) => `{"a":1} ${secret}`,
  (secret) => `{"a":1,"${inLine(secret).replaceAll('"', '')}":2,"${inLine(secret).replaceAll('"', '')}":3}`,
  (secret) => `plaintext=${secret}&key=${secret}`
]

/**
 * Where the name of a secret begins, in a call of KV v2 that takes any name and so logs it: names are no secrets. Other
 * calls refuse one that is not there.
 */
function firstOfName (method: string, segments: readonly string[]): number {
  const isKv = segments[3] === 'v1' && segments[4] === 'secret'
  return isKv && method !== 'GET' ? 6 : Infinity
}

/** Every wrong place of a call; the function makes a new secret for each. */
export function * misplaced (call: Call, newSecret: () => string): Generator<Misplaced> {
  const { path, body } = call
  const [route = '', query] = path.split('?')
  const segments = route.split('/')
  const at = (segments: readonly string[]) => ({ call: { ...call, path: segments.join('/') } })
  const end = Math.min(segments.length, firstOfName(call.method, segments) - 1)
  for (let index = 1; index <= end; index++) {
    // The whole value, and behind the value that belongs there.
    yield at([...segments.slice(0, index), encodeURIComponent(newSecret()), ...segments.slice(index + 1)])
    if (index < segments.length) {
      const behind = `${segments[index]}=${encodeURIComponent(newSecret())}`
      yield at([...segments.slice(0, index), behind, ...segments.slice(index + 1)])
    }
  }
  for (const make of queries) {
    const given = make(encodeURIComponent(newSecret()))
    yield { call: { ...call, path: `${route}?${query === undefined ? '' : `${query}&`}${given}` } }
  }
  for (const [name, make] of Object.entries(headers)) {
    yield { call, headers: { [name.toLowerCase()]: make(inLine(newSecret())) } }
  }
  for (const make of raws) {
    yield { call, raw: make(newSecret()) }
    yield { call, raw: make(newSecret()), headers: { 'content-type': form } }
  }
  if (typeof body !== 'object') return
  for (const name of [...Object.keys(body), 'unknown']) {
    for (const value of [newSecret(), [newSecret()], { value: newSecret() }, `${newSecret()}!`, [[newSecret()]]]) {
      // Its texts belong there, and are shown with each version, also in refusals (service.md 8.5).
      if (name === 'custom_metadata' && typeof value === 'object' && !Array.isArray(value)) continue
      yield { call: { ...call, body: { ...body, [name]: value } } }
    }
  }
  yield { call: { ...call, body: { ...body, [newSecret()]: 1 } } }
}
