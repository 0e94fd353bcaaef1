// A folder tree in the place of an image: the machine's own /usr read-only, everything else the tree's, entered in namespaces of its own
// (Linux, as root). It stands in for a container engine where there is none; what it cannot show, docs/container.md says.

import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface Tree {
  readonly folder: string
  /** Where a path of the image lies on this machine. */
  readonly at: (imagePath: string) => string
}

export interface TreeOptions {
  readonly folder: string
  /** The node of the image. */
  readonly node: string
  /** Folder of npm, and of Node's headers, for a stage that builds. */
  readonly npm?: string
  readonly headers?: string | undefined
  /** Names of /etc/hosts besides localhost, all for 127.0.0.1. */
  readonly names?: readonly string[]
}

const ofTheMachine = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']

export function makeTree ({ folder, node, npm, headers, names = [] }: TreeOptions): Tree {
  const at = (imagePath: string) => path.join(folder, imagePath)
  for (const place of ['/usr/local/bin', '/usr/local/lib/node_modules', '/etc', '/proc', '/dev', '/tmp', '/root']) mkdirSync(at(place), { recursive: true })
  chmodSync(at('/tmp'), 0o1777)
  for (const name of ofTheMachine.filter((one) => existsSync(`/${one}`))) {
    // On a merged /usr these are links into it, and are so in the tree.
    if (lstatSync(`/${name}`).isSymbolicLink()) symlinkSync(readlinkSync(`/${name}`), at(`/${name}`))
    else mkdirSync(at(`/${name}`))
  }
  for (const name of readdirSync('/usr').filter((one) => one !== 'local')) mkdirSync(at(`/usr/${name}`))
  for (const name of ['ssl', 'alternatives', 'ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'resolv.conf', 'ca-certificates']) {
    if (existsSync(`/etc/${name}`)) cpSync(`/etc/${name}`, at(`/etc/${name}`), { recursive: true, dereference: name === 'resolv.conf', verbatimSymlinks: name !== 'resolv.conf' })
  }
  writeFileSync(at('/etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n')
  writeFileSync(at('/etc/group'), 'root:x:0:\nnode:x:1000:\n')
  writeFileSync(at('/etc/nsswitch.conf'), 'hosts: files dns\n')
  writeFileSync(at('/etc/hosts'), `127.0.0.1 ${['localhost', ...names].join(' ')}\n::1 localhost\n`)
  copyFileSync(node, at('/usr/local/bin/node'))
  if (npm !== undefined) {
    cpSync(npm, at('/usr/local/lib/node_modules/npm'), { recursive: true, verbatimSymlinks: true })
    for (const name of ['npm', 'npx']) {
      writeFileSync(at(`/usr/local/bin/${name}`), `#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/${name}-cli.js "$@"\n`, { mode: 0o755 })
    }
  }
  if (headers !== undefined) cpSync(headers, at('/usr/local/include'), { recursive: true })
  return { folder, at }
}

export interface EnterOptions {
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
  /** `1000:1000`; root when left out. */
  readonly user?: string | undefined
  /** Paths of the image that can be written; the rest cannot. All of it when left out. */
  readonly writable?: readonly string[]
  /** A folder of this machine that is seen at that path. */
  readonly binds?: Readonly<Record<string, string>>
  /** A network of its own that has only loopback. */
  readonly ownNetwork?: boolean
}

/** The command line that runs a program in the tree as process 1 of its own process namespace. */
export function enter (tree: Tree, program: readonly string[], { workdir, env, user, writable, binds = {}, ownNetwork = false }: EnterOptions): [command: string, args: string[]] {
  const bind = (from: string, to: string, readOnly: boolean) => [`mount --bind ${quoted(from)} ${quoted(tree.at(to))}`, ...readOnly ? [`mount -o remount,bind,ro ${quoted(tree.at(to))}`] : []]
  const machine = [...readdirSync('/usr').filter((name) => name !== 'local').map((name) => `/usr/${name}`), ...ofTheMachine.map((name) => `/${name}`).filter((place) => existsSync(place) && !lstatSync(place).isSymbolicLink())]
  const [uid, gid = uid] = (user ?? '').split(':')
  const identity = user === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all']
  const script = [
    ...ownNetwork ? ['ip link set lo up'] : [],
    // The tree becomes a mount, so that it can be made read-only as a whole; what is bound before that stays as it is.
    ...bind(tree.folder, '/', false),
    ...machine.flatMap((place) => bind(place, place, true)),
    ...(writable ?? []).flatMap((place) => bind(tree.at(place), place, false)),
    ...Object.entries(binds).flatMap(([place, from]) => bind(from, place, false)),
    ...writable === undefined ? [] : [`mount -o remount,bind,ro ${quoted(tree.folder)}`],
    `mount -t proc proc ${quoted(tree.at('/proc'))}`,
    `mount --rbind /dev ${quoted(tree.at('/dev'))}`,
    `exec chroot ${[tree.folder, ...identity, 'env', '-i', `--chdir=${workdir}`, ...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...program].map(quoted).join(' ')}`
  ]
  return ['unshare', ['--mount', '--pid', '--fork', ...ownNetwork ? ['--net'] : [], 'sh', '-euc', script.join('\n')]]
}

/** Why this machine cannot enter a tree; undefined when it can. */
export function whyNoTrees (): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Linux, to enter namespaces and change the user'
  const { status, stderr, error } = spawnSync('unshare', ['--mount', '--pid', '--net', '--fork', 'sh', '-c', 'mount -t tmpfs none /mnt && ip link set lo up && command -v setpriv chroot nsenter'], { encoding: 'utf8' })
  return status === 0 ? undefined : `namespaces cannot be made here (${(error?.message ?? stderr).trim()})`
}

/** The one child of a process: behind `unshare --fork` stands the program itself. */
export function childOf (pid: number): number {
  return Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).trim().split('\n')[0])
}

/** COPY of the Dockerfile reference: of a folder its content, into a destination that ends with a slash the file under its own name. */
export function copyInto (sources: readonly string[], target: string, targetIsFolder: boolean): void {
  for (const source of sources) {
    const folder = statSync(source).isDirectory()
    const to = folder || !targetIsFolder ? target : path.join(target, path.basename(source))
    mkdirSync(folder ? to : path.dirname(to), { recursive: true })
    cpSync(source, to, { recursive: true, verbatimSymlinks: true })
  }
}

const quoted = (word: string): string => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
