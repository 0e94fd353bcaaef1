/** A row of the hostile suite: an attack, or a fault of the surroundings, repeated in a longer and a shorter form. */
export interface HostileSuite {
  readonly name: string
  /** Programs without which the suite is skipped, such as cc or chromium. */
  readonly needs: readonly string[]
  /** Gives the line of the report, with its counts, and throws when something did not hold. */
  readonly run: (run: HostileRun) => Promise<string>
}

export interface HostileRun {
  /** About half a minute at most. */
  readonly short: boolean
  /** Repeats the random choices of a run. */
  readonly seed: number
  /** A folder for this suite alone, removed afterwards. */
  readonly folder: string
  readonly progress: (text: string) => void
}
