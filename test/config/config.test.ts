// Where options come from, which source is the strongest, and that every mistake is reported at once.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { switchOption } from '../../src/cli/access-options.js'
import { readCommandOptions } from '../../src/cli/command-options.js'
import { loadConfig, type Config, type ConfigSources } from '../../src/config/config.js'
import { StartFailure } from '../../src/domain/errors/start-failures.js'
import { startEmulator } from '../../src/emulator/emulator.js'
import { createLogger } from '../../src/log/log.js'
import { environmentName, options, serverOptions } from '../../src/config/options.js'

const forceSwitch = switchOption('force', 'Go on')
const okmsId = '0a1b2c3d-0000-4000-8000-00000000abcd'

const checkout = path.join(import.meta.dirname, '..', '..')

/** A run in /project, where there are only these files. */
function load (sources: Partial<ConfigSources> & { readonly files?: Readonly<Record<string, unknown>> }): Config {
  const { files = {}, ...rest } = sources
  return loadConfig({
    argv: [],
    env: {},
    cwd: '/project',
    readFile: (file) => {
      const content = files[file]
      return content === undefined || typeof content === 'string' ? content : JSON.stringify(content)
    },
    ...rest
  })
}

function problemsOf (sources: Parameters<typeof load>[0]): string[] {
  try {
    load(sources)
  } catch (error) {
    if (error instanceof StartFailure) {
      expect(error.exitCode).toBe(2)
      return error.message.split('\n')
    }
    throw error
  }
  return []
}

const defaultFile = '/project/okms-emulator.json'

describe('defaults', () => {
  it('listen on both loopback addresses, neither of which is required', () => {
    expect(load({})).toMatchObject({
      hosts: ['127.0.0.1', '::1'],
      hostsChosen: false,
      port: 8443,
      portChosen: false,
      ephemeral: false,
      durable: false,
      serverNames: [],
      logLevel: 'info',
      okmsId: undefined
    })
  })

  it.each([[true, 'pretty'], [false, 'json']] as const)('on a terminal (%s) the log is %s', (terminal, logFormat) => {
    expect(load({ terminal }).logFormat).toBe(logFormat)
  })

  it('keep everything in one folder of the project', () => {
    expect(load({})).toMatchObject({
      data: '/project/.okms-emulator/data', certs: '/project/.okms-emulator/certs', pki: '/project/.okms-emulator/pki'
    })
  })

  it('keep data, certs and pki side by side in a checkout', () => {
    const { data, certs, pki } = load({ cwd: checkout })
    expect([data, certs, pki]).toEqual(['data', 'certs', 'pki'].map((name) => path.join(checkout, name)))
  })

  it('are frozen, lists too', () => {
    const config = load({})
    expect([config, config.hosts, config.serverNames].every(Object.isFrozen)).toBe(true)
  })
})

describe('every option can be given by each source', () => {
  it.each([
    { name: 'host', texts: ['0.0.0.0', '::'], member: 'hosts', expected: ['0.0.0.0', '::'] },
    { name: 'port', json: 9000, texts: ['9000'], member: 'port', expected: 9000 },
    { name: 'port', json: 0, texts: ['0'], member: 'port', expected: 0 },
    { name: 'data', texts: ['/kms/data'], member: 'data', expected: '/kms/data' },
    { name: 'certs', texts: ['certificates'], member: 'certs', expected: '/project/certificates' },
    { name: 'certs', texts: ['/kms/certs'], member: 'pki', expected: '/kms/pki' },
    { name: 'pki', texts: ['secrets/kms'], member: 'pki', expected: '/project/secrets/kms' },
    { name: 'repoint', json: true, texts: ['true'], member: 'repoint', expected: true },
    { name: 'ephemeral', json: true, texts: ['true'], member: 'ephemeral', expected: true },
    { name: 'durable', json: true, texts: ['1'], member: 'durable', expected: true },
    { name: 'okms-id', texts: [okmsId.toUpperCase()], member: 'okmsId', expected: okmsId },
    {
      name: 'server-name',
      texts: ['kms', '*.example.org', '10.0.0.7'],
      member: 'serverNames',
      expected: ['kms', '*.example.org', '10.0.0.7']
    },
    { name: 'log-level', texts: ['debug'], member: 'logLevel', expected: 'debug' },
    { name: 'log-format', texts: ['pretty'], member: 'logFormat', expected: 'pretty' }
  ])('$name $texts', ({ name, texts, json, member, expected }) => {
    const variable = `OKMS_EMULATOR_${name.toUpperCase().replaceAll('-', '_')}`
    const inFile = json ?? (texts.length > 1 ? texts : texts[0])
    expect(load({ argv: texts.map((text) => `--${name}=${text}`) })).toHaveProperty(member, expected)
    expect(load({ env: { [variable]: texts.join(', ') } })).toHaveProperty(member, expected)
    expect(load({ files: { [defaultFile]: { [name]: inFile } } })).toHaveProperty(member, expected)
  })
})

