// Domains for pages to show: one with a few keys, one with very many.

import { randomUUID } from 'node:crypto'
import type { TestEmulator } from '../harness/emulator.js'

/** Names that break pages: what they look like, and why. At most 32 characters each. */
export const oddNames = {
  'a line separator': 'before\u2028after',
  'a paragraph separator': 'before\u2029after',
  'line feed and return': 'before\r\nafter\n\nevent: x',
  'other controls': 'nul \u0000 escape \u001b[31m delete \u007f \u0085',
  'a right-to-left override': 'invoice \u202egnp.exe',
  'an isolate without end': 'left \u2067right \u2066',
  'Arabic and Hebrew': 'مفتاح التشفير שלום',
  'emoji of several code points': 'keys 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  HTML: '<img src=x onerror=alert(1)>',
  'another HTML': '</b><b title="&quot;">&amp;',
  'the widest characters': '﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽',
  'a long word': 'W'.repeat(32),
  'spaces alone': '   ',
  'spaces around': '  two  spaces  ',
  'zero width': '\u200b\u2060\ufeff',
  'stacked marks': 'Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034da'
} as const

/** Keys in every state, and some operations, one of them refused. Minutes pass, so that the times tell them apart. */
export async function liveALittle (emulator: TestEmulator): Promise<void> {
  const call = async (method: string, route: string, body?: object) => {
    emulator.clock.advance(97_000)
    return (await emulator.api(method, route, body)).body as { readonly id: string }
  }
  const create = async (name: string, body: object) => (await call('POST', '/servicekey', { name, ...body })).id
  const first = await create('first try', { type: 'oct', size: 128 })
  const backup = await create('backup 2025', { type: 'oct', size: 256 })
  await call('POST', `/servicekey/${first}/deactivate`, { reason: 'unspecified' })
  const laptop = await create('lost laptop', { type: 'oct', size: 256 })
  await call('DELETE', `/servicekey/${first}`)
  await create('release signing', { type: 'EC', curve: 'P-256' })
  await create('customer tokens', { type: 'EC', curve: 'P-384' })
  await call('POST', `/servicekey/${backup}/deactivate`, { reason: 'superseded' })
  await call('POST', `/servicekey/${laptop}/deactivate`, { reason: 'key_compromise' })
  const invoices = await create('invoices', {
    type: 'oct', size: 256, operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
  })
  await call('POST', `/servicekey/${invoices}/deactivate`, { reason: 'unspecified' })
  await call('POST', `/servicekey/${invoices}/activate`)
  await call('POST', `/servicekey/${backup}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
  await call('POST', `/servicekey/${invoices}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
  await call('POST', `/servicekey/${invoices}/datakey`, { size: 256 })
}

/** How many of the keys that `manyKeys` makes are in each state. */
export const manyKeyCounts = {
  pre_active: 0, active: 1400, deactivated: 300, compromised: 100, destroyed: 150, destroyed_compromised: 50
} as const

/** 2,000 keys in every state that the API leads to, odd names among the newest. */
export async function manyKeys (emulator: TestEmulator): Promise<void> {
  const kinds = [
    { type: 'oct', size: 256 }, { type: 'EC', curve: 'P-256' }, { type: 'oct', size: 128 },
    { type: 'EC', curve: 'P-521' }
  ]
  const odd = Object.values(oddNames)
  const total = Object.values<number>(manyKeyCounts).reduce((sum, count) => sum + count, 0)
  for (let made = 0; made < total; made += 50) {
    emulator.clock.advance(20_000)
    await Promise.all(Array.from({ length: 50 }, async (_, offset) => {
      const index = made + offset
      const fromEnd = total - 1 - index
      const name = odd[fromEnd] ?? `${['invoices', 'backup', 'customer tokens', 'release signing'][index % 4]} ${index}`
      const id = randomUUID()
      await emulator.api('POST', '/servicekey', { id, name, ...kinds[index % kinds.length] })
      await endAs(emulator, id, stateOf(index))
    }))
  }
  await emulator.api('POST', `/servicekey/${randomUUID()}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
}

/** Of every 40 keys 28 stay active, 6 are deactivated, and so on. */
function stateOf (index: number): keyof typeof manyKeyCounts {
  const place = index % 40
  if (place < 28) return 'active'
  if (place < 34) return 'deactivated'
  if (place < 36) return 'compromised'
  return place < 39 ? 'destroyed' : 'destroyed_compromised'
}

async function endAs (emulator: TestEmulator, id: string, state: keyof typeof manyKeyCounts): Promise<void> {
  if (state === 'active') return
  const isCompromised = state === 'compromised' || state === 'destroyed_compromised'
  await emulator.api('POST', `/servicekey/${id}/deactivate`, {
    reason: isCompromised ? 'key_compromise' : 'superseded'
  })
  if (state.startsWith('destroyed')) await emulator.api('DELETE', `/servicekey/${id}`)
}

/** Secrets with versions in every state, custom metadata and planned times, one without any version. */
export async function someSecrets (emulator: TestEmulator): Promise<void> {
  const call = async (method: string, path: string, body?: object) => {
    emulator.clock.advance(61_000)
    const { status } = await emulator.client.request(method, `/api/${emulator.okmsId}/${path}`, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`)
  }
  const version = { data: { password: 'known value' } }
  for (const path of ['ci/deploy-token', 'payments/api-key', 'payments/webhook', 'web/session']) {
    await call('POST', 'v2/secret', { path, version })
  }
  await call('POST', 'v2/secret', {
    path: 'billing/database',
    metadata: { customMetadata: { team: 'billing', 'rotated-by': 'jane@example.com' }, deactivateVersionAfter: '30d' },
    version
  })
  for (let cas = 1; cas <= 3; cas++) await call('PUT', `v2/secret/billing/database?cas=${cas}`, { version })
  await call('PUT', 'v2/secret/billing/database/version/2', { state: 'deactivated' })
  await call('PUT', 'v2/secret/billing/database/version/1', { state: 'deleted' })
  await call('DELETE', 'v1/secret/data/web/session')
  await call('POST', 'v1/secret/metadata/to-be-written', { custom_metadata: { team: 'web' } })
}

/** Secrets in 200 folders. */
export async function manySecrets (emulator: TestEmulator, count: number): Promise<void> {
  for (let made = 0; made < count; made += 50) {
    await Promise.all(Array.from({ length: 50 }, async (_, offset) => {
      const index = made + offset
      const path = `folder-${String(index % 200).padStart(3, '0')}/secret-${index}`
      const body = { data: { password: 'known value' } }
      await emulator.client.request('POST', `/api/${emulator.okmsId}/v1/secret/data/${path}`, body)
    }))
  }
}
