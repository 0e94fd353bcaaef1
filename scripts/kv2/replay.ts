// Replays sequences and sorts every step: it agrees, it differs as the table says, or it is a fault.

import { expectedOf, type Expected } from './contract-shape.js'
import { problemsOf } from './comparison.js'
import { explained, type Explanation } from './explained.js'
import type { Answer, KvServer } from './server.js'
import type { Json, Sequence, Step } from './transcripts.js'

/** A step that does not answer what was recorded, made the contract's. */
export interface Difference {
  readonly sequence: string
  /** Counted from 1, waits included. */
  readonly step: number
  readonly request: string
  readonly problems: readonly string[]
  /** Undefined: it is a fault. */
  readonly because?: string
}

export interface ReplayReport {
  sequences: number
  steps: number
  /** Sequences in which every step agrees. */
  agreeing: number
  /** Steps that each rule changed. */
  readonly applied: Map<string, number>
  readonly differences: Difference[]
}

export async function replay (
  sequences: readonly Sequence[], server: KvServer, progress: (text: string) => void
): Promise<ReplayReport> {
  const report: ReplayReport = { sequences: 0, steps: 0, agreeing: 0, applied: new Map(), differences: [] }
  for (const sequence of sequences) {
    progress(sequence.name)
    const before = report.differences.length
    await replaySequence(sequence, server, report)
    report.sequences++
    if (report.differences.length === before) report.agreeing++
  }
  return report
}

async function replaySequence (sequence: Sequence, server: KvServer, report: ReplayReport): Promise<void> {
  const { name, steps } = sequence
  const rows = explained[name] ?? {}
  const beyond = Object.keys(rows).filter((step) => steps[Number(step) - 1]?.request === undefined)
  for (const step of beyond) add(Number(step), '', ['the table explains a step that there is not'])
  for (const [index, step] of steps.entries()) {
    const number = index + 1
    server.advance(step.wait ?? 1)
    if (step.request === undefined) continue
    report.steps++
    const problems = step.at_once === undefined
      ? await sendOne(step, number, step.request)
      : await sendAtOnce(step, step.at_once)
    if (problems.length > 0) add(number, step.request, problems)
  }

  async function sendOne (step: Step, number: number, request: string): Promise<readonly string[]> {
    const moment = { method: request.split(' ')[0] ?? '', now: server.now() }
    const answer = await server.send(step, sequence)
    const { expected, applied } = expectedOf(step, sequence)
    for (const rule of applied) report.applied.set(rule, (report.applied.get(rule) ?? 0) + 1)
    const problems = problemsOf(answer, expected, moment, step.times)
    const row = rows[number]
    if (row === undefined) return problems
    if (problems.length === 0) return ['it is explained as a difference, but agrees with the recording']
    const remaining = explainedProblems(answer, row, moment)
    if (remaining.length > 0) return [...remaining, `where the table says: ${row.because}`]
    report.differences.push({ sequence: name, step: number, request, problems, because: row.because })
    return []
  }

  async function sendAtOnce (step: Step, times: number): Promise<readonly string[]> {
    const answers = await Promise.all(Array.from({ length: times }, () => server.send(step, sequence)))
    const counts: Record<string, number> = {}
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
    const wanted = JSON.stringify(step.statuses)
    return JSON.stringify(counts) === wanted ? [] : [`statuses ${JSON.stringify(counts)} instead of ${wanted}`]
  }

  function add (step: number, request: string, problems: readonly string[]): void {
    report.differences.push({ sequence: name, step, request, problems })
  }
}

/** What is wrong with an answer that differs, held against the row that explains it. */
function explainedProblems (
  answer: Answer, { status, answer: parts }: Explanation, moment: { readonly method: string, readonly now: number }
): readonly string[] {
  const expected: Expected = {
    statuses: [status],
    ...(status < 400 ? {} : { refusal: { texts: [] } }),
    ...(status === 204 ? { whole: '' } : {}),
    ...(parts === undefined ? {} : { parts: parts as Readonly<Record<string, Json>> })
  }
  return problemsOf(answer, expected, moment)
}
