// The same test of a control through each of its faces: the library, HTTP and the command line.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { run } from '../../../src/cli/run.js'
import type { AdminApi, AdminCall } from '../../../src/emulator/admin/admin-api.js'
import {
  connectEmulator, startEmulator, type Controls, type Emulator, type EmulatorOptions
} from '../../../src/index.js'
import { createAsk } from '../../../src/library/control/ask.js'
import { createControls } from '../../../src/library/control/controls.js'

/** The words of the command line for a call, by its operation: `{ MoveClock: ({ body }) => ['clock', ...] }`. */
export type CommandLines = Readonly<Record<string, (call: Required<AdminCall>) => readonly string[]>>

export interface Faced {
  /** The controls as this face has them. */
  readonly controls: Controls
  /** The emulator that all faces steer, in this process. */
  readonly emulator: Emulator
  /** The command line itself, on that emulator. */
  readonly command: (...words: readonly string[]) => Promise<{
    readonly code: number, readonly out: string, readonly err: string
  }>
}

/**
 * Runs the suite once for each face, on one emulator. Its tests leave the emulator as they find it.
 * @param lines The command lines of every operation that the suite uses.
 */
export function describeFaces (
  name: string, lines: CommandLines, suite: (faced: () => Faced) => void, options: EmulatorOptions = {}
): void {
  describe(name, () => {
    let folder: string
    let emulator: Emulator
    let connected: Emulator
    const faces: Record<string, Controls> = {}
    const ending: Array<() => void> = []

    const command: Faced['command'] = async (...words) => {
      const written = { out: '', err: '' }
      const { certs, pki } = foldersOf(folder)
      const place = ['--endpoint', emulator.endpoint, '--certs', certs, '--pki', pki]
      const { inserted, rest } = beforeDashes(words)
      const code = await run([...inserted, ...place, ...rest], {
        env: {},
        cwd: folder,
        stdout: { write: (text: string) => { written.out += text } },
        stderr: { write: (text: string) => { written.err += text } }
      })
      return { code, ...written }
    }

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-faces-'))
      emulator = await startEmulator({ ...foldersOf(folder), ...options })
      faces['the library'] = emulator
      connected = await connectEmulator({ endpoint: emulator.endpoint, admin: foldersOf(folder) })
      faces['HTTP'] = connected
      faces['the command line'] = createControls(createAsk(overCommands(emulator, command, lines)), {
        folder: () => folder, onClose: (end) => { ending.push(end) }
      })
    })
    afterAll(async () => {
      for (const end of ending) end()
      await connected.close()
      await emulator.close()
      rmSync(folder, { recursive: true })
    })

    describe.each(['the library', 'HTTP', 'the command line'])('through %s', (face) => {
      suite(() => ({ controls: faces[face]!, emulator, command }))
    })
  })
}

const foldersOf = (folder: string) => ({ certs: path.join(folder, 'certs'), pki: path.join(folder, 'pki') })

/** Flags end at `--`. */
function beforeDashes (words: readonly string[]) {
  const at = words.indexOf('--')
  return at === -1 ? { inserted: words, rest: [] } : { inserted: words.slice(0, at), rest: words.slice(at) }
}

/** The admin API behind commands: what they print with --json, and the lines of their refusals. */
function overCommands (
  emulator: Emulator, command: Faced['command'], lines: CommandLines
): Pick<AdminApi, 'call'> {
  return {
    async call ({ operationId, params = {}, query = {}, body = {} }) {
      const words = lines[operationId]?.({ operationId, params, query, body })
      if (words === undefined) throw new Error(`no command line for ${operationId}`)
      const at = words.includes('--') ? words.indexOf('--') : words.length
      const { code, out, err } = await command(...words.slice(0, at), '--json', ...words.slice(at))
      // A wait that ends early prints what it found, and fails.
      if (code === 0 || out !== '') {
        // It prints the seed itself.
        if (operationId === 'ExportSeed') return { body: { content: out } }
        return { body: out.trim() === '{}' ? undefined : withClient(emulator, JSON.parse(out)) }
      }
      const said = err.split('\n').filter((line) => line !== '' && !line.startsWith('okms-emulator: using '))
        .map((line) => line.replace(/^okms-emulator: /, ''))
      const problems = said.map((line) => ({ field: undefined, text: line, line }))
      return { refusal: { errorCode: undefined, problems } }
    }
  }
}

/** Commands write the credential of a new domain to files, whose paths they print; the other faces get its content. */
function withClient ({ endpoint, tls }: Emulator, printed: unknown): unknown {
  const { certificate, privateKey, ...reply } = { ...printed as Readonly<Record<string, unknown>> }
  if (typeof certificate !== 'string' || typeof privateKey !== 'string') return printed
  const { credentialId, ...domain } = reply
  const [certificatePEM, privateKeyPEM] = [certificate, privateKey].map((file) => readFileSync(file, 'utf8'))
  return { ...domain, endpoint, caPEM: tls.ca, client: { credentialId, certificatePEM, privateKeyPEM } }
}
