// Prepared statements in two kinds. better-sqlite3's own type cannot be named in the declarations of a module that
// returns many of them.

import type { Database, RunResult } from 'better-sqlite3'

/** A statement that reads. */
export interface Query<Values extends unknown[], Row> {
  get (...values: Values): Row | undefined
  all (...values: Values): Row[]
}

/** A statement that changes rows. */
export interface Change {
  run (...values: unknown[]): RunResult
}

export interface Preparing {
  /** Each row as an array of its columns. */
  readonly rows: <Values extends unknown[], Row>(sql: string) => Query<Values, Row>
  /** The first column of each row. */
  readonly column: <Values extends unknown[], Value>(sql: string) => Query<Values, Value>
  readonly change: (sql: string) => Change
}

export const preparing = (database: Database): Preparing => ({
  rows: <Values extends unknown[], Row>(sql: string) => database.prepare<Values, Row>(sql).raw(),
  column: <Values extends unknown[], Value>(sql: string) => database.prepare<Values, Value>(sql).pluck(),
  change: (sql) => database.prepare(sql)
})
