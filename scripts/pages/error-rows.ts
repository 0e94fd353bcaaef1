// Every error row of every area, for the page of errors and for tests.

import { adminErrors } from '../../src/admin/admin-errors.js'
import { adminErrorFormat } from '../../src/admin/error-format.js'
import { accessErrors } from '../../src/domain/errors/access.js'
import { authenticationErrors } from '../../src/domain/errors/authentication.js'
import { problemsOf, type ErrorRow } from '../../src/domain/errors/domain-error.js'
import { controlErrors } from '../../src/domain/errors/control.js'
import { keyErrors } from '../../src/domain/errors/keys.js'
import { secretErrors } from '../../src/domain/errors/secrets.js'
import { seedErrors } from '../../src/domain/errors/seeds.js'
import { snapshotErrors } from '../../src/domain/errors/snapshots.js'
import { storageErrors } from '../../src/domain/errors/storage.js'
import { spelledProblem } from '../../src/domain/errors/wording.js'
import { httpErrors } from '../../src/http/reply/http-errors.js'
import { restErrorFormat } from '../../src/rest/error-format.js'
import { kvErrors } from '../../src/rest/kv/kv-errors.js'
import { vaultErrors } from '../../src/rest/kv/vault-errors.js'
import { restErrors } from '../../src/rest/rest-errors.js'
import { webErrors } from '../../src/web/web-errors.js'

export const errorRows = {
  ...httpErrors,
  ...webErrors,
  ...storageErrors,
  ...authenticationErrors,
  ...adminErrors,
  ...accessErrors,
  ...controlErrors,
  ...seedErrors,
  ...snapshotErrors,
  ...restErrors,
  ...keyErrors,
  ...secretErrors,
  ...kvErrors,
  ...vaultErrors
} as const

export type ErrorName = keyof typeof errorRows

/** Rows that only the admin API sends. */
const ofAdminApi: ReadonlySet<unknown> = new Set(
  Object.values({ ...adminErrors, ...accessErrors, ...controlErrors, ...seedErrors, ...snapshotErrors })
)

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
