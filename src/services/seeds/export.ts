// Writes a seed of what a server has. Without material it is a valid seed as well: keys are generated when it is
// applied, and the versions of secrets have no data.

import { defaultGroups } from '../../domain/access/group.js'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import { defaultRegion } from '../../domain/access/region.js'
import type { Token } from '../../domain/access/token.js'
import { groupsOfUser } from '../../domain/access/user.js'
import type { Clocks } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { isDestroyed } from '../../domain/keys/key-state.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { Store } from '../../domain/ports.js'
import type { JsonValue } from '../../domain/seeds/shape.js'
import type {
  Seed, SeedCredential, SeedDomain, SeedGroup, SeedKey, SeedPolicy, SeedSecret, SeedServiceAccount, SeedToken, SeedUser
} from '../../domain/seeds/seed-format.js'
import { unsetSettings, type Secret, type SecretSettings } from '../../domain/secrets/secret.js'
import { stateAt } from '../../domain/secrets/version-state.js'
import { nameInUrn } from '../../domain/urn.js'
import { everyKey } from './present.js'

export type SeedSyntax = 'yaml' | 'json'

export interface ExportRequest {
  /** One domain alone; by default all of the server, with tokens, service accounts, groups and policies. */
  readonly okmsId?: string | undefined
  /** With private parts of keys and data of secrets. */
  readonly withMaterial: boolean
}

export interface SeedExport {
  /** Refuses DomainNotFound. */
  seedOf (request: ExportRequest): Seed
}

const day = 24 * 3600 * 1000

/** With milliseconds, so that nothing is lost. */
const timeText = (epochMs: number) => new Date(epochMs).toISOString()

type Plain = Readonly<Record<string, unknown>>

/** Without the members that are undefined or null, empty texts and empty lists. */
const said = <Members extends Plain>(members: Members) => Object.fromEntries(Object.entries(members)
  .filter(([, value]) => value != null && value !== '' && !(Array.isArray(value) && value.length === 0))) as Members

