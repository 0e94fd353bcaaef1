// How long the service takes to apply what the control plane changes.

/** Milliseconds, from the shortest to the longest time. */
export type DelayRange = readonly [least: number, most: number]

export const serviceDelays = {
  /** Changes of policies and groups take 30 to 60 s (service.md 2.5). */
  iam: [30_000, 60_000],
  /**
   * A new credential is CREATING at first (service.md 10.3). How long is not known: Terraform looks again after half a
   * second, and gives up after 2 minutes.
   */
  credential: [2_000, 5_000],
  /** From the payment of an order to its delivery. How long is not known: Terraform first looks after 10 s. */
  delivery: [4_000, 8_000]
} as const satisfies Record<string, DelayRange>

export const delayIn = ([least, most]: DelayRange, random: number): number => least + (most - least) * random