describe('every row of the table has an effect', () => {
  const rows = Object.entries(serverOptions)
    .map(([member, option]) => ({ member: member as keyof Config, name: option.name, option }))
  const words = ['true', '1', okmsId, 'elsewhere/a.pem']

  /** A value that is not the default: one of the words that the documentation lists, or one that its kind accepts. */
  function otherValue ({ member, option }: typeof rows[number]): string {
    const isOther = (text: string) => {
      const value: unknown = option.read(text)
      return value !== undefined && JSON.stringify(value) !== JSON.stringify(load({})[member])
    }
    const text = [...option.accepts.split(', '), ...words].find(isOther)
    if (text === undefined) throw new Error(`no value of ${option.name} is among ${words.join(', ')}; add one`)
    return text
  }

  const inFile = (json: string, text: string) =>
    json.startsWith('number') ? Number(text) : json === 'boolean' ? text === 'true' : text

  /** What an option must not be given without. */
  const together: Readonly<Record<string, readonly string[]>> = {
    'ca-cert': ['--ca-key=a.pem'], 'ca-key': ['--ca-cert=a.pem'], deterministic: ['--ephemeral']
  }

  it.each(rows)('$name changes $member, from each source', (row) => {
    const { member, name, option } = row
    const text = otherValue(row)
    const argv = together[name] ?? []
    const before = load({})
    const given = [
      load({ argv: [...argv, `--${name}=${text}`] }),
      load({ argv, env: { [environmentName(option)]: text } }),
      load({ argv, files: { [defaultFile]: { [name]: inFile(option.json, text) } } })
    ]
    for (const after of given) {
      expect(after[member]).not.toEqual(before[member])
      expect(after[member]).toEqual(given[0]?.[member])
    }
  })

  it('and only the members that say whether an option was named have no row of their own', () => {
    expect(Object.keys(load({})).sort())
      .toEqual([...Object.keys(serverOptions), 'hostsChosen', 'portChosen', 'bootstrapOpened'].sort())
    expect(Object.keys(options).filter((key) => !Object.hasOwn(serverOptions, key))).toEqual(['config'])
  })

  it('and a server reads its member', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-test-'))
    onTestFinished(() => { rmSync(folder, { recursive: true }) })
    const read = new Set<string | symbol>()
    const argv = [
      '--port=0', '--bootstrap-port=0', '--bootstrap-host=127.0.0.1', `--data=${folder}/data`, `--certs=${folder}/certs`
    ]
    const config = new Proxy(load({ argv }), {
      get (target, member) {
        read.add(member)
        return Reflect.get(target, member) as unknown
      }
    })
    const emulator = await startEmulator(config, {
      log: createLogger({ level: 'silent', format: 'json', stream: { write: () => {} } })
    })
    await emulator.close()
    // The log is the command's: it is there before the server is.
    expect(Object.keys(serverOptions).filter((member) => !read.has(member))).toEqual(['logLevel', 'logFormat'])
  })
})

describe('the stronger source wins', () => {
  const env = { OKMS_EMULATOR_PORT: '2000', OKMS_EMULATOR_HOST: '::1', OKMS_EMULATOR_EPHEMERAL: '1' }
  const files = { [defaultFile]: { port: 3000, host: ['0.0.0.0', '::'], ephemeral: false } }

  it.each([
    {
      sources: 'a flag over the rest',
      given: { argv: ['--port', '1000', '--host', '127.0.0.1', '--no-ephemeral'], env, files },
      expected: { port: 1000, hosts: ['127.0.0.1'], ephemeral: false }
    },
    {
      sources: 'the environment over the file',
      given: { env, files },
      expected: { port: 2000, hosts: ['::1'], ephemeral: true }
    },
    {
      sources: 'the file over defaults',
      given: { files },
      expected: { port: 3000, hosts: ['0.0.0.0', '::'], ephemeral: false, hostsChosen: true }
    },
    {
      sources: 'an empty variable counts as none',
      given: { env: { OKMS_EMULATOR_PORT: '' }, files },
      expected: { port: 3000 }
    },
    {
      sources: 'of one flag given twice the last',
      given: { argv: ['--port', '1', '--port', '2'] },
      expected: { port: 2 }
    }
  ])('$sources', ({ given, expected }) => {
    expect(load(given)).toMatchObject(expected)
  })
})

