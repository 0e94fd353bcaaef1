// Headless Chromium with a fresh profile, in which the certificates of an emulator are imported
// as a person would import them.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import type { Emulator } from '../../src/emulator/emulator.js'

/** Programs that must be there: the browser, and NSS's own to fill its certificate store. */
const programs = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  certutil: ['/usr/bin/certutil'],
  pk12util: ['/usr/bin/pk12util']
}

const found = (name: keyof typeof programs) => programs[name].find((file) => existsSync(file))

/** Undefined when everything is there, else what is not. */
export const missing = (): string | undefined => (Object.keys(programs) as (keyof typeof programs)[]).find((name) =>
  found(name) === undefined)

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'
]

export interface Browser {
  readonly page: Page
  /** What the page complained of, and requests that left for another host. */
  readonly complaints: string[]
  close (): Promise<void>
}

export interface ClientPkcs12 {
  readonly file: string
  readonly password: string
}

export interface BrowserOptions {
  readonly files: Pick<Emulator['files'], 'ca' | 'pkcs12' | 'pkcs12Password'>
  readonly endpoint: string
  /** Whether a certificate is imported too; the CA always is. */
  readonly withCertificate: boolean
  /** The PKCS#12 file that holds it; client.p12 when left out. */
  readonly pkcs12?: ClientPkcs12
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /**
   * A home folder whose certificates the test manages; it stays. By default a new one, with the certificates imported.
   */
  readonly home?: string
  /** Names that the browser resolves to 127.0.0.1, as after DNS rebinding. */
  readonly rebound?: readonly string[]
}

export async function openBrowser ({
  files, endpoint, withCertificate, pkcs12 = clientPkcs12(files), width = 1440, height = 1000, dark = false,
  home: given, rebound = []
}: BrowserOptions): Promise<Browser> {
  const home = given ?? mkdtempSync(path.join(tmpdir(), 'okms-emulator-browser-'))
  if (given === undefined) importCertificates(home, files.ca, withCertificate ? pkcs12 : undefined)
  chooseCertificateWithoutAsking(home, endpoint)
  const context = await chromium.launchPersistentContext(path.join(home, 'profile'), {
    executablePath: found('chromium') ?? 'chromium',
    args: rebound.length === 0 ? flags : [...flags, `--host-resolver-rules=${rebound.map((name) => `MAP ${name} 127.0.0.1`).join(', ')}`],
    env: { ...process.env, HOME: home },
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    acceptDownloads: false
  })
  const complaints = watch(context, new URL(endpoint).host)
  const page = context.pages()[0] ?? await context.newPage()
  return {
    page,
    complaints,
    async close () {
      await context.close()
      if (given === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

const clientPkcs12 = ({ pkcs12, pkcs12Password }: BrowserOptions['files']): ClientPkcs12 => ({
  file: pkcs12, password: readFileSync(pkcs12Password, 'utf8').trim()
})

function importCertificates (home: string, ca: string, pkcs12: ClientPkcs12 | undefined): void {
  const store = path.join(home, '.pki/nssdb')
  mkdirSync(store, { recursive: true })
  const run = (program: 'certutil' | 'pk12util', ...args: readonly string[]) =>
    execFileSync(found(program) ?? program, ['-d', `sql:${store}`, ...args], { stdio: 'pipe' })
  run('certutil', '-N', '--empty-password')
  run('certutil', '-A', '-n', 'local CA', '-t', 'C,,', '-i', ca)
  if (pkcs12 !== undefined) run('pk12util', '-i', pkcs12.file, '-W', pkcs12.password)
}

/**
 * Replaces the dialog that a user would answer once with the site setting that the policy
 * AutoSelectCertificateForUrls makes.
 */
function chooseCertificateWithoutAsking (home: string, endpoint: string): void {
  const folder = path.join(home, 'profile/Default')
  mkdirSync(folder, { recursive: true })
  const exceptions = { auto_select_certificate: { [`${endpoint},*`]: { setting: { filters: [{}] } } } }
  writeFileSync(path.join(folder, 'Preferences'), JSON.stringify({ profile: { content_settings: { exceptions } } }))
}

function watch (context: BrowserContext, host: string): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => { complaints.push(`error: ${error.error().message}`) })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.host !== host) {
      complaints.push(`request to ${url.host}`)
    }
  })
  return complaints
}
