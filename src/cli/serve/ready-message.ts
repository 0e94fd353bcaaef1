// The output of serve when it is ready: a short text on a terminal, one JSON line for programs.

import type { Emulator } from '../../emulator/emulator.js'
import { isEveryAddress, inUrl } from '../../net/local-host.js'
import { posixQuoted } from '../clients/shells.js'
import { version } from '../version.js'
import { wrap } from '../help/wrap.js'

/** One line, recognisable by `"event":"ready"`. Members are only ever added. */
export function readyLine (emulator: Emulator): string {
  const { endpoint, okmsId, certs, pki, port, hosts, bootstrap, bootstrapSecret, ovhApi, pages, warnings } = emulator
  const files = { ...emulator.files, bootstrapSecret: bootstrapSecret?.file }
  const places = { endpoint, okmsId, certs, pki, port, hosts, bootstrap, ovhApi, pages }
  return JSON.stringify({ event: 'ready', ...places, pid: process.pid, files, warnings }) + '\n'
}

export interface ReadyTextOptions {
  /** Width of the terminal. */
  readonly columns: number
  /** Command line that sets the variables of clients in the user's shell. */
  readonly useEnv: string
}

export function readyText (emulator: Emulator, { columns, useEnv }: ReadyTextOptions): string {
  const { endpoint, okmsId, port, hosts, pages, bootstrap, bootstrapSecret, ovhApi, files, warnings } = emulator
  const bootstrapRows: Row[] = bootstrapSecret === undefined
    ? [['bootstrap port', `${bootstrap}/ca.pem`, 'plain HTTP: ca.pem only']]
    : [
        ['bootstrap port', `${bootstrap}/`, 'plain HTTP: ca.pem, and the client bundle with its private key'],
        [
          'bootstrap secret',
          bootstrapSecret.file === undefined ? 'the one of --bootstrap-secret' : bootstrapSecret.text,
          'a program sends it for the bundle: Authorization: Bearer SECRET'
        ]
      ]
  const rows: readonly Row[] = [
    ['front page', pages.home],
    ['Swagger UI', pages.swagger],
    ['admin page', pages.admin],
    ['listening on', hosts.map((host) => listened(host, port)).join(', ')],
    ...bootstrap === null ? [] : bootstrapRows,
    ...ovhApi === null ? [] : [['OVHcloud API', `${ovhApi}/1.0`, 'plain HTTP, from this machine only'] as const],
    ['okms domain', okmsId],
    ['CA certificate', files.ca],
    ['client certificate', files.certificate],
    ['private key', files.privateKey],
    ['for a browser', files.pkcs12, `password in ${files.pkcs12Password}`],
    ['for okms-cli', files.okmsConfiguration],
    ...files.ovhConfiguration === undefined
      ? []
      : [['for Terraform', files.ovhConfiguration, 'an API key, also for go-ovh, python-ovh and ovhcloud-cli'] as const]
  ]
  const curl = ['--cacert', files.ca, '--cert', files.certificate, '--key', files.privateKey, `${endpoint}/api/${okmsId}/v1/random?length=32`].map(posixQuoted)
  const lines = [
    `okms-emulator ${version()} is ready at ${endpoint}`,
    '',
    ...warnings.flatMap((warning) => [...wrap(`WARNING ${warning}`, columns), '']),
    ...rows.flatMap((row) => rowLines(row, columns)),
    '',
    ...wrap('Set the variables of clients in your shell:', columns),
    `  ${useEnv}`,
    '',
    'Try it:',
    `  curl ${curl.join(' ')}`,
    `  okms -c ${posixQuoted(files.okmsConfiguration)} keys ls`,
    '',
    'Ctrl+C stops the server.',
    ''
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** Title, location and a note. */
type Row = readonly [label: string, value: string, note?: string]

const labelWidth = 20
/** With fewer columns, each value is on a separate line. */
const enough = 70

/** Values are not wrapped, so that they can be copied. */
function rowLines ([label, value, note]: Row, columns: number): string[] {
  const indent = ' '.repeat(columns < enough ? 4 : labelWidth + 2)
  const first = columns < enough ? [`  ${label}`, `${indent}${value}`] : [`  ${label.padEnd(labelWidth)}${value}`]
  return note === undefined ? first : [...first, ...wrap(note, columns, { first: indent })]
}

function listened (host: string, port: number): string {
  const which = host === '0.0.0.0' ? 'every IPv4 address' : 'every address'
  return isEveryAddress(host) ? `${which}, port ${port}` : `${inUrl(host)}:${port}`
}
