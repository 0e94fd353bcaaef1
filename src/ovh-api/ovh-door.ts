// The front door of the OVHcloud API: its paths, and who its callers are.

import type { RouteOptions } from 'fastify'
import type { Door } from '../http/door.js'
import { authenticateOvh, type OvhAuthenticationOptions } from './authentication/authenticate.js'
import { ovhErrorFormat } from './error-format.js'
import { withOtherUrls } from './other-urls.js'

/** The data plane has longer ones below `/v1`. */
const prefixes = ['/1.0', '/v1', '/v2']

export const ovhDoor = (operations: readonly RouteOptions[], access: OvhAuthenticationOptions): Door => ({
  prefixes,
  operations: withOtherUrls(operations).map(({ config, ...route }) =>
    ({ ...route, config: { ...config, mayBeUntyped: true } })),
  authenticate: authenticateOvh(access),
  errorFormat: ovhErrorFormat,
  isPlain: true,
  requestIdHeader: 'x-ovh-queryid'
})
