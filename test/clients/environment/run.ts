// Every client with nothing but what `okms-emulator env` prints for it. Started by `npm run
// test:clients`, which runs a server.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { baoProgram, goTests, hvacPython, mavenTests, vaultProgram } from '../../../scripts/clients/client-tests.js'
import { Missing, npmPackages } from '../../../scripts/clients/packages.js'

const here = import.meta.dirname
const root = path.join(here, '../../..')
const certs = path.dirname(process.env.KMS_RESTAPI_CA ?? '')
const bundle = mkdtempSync(path.join(os.tmpdir(), 'okms-emulator-bundle-'))
const program = `'${process.execPath}' '${path.join(root, 'dist/main.js')}'`

interface Row {
  readonly title: string
  /** Of `env --client`. */
  readonly client: string
  /** Program that must be there, with an argument that only asks it who it is. */
  readonly needs?: readonly [program: string, ...args: string[]]
  /** Throws Missing when something else is not there. */
  readonly script: string | (() => string)
}

const url = '"$KMS_RESTAPI_ENDPOINT/api/$KMS_RESTAPI_OKMSID/v1/random?length=16"'
const withKey = '--cert "$KMS_RESTAPI_CERT" --key "$KMS_RESTAPI_KEY"'
const python = pythonWithRequests()

const rows: readonly Row[] = [
  { title: 'curl', client: 'curl', needs: ['curl', '--version'], script: `curl -fsS ${withKey} ${url}` },
  { title: 'OpenSSL s_client', client: 'okms-cli', needs: ['openssl', 'version'], script: 'printf "GET /api/$KMS_RESTAPI_OKMSID/v1/random HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n" | openssl s_client -quiet -verify_return_error -verify_hostname localhost -connect "$(echo "$KMS_RESTAPI_ENDPOINT" | cut -d/ -f3)" -CAfile "$KMS_RESTAPI_CA" -cert "$KMS_RESTAPI_CERT" -key "$KMS_RESTAPI_KEY" 2>/dev/null | grep "HTTP/1.1 200"' },
  { title: 'Node https and undici', client: 'node', needs: [process.execPath, '--version'], script: `'${process.execPath}' '${here}/random.mjs'` },
  {
    title: python === undefined ? 'Python urllib' : 'Python urllib and requests',
    client: 'python',
    needs: ['python3', '--version'],
    script: python === undefined ? `python3 '${here}/random.py'` : `'${python}' '${here}/random.py' requests`
  },
  { title: 'Java HttpClient', client: 'java', needs: ['java', '-version'], script: `java '${here}/Random.java'` },
  { title: 'Go SDK', client: 'go', needs: ['go', 'version'], script: `cd '${root}/test/clients/go' && go test -count=1 -run 'Random' ./...` },
  { title: 'keytool, key store of the bundle', client: 'okms-cli', needs: ['keytool', '-help'], script: `keytool -list -keystore '${bundle}/client.p12' -storepass "$(cat '${bundle}/store.password')" | grep PrivateKeyEntry` },
  { title: 'keytool, trust store of the bundle', client: 'okms-cli', needs: ['keytool', '-help'], script: `keytool -list -keystore '${bundle}/truststore.p12' -storepass "$(cat '${bundle}/store.password')" | grep trustedCertEntry` },
  { title: 'hvac', client: 'hvac', script: () => `'${hvacPython(clients('hvac'))}' -I '${here}/secret.py'` },
  {
    title: 'node-vault',
    client: 'node-vault',
    script: () => `CLIENT_PACKAGES='${npmPackages(clients('node-vault'))}' '${process.execPath}' '${here}/secret.mjs'`
  },
  { title: 'bao', client: 'bao', script: () => kvCommands(baoProgram(clients('vault-cli'))) },
  { title: 'vault', client: 'vault', script: () => kvCommands(vaultProgram()) },
  { title: 'Vault Go API', client: 'vault', script: () => goScript() },
  { title: 'OpenBao Go API', client: 'bao', script: () => goScript('-modfile=openbao.mod') },
  {
    title: 'Spring Vault',
    client: 'spring-vault',
    script: () => {
      const folder = clients('spring-vault')
      return inFolder(folder, mavenTests(folder, '-Dtest=PrintedEnvironmentTest'))
    }
  }
]

function clients (name: string): string { return path.join(here, '..', name) }

function inFolder (folder: string, command: readonly string[]): string {
  return `cd '${folder}' && ${command.map((word) => `'${word}'`).join(' ')}`
}

function goScript (...flags: readonly string[]): string {
  const { command } = goTests(clients('vault-go'), ...flags)
  return inFolder(clients('vault-go'), [...command, '-run', 'TestThePrintedEnvironment'])
}

/** Writes and reads a secret, as every other client here does. */
function kvCommands (command: string): string {
  return `'${command}' kv put -mount=secret environment/cli a=b\n'${command}' kv get -mount=secret -field=a environment/cli | grep '^b'`
}

/**
 * A Python with requests: the system's, or one of our own in node_modules/.cache;
 * undefined when there is none to be had.
 */
function pythonWithRequests (): string | undefined {
  const has = (python: string) => spawnSync(python, ['-c', 'import requests'], { stdio: 'ignore' }).status === 0
  if (has('python3')) return 'python3'
  const folder = path.join(root, 'node_modules/.cache/python')
  const own = path.join(folder, 'bin/python')
  if (!existsSync(own)) {
    spawnSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' })
    spawnSync(own, ['-m', 'pip', 'install', '-q', 'requests'], { stdio: 'ignore', timeout: 60_000 })
  }
  if (has(own)) return own
  console.log('SKIPPED Python requests: it is neither installed nor to be had from PyPI')
  return undefined
}

function scriptOf ({ needs, script }: Row): string | Missing {
  const [command, ...args] = needs ?? []
  if (command !== undefined && spawnSync(command, args, { stdio: 'ignore' }).error !== undefined) {
    return new Missing(`${command} is not installed`)
  }
  try {
    return typeof script === 'string' ? script : script()
  } catch (error) {
    if (error instanceof Missing) return error
    throw error
  }
}

// Nothing of ours is in the environment but what the command prints.
const bare = Object.fromEntries(['PATH', 'HOME', 'GOPATH', 'GOCACHE', 'GOFLAGS', 'GOPROXY', 'JAVA_HOME']
  .flatMap((name) => process.env[name] === undefined ? [] : [[name, process.env[name]]])) as Record<string, string>

try {
  execFileSync('sh', ['-c', `${program} bundle --certs '${certs}' --out '${bundle}' >/dev/null`], { env: bare })
  for (const row of rows) {
    const { title, client } = row
    const script = scriptOf(row)
    if (script instanceof Missing) {
      console.log(`SKIPPED ${title}: ${script.message}`)
      continue
    }
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `set -e\neval "$(${program} env --shell sh --certs '${certs}' --client ${client})"\n${script}`], { env: bare, encoding: 'utf8', timeout: 180_000 })
    console.log(`${status === 0 ? 'ok' : 'NOT OK'} ${title}${status === 0 ? '' : `\n${stdout}${stderr}`}`)
    if (status !== 0) process.exitCode = 1
  }
} finally {
  rmSync(bundle, { recursive: true, force: true })
}
