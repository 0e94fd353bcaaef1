// The master key file: 32 random bytes that encrypt everything secret in the database.

import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, readFileSync } from 'node:fs'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { writeAtomically } from './files/atomic-file.js'
import { changeMode, modes, type ModeRefused } from './files/file-mode.js'

const header = 'okms-emulator-master-key 1'

/**
 * A hash of the text before it, so that a changed header is detected too. Eight bytes of SHA-256
 * reveal nothing about 32 random ones.
 */
const checksum = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

function encode (key: Buffer): string {
  const text = `${header} ${key.toString('hex')}`
  return `${text} ${checksum(text)}\n`
}

function decode (file: string, content: string): KeyObject {
  const damaged = (why: string) => startFailure(startFailures.MasterKeyMalformed, file, why)
  const found = /^(?<text>[\w-]+ \d+ (?<key>[0-9a-f]{64})) (?<sum>[0-9a-f]{16})\n?$/.exec(content)?.groups
  if (found?.text === undefined || found.key === undefined) {
    throw damaged(content.length < encode(Buffer.alloc(32)).length - 1 ? `it has only ${content.length} bytes` : 'it is not one line of the expected form')
  }
  if (found.sum !== checksum(found.text)) throw damaged('its checksum does not match')
  if (!found.text.startsWith(`${header} `)) throw damaged('it has a form that this version does not know')
  return createSecretKey(found.key, 'hex')
}

export const randomMasterKey = (): KeyObject => createSecretKey(randomBytes(32))

/**
 * Reads the file, and removes the rights of group and others; undefined when there is none. MasterKeyMalformed
 * when it was truncated or changed.
 */
export function readMasterKey (file: string, modeRefused: ModeRefused): KeyObject | undefined {
  if (!existsSync(file)) return undefined
  // A link is left alone: what it leads to may be shared with other programs.
  const status = lstatSync(file)
  const isOpen = (status.mode & 0o077) !== 0 && !status.isSymbolicLink()
  if (isOpen) changeMode(() => { chmodSync(file, modes.secret) }, modeRefused)
  return decode(file, readFileSync(file, 'latin1'))
}

/** Generates a key and writes it to a file with mode 0600, synced to the disk before anything is encrypted with it. */
export function createMasterKey (file: string, refused: ModeRefused): KeyObject {
  const key = randomMasterKey()
  writeAtomically(file, { content: encode(key.export()), secret: true, refused })
  return key
}
