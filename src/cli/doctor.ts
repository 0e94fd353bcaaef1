// doctor: says what is wrong between a client and a server, and how to mend it.

import path from 'node:path'
import { loadConfig } from '../config.js'
import { StartFailure } from '../domain/start-failures.js'
import { options, type Option } from '../options.js'
import { endpointOption } from './access-options.js'
import { readClientAccess, type FolderAccess } from './client-access.js'
import type { Command, Surroundings } from './command.js'
import { diagnoses } from './diagnosis.js'
import { exitCodes, inWords } from './exit-codes.js'
import { examine } from './examine.js'
import { ownOptions } from './own-options.js'

const file = (name: string, summary: string, fallback: string) => ({
  name,
  placeholder: 'FILE',
  many: false,
  json: 'string',
  summary,
  accepts: 'the path of a PEM file',
  default: fallback,
  flagOnly: true,
  read: (text: string) => text === '' || text.includes('\0') ? undefined : text
} as const satisfies Option<unknown>)

const caOption = file('ca', 'Certificate of the server\'s CA', 'ca.pem of the certificate folder')
const certOption = file('cert', 'Client certificate', 'that of the certificate folder, unless --ca is given')
const keyOption = file('key', 'Its private key', 'that of the certificate folder; with --cert, the same file')

export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is wrong with a connection, and the cure',
  usage: '[options]',
  options: [endpointOption, caOption, certOption, keyOption, options.okmsId, options.certs, options.config],
  notes: ['It requests one random byte, as a client would, from the emulator or from the service itself.'],
  exitCodes: exitCodes('the connection works', ['UsageWrong', 'ClientFilesMissing'], Object.entries(diagnoses).map(([name, { exitCode, cure }]) => ({ code: exitCode, meaning: `${inWords(name)}: ${cure}` }))),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: doctor.options })
  const own = ownOptions(argv, doctor.options)
  const given = (option: Option<string>) => {
    const named = own.one(option)
    return named === undefined ? undefined : path.resolve(cwd, named)
  }
  const [ca, certificate] = [given(caOption), given(certOption)]
  const endpoint = own.one(endpointOption)
  // Who names server and CA needs no certificate folder, and does not get a certificate that he did not name.
  const folder = ca !== undefined && endpoint !== undefined ? undefined : folderAccess()
  const ofFolder = ca === undefined && certificate === undefined ? folder : undefined

  const url = new URL(endpoint ?? folder?.endpoint ?? '')
  const diagnosis = await examine({
    endpoint: url,
    ca: ca ?? folder?.ca ?? '',
    certificate: certificate ?? ofFolder?.certificate,
    privateKey: given(keyOption) ?? ofFolder?.privateKey,
    okmsId: config.okmsId,
    now: Date.now
  })
  if (diagnosis === undefined) {
    stdout.write(`${url.origin} answers: name, CA, client certificate, domain and policies are right\n`)
    return 0
  }
  stderr.write(`okms-emulator: ${diagnosis.cause}\nokms-emulator: cure: ${diagnosis.cure}\n`)
  return diagnosis.exitCode

  function folderAccess (): FolderAccess {
    try {
      return readClientAccess({ certs: config.certs, endpoint, okmsId: config.okmsId })
    } catch (error) {
      // The asked domain may have no certificate here, which is the very thing to find out about.
      if (!(error instanceof StartFailure) || config.okmsId === undefined) throw error
      return readClientAccess({ certs: config.certs, endpoint })
    }
  }
}
