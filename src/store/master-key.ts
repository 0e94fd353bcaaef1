// The master key file: 32 random bytes that encrypt everything secret in the database.

import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, readFileSync } from 'node:fs'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf } from '../domain/thrown.js'
import { writePrivateFile } from './sqlite/durable-file.js'

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
export function readMasterKey (file: string, warn: (warning: string) => void): KeyObject | undefined {
  if (!existsSync(file)) return undefined
  narrow(file, warn)
  return decode(file, readFileSync(file, 'latin1'))
}

/** The mode of a link's target is left to its owner, and some file systems refuse every change of a mode. */
function narrow (file: string, warn: (warning: string) => void): void {
  const status = lstatSync(file)
  if (!status.isFile() || process.platform === 'win32' || (status.mode & 0o077) === 0) return
  try {
    chmodSync(file, 0o600)
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    warn(`other users can read the master key ${file}: its mode cannot be changed (${code})`)
  }
}

/** Generates a key and writes it to a file with mode 0600, synced to the disk before anything is encrypted with it. */
export function createMasterKey (file: string): KeyObject {
  const key = randomMasterKey()
  writePrivateFile(file, encode(key.export()))
  return key
}
