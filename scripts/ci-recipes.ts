// The shell steps of the CI recipes, read from their YAML.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Job {
  readonly name: string
  /** Its variables. */
  readonly env: Readonly<Record<string, string>>
  /** Each a separate script, in order. Whatever runs them also starts the equivalent of a service container. */
  readonly scripts: readonly string[]
  /** Variables of its service container; undefined: it has none. */
  readonly service: Readonly<Record<string, string>> | undefined
}

interface GitHubStep { readonly run?: string, readonly if?: string }
interface GitHubJob {
  readonly env?: Record<string, string>
  readonly steps: readonly GitHubStep[]
  readonly services?: Readonly<Record<string, { readonly env?: Record<string, string> }>>
}

/** Steps that use an action, or that run only after a failure, are left out. */
export function gitHubJobs (file: string): Job[] {
  const { jobs } = parse(readFileSync(file, 'utf8')) as { jobs: Readonly<Record<string, GitHubJob>> }
  return Object.entries(jobs).map(([name, { env = {}, steps, services }]) => ({
    name,
    env,
    scripts: steps.filter((step) => step.if === undefined).map(({ run }) => run).filter((run) => run !== undefined),
    service: services === undefined ? undefined : Object.values(services)[0]?.env ?? {}
  }))
}

interface GitLabJob {
  readonly variables?: Record<string, string>
  readonly before_script?: readonly string[]
  readonly script: readonly string[]
  readonly services?: readonly unknown[]
}

/** GitLab runs all lines of a job in one shell. */
export function gitLabJobs (file: string): Job[] {
  const jobs = parse(readFileSync(file, 'utf8')) as Readonly<Record<string, GitLabJob>>
  return Object.entries(jobs).map(([name, { variables = {}, before_script: before = [], script, services }]) => ({
    name,
    env: variables,
    scripts: [[...before, ...script].join('\n')],
    service: services === undefined ? undefined : variables
  }))
}
