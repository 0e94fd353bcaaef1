// What is wrong with a key that somebody brought: which member, and why. Never a member's value.

export interface KeyFault {
  /** Name of the JWK member. */
  readonly member: string
  readonly why: string
}

/** One rule and what breaking it means; of a list of rules the first that is broken is told. */
type KeyRule = readonly [holds: () => boolean, member: string, why: string]

export function firstFault (rules: readonly KeyRule[]): KeyFault | undefined {
  const broken = rules.find(([holds]) => !holds())
  return broken && { member: broken[1], why: broken[2] }
}
