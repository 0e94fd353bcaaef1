// docs/fidelity.md lists every call outside the contract that Vault clients make, and no other.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { contracts } from '../../src/http/contract/contract.js'
import { answers, openAnswers, repeats } from '../../src/rest/kv/vault-conveniences.js'

const page = readFileSync(path.join(import.meta.dirname, '../../docs/fidelity.md'), 'utf8')

it('the page of fidelity has the table of calls of Vault clients', () => {
  const section = /^## Calls of Vault clients outside the contract$([^]*?)^## /m.exec(page)?.[1] ?? ''
  const written = [...section.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/v1\/[^`]+)`/g)].map(([, call]) => call)
  const urlOf = (operationId: string) => contracts.okms.operations.get(operationId)?.url
  expect(written.sort()).toEqual([
    ...repeats.map(({ method, operationId }) => `${String(method)} ${spelled(urlOf(operationId))}`),
    ...answers.flatMap(({ methods, path }) => methods.map((method) => `${method} ${spelled(`/v1${path}`)}`)),
    ...openAnswers.map(({ path }) => `GET ${spelled(`/v1${path}`)}`)
  ].sort())
})

/** As on the page. */
const spelled = (url = 'no operation'): string =>
  url.replace(/^\/api\/:okmsId/, '').replace('*', '{path}').replace(/:(\w+)/g, '{$1}')
