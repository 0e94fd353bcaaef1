// The text of every error row, for the page of errors and for tests.

import { adminErrors } from '../../src/admin/admin-errors.js'
import { adminErrorFormat } from '../../src/admin/error-format.js'
import { accessErrors } from '../../src/domain/errors/access/access.js'
import { problemsOf, type ErrorRow } from '../../src/domain/errors/domain-error.js'
import { controlErrors } from '../../src/domain/errors/control/control.js'
import { faultErrors } from '../../src/domain/errors/control/faults.js'
import { seedErrors } from '../../src/domain/errors/control/seeds.js'
import { snapshotErrors } from '../../src/domain/errors/control/snapshots.js'
import { spelledProblem } from '../../src/domain/errors/wording.js'
import type { errorRows } from '../../src/emulator/composition/error-rows.js'
import { restErrorFormat } from '../../src/rest/error-format.js'

export type ErrorName = keyof typeof errorRows

/** Rows that only the admin API sends. */
const ofAdminApi: ReadonlySet<unknown> = new Set(Object.values({
  ...adminErrors, ...accessErrors, ...controlErrors, ...faultErrors, ...seedErrors, ...snapshotErrors
}))

/** What a client reads when each argument is this text. */
export function rowText (row: ErrorRow, values: readonly string[]): string {
  const { spelling } = ofAdminApi.has(row) ? adminErrorFormat : restErrorFormat
  // A list of one text reads as that text in a template, takes the join that some rows make, and
  // is a place of no further member.
  const text = row.text as (...args: ReadonlyArray<readonly string[]>) => ReturnType<ErrorRow['text']>
  return problemsOf(
    { ...row.subject === undefined ? {} : { subject: row.subject }, text }, ...values.map((value) => [value])
  ).map((problem) => spelledProblem(problem, spelling).line).join('; ')
}

/** The names of a text's parameters. */
export function parametersOf (text: (...args: never[]) => unknown): readonly string[] {
  const parameters = /^\(?([^()=]*)\)?\s*=>/.exec(text.toString())?.[1] ?? ''
  return parameters.split(',').map((name) => name.trim()).filter((name) => name !== '')
}
