// THE other spellings of URLs that clients use for operations of the contracts.

import type { RouteOptions } from 'fastify'

/** @param url In Fastify's spelling. */
export function otherUrls (operationId: string, url: string): readonly string[] {
  // `/1.0` and `/v1` name the same branch (signature.md 1).
  if (url.startsWith('/1.0/')) return [url.replace('/1.0/', '/v1/')]
  // Terraform's resource of imported keys writes it so.
  return operationId === 'CreateDomainServiceKey' ? [`${url}/`] : []
}

export const withOtherUrls = (routes: readonly RouteOptions[]): readonly RouteOptions[] =>
  routes.flatMap((route) => [route, ...otherUrls(route.config?.operationId ?? '', route.url)
    .map((url) => ({ ...route, url }))])
