// What a consumer key may call, and from where.

import { BlockList, isIP } from 'node:net'
import type { AccessRule, ConsumerKey } from '../../../domain/access/api-key.js'
import { patternMatcher } from '../../../domain/access/policy.js'
import { apiKeyLimits } from '../../../domain/limits.js'

/** Versions of the API. Rules may name them or not: `/me` grants `/1.0/me`, and `/okms/*` grants `/v2/okms/...`. */
const versions = /^\/(?:1\.0|v1|v2)(?=\/)/

/** `/1.0` and `/v1` are two names of one branch (signature.md 1). */
const namesOfVersion: Readonly<Record<string, readonly string[]>> = {
  '/1.0': ['/1.0', '/v1', ''], '/v1': ['/1.0', '/v1', ''], '/v2': ['/v2', '']
}

/** The paths by which a rule may mean the path of a request, without its query and a slash at its end. */
function pathsOf (target: string): readonly string[] {
  const path = target.replace(/\?.*$/s, '').replace(/(?<=.)\/$/, '')
  const [version = ''] = versions.exec(path) ?? []
  const rest = path.slice(version.length)
  return (namesOfVersion[version] ?? ['']).map((name) => name + rest)
}

/**
 * Whether one of the rules names this call. `*` in the path of a rule stands for any characters, also for slashes.
 * @param target The raw request target.
 */
export function isGranted (rules: readonly AccessRule[], method: string, target: string): boolean {
  // A HEAD is a GET whose answer has no body; rules cannot name it.
  const named = method === 'HEAD' ? 'GET' : method
  const isNamed = patternMatcher(rules.filter((rule) => rule.method === named).map(({ path }) => path))
  return pathsOf(target).some(isNamed)
}

/** Whether a text can be the path of a rule. */
export const isRulePath = (text: string): boolean =>
  /^[/*][!-~]*$/.test(text) && text.length <= apiKeyLimits.pathLength

/** Whether a text is an IP address or a CIDR block. */
export function isAddressBlock (text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longestPrefix(version))
}

/** @param address Of the peer; undefined for a call in this process. */
export function isAllowedFrom (
  allowedIPs: ConsumerKey['allowedIPs'], address: string | undefined
): boolean {
  if (allowedIPs === null || allowedIPs.length === 0 || address === undefined) return true
  const blocks = new BlockList()
  for (const allowed of allowedIPs) {
    const [start = '', prefix] = allowed.split('/')
    const version = isIP(start)
    if (version !== 0) blocks.addSubnet(start, Number(prefix ?? longestPrefix(version)), familyOf(version))
  }
  // An IPv4 peer of a socket for both families is `::ffff:192.0.2.1`.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const version = isIP(plain)
  return version !== 0 && blocks.check(plain, familyOf(version))
}

const longestPrefix = (version: number) => version === 4 ? 32 : 128

const familyOf = (version: number) => version === 4 ? 'ipv4' : 'ipv6'
