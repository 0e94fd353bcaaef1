import type { Workplace } from '../../bench/servers.js'

/** A row of the hostile suite: an attack, or a fault of the surroundings, repeated in a longer and a shorter form. */
export interface HostileSuite {
  readonly name: string
  /** Programs without which the suite is skipped, such as cc or chromium. */
  readonly needs: readonly string[]
  /**
   * Gives the line of the report, with its counts, and throws when something did not hold. A line that begins with
   * SKIPPED says why the machine does not allow the suite.
   */
  readonly run: (run: HostileRun) => Promise<string>
}

/** With a folder for this suite alone, and the processes that the runner ends should the suite not. */
export interface HostileRun extends Workplace {
  /** About half a minute at most. */
  readonly short: boolean
  /** Repeats the random choices of a run. */
  readonly seed: number
  readonly progress: (text: string) => void
}
