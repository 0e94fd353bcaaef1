// docs/operations.md: its messages are the ones that users see, and its commands do what it says.

import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { rowText } from '../../scripts/pages/error-rows.js'
import { errorRows } from '../../src/emulator/composition/error-rows.js'
import type { ErrorRow } from '../../src/domain/errors/domain-error.js'
import { errorStatus } from '../../src/http/reply/error-status.js'
import { startFailures, type StartFailureRow } from '../../src/domain/errors/start-failures.js'
import { startEmulator } from '../../src/index.js'
import { temporaryFolder } from '../store/temporary.js'

const page = readFileSync(path.join(import.meta.dirname, '../../docs/operations.md'), 'utf8')

/** First and second cell of each row of a section's table, without the heading. */
function messages (section: string): Array<readonly [message: string, second: string]> {
  const text = page.split(`### ${section}\n`)[1]?.split(/^#/m)[0] ?? ''
  return [...text.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)]
    .map(([, message = '', second = '']) => [message, second.trim()] as const)
}

/** What a row says up to its first semicolon, as a pattern: anything matches in place of a parameter. */
function pattern (text: string): RegExp {
  const [said = ''] = text.split(';')
  return new RegExp(`^${said.split('\u0000').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`)
}

/** Rows that say nothing of their own: their text is the problem that they are given. */
const saysSomething = (text: string) => pattern(text).source !== '^.*$'

/** With a mark in place of each parameter. */
const refusalText = (row: ErrorRow) => rowText(row, Array<string>(6).fill('\u0000'))
const failureText = ({ text }: StartFailureRow) =>
  String((text as (...args: ReadonlyArray<readonly string[]>) => unknown)(...Array<string[]>(6).fill(['\u0000'])))

describe('the messages of a failed start', () => {
  const rows = Object.entries<StartFailureRow>(startFailures).filter(([, row]) => saysSomething(failureText(row)))

  it.each(messages('The server does not start'))('%s, exit code %s, is what a start says', (message, exitCode) => {
    expect(rows.filter(([, row]) => pattern(failureText(row)).test(message)).map(([, row]) => String(row.exitCode)))
      .toEqual([exitCode])
  })

  it('are all there', () => {
    const listed = messages('The server does not start').map(([message]) => message)
    const missing = rows.filter(([, row]) => row.exitCode <= startFailures.CertificatesBroken.exitCode &&
      !listed.some((message) => pattern(failureText(row)).test(message)))
    expect(missing.map(([name]) => name)).toEqual([])
  })
})

describe('the messages of a refusal', () => {
  it.each(messages('A request is refused'))('%s, status %s, is a row of the table', (message, status) => {
    const rows = Object.values<ErrorRow>(errorRows)
      .filter((row) => saysSomething(refusalText(row)) && pattern(refusalText(row)).test(message))
    expect(rows.map((row) => String(errorStatus(row)))).toContain(status)
  })
})

describe('the commands', () => {
  const commandOf = (mark: string) => new RegExp(`^\`\`\`sh ${mark}\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? 'false'
  const run = async (mark: string, cwd: string) => {
    await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commandOf(mark)], { cwd })
  }
  const start = async (folder: string) =>
    await startEmulator({ data: path.join(folder, 'data'), certs: path.join(folder, 'certs') })

  it('back up and restore keys, domain and clients', async () => {
    const folder = temporaryFolder()
    const before = await start(folder)
    const created = await before.fetch(`/api/${before.okmsId}/v1/servicekey`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"kept","type":"oct","size":256}'
    })
    const { id } = await created.json() as { id: string }
    await before.close()
    await run('backup', folder)
    await run('start-over', folder)
    expect(existsSync(path.join(folder, 'data'))).toBe(false)

    await run('restore', folder)
    const after = await start(folder)
    try {
      expect(after.okmsId).toBe(before.okmsId)
      expect(after.tls).toEqual(before.tls)
      const found = await after.fetch(`/api/${after.okmsId}/v1/servicekey/${id}`)
      expect([found.status, await found.json()]).toMatchObject([200, { id, name: 'kept' }])
    } finally {
      await after.close()
    }
  })

  it('start over without the keys: the same clients get in', async () => {
    const folder = temporaryFolder()
    const before = await start(folder)
    await before.close()
    await run('start-over-keys', folder)
    const after = await start(folder)
    try {
      expect([after.okmsId, after.tls.ca]).toEqual([before.okmsId, before.tls.ca])
      expect((await after.fetch(`/api/${after.okmsId}/v1/random?length=8`)).status).toBe(200)
    } finally {
      await after.close()
    }
  })

  it('start over with nothing left: a new CA', async () => {
    const folder = temporaryFolder()
    const before = await start(folder)
    await before.close()
    await run('start-over', folder)
    const after = await start(folder)
    await after.close()
    expect(after.tls.ca).not.toBe(before.tls.ca)
  })
})
