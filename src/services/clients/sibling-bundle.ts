// The client bundle for a program that fetches it over the network: as `client-bundle.ts`, for the
// folder that it is unpacked in.

import { randomBytes } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { createLruMap } from '../../domain/lru-map.js'
import { bundleFiles, bundleVariables, clientBundle, type BundleContent, type BundleFile } from './client-bundle.js'

export interface SiblingBundleOptions extends Pick<BundleContent, 'okmsId' | 'caPem' | 'certificatePem' |
  'privateKeyPem'> {
  /** Of the API. */
  readonly port: number
}

/** A file for a shell to source: paths relative to its working directory. */
const environmentFile = 'okms.env'

/** Key stores are expensive to create, and a network has few names for one server. */
const hostsKept = 16

/** Returns the files for a server with this host name; an IPv6 address is in brackets. */
export function createSiblingBundle (options: SiblingBundleOptions): (host: string) => readonly BundleFile[] {
  const password = randomBytes(16).toString('hex')
  const byHost = createLruMap<string, readonly BundleFile[]>(hostsKept)

  return (host) => byHost.get(host) ?? byHost.set(host, filesFor(host))

  function filesFor (host: string): readonly BundleFile[] {
    const content = { ...options, endpoint: `https://${host}:${options.port}`, password, folder: '.' }
    return [
      ...clientBundle(content),
      { name: bundleFiles.allTrusted, content: `${options.caPem}${rootCertificates.join('\n')}\n`, secret: false },
      { name: environmentFile, content: environment(content), secret: false }
    ]
  }
}

/** Needs no quoting: host names, UUIDs and our file names have no characters that are special to a shell. */
function environment (content: Pick<BundleContent, 'endpoint' | 'okmsId' | 'folder' | 'password'>): string {
  const lines = bundleVariables(content)
    .map(({ name, value }) => `export ${name}="${value.replace(/^\.\//, '$PWD/')}"\n`)
  return `# In the folder of this file: . ./${environmentFile}\n${lines.join('')}`
}
