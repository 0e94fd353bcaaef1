// The service's own delays, with --service-like.

import type { Config } from '../../config/config.js'
import { delayIn, serviceDelays, type DelayRange } from '../../domain/access/service-delays.js'
import { latencyProfiles, type Latency } from '../../domain/faults/latency.js'
import type { Randomness } from '../../domain/random.js'
import type { AccessDelays } from '../../services/access/delayed-access.js'

export interface ServiceLike {
  readonly everyRequest: Latency
  readonly delays: AccessDelays & { readonly delivery: () => number }
  /** For the log: which delays there are. */
  readonly note: string
}

/** Undefined where everything takes effect at once. */
export function composeServiceLike (
  { serviceLike }: Pick<Config, 'serviceLike'>, randomness: Randomness
): ServiceLike | undefined {
  if (!serviceLike) return undefined
  const { bytes } = randomness.source('service delays')
  const random = (okmsId?: string) => bytes(4, okmsId).readUInt32BE() / 2 ** 32
  const { iam, credential, delivery } = serviceDelays
  return {
    everyRequest: latencyProfiles.service,
    delays: {
      iam: () => delayIn(iam, random()),
      credential: (okmsId) => delayIn(credential, random(okmsId)),
      delivery: () => delayIn(delivery, random())
    },
    note: `as slow as the service: requests take about 30 ms, changes of policies and groups apply after ${shown(iam)}, credentials that an API adds are READY after ${shown(credential)}, and orders are delivered after ${shown(delivery)}`
  }
}

const shown = ([least, most]: DelayRange) => `${least / 1000} to ${most / 1000} s`
