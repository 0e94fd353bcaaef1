// bundle: writes everything that a client on another host needs to a folder.

import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../../config/config.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { options, readPath, type Option } from '../../config/options.js'
import { clientOption, endpointOption, jsonOption, pathOption, switchOption } from '../access-options.js'
import { tokenFolders, tokenFor, tokenRule } from './access-token.js'
import { ovhRule, readOvhAccess } from './ovh-access.js'
import { readClientAccess } from './client-access.js'
import { needsApiKey, needsToken } from '../../services/clients/client-environment.js'
import type { Command, Surroundings } from '../command.js'
import { adminFailures, exitCodes } from '../exit-codes.js'
import { readCommandOptions } from '../command-options.js'
import { reportServer, serverRule, describeServer } from '../server-selection.js'

const outOption = {
  name: 'out',
  placeholder: 'DIR',
  many: false,
  json: 'string',
  summary: 'Folder that the files are written to; made when it is missing',
  accepts: 'the path of a folder',
  default: './okms-bundle',
  flagOnly: true,
  read: readPath
} as const satisfies Option<unknown>

/** Where containers find the files unless --path names another folder. */
const containerFolder = '/etc/okms'

const otherFolder = pathOption('Folder under which the client finds the files: what okms.yaml, docker.env and the Secret write before their names', `--out itself in okms.yaml, ${containerFolder} in docker.env and the Secret`)

const secretNameOption = {
  name: 'secret-name',
  placeholder: 'NAME',
  many: false,
  json: 'string',
  summary: 'Name of the Kubernetes Secret',
  accepts: 'lower case letters, digits, - and .',
  default: 'okms-emulator',
  flagOnly: true,
  read: (text: string) => /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(text) ? text : undefined
} as const satisfies Option<unknown>

const forceOption = switchOption('force', 'Write over files that bundle did not write, or that were changed since')

export const bundle: Command = {
  name: 'bundle',
  summary: 'Write what a client elsewhere needs: PEM, PKCS#12, okms.yaml, a Kubernetes Secret, a Docker env file',
  usage: '[options]',
  options: [
    outOption, otherFolder, clientOption, endpointOption, secretNameOption, forceOption, jsonOption, options.okmsId,
    options.certs, ...tokenFolders, options.config
  ],
  notes: [
    'Files with a private key or a password have mode 0600. docker.env has KMS_RESTAPI_*, and with --client what that client reads besides.',
    tokenRule,
    ovhRule,
    serverRule
  ],
  exitCodes: exitCodes('files written', ['UsageWrong', ...adminFailures, 'FilesInTheWay']),
  run
}

/** Records the hash of each written file: a file that differs was changed by the user or another program. */
const manifestFile = 'bundle.json'

interface OutputFile {
  readonly name: string
  readonly content: Buffer | string
  readonly secret: boolean
}

const hashOf = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: bundle.options })
  const own = readCommandOptions(argv, bundle.options)
  const access = readClientAccess({ certs: config.certs, endpoint: own.one(endpointOption), okmsId: config.okmsId })
  reportServer(stderr, describeServer(access))
  const out = path.resolve(cwd, own.one(outOption) ?? 'okms-bundle')
  const read = (file: string) => readFileSync(file, 'utf8')

  const { bundleFiles, bundleVariables, clientBundle, kubernetesSecret } = await import('../../services/clients/client-bundle.js')
  const { allTrustedPem } = await import('./derived-files.js')
  const { openCertificateFolder } = await import('../../store/certificate-folder.js')

  const clients = own.all(clientOption)
  const content = {
    endpoint: access.endpoint,
    okmsId: access.okmsId,
    caPem: read(access.ca),
    certificatePem: read(access.certificate),
    privateKeyPem: read(access.privateKey),
    password: readIfThere(path.join(out, bundleFiles.password))?.toString() || randomBytes(16).toString('hex'),
    folder: own.one(otherFolder) ?? out,
    token: needsToken(clients) ? await tokenFor(access, config, stderr) : undefined,
    ovh: needsApiKey(clients) ? readOvhAccess(config.certs, own.one(endpointOption), stderr) : undefined
  }
  const inContainer = { ...content, folder: own.one(otherFolder) ?? containerFolder }
  const variables = bundleVariables(inContainer, clients)
  const files: readonly OutputFile[] = [
    ...clientBundle(content),
    { name: bundleFiles.allTrusted, content: allTrustedPem(content.caPem), secret: false },
    {
      name: 'secret.yaml',
      content: kubernetesSecret({
        name: own.one(secretNameOption) ?? 'okms-emulator', content, files: clientBundle(inContainer)
      }),
      secret: true
    },
    // Docker takes a value literally, including quotes.
    {
      name: 'docker.env',
      content: variables.map(({ name, value }) => `${name}=${value}\n`).join(''),
      secret: content.token !== undefined || content.ovh !== undefined ||
        variables.some(({ value }) => value.includes(content.password))
    }
  ]

  const written = manifestOf(readIfThere(path.join(out, manifestFile))?.toString())
  const inTheWay = files.map(({ name }) => name).filter((name) => {
    const there = readIfThere(path.join(out, name))
    return there !== undefined && !written.includes(hashOf(there))
  })
  if (inTheWay.length > 0 && own.one(forceOption) !== true) {
    throw startFailure(startFailures.FilesInTheWay, out, inTheWay)
  }

  const folder = openCertificateFolder(out)
  const hashes = files.map(({ content }) => hashOf(content))
  const remember = (known: readonly string[]) => { folder.write(manifestFile, `${JSON.stringify({ sha256: known }, null, 2)}\n`, { secret: false }) }
  // Old and new files until everything is written, so that the next run knows all files of an interrupted one.
  remember([...written, ...hashes])
  for (const { name, content, secret } of files) folder.write(name, content, { secret })
  remember(hashes)
  const paths = files.map(({ name }) => path.join(out, name))
  stdout.write(own.one(jsonOption) === true ? `${JSON.stringify({ files: paths }, null, 2)}\n` : paths.map((file) => `${file}\n`).join(''))
  return 0
}

function readIfThere (file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

function manifestOf (text: string | undefined): readonly string[] {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    const known: unknown = typeof value === 'object' && value !== null && 'sha256' in value ? value.sha256 : []
    return Array.isArray(known) ? known.filter((hash) => typeof hash === 'string') : []
  } catch {
    return []
  }
}
