// The CA of --ca-cert and --ca-key: read at every start and never copied.

import { readFileSync } from 'node:fs'
import type { Config } from '../config/config.js'
import { spelledText, type SpelledText } from '../domain/text/option-spelling.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf, messageOf } from '../domain/thrown.js'
import { caFlaw } from '../pki/ca-flaw.js'
import type { CertifiedKey } from '../pki/certificate.js'
import { isEncryptedKey, keyState, readCertificate } from '../pki/read-certificate.js'

const acceptedCertificate = 'one certificate in PEM, of a self-signed root CA that is valid now'
const acceptedKey: SpelledText = (spell) => `the private key of ${spell('ca-cert')} in PEM, without a passphrase`

/** Undefined when there is none. `now` in epoch milliseconds. Throws StartFailure (UsageWrong). */
export function readProvidedCa (
  { caCert, caKey }: Pick<Config, 'caCert' | 'caKey'>, now: number
): CertifiedKey | undefined {
  if (caCert === undefined || caKey === undefined) return undefined
  const certificateText = readOption('ca-cert', caCert, acceptedCertificate)
  const count = certificateText.split('-----BEGIN CERTIFICATE-----').length - 1
  const facts = readCertificate(certificateText)
  if (facts === undefined) throw wrong('ca-cert', caCert, 'it has no certificate in PEM, or one that is cut off', acceptedCertificate)
  if (count > 1) throw wrong('ca-cert', caCert, `it has ${count} certificates`, acceptedCertificate)
  const flaw = caFlaw(facts, now)
  if (flaw !== undefined) throw wrong('ca-cert', caCert, flaw.found, flaw.accepted)

  const privateKeyPem = readOption('ca-key', caKey, acceptedKey)
  if (isEncryptedKey(privateKeyPem)) throw wrong('ca-key', caKey, 'it is protected by a passphrase', acceptedKey)
  const state = keyState(facts.certificate, privateKeyPem)
  if (state === 'unreadable') throw wrong('ca-key', caKey, 'it has no private key in PEM, or one that is cut off', acceptedKey)
  if (state === 'another') throw wrong('ca-key', caKey, `it is not the key of ${caCert}`, acceptedKey)
  return { certificatePem: facts.certificate.toString(), privateKeyPem }
}

function readOption (option: string, file: string, accepted: SpelledText): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw wrong(option, file, `it cannot be read: ${codeOf(error) ?? messageOf(error)}`, accepted)
  }
}

const wrong = (option: string, file: string, found: string, accepted: SpelledText) =>
  startFailure(startFailures.UsageWrong, [(spell) => `${spell(option)}: got ${JSON.stringify(file)} (${found}); accepted: ${spelledText(accepted, spell)}`])
