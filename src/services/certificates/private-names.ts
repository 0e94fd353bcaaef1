// Host names that cannot be registered on the public Internet: a certificate for one of them, signed by a
// local CA, impersonates no one.

/** Top-level labels outside the public DNS, each with the document that reserves it. */
const privateSuffixes: ReadonlyMap<string, string> = new Map([
  ['localhost', 'RFC 6761 section 6.3'],
  ['test', 'RFC 6761 section 6.2'],
  ['example', 'RFC 6761 section 6.5'],
  ['local', 'RFC 6762, and cluster.local of Kubernetes'],
  ['intranet', 'RFC 6762 appendix G'],
  ['internal', 'reserved by ICANN in 2024; host.docker.internal, host.containers.internal, names of cloud machines'],
  ['private', 'RFC 6762 appendix G'],
  ['corp', 'RFC 6762 appendix G'],
  ['home', 'RFC 6762 appendix G'],
  ['lan', 'RFC 6762 appendix G'],
  ['svc', 'SERVICE.NAMESPACE.svc of Kubernetes'],
  ['docker', 'CONTAINER.docker of Docker Desktop and dnsdock'],
  ['podman', 'CONTAINER.dns.podman'],
  ['consul', 'SERVICE.service.consul'],
  ['home.arpa', 'RFC 8375']
])

/**
 * Host names of the service (service.md 1.2): a hosts file or a network alias can direct its clients to this server.
 */
const serviceHost = /^[a-z0-9-]+\.okms\.ovh\.(net|us)$/

/**
 * Whether a DNS name, lower case ASCII, has no public suffix or is the service's own: a single label such as a
 * compose service, a label with an underscore at the end (SERVICE.NETWORK of a compose project), or a name
 * under one of the private suffixes.
 */
export function isPrivateName (name: string): boolean {
  const labels = name.split('.')
  const last = labels.at(-1) ?? ''
  return labels.length === 1 ||
    last.includes('_') ||
    privateSuffixes.has(last) ||
    privateSuffixes.has(labels.slice(-2).join('.')) ||
    serviceHost.test(name)
}
