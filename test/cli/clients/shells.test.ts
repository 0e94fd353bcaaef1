// Whatever a path may hold, each shell gives it back as it was.

import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { likelyShell, shells } from '../../../src/cli/clients/shells.js'
import { temporaryFolder } from '../../pki/openssl.js'

const values = [
  '/home/me/certs', '/my certs/ca.pem', 'a\'b', 'a"b', '$HOME', '`id`', '$(id)', 'C:\\certs\\new', '#no comment',
  'é, ü', '\'"$`\\', ' ', '‘curly’', '!x', '*', '~/x', 'a=b', '%PATH%'
]
const variables = values.map((value, index) => ({ name: `V${index}`, value }))
const shell = (name: string) => shells.find((one) => one.name === name)!

const has = (program: string, ...argv: string[]) => spawnSync(program, argv, { stdio: 'ignore' }).status === 0
const print = variables.map(({ name }) => name).join(' ')

describe.each([
  { name: 'sh', program: 'sh', script: (text: string) => `${text}\nfor v in ${print}; do eval "printf '%s\\0' \\"\\$$v\\""; done` },
  { name: 'fish', program: 'fish', script: (text: string) => `${text}\nfor v in ${print}; printf '%s\\0' $$v; end` },
  { name: 'powershell', program: 'pwsh', script: (text: string) => `${text}\nforeach ($v in '${print}'.Split(' ')) { [Console]::Write([Environment]::GetEnvironmentVariable($v) + [char]0) }` }
])('$name', ({ name, program, script }) => {
  const here = has(program, '-c', 'exit 0')
  if (!here) console.warn(`skipped: ${program} is not here, so its lines were not evaluated`)

  it.runIf(here)('gives every value back', () => {
    const lines = variables.map((variable) => shell(name).set(variable)).join('\n')
    expect(execFileSync(program, ['-c', script(lines)], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(values)
  })
})

it('sh forgets them again', () => {
  const script = `${shell('sh').set({ name: 'V0', value: 'x' }) ?? ''}\n${shell('sh').unset('V0')}\nprintf %s "\${V0-gone}"`
  expect(execFileSync('sh', ['-uc', script], { encoding: 'utf8' })).toBe('gone')
})

it('fish and PowerShell: only their own quotes are special in quotes', () => {
  expect(shell('fish').set({ name: 'V', value: 'a\'b\\c$d' })).toBe('set -gx V \'a\\\'b\\\\c$d\'')
  expect(shell('powershell').set({ name: 'V', value: 'a\'b’c$d`e' })).toBe('$Env:V = \'a\'\'b’’c$d`e\'')
  expect([shell('fish').unset('V'), shell('powershell').unset('V')])
    .toEqual(['set -e V', 'Remove-Item -ErrorAction Ignore Env:V'])
})

it('dotenv: Node reads every value back that it can express', () => {
  const file = path.join(temporaryFolder(), '.env')
  // Node takes no backslash away in double quotes, and so cannot say a value with both kinds of quotes.
  const sayable = variables.filter(({ value }) => !(value.includes('\'') && /["\\$`]/.test(value)))
  writeFileSync(file, sayable.map((variable) => shell('dotenv').set(variable)).join('\n'))
  const read = execFileSync(process.execPath, [`--env-file=${file}`, '-e', `console.log(JSON.stringify('${sayable.map(({ name }) => name).join(' ')}'.split(' ').map((name) => process.env[name])))`], { encoding: 'utf8' })
  expect(JSON.parse(read)).toEqual(sayable.map(({ value }) => value))
})

it('dotenv and github: plain paths stand without quotes, and a line break is refused', () => {
  for (const name of ['dotenv', 'github']) {
    expect(shell(name).set({ name: 'V', value: '/a/b-c.pem' })).toBe('V=/a/b-c.pem')
    expect(shell(name).set({ name: 'V', value: 'a\nb' })).toBeUndefined()
  }
  expect(shell('github').set({ name: 'V', value: '/my certs/\'a\'' })).toBe('V=/my certs/\'a\'')
})

it.each([
  ['/usr/bin/fish', 'linux', 'fish'],
  ['/bin/zsh', 'darwin', 'sh'],
  [undefined, 'linux', 'sh'],
  [undefined, 'win32', 'powershell'],
  ['/usr/bin/bash', 'win32', 'sh']
])('SHELL %s on %s: %s', (SHELL, platform, expected) => {
  expect(likelyShell({ SHELL }, platform)).toBe(expected)
})
