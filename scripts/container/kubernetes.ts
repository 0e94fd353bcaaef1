// The manifests of examples/kubernetes: the pods of the Deployment and of the Job, with the Service between them.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { requestHttps } from '../../src/emulator/https-request.js'
import { until } from './commands.js'
import { createPods, readManifests, type Container, type Manifest, type PodSpec, type PodsOptions } from './pods.js'

/** The name in the manifests; the engine resolves it as the cluster's DNS does. */
const service = 'okms'

const healthLimit = 60_000

export async function runManifests ({ engine, image, prefix, folder }: PodsOptions, examples: string): Promise<void> {
  const manifests = ['okms.yaml', 'app.yaml']
    .flatMap((file) => readManifests(readFileSync(path.join(examples, file), 'utf8')))
  const pods = createPods(manifests, { engine, image, prefix, folder })
  const { emulator, app } = podsOf(manifests)
  const [container] = emulator.containers
  assert.ok(container !== undefined)

  const network = `${prefix}-network`
  const name = `${prefix}-${service}`
  await engine.docker('network', 'create', network)
  await pods.prepare(emulator)
  await pods.prepare(app)
  const { options, command } = pods.run(emulator, container)
  const publish = ['--publish', '127.0.0.1::8443']
  await engine.docker(
    'run', '--detach', '--name', name, '--network', network, '--network-alias', service, ...publish, ...options,
    ...command
  )
  await until('the startup probe', healthLimit, async () => {
    const state = await engine.docker('inspect', '--format', '{{.State.Status}}', name)
    if (state !== 'running') throw new Error(`${name} is ${state}\n${await engine.docker('logs', name)}`)
    const answers = [container.startupProbe, container.readinessProbe, container.livenessProbe].map(async (probe) => {
      assert.ok(probe !== undefined)
      const { path: route, port, scheme } = probe.httpGet
      assert.deepEqual([portOf(container, port), scheme], [8443, 'HTTPS'])
      return await isHealthy(await engine.docker('port', name, '8443/tcp'), route)
    })
    return (await Promise.all(answers)).every((healthy) => healthy) ? true : undefined
  })

  const shown: string[] = []
  for (const one of [...app.initContainers ?? [], ...app.containers]) {
    const { options, command } = pods.run(app, one)
    shown.push(await engine.docker('run', '--rm', '--network', network, ...options, ...command))
  }
  const { version } = JSON.parse(shown.at(-1) ?? '') as { readonly version: { readonly data: unknown } }
  assert.deepEqual(version.data, { user: 'app', password: 'correct horse' })

  await engine.docker('stop', name)
  assert.equal(await engine.docker('inspect', '--format', '{{.State.ExitCode}}', name), '0')
  await engine.docker('rm', name)
  await engine.docker('network', 'rm', network)
}

/** The pods, after a look at what leads from one to the other. */
function podsOf (manifests: readonly Manifest[]): { readonly emulator: PodSpec, readonly app: PodSpec } {
  const specOf = <Spec>(kind: string) => manifests.find((one) => one.kind === kind)?.spec as Spec
  const { selector, template } = specOf<{
    readonly selector: { readonly matchLabels: object }
    readonly template: { readonly metadata: { readonly labels: object }, readonly spec: PodSpec }
  }>('Deployment')
  const exposed = specOf<{
    readonly selector: object
    readonly ports: ReadonlyArray<{ readonly port: number, readonly targetPort: string }>
  }>('Service')
  assert.deepEqual(template.metadata.labels, selector.matchLabels)
  assert.deepEqual(exposed.selector, selector.matchLabels)
  assert.equal(manifests.find(({ kind }) => kind === 'Service')?.metadata.name, service)
  const [container] = template.spec.containers
  for (const { port, targetPort } of exposed.ports) assert.equal(portOf(container, targetPort), port)
  const { template: { spec: app } } = specOf<{ readonly template: { readonly spec: PodSpec } }>('Job')
  return { emulator: template.spec, app }
}

const portOf = (container: Container | undefined, name: string) =>
  container?.ports?.find((port) => port.name === name)?.containerPort

/** As a kubelet probes: without a certificate of its own, and without a look at that of the server. */
async function isHealthy (published: string, route: string): Promise<boolean> {
  const port = published.slice(published.lastIndexOf(':') + 1)
  try {
    const { status } = await requestHttps({
      host: '127.0.0.1', port, path: route, rejectUnauthorized: false, patience: 5000
    })
    return status === 200
  } catch {
    return false
  }
}