describe('a switch', () => {
  it.each([
    { argv: ['--ephemeral'], ephemeral: true },
    { argv: ['--ephemeral', 'true'], ephemeral: true },
    { argv: ['--ephemeral', 'false'], ephemeral: false },
    { argv: ['--ephemeral', '1'], ephemeral: true },
    { argv: ['--ephemeral', '0'], ephemeral: false },
    { argv: ['--ephemeral', 'FALSE', '--port', '1'], ephemeral: false },
    { argv: ['--ephemeral=false'], ephemeral: false },
    { argv: ['--ephemeral=1'], ephemeral: true },
    { argv: ['--no-ephemeral'], ephemeral: false },
    { argv: ['--ephemeral', '--no-ephemeral'], ephemeral: false },
    { argv: ['--ephemeral', 'false', '--ephemeral'], ephemeral: true }
  ])('$argv gives $ephemeral', ({ argv, ephemeral }) => {
    expect(load({ argv, env: { OKMS_EMULATOR_EPHEMERAL: String(!ephemeral) } }).ephemeral).toBe(ephemeral)
  })

  it.each([
    { argv: ['--ephemeral', 'yes'], says: /^yes: unexpected/ },
    { argv: ['--ephemeral=yes'], says: /^--ephemeral: got "yes"/ },
    { argv: ['--ephemeral', 'true', 'false'], says: /^false: unexpected/ },
    { argv: ['--ephemeral=true', 'false'], says: /^false: unexpected/ },
    { argv: ['--no-ephemeral', 'true'], says: /^true: unexpected/ },
    { argv: ['--ephemeral', 'constructor'], says: /^constructor: unexpected/ },
    { argv: ['true', '--ephemeral'], says: /^true: unexpected/ }
  ])('$argv is refused', ({ argv, says }) => {
    expect(problemsOf({ argv })).toEqual([expect.stringMatching(says)])
  })

  it('takes its value in the same way where it belongs to one command', () => {
    const own = (...argv: string[]) => readCommandOptions(argv, [forceSwitch, options.ephemeral]).one(forceSwitch)
    expect([
      own('--force'), own('--force', 'true'), own('--force', '0'), own('--force=false'), own('--no-force'),
      own('--ephemeral', 'false')
    ])
      .toEqual([true, true, false, false, false, undefined])
  })
})

describe('the configuration file', () => {
  it('is the one that --config names, and paths in it are relative to it', () => {
    const files = { '/project/conf/kms.json': { data: 'keys' }, [defaultFile]: { data: '/wrong' } }
    expect(load({ argv: ['--config', 'conf/kms.json'], files }).data).toBe('/project/conf/keys')
    expect(load({ env: { OKMS_EMULATOR_CONFIG: '/project/conf/kms.json' }, files }).data).toBe('/project/conf/keys')
  })

  it.each([
    ['data', 'data'], ['certs', 'certs'], ['pki', 'pki'], ['ca-cert', 'caCert'], ['ca-key', 'caKey']
  ] as const)('resolves %s against its own folder', (name, member) => {
    const files = { '/project/conf/kms.json': { 'ca-cert': 'a.pem', 'ca-key': 'b.pem', [name]: 'here/thing' } }
    expect(load({ argv: ['--config', 'conf/kms.json'], files })[member]).toBe('/project/conf/here/thing')
  })

  it.each([
    { fault: 'that is named but missing', given: { argv: ['--config', 'gone.json'] }, says: /^--config: there is no file gone\.json$/ },
    {
      fault: 'that is not JSON',
      given: { files: { [defaultFile]: '{port: 1}' } },
      says: /^okms-emulator\.json: not valid JSON/
    },
    { fault: 'that is a list', given: { files: { [defaultFile]: '[]' } }, says: /^okms-emulator\.json: not a JSON object/ },
    { fault: 'with an unknown member', given: { files: { [defaultFile]: { logLevel: 'info' } } }, says: /^okms-emulator\.json: logLevel: unknown option, did you mean log-level\?$/ },
    { fault: 'with a value of another type', given: { files: { [defaultFile]: { port: '8443' } } }, says: /^port: got "8443" from okms-emulator\.json; accepted: a JSON number$/ },
    {
      fault: 'that names another file',
      given: { files: { [defaultFile]: { config: 'x' } } },
      says: /config: unknown option/
    }
  ])('$fault is refused', ({ given, says }) => {
    expect(problemsOf(given)).toEqual([expect.stringMatching(says)])
  })
})

