// docs/routes.md, from the contract: every operation with its IAM actions, and every place that
// differs from the published one.

import { resourceKinds } from '../../src/domain/resource.js'
import { contracts, type Contract, type ContractOperation, type JsonObject } from '../../src/http/contract/contract.js'
import { conditionOf, type IamAction } from '../../src/http/contract/iam-action.js'
import { code, madeFrom, table } from './markdown.js'

export function routesPage (): string {
  const service = contracts.okms
  const own = contracts.emulator
  const { ovhApiV1, ovhApiV2 } = contracts
  return `${madeFrom('openapi/')}

# Operations

## Of the service

${service.operations.size} operations under \`https://HOST:PORT\`. Swagger UI at \`/swagger/\` shows their members and answers; what each refusal says is in [errors.md](errors.md).

${operations(service)}

Resources: the domain is \`urn:v1:eu:resource:okms:<okmsId>\`, a service key \`urn:v1:eu:resource:okms:<okmsId>/serviceKey/<keyId>\`. The transport key is the service key that
wraps or unwraps another. Policies are checked only with \`--iam-mode report\` or \`enforce\`.

## Of the OVHcloud API

The control plane of the service. Version 2 has ${ovhApiV2.operations.size} operations for okms domains and what is in them:

${operations(ovhApiV2)}

Of version 1.0, there are the ${ovhApiV1.operations.size} operations that its clients need besides. They answer under \`/v1\` too.

${operations(ovhApiV1)}

## Of the emulator alone

The service has none of these ${own.operations.size}.

${table(['Method and path', 'Operation', 'Success', 'Other answers', 'What it does'], [...own.operations.values()].map((operation) => [...row(operation).slice(0, 4), summaryOf(own.document.object(), operation)]))}

## Where this contract differs from the published one

${table(['What', 'Why', 'Where'], [...differences(service.document.object())].map(([why, places]) => [places[0] ?? '', why, places.length === 1 ? 'there alone' : `${places.length} places`]))}
`
}

function operations (contract: Contract): string {
  return table(
    ['Method and path', 'Operation', 'Success', 'Other answers', 'IAM actions'],
    [...contract.operations.values()].map(row)
  )
}

/** The one sentence that the contract has for it. */
function summaryOf (document: JsonObject, { operationId }: ContractOperation): string {
  const paths = Object.values(document['paths'] as JsonObject)
    .flatMap((item) => Object.values(item as JsonObject)) as JsonObject[]
  const summary = paths.find((operation) => operation['operationId'] === operationId)?.['summary']
  return typeof summary === 'string' ? summary : ''
}

function row ({ method, url, operationId, replies, iamActions }: ContractOperation): string[] {
  const path = url.replace(/:(\w+)/g, '{$1}')
  const statuses = [...replies.keys()].sort((one, other) => one - other)
  const successes = statuses.filter((status) => status < 300)
  const others = statuses.filter((status) => status >= 300)
  return [
    code(`${method} ${path}`), operationId, successes.join(', '), others.join(', '), iamActions.map(iamText).join('; ')
  ]
}

function iamText (iamAction: IamAction): string {
  const { action, resource } = iamAction
  return `${code(action)} on the ${resourceKinds[resource].words}${conditionOf(iamAction, code)}`
}

/** Each reason once, with the places that it holds for, in the order of the document. */
function differences (document: JsonObject): Map<string, string[]> {
  const found = new Map<string, string[]>()
  visit(document, [])
  return found

  function visit (value: unknown, path: readonly string[]): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (name !== 'x-differs') visit(member, [...path, name])
      else if (typeof member === 'string') {
        // The contract's authors find their reasons by number; a reader of this page has the reason itself.
        const why = member.replace(/ ?\((choices|service|clients)\.md [^)]*\)/g, '')
        found.set(why, [...found.get(why) ?? [], code(place(path))])
      }
    }
  }
}

/** `paths./api/x.get.responses.403` as `GET /api/x, 403`; `components.schemas.Name.properties.a` as `Name.a`. */
function place (path: readonly string[]): string {
  const [top, ...rest] = path
  if (top === 'paths') return `${(rest[1] ?? '').toUpperCase()} ${rest[0]}, ${rest.slice(2).filter((name) => name !== 'responses').join(' ')}`
  return rest.filter((name, index) => index > 0 && name !== 'properties').join('.')
}
