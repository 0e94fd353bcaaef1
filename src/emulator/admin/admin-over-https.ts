// The admin API of a running server: each call is a request with the admin certificate.

import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import path from 'node:path'
import { urlToHttpOptions } from 'node:url'
import type { AdminApi, AdminReply } from './admin-endpoint.js'
import { jsonOrText, requestHttps, type HttpsReply } from '../https-request.js'
import { requestOf, type AdminCall } from '../../admin/admin-call.js'
import type { AdminOperationId } from '../../admin/admin-operation.js'
import type { Config } from '../../config/config.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { SpelledProblem } from '../../domain/errors/wording.js'
import { messageOf } from '../../domain/thrown.js'
import { certificateFiles, pkiFiles } from '../../services/certificates/certificate-files.js'

/** Milliseconds for a call. */
const patience = 10_000

/**
 * A removed domain erases its keys first: 200,000 keys take 4 to 10 s. A seed may have RSA keys to generate. A wait
 * takes 5 minutes at most.
 */
const longPatience: Partial<Record<AdminOperationId, number>> = {
  RemoveDomain: 600_000, ApplySeed: 600_000, ExportSeed: 600_000, WaitForJournal: 310_000
}

export interface HttpsAdminApi extends AdminApi {
  readonly tls: AdminTls
  /** @param within Milliseconds, for another patience. */
  call (call: AdminCall, within?: number): Promise<AdminReply>
}

/** With the admin certificate of these folders. Throws StartFailure when they have none. */
export function adminOverHttps (
  endpoint: string, { certs, pki }: Pick<Config, 'certs' | 'pki'>, keepAlive = false
): HttpsAdminApi {
  return adminWithCertificate(endpoint, {
    ca: readAdminFile(path.join(certs, certificateFiles.caCertificate)),
    cert: readAdminFile(path.join(pki, pkiFiles.adminCertificate)),
    key: readAdminFile(path.join(pki, pkiFiles.adminPrivateKey))
  }, keepAlive)
}

/** PEM. */
export interface AdminTls {
  readonly ca: string | Buffer
  readonly cert: string | Buffer
  readonly key: string | Buffer
}

/** @param keepAlive Whether connections are kept for the next call; `close` ends them. */
export function adminWithCertificate (endpoint: string, tls: AdminTls, keepAlive = false): HttpsAdminApi {
  const agent = keepAlive ? new Agent({ ...tls, keepAlive }) : undefined
  return {
    tls,
    used: `the server at ${endpoint}`,
    async call (call, within = longPatience[call.operationId] ?? patience) {
      const { method, path: route } = requestOf(call)
      try {
        const url = urlToHttpOptions(new URL(`${endpoint}${route}`))
        return replyOf(await requestHttps({
          ...url, method, ...tls, ...(agent && { agent }), json: call.body, patience: within
        }))
      } catch (error) {
        throw Object.assign(startFailure(startFailures.ServerUnreachable, endpoint, messageOf(error)), { cause: error })
      }
    },
    close: () => { agent?.destroy() }
  }
}

/** A refusal has four fields; other programs than this server may reply with anything. */
function replyOf ({ status, text }: HttpsReply): AdminReply {
  const body = jsonOrText(text)
  if (status < 400) return { body }
  const members = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>
  const { errors, problems, error_code: code } = members
  return {
    refusal: {
      errorCode: typeof code === 'number' ? code : undefined,
      problems: Array.isArray(errors)
        ? errors.map((line, index) => problemOf(String(line), problems, index))
        : [unexpected(body)]
    }
  }
}

function unexpected (body: unknown): SpelledProblem {
  const text = `unexpected answer: ${String(body)}`
  return { field: undefined, text, line: text }
}

/** `problems` says the same as `errors`, with the field apart; it is absent if no field is at fault. */
function problemOf (line: string, problems: unknown, index: number): SpelledProblem {
  const problem: unknown = Array.isArray(problems) ? problems[index] : undefined
  const { field, text } =
    (typeof problem === 'object' && problem !== null ? problem : {}) as Readonly<Record<string, unknown>>
  return typeof field === 'string' && typeof text === 'string'
    ? { field, text, line }
    : { field: undefined, text: line, line }
}

function readAdminFile (file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw startFailure(startFailures.ClientFilesMissing, `the admin certificate cannot be read (${messageOf(error)}); name the server's folders with --certs and --pki`)
  }
}
