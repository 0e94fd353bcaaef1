// An okms domain: the unit that keys, secrets and credentials belong to.

import type { Region } from './region.js'

export interface OkmsDomain {
  /** Lower case UUID. */
  readonly okmsId: string
  /** What people see; it can change. */
  readonly name: string
  readonly region: Region
  /** The OVHcloud service that bills it. No other domain ever has the same, not even after this one is removed. */
  readonly serviceId: number
  /** Since when it follows PCI DSS: private keys of new credentials stay with the client. Null while it does not. */
  readonly pciDssEnabledAt: number | null
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** The first that was given to a domain. */
export const firstServiceId = 1001

/** A domain before the store gives it a service. */
export interface NewDomain extends Pick<OkmsDomain, 'okmsId' | 'name' | 'createdAt'> {
  /** By default that of the snapshot that it comes from, or else the default region. */
  readonly region?: Region | undefined
  /** By default null. */
  readonly pciDssEnabledAt?: number | null | undefined
}
