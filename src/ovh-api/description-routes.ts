// The route of the descriptions of the API, which node-ovh can read at its start: one for each first part of a path.

import type { RouteOptions } from 'fastify'
import { refusal } from '../domain/errors/domain-error.js'
import { redactedPath } from '../domain/text/redacted-path.js'
import { contracts } from '../http/contract/contract.js'
import type { components } from '../http/contract/generated/ovh-api-v1.js'
import { httpErrors } from '../http/reply/http-errors.js'
import { accountOperation } from './operation.js'

type ApiPath = components['schemas']['ApiPath']

const branch = '/1.0'
const status = { value: 'PRODUCTION', description: 'In production' } as const
const methods = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const

/** The paths of each section, without the branch. */
function readSections (): ReadonlyMap<string, ApiPath[]> {
  const sections = new Map<string, ApiPath[]>()
  for (const [written, item] of contracts.ovhApiV1.document.member('paths').members()) {
    const path = written.slice(branch.length)
    const [, section = ''] = path.split('/')
    // The path of the descriptions themselves is in none.
    if (section.startsWith('{')) continue
    const operations = methods.flatMap((httpMethod) => {
      const operation = item.member(httpMethod.toLowerCase())
      if (operation.value === undefined) return []
      const security = operation.member('security')
      return [{
        httpMethod,
        description: operation.member('summary').text(),
        apiStatus: status,
        noAuthentication: security.value !== undefined && security.items().length === 0
      }]
    })
    const paths = sections.get(section) ?? []
    sections.set(section, [...paths, { path, description: operations[0]?.description ?? '', operations }])
  }
  return sections
}

export function descriptionRoutes (): readonly RouteOptions[] {
  let sections: ReturnType<typeof readSections> | undefined
  return [
    accountOperation('GetApiDescription', ({ params: { section } }) => {
      sections ??= readSections()
      const apis = sections.get(section)
      if (apis === undefined) {
        throw refusal(httpErrors.RouteNotFound, 'GET', redactedPath(`${branch}/${section}.json`), `; sections: ${[...sections.keys()].join(', ')}`)
      }
      return { body: { apiVersion: '1.0', basePath: branch, resourcePath: `/${section}`, apis, models: {} } }
    })
  ]
}
