// The compose file as it is: the sample app waits until the emulator is healthy, reaches
// it, and sees no key but its own.

import assert from 'node:assert/strict'
import { outcome, output } from './commands.js'
import type { Engine } from './engine.js'

export interface ComposeProject {
  /** Runs the project until the app ends. */
  up (): Promise<void>
  /** When the app started, the emulator had been healthy. */
  gateHeld (): Promise<void>
  /** No private key of the server, whatever its file is called, is anywhere in the app's container. */
  appSeesNoServerKey (): Promise<number>
  down (): Promise<void>
}

export interface ComposeOptions {
  readonly engine: Engine
  readonly env: NodeJS.ProcessEnv
  readonly project: string
  readonly root: string
}

export function composeProject ({ engine, env: outside, project, root }: ComposeOptions): ComposeProject {
  const env = { ...outside, COMPOSE_PROJECT_NAME: project, OKMS_PORT: '0' }
  const compose = (...args: readonly string[]) => output('docker', ['compose', ...args], { cwd: root, env })
  const container = (service: string) => compose('ps', '--all', '--quiet', service)
  const inspected = async (service: string) => JSON.parse(
    await engine.docker('inspect', '--format', '{{json .State}}', await container(service))
  ) as ContainerState
  /**
   * Runs a shell command in a new container of the service, with its user and its volumes, and returns what it printed.
   */
  const shellIn = (service: string, command: string) =>
    compose('run', '--rm', '--no-deps', '--entrypoint', 'sh', service, '-c', command)

  return {
    async up () {
      const {
        status, stdout, stderr
      } = await outcome('docker', ['compose', 'up', '--build', '--exit-code-from', 'app'], { cwd: root, env })
      assert.equal(status, 0, `${stdout}\n${stderr}`)
      assert.match(stdout, /encrypted and decrypted with key/)
      assert.equal((await inspected('okms')).ExitCode, 0, 'the emulator was stopped with the app and must end with 0')
    },

    async gateHeld () {
      const { Health } = await inspected('okms')
      const passed = Health?.Log.find(({ ExitCode }) => ExitCode === 0)
      assert.ok(passed !== undefined, 'no health check passed')
      assert.ok(Date.parse((await inspected('app')).StartedAt) >= Date.parse(passed.End), 'the app started before the emulator was healthy')
    },

    async appSeesNoServerKey () {
      const keys = keyLines(await shellIn('okms', 'cat /pki/*; grep --no-filename okms-emulator-master-key /data/*'))
      assert.ok(keys.length >= 5, `expected the keys of the CA, the server, the administrator, the tokens and the database, found ${keys.length}`)
      // The client's own key is searched too: a search that finds it would have found the others.
      const [own = ''] = keyLines(await shellIn('app', 'cat /certs/client-key.pem'))
      const patterns = [own, ...keys].map((key) => `-e '${key}'`).join(' ')
      const found = await shellIn('app', `grep --recursive --fixed-strings --only-matching ${patterns} / --exclude-dir=proc --exclude-dir=sys --exclude-dir=usr 2>/dev/null || true`)
      const places = found.split('\n').map((line) => line.slice(0, line.indexOf(':')))
      assert.ok(places.includes('/certs/client-key.pem'), 'the search found not even the key of the client')
      assert.deepEqual(keys.filter((key) => found.includes(key)), [], `keys of the server are in the container of the app: ${places.join(', ')}`)
      assert.equal(await shellIn('app', 'ls -d /pki /data 2>/dev/null; touch /certs/new 2>/dev/null && echo writable; true'), '')
      return keys.length
    },

    async down () {
      await compose('down', '--volumes')
    }
  }
}

/**
 * One line of each private key in these texts: it identifies the key under any file name,
 * and in a file with other things.
 */
const keyLines = (text: string): string[] =>
  [...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n([\w+/=]{40,})|okms-emulator-master-key \d+ ([0-9a-f]{64})/g)].map(([, pem, hex]) => pem ?? hex ?? '')

interface ContainerState {
  readonly ExitCode: number
  readonly StartedAt: string
  readonly Health?: { readonly Log: ReadonlyArray<{ readonly ExitCode: number, readonly End: string }> }
}
