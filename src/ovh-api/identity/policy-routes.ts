// Routes of IAM policies in API v2 (service.md 2.5).

import type { RouteOptions } from 'fastify'
import type { Policy } from '../../domain/access/policy.js'
import { rfc3339 } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import { account, domainUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import { numbered, pageOf } from '../../http/paging/page-of.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import type { Policies, PolicyRequest } from '../../services/access/policies.js'
import { accountOperation } from '../operation.js'
import { timeIn } from '../written-time.js'

type Schemas = components['schemas']
type Request = Schemas['iam.policy.Request']

export interface PolicyServices {
  readonly policies: Policies
  readonly domains: Pick<OkmsDomainStore, 'find'>
  readonly cursors: Cursors
}

export function policyRoutes ({ policies, domains, cursors }: PolicyServices): readonly RouteOptions[] {
  function detailsOf (urn: string): Schemas['iam.policy.SingleResource'] | null {
    const beginning = domainUrn('')
    const domain = urn.startsWith(beginning) ? domains.find(urn.slice(beginning.length)) : undefined
    return domain === undefined
      ? null
      : { displayName: domain.name, id: domain.okmsId, name: domain.okmsId, owner: account, type: 'okms' }
  }

  const encode = (policy: Policy, details = false): Schemas['iam.policy.Response'] => ({
    conditions: null,
    createdAt: rfc3339(policy.createdAt),
    description: policy.description === '' ? null : policy.description,
    expiredAt: policy.expiresAt === null ? null : rfc3339(policy.expiresAt),
    id: policy.policyId,
    identities: [...policy.identities],
    name: policy.name,
    owner: account,
    permissions: {
      allow: policy.actions.map((action) => ({ action })),
      deny: policy.denied.map((action) => ({ action })),
      except: policy.exceptions.map((action) => ({ action }))
    },
    permissionsGroups: [],
    readOnly: false,
    resources: policy.resources.map((urn) => ({ urn, ...details ? { resource: detailsOf(urn) } : {} })),
    updatedAt: policy.updatedAt === null ? null : rfc3339(policy.updatedAt)
  })

  return [
    accountOperation('ListIamPolicies', ({ query, headers }) => {
      const list = 'policies of API v2'
      const wanted = query.readOnly === true ? [] : policies.list().filter(filterOf(query))
      const page = pageOf(wanted, ({ position }) => numbered(position), cursors.wanted(list, headers))
      return { headers: cursors.next(list, page), body: page.items.map((policy) => encode(policy, query.details)) }
    }),

    accountOperation('CreateIamPolicy', ({ body }) => ({ body: encode(policies.add(decode(body))) })),

    accountOperation('GetIamPolicy', ({ params, query }) => ({
      body: encode(policies.get(params.policyId), query.details)
    })),

    accountOperation('UpdateIamPolicy', ({ params, body }) => ({
      body: encode(policies.replace(params.policyId, decode(body)))
    })),

    accountOperation('DeleteIamPolicy', ({ params }) => {
      policies.remove(params.policyId)
      return { body: null }
    })
  ]
}

type Texts = string | readonly string[] | undefined

interface PolicyFilter {
  readonly action?: Texts
  readonly identity?: Texts
  readonly resourceURN?: Texts
}

/** Each names one of several texts, as the policy has it. */
function filterOf ({ action, identity, resourceURN }: PolicyFilter): (policy: Policy) => boolean {
  const names = (wanted: Texts, there: readonly string[]) =>
    wanted === undefined || [wanted].flat().some((text) => there.includes(text))
  return ({ actions, exceptions, denied, identities, resources }) =>
    names(action, [...actions, ...exceptions, ...denied]) && names(identity, identities) &&
    names(resourceURN, resources)
}

/** Refuses RequestInvalid for what policies here cannot say. */
function decode (body: Request): PolicyRequest {
  const { name, description, identities, resources, permissions, permissionsGroups, conditions, expiredAt } = body
  const unsupported = [
    ['conditions', conditions != null, 'this server judges no conditions; leave them out'],
    ['permissionsGroups', (permissionsGroups ?? []).length > 0, 'this server has no groups of permissions; name the actions in permissions']
  ] as const
  const problems = unsupported.filter(([, isThere]) => isThere)
    .map(([member, , text]) => ({ place: { name: member, path: `body.${member}` }, text }))
  if (problems.length > 0) throw refusal(httpErrors.RequestInvalid, problems)
  return {
    name,
    description: description ?? undefined,
    identities,
    resources: resources.map(({ urn }) => urn),
    actions: actionsIn(permissions.allow),
    exceptions: actionsIn(permissions.except),
    denied: actionsIn(permissions.deny),
    expiresAt: timeIn('expiredAt', expiredAt)
  }
}

const actionsIn = (list: Request['permissions']['allow']) => (list ?? []).map(({ action }) => action)
