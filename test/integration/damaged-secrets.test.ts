// One bit of a secret's rows flipped while nothing runs: the answer is a 500 that says so, or what it was; never other
// data. What is in other rows is answered as before.

import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
const data = { password: 'x'.repeat(200) }

beforeAll(async () => {
  emulator = await startTestEmulator({ flags: [] })
  for (const secret of ['damaged', 'other']) {
    for (const version of [1, 2]) await emulator.api('POST', `/secret/data/${secret}`, { data: { ...data, version } })
    await emulator.api('POST', `/secret/metadata/${secret}`, { custom_metadata: { owner: 'me' } })
  }
})
afterAll(async () => { await emulator.close() })

/** Flips a bit in a column of the secret `damaged`; the same again flips it back. */
function flip (file: string, { table, column, where }: Place, at: number): void {
  const database = new Sqlite(file)
  try {
    const [row] = database.prepare<[], { id: number, value: unknown }>(`SELECT rowid AS id, ${column} AS value FROM ${table} WHERE ${where}`).all()
    if (row === undefined) throw new Error(`no row of ${table}`)
    const changed = flipped(row.value, at)
    database.pragma('ignore_check_constraints = ON')
    database.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(changed, row.id)
  } finally {
    database.close()
  }
}

function flipped (value: unknown, at: number): Buffer | string | number {
  if (typeof value === 'number') return value % 2 === 0 ? value + 1 : value - 1
  const bytes = Buffer.from(value as string | Buffer)
  const index = at % bytes.length
  bytes[index] = bytes[index]! ^ 1
  return typeof value === 'string' ? bytes.toString() : bytes
}

interface Place {
  readonly table: string
  readonly column: string
  readonly where: string
}

const ofSecret = "path = 'damaged'"
const ofVersion = `secret = (SELECT position FROM secret WHERE ${ofSecret}) AND number = 2`
const places: readonly Place[] = [
  { table: 'secret_slot', column: 'sealed', where: `slot = (SELECT slot FROM secret_version WHERE ${ofVersion})` },
  ...['slot', 'created_at', 'is_deleted', 'checksum']
    .map((column) => ({ table: 'secret_version', column, where: ofVersion })),
  ...[
    'cas_required', 'max_versions', 'deactivate_version_after', 'custom_metadata', 'current_version', 'oldest_version',
    'created_at', 'updated_at', 'checksum'
  ].map((column) => ({ table: 'secret', column, where: ofSecret }))
]

async function expectOther (): Promise<void> {
  const { status, body } = await emulator.api('GET', '/secret/data/other')
  expect([status, body.data?.data]).toEqual([200, { ...data, version: 2 }])
}

it.each(places.flatMap((place) => (place.column === 'sealed' ? [0, 13, 150] : [3]).map((at) => ({ ...place, at }))))(
  'a bit of $column in $table, byte $at', async ({ at, ...place }) => {
    const damage = ({ data: folder }: { readonly data: string }) => { flip(path.join(folder, 'okms.db'), place, at) }
    emulator = await emulator.restart(undefined, damage)
    const answers = await Promise.all([
      emulator.api('GET', '/secret/data/damaged?version=2'),
      emulator.client.request('GET', `/api/${emulator.okmsId}/v2/secret/damaged/version/2?includeData=true`)
    ])
    for (const { status, body } of answers) {
      expect(status).toBe(500)
      expect(body.errors).toEqual([expect.stringMatching(/^the stored data cannot be read/)])
      expect(JSON.stringify(body)).not.toContain('xxx')
    }
    await expectOther()
    emulator = await emulator.restart(undefined, damage)
    const { status, body } = await emulator.api('GET', '/secret/data/damaged?version=2')
    expect([status, body.data?.data]).toEqual([200, { ...data, version: 2 }])
  }
)
