// Pods of Kubernetes manifests on a Docker engine, as a kubelet would run them: their volumes, variables, users and
// restrictions. Those that this file does not know fail, so that what runs is what the manifest says.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { Engine } from './engine.js'

export interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly data?: Readonly<Record<string, string>>
  readonly stringData?: Readonly<Record<string, string>>
  readonly spec?: unknown
}

export interface Probe {
  readonly httpGet: { readonly path: string, readonly port: string, readonly scheme: string }
}

interface Variable {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string, readonly key: string } }
}

export interface Container {
  readonly name: string
  readonly image: string
  readonly imagePullPolicy?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly Variable[]
  readonly ports?: ReadonlyArray<{ readonly name: string, readonly containerPort: number }>
  readonly startupProbe?: Probe
  readonly readinessProbe?: Probe
  readonly livenessProbe?: Probe
  readonly securityContext: object
  readonly volumeMounts: ReadonlyArray<{
    readonly name: string, readonly mountPath: string, readonly readOnly?: boolean
  }>
}

interface Volume {
  readonly name: string
  readonly emptyDir?: object
  readonly configMap?: { readonly name: string }
}

export interface PodSpec {
  readonly restartPolicy?: string
  readonly automountServiceAccountToken: boolean
  readonly enableServiceLinks: boolean
  readonly securityContext: { readonly runAsUser: number, readonly runAsGroup: number, readonly fsGroup: number }
  readonly initContainers?: readonly Container[]
  readonly containers: readonly Container[]
  readonly volumes: readonly Volume[]
}

/** What a container of the examples may do; each is an option of `docker run`. */
const restricted = {
  readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }
}

export interface Pods {
  /** Options of `docker run` for a container of the pod: all but those of its network, and then image and command. */
  run (pod: PodSpec, container: Container): { readonly options: readonly string[], readonly command: readonly string[] }
  /** Makes the volumes of a pod. */
  prepare (pod: PodSpec): Promise<void>
}

export interface PodsOptions {
  readonly engine: Engine
  /** In place of `okms-emulator`. */
  readonly image: string
  /** Names of volumes start with this. */
  readonly prefix: string
  readonly folder: string
}

export const readManifests = (text: string): readonly Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Manifest)

export function createPods (manifests: readonly Manifest[], { engine, image, prefix, folder }: PodsOptions): Pods {
  const named = (kind: string, name: string): Manifest => {
    const found = manifests.find((one) => one.kind === kind && one.metadata.name === name)
    assert.ok(found !== undefined, `there is no ${kind} ${name}`)
    return found
  }
  const volumeName = (name: string) => `${prefix}-${name}`
  const imageOf = (container: Container) => container.image === 'okms-emulator' ? image : container.image

  /** Files of a config map are links into a folder that the kubelet replaces as a whole. */
  function configMap (name: string): string {
    const mounted = path.join(folder, `config-map-${name}`)
    mkdirSync(path.join(mounted, '..2026'), { recursive: true })
    symlinkSync('..2026', path.join(mounted, '..data'))
    for (const [file, text] of Object.entries(named('ConfigMap', name).data ?? {})) {
      writeFileSync(path.join(mounted, '..2026', file), text, { mode: 0o644 })
      symlinkSync(path.join('..data', file), path.join(mounted, file))
    }
    for (const place of [mounted, path.join(mounted, '..2026')]) chmodSync(place, 0o755)
    return mounted
  }

  function valueOf ({ value, valueFrom }: Variable): string {
    const text = valueFrom === undefined
      ? value
      : named('Secret', valueFrom.secretKeyRef.name).stringData?.[valueFrom.secretKeyRef.key]
    assert.ok(text !== undefined)
    return text
  }

  return {
    async prepare ({ securityContext: { fsGroup }, volumes }) {
      for (const { name } of volumes.filter(({ emptyDir }) => emptyDir !== undefined)) {
        const mount = `type=volume,source=${volumeName(name)},target=/volume`
        const command = `chown 0:${fsGroup} /volume && chmod 2777 /volume`
        await engine.docker(
          'run', '--rm', '--user', '0', '--entrypoint', 'sh', '--mount', mount, image, '-c', command
        )
      }
    },

    run (pod, container) {
      const {
        automountServiceAccountToken, enableServiceLinks, securityContext, initContainers, containers, volumes,
        restartPolicy, ...others
      } = pod
      assert.deepEqual([automountServiceAccountToken, enableServiceLinks, others], [false, false, {}])
      const { runAsUser, runAsGroup, fsGroup, ...profile } = securityContext
      assert.deepEqual(profile, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
      assert.notEqual(runAsUser, 0)
      assert.deepEqual(container.securityContext, restricted)

      const mounts = container.volumeMounts.map(({ name, mountPath, readOnly = false }) => {
        const volume = volumes.find((one) => one.name === name)
        assert.ok(volume !== undefined, `there is no volume ${name}`)
        const source = volume.configMap === undefined
          ? `type=volume,source=${volumeName(name)}`
          : `type=bind,source=${configMap(volume.configMap.name)}`
        return `${source},target=${mountPath}${readOnly ? ',readonly' : ''}`
      })
      const [entrypoint, ...command] = container.command ?? []
      return {
        options: [
          '--read-only', '--cap-drop=all', '--security-opt', 'no-new-privileges', '--no-healthcheck',
          '--user', `${runAsUser}:${runAsGroup}`, '--group-add', String(fsGroup),
          ...(container.env ?? []).flatMap((variable) => ['--env', `${variable.name}=${valueOf(variable)}`]),
          ...mounts.flatMap((mount) => ['--mount', mount]),
          ...entrypoint === undefined ? [] : ['--entrypoint', entrypoint]
        ],
        command: [imageOf(container), ...command, ...container.args ?? []]
      }
    }
  }
}
