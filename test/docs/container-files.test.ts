// What the Dockerfile and the compose file promise, as far as their text shows it. `npm run test:container` runs them.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { buildInputs } from '../../scripts/embedded.js'

const root = path.join(import.meta.dirname, '..', '..')
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const dockerfile = textOf('Dockerfile')
const instructions = (name: string): string[] => [...dockerfile.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))]
  .map(([, rest = '']) => rest)
const baseImages = instructions('FROM').map((rest) => rest.split(' ')[0] ?? '')

describe('Dockerfile', () => {
  it('has two stages of one Node, by exact tag, the second one slim and before the headers that break the addon', () => {
    const [build, image, ...others] = baseImages.map((name) => /^node:(24\.(\d+)\.\d+)-bookworm(-slim)?$/.exec(name))
    expect(others).toEqual([])
    expect(build?.[1]).toBe(image?.[1])
    expect([build?.[3], image?.[3]]).toEqual([undefined, '-slim'])
    expect(Number(image?.[2])).toBeLessThan(19)
  })

  it('has no flag that engines before Docker 25, Podman or Buildah reject', () => {
    const flags = (rest: string) => [...rest.matchAll(/--([\w-]+)=/g)].map(([, flag]) => flag)
    expect(instructions('HEALTHCHECK').flatMap(flags)).toEqual(['interval', 'timeout', 'start-period', 'retries'])
    expect(instructions('COPY').flatMap(flags)).toEqual(['from'])
    expect(instructions('RUN').flatMap(flags).filter((flag) => ['mount', 'network', 'security'].includes(flag ?? '')))
      .toEqual([])
    expect(dockerfile).not.toMatch(/^# *syntax=|<</m)
  })

  it('copies what the build reads and what the package holds besides, and is sent nothing else', () => {
    const copied = instructions('COPY').filter((rest) => !rest.startsWith('--from')).flatMap((rest) => {
      const words = rest.split(' ')
      return words.slice(0, -1)
    })
    const [everything, ...sent] = textOf('.dockerignore').split('\n').filter((line) => line !== '' &&
      !line.startsWith('#'))
    expect(everything).toBe('*')
    expect(sent.map((line) => line.replace(/^!/, '')).sort()).toEqual([...copied].sort())
    const packed: string[] = JSON.parse(textOf('package.json')).files.filter((name: string) => name !== 'dist')
    // npm packs these two whatever "files" says.
    expect([...copied].sort()).toEqual([...buildInputs, ...packed, 'README.md', 'LICENSE'].sort())
  })
})

describe('docker-compose.yml', () => {
  const { services } = parse(textOf('docker-compose.yml'))

  it('has an app that waits for health, as the user that owns the key', () => {
    expect(services.app.depends_on.okms.condition).toBe('service_healthy')
    expect(baseImages).toContain(services.app.image)
    expect([services.app.user]).toEqual(instructions('USER'))
  })

  it('gives the app the client files, read-only, and nothing else of the emulator', () => {
    expect(services.app.volumes).toEqual(['./examples/compose:/app:ro', 'certs:/certs:ro'])
    expect(services.okms.volumes).toEqual(['certs:/certs', 'pki:/pki', 'data:/data'])
  })
})

describe('examples/kubernetes', () => {
  const manifests = ['okms.yaml', 'app.yaml'].flatMap((file) =>
    parseAllDocuments(textOf(`examples/kubernetes/${file}`)).map((document) => document.toJS()))
  const specOf = (kind: string) => manifests.find((one) => one.kind === kind).spec.template.spec
  const [okms, app] = [specOf('Deployment'), specOf('Job')]

  it('runs as the user of the image, restricted', () => {
    for (const pod of [okms, app]) {
      const { runAsUser, runAsGroup, runAsNonRoot } = pod.securityContext
      expect([`${runAsUser}:${runAsGroup}`]).toEqual(instructions('USER'))
      expect(runAsNonRoot).toBe(true)
    }
  })

  it('has a volume for each one of the image', () => {
    const [{ volumeMounts }] = okms.containers
    const mounted: readonly string[] = volumeMounts.map((mount: { mountPath: string }) => mount.mountPath)
    expect(mounted).toEqual([...JSON.parse(instructions('VOLUME')[0] ?? '[]'), '/seed.d'])
  })

  it('has an app on the Node of the image', () => {
    expect(baseImages).toContain(app.containers[0].image)
  })
})
