// What serve says when it is ready: a short text for people, one JSON line for programs.

import type { Emulator } from '../emulator.js'
import { version } from './version.js'

/** One line, to be told apart by `"event":"ready"`. Members are only ever added. */
export function readyLine (emulator: Emulator): string {
  const { endpoint, port, okmsId, certs, pki, bootstrap, files } = emulator
  return JSON.stringify({ event: 'ready', endpoint, okmsId, certs, pki, port, bootstrap, pid: process.pid, files }) + '\n'
}

export function readyText (emulator: Emulator): string {
  const { endpoint, okmsId, files } = emulator
  const tls = `--cacert ${quoted(files.ca)} --cert ${quoted(files.certificate)} --key ${quoted(files.privateKey)}`
  return `okms-emulator ${version()} is ready at ${endpoint}

  okms domain         ${okmsId}
  CA certificate      ${files.ca}
  client certificate  ${files.certificate}
  private key         ${files.privateKey}
  for a browser       ${files.pkcs12}
  for okms-cli        ${files.okmsConfiguration}

Try it:
  curl ${tls} ${quoted(`${endpoint}/api/${okmsId}/v1/random?length=32`)}
  okms -c ${quoted(files.okmsConfiguration)} keys ls

Ctrl+C stops it.

`
}

/** As one word of a POSIX shell. */
function quoted (word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