export function createSeedExport ({ store, clocks }: {
  readonly store: Store, readonly clocks: Clocks
}): SeedExport {
  function domainOf ({ okmsId, name, region, createdAt }: OkmsDomain, withMaterial: boolean): SeedDomain {
    const configuration = store.secrets.configuration(okmsId)
    return said({
      okmsId,
      name,
      region: region === defaultRegion ? undefined : region,
      createdAt: timeText(createdAt),
      secretConfiguration: configuration && settingsOf(configuration),
      credentials: credentialsOf(okmsId),
      keys: everyKey(store.serviceKeys, okmsId).map((key) => keyOf(key, withMaterial)),
      secrets: everySecret(okmsId).map((secret) => secretOf(secret, withMaterial))
    })
  }

  /** Those that work; their certificates are issued again, with other keys. */
  function credentialsOf (okmsId: string): readonly SeedCredential[] {
    const now = clocks.of(okmsId)()
    const working = store.credentials.list(okmsId)
      .filter(({ revokedAt, notAfter }) => revokedAt === null && notAfter > now)
    return newestNamed(working).map(({ name, description, identities, certificateType, createdAt, notAfter }) => said({
      name,
      description,
      identityURNs: identities,
      validity: Math.max(1, Math.round((notAfter - createdAt) / day)),
      certificateType: certificateType === 'RSA' ? certificateType : undefined
    }))
  }

  function keyOf (key: ServiceKey, withMaterial: boolean): SeedKey {
    const { okmsId, keyId } = key
    const isPublic = key.class === 'PUBLIC_KEY'
    const material = withMaterial && !isPublic ? store.serviceKeys.material(okmsId, keyId) : undefined
    const time = (at: number | null) => at === null ? undefined : timeText(at)
    const shown: SeedKey = said({
      id: keyId,
      name: key.name,
      context: key.context ?? undefined,
      type: key.type,
      size: (key.size ?? undefined) as SeedKey['size'],
      curve: key.curve ?? undefined,
      operations: key.operations,
      protectionLevel: key.protectionLevel,
      extractable: key.extractable,
      state: key.state,
      reason: key.revocationReason ?? undefined,
      createdAt: timeText(key.createdAt),
      activatedAt: time(key.activatedAt),
      deactivatedAt: time(key.deactivatedAt),
      compromisedAt: time(key.compromisedAt),
      destroyedAt: time(key.destroyedAt),
      jwk: isDestroyed(key.state) ? undefined : (isPublic ? key.publicJwk ?? undefined : material) as SeedKey['jwk']
    })
    return key.activatedAt === null && key.state !== 'pre_active' ? { ...shown, activatedAt: null } : shown
  }

  function everySecret (okmsId: string): readonly Secret[] {
    const found: Secret[] = []
    for (let after: string | null = ''; after !== null;) {
      const { items, next } = store.secrets.list(okmsId, { after, limit: 500 })
      found.push(...items.map(({ secret }) => secret))
      after = next
    }
    return found
  }

  function secretOf (secret: Secret, withMaterial: boolean): SeedSecret {
    const { okmsId, path, customMetadata, createdAt, oldestVersion, currentVersion } = secret
    const now = clocks.of(okmsId)()
    const first = Math.max(1, oldestVersion)
    const { items } = currentVersion === 0
      ? { items: [] }
      : store.secrets.versions(okmsId, path, { after: first - 1, limit: currentVersion - first + 1 })
    const versions = items.map((version) => {
      const data = withMaterial ? store.secrets.data(okmsId, path, version.number) : undefined
      return {
        id: version.number,
        state: stateAt(version, now),
        createdAt: timeText(version.createdAt),
        deactivatedAt: version.deactivatedAt === null ? null : timeText(version.deactivatedAt),
        ...(data === undefined ? {} : { data: JSON.parse(data) as Readonly<Record<string, JsonValue>> | null })
      }
    })
    const metadata = said({ ...changedSettings(secret), customMetadata: customMetadata ?? undefined })
    return said({
      path,
      metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
      createdAt: timeText(createdAt),
      versions
    })
  }

  function accessOf (): Omit<Seed, 'domains' | '$schema'> {
    const everyToken = store.tokens.list()
    const ofUsers = everyToken.filter(({ user }) => user !== null)
    const tokens: readonly SeedToken[] = [...newestNamed(everyToken.filter(({ user }) => user === null)), ...ofUsers]
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > clocks.server()).filter(reachesDomains)
      .map(({ name, description, user, identities, okmsIds, everyDomain, expiresAt }) => said({
        name,
        description,
        user: user ?? undefined,
        identityURNs: user === null ? identities : undefined,
        domains: okmsIds,
        everyDomain: everyDomain && user === null ? true : undefined,
        expiresAt: expiresAt === null ? undefined : timeText(expiresAt)
      }))
    const serviceAccounts: readonly SeedServiceAccount[] = newestNamed(store.serviceAccounts.list())
      .filter(reachesDomains)
      .map(({ name, description, clientId, okmsIds, everyDomain }) => said({
        name, description, clientId, domains: okmsIds, everyDomain: everyDomain || undefined
      }))
    const policies: readonly SeedPolicy[] = newestNamed(store.policies.list())
      .map(({ name, description, identities, resources, actions, exceptions, denied, expiresAt }) => ({
        ...said({ name, description, identities, resources: resources.map((urn) => ({ urn })) }),
        action: actions,
        ...said({ except: exceptions, deny: denied, expiredAt: expiresAt === null ? undefined : timeText(expiresAt) })
      }))
    return said({ serviceAccounts, groups: groupsOfAccount(), users: usersOfAccount(), tokens, policies })
  }

  function groupsOfAccount (): readonly SeedGroup[] {
    return store.groups.list().map(({ urn, description, role, members }) => {
      const name = nameInUrn(urn)
      const own = defaultGroups.some((one) => one.name === name) ? {} : { description, role }
      return { ...said({ name, ...own }), members }
    })
  }

  function usersOfAccount (): readonly SeedUser[] {
    const groups = store.groups.list()
    return store.users.list().map((user) => {
      const { login, email, description, type, status } = user
      const [group] = groupsOfUser(user, groups)
      return said({ login, email: email ?? undefined, description, group, type, status })
    })
  }

  return {
    seedOf ({ okmsId, withMaterial }) {
      if (okmsId === undefined) {
        const domains = store.domains.list().map((domain) => domainOf(domain, withMaterial))
        return { ...said({ domains }), ...accessOf() }
      }
      const domain = store.domains.find(okmsId)
      if (domain === undefined) throw refusal(accessErrors.DomainNotFound, okmsId)
      return { domains: [domainOf(domain, withMaterial)] }
    }
  }
}

/** Whether a token or a service account reaches any domain, which those of a seed do. */
const reachesDomains = ({ okmsIds, everyDomain }: Pick<Token, 'okmsIds' | 'everyDomain'>): boolean =>
  everyDomain || okmsIds.length > 0

/** Seeds recognise these by name; of several, the newest. */
const newestNamed = <Named extends { readonly name: string }>(items: readonly Named[]): readonly Named[] =>
  [...new Map(items.map((item) => [item.name, item])).values()]

const settingsOf = ({ casRequired, maxVersions, deactivateVersionAfter }: SecretSettings): SecretSettings =>
  ({ casRequired, maxVersions, deactivateVersionAfter })

/** The settings that a secret has of its own. */
const changedSettings = (secret: SecretSettings): Partial<SecretSettings> =>
  Object.fromEntries(Object.entries(settingsOf(secret))
    .filter(([name, value]) => value !== unsetSettings[name as keyof SecretSettings]))

/** For editors: where the schema is in a project that has installed the package. */
const schemaFile = 'node_modules/okms-emulator/dist/seed.schema.json'

/** The text of a seed. */
export async function seedText (seed: Seed, syntax: SeedSyntax, hasMaterial: boolean): Promise<string> {
  if (syntax === 'json') return `${JSON.stringify(seed, null, 2)}\n`
  const note = hasMaterial
    ? '# With the private parts of keys and the data of secrets: keep this file private.'
    : '# Without material: keys are generated when it is applied, and versions of secrets have no data.'
  const { stringify } = await import('yaml')
  const text = stringify(seed, { lineWidth: 0, aliasDuplicateObjects: false })
  return `# yaml-language-server: $schema=${schemaFile}\n${note}\n${text}`
}