describe('the pki folder', () => {
  it.each([
    ['/kms/certs', '/kms/certs'], ['/kms/certs', '/kms/certs/pki'], ['/kms', '/kms/certs/../pki']
  ])('is not inside the certificate folder: %s, %s', (certs, pki) => {
    expect(problemsOf({ argv: ['--certs', certs, '--pki', pki] })).toEqual([expect.stringMatching(/^--pki: got "\/kms.*", which is inside --certs; accepted: a folder outside, so that/)])
  })

  it.each([
    ['/kms/certs', '/kms/certs-pki'], ['/kms/certs', '/kms/..pki'], ['/kms/certs', '/kms']
  ])('may be anywhere else: %s, %s', (certs, pki) => {
    expect(load({ argv: ['--certs', certs, '--pki', pki] })).toMatchObject({ certs, pki })
  })
})

describe('what is wrong', () => {
  it('is reported all at once, each line with option, value, where it came from and what is accepted', () => {
    const problems = problemsOf({
      argv: ['--port', '70000', '--log-levle', 'info', '--host', '999.1.1.1'],
      env: { OKMS_EMULATOR_OKMS_ID: 'mine', OKMS_EMULATOR_DURABLE: 'yes' },
      files: { [defaultFile]: { 'log-format': 'xml' } }
    })
    expect(problems).toHaveLength(6)
    expect(problems).toContainEqual('--port: got "70000" from the command line; accepted: a whole number from 0 to 65535')
    expect(problems).toContainEqual('--log-levle: unknown option, did you mean --log-level?')
    expect(problems).toContainEqual(expect.stringMatching(/^--host: got "999\.1\.1\.1" from the command line; accepted: an IP address/))
    expect(problems).toContainEqual(expect.stringMatching(/^--okms-id: got "mine" from OKMS_EMULATOR_OKMS_ID; accepted: a UUID/))
    expect(problems).toContainEqual('--durable: got "yes" from OKMS_EMULATOR_DURABLE; accepted: true, false, 1 or 0')
    expect(problems).toContainEqual('--log-format: got "xml" from okms-emulator.json; accepted: pretty, json')
  })

  it.each([
    { fault: 'a flag without its value', argv: ['--port'], says: /^--port: got no value/ },
    { fault: 'a flag that swallows the next one', argv: ['--data', '--durable'], says: /^--data: got no value/ },
    { fault: 'a word that is no option', argv: ['8443'], says: /^8443: unexpected/ },
    { fault: 'a negative port', argv: ['--port=-1'], says: /^--port: got "-1"/ },
    { fault: 'several hosts in one flag', argv: ['--host', '::1,127.0.0.1'], says: /repeat the option for several$/ },
    {
      fault: 'memory only and synced to disk',
      argv: ['--ephemeral', '--durable'],
      says: /^--ephemeral, --durable: got both/
    },
    {
      fault: 'values that repeat next to keys that were kept',
      argv: ['--deterministic=a'],
      says: /^--deterministic: got it without --ephemeral/
    }
  ])('$fault', ({ argv, says }) => {
    expect(problemsOf({ argv })).toEqual([expect.stringMatching(says)])
  })

  it('a variable that looks like a slip is named', () => {
    expect(problemsOf({ env: { OKMS_EMULATOR_LOG_LEVLE: 'debug' } })).toEqual(['OKMS_EMULATOR_LOG_LEVLE: unknown option, did you mean OKMS_EMULATOR_LOG_LEVEL?'])
  })
})

describe('variables of others under our prefix are left alone', () => {
  it.each([
    {
      OKMS_EMULATOR_PORT: 'tcp://10.43.0.7:8443',
      OKMS_EMULATOR_SERVICE_HOST: '10.43.0.7',
      OKMS_EMULATOR_SERVICE_PORT: '8443',
      OKMS_EMULATOR_PORT_8443_TCP_PORT: '8443',
      OKMS_EMULATOR_PORT_8443_TCP: 'tcp://10.43.0.7:8443'
    },
    { OKMS_EMULATOR_ENDPOINT_URL: 'https://localhost:9000' }
  ])('%o', (env) => {
    expect(load({ env }).port).toBe(8443)
  })
})
