// npm run test:terraform: applies, changes, imports and destroys examples/terraform with Terraform or OpenTofu and the
// provider ovh/ovh, and uses what they made on the data plane.

// The calls of the provider are made without it first, over the plain port and over TLS. The rest needs `terraform` or
// `tofu` and the provider: from the registry, or from the mirror that TF_CLI_CONFIG_FILE names.

import { deepEqual, equal } from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Agent } from 'undici'
import { keysIn } from '../test/harness/ovh-api.js'
import { startServed, type ReadyLine } from './served.js'
import { inSteps, type Steps } from './steps.js'
import { checkDataPlane, checkGone } from './terraform/data-plane.js'
import { openOvhApi, type OvhApi } from './terraform/ovh-calls.js'
import { create, destroy, update, type Outputs, type Variables } from './terraform/provider-calls.js'

const root = path.join(import.meta.dirname, '..')
const example = path.join(root, 'examples/terraform')
const program = path.join(root, 'dist/main.js')
/** Milliseconds for one command of Terraform. */
const limit = 5 * 60_000

/** As main.tf has them by default, and as they are changed. */
const first = { display_name: 'orders', key_name: 'orders-aes', password: 'first' }
const second = { display_name: 'orders-renamed', key_name: 'orders-aes-renamed', password: 'second' }

const terraform = ['terraform', 'tofu'].find((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0)
const withoutOvh = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OVH_|TF_VAR_)/.test(name)))

await inSteps('terraform', async (steps, folder) => {
  const { step, skip } = steps
  if (terraform === undefined) skip('Terraform', 'neither terraform nor tofu is installed')
  else {
    await step('main.tf has the form of terraform fmt', () => {
      execFileSync(terraform, ['fmt', '-check', '-diff', example], { stdio: ['ignore', 'inherit', 'inherit'] })
    })
  }
  const served = await startServed(process.execPath, [
    program, 'serve', '--port', '0', '--ovh-api-port', '0', '--ephemeral', '--certs', path.join(folder, 'certs'),
    '--log-level', 'warn'
  ], { cwd: folder, env: withoutOvh })
  const { ready } = served
  const ca = readFileSync(ready.files.ca, 'utf8')
  const dispatcher = new Agent({ connect: { ca } })
  try {
    const keys = keysIn(ready.files.ovhConfiguration)
    for (const server of [ready.ovhApi ?? '', ready.endpoint]) {
      const api = await openOvhApi(`${server}/1.0`, keys, dispatcher)
      await step(`the calls of the provider at ${server}`, () => withoutProvider(api, ca))
    }
    if (terraform !== undefined) {
      const api = await openOvhApi(`${ready.endpoint}/1.0`, keys, dispatcher)
      await withProvider(terraform, { steps, folder, ready, ca, api })
    }
  } finally {
    await dispatcher.close()
    await served.stop()
  }
})

async function withoutProvider (api: OvhApi, ca: string): Promise<void> {
  const made = await create(api, first)
  await checkDataPlane(made.outputs, first, ca)
  await checkDataPlane(await update(api, made, second), second, ca)
  await destroy(api, made)
  await checkGone(made.outputs, ca, api)
}

interface Surroundings {
  readonly steps: Steps
  readonly folder: string
  readonly ready: ReadyLine
  readonly ca: string
  readonly api: OvhApi
}

async function withProvider (
  name: string, { steps: { step, skip }, folder, ready, ca, api }: Surroundings
): Promise<void> {
  const quiet = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1', TF_CLI_ARGS: '-no-color' }
  const env = { ...withoutOvh, ...printedEnvironment(ready), ...quiet }

  /** In a folder of its own, with a state of its own. */
  function workspace (title: string) {
    const cwd = path.join(folder, title)
    cpSync(path.join(example, 'main.tf'), path.join(cwd, 'main.tf'))
    return (...args: readonly string[]) => {
      const options = { cwd, env, encoding: 'utf8', timeout: limit } as const
      const { status, stdout, stderr, error } = spawnSync(name, args, options)
      return { status, stdout, text: error?.message ?? (stdout + stderr).trim() }
    }
  }
  type Run = ReturnType<typeof workspace>

  function succeeds (run: Run, ...args: readonly string[]): string {
    const { status, stdout, text } = run(...args)
    if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${text}`)
    return stdout
  }

  const run = workspace('applied')
  const { status, text } = run('init')
  if (status !== 0 && isUnavailable(text)) {
    skip('the example with the provider ovh/ovh', `neither a registry nor a mirror has it (${reasonIn(text)})`)
    return
  }
  await step(`${name} init`, () => { if (status !== 0) throw new Error(text) })
  if (status !== 0) return

  const variables = (values: Variables) =>
    Object.entries(values).flatMap(([key, value]) => ['-var', `${key}=${value}`])
  const outputs = () => {
    const read = JSON.parse(succeeds(run, 'output', '-json')) as Record<string, { readonly value: string }>
    return Object.fromEntries(Object.entries(read).map(([key, { value }]) => [key, value])) as unknown as Outputs
  }

  try {
    for (const [title, values] of [['apply', first], ['apply with changes', second]] as const) {
      await step(`${name} ${title}`, () => { succeeds(run, 'apply', '-auto-approve', ...variables(values)) })
      await step(`${name} plan after it has no difference`, () => {
        const plan = run('plan', '-detailed-exitcode', ...variables(values))
        equal(plan.status, 0, plan.text)
      })
      await step('the data plane has it, and takes the credential', () => checkDataPlane(outputs(), values, ca))
    }
    await step(`${name} import into another state`, () => {
      const { okms_id: okmsId, credential_id: credentialId } = outputs()
      const other = workspace('imported')
      succeeds(other, 'init')
      succeeds(other, 'import', ...variables(second), 'ovh_okms.orders', okmsId)
      succeeds(other, 'import', ...variables(second), 'ovh_okms_credential.app', `${okmsId}/${credentialId}`)
      const managed = succeeds(other, 'state', 'list').split('\n').filter((line) => /^ovh_/.test(line))
      deepEqual(managed, ['ovh_okms.orders', 'ovh_okms_credential.app'])
    })
  } finally {
    await step(`${name} destroy`, async () => {
      const made = outputs()
      succeeds(run, 'destroy', '-auto-approve', ...variables(second))
      await checkGone(made, ca, api)
    })
  }
}

/** What the documentation has its readers evaluate. */
function printedEnvironment ({ certs }: ReadyLine): NodeJS.ProcessEnv {
  const args = [program, 'env', '--client', 'terraform', '--json', '--certs', certs]
  const printed = execFileSync(process.execPath, args, {
    encoding: 'utf8', env: withoutOvh, stdio: ['ignore', 'pipe', 'ignore']
  })
  return JSON.parse(printed) as NodeJS.ProcessEnv
}

function isUnavailable (text: string): boolean {
  return /Failed to query available provider packages|Failed to install provider|no available releases/i.test(text)
}

/** The sentence after the heading, on one line. */
function reasonIn (text: string): string {
  return text.replace(/[│╷╵]/g, '').replace(/\s+/g, ' ').replace(/^.*?Error: /, '').slice(0, 300)
}
