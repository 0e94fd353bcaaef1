// The reference model of domains, snapshots and clocks: plain maps, copied as a whole.

export interface ModelKey {
  state: 'active' | 'deactivated' | 'destroyed'
  /** What it encrypted when it was created. */
  readonly ciphertext: string
}

export interface ModelSecret {
  readonly data: string
  /** Hours on the clock of its domain after which the version is not active any more. */
  readonly endsAt: number | undefined
}

export interface Content {
  readonly keys: Map<string, ModelKey>
  readonly secrets: Map<string, ModelSecret>
}

export interface ModelDomain extends Content {
  /** Hours that its clock is ahead. Part of no snapshot. */
  hours: number
}

export interface ModelSnapshot {
  /** The domain, or undefined for the server. */
  readonly of: string | undefined
  readonly domains: ReadonlyMap<string, Content>
}

const copy = ({ keys, secrets }: Content): Content => ({
  keys: new Map([...keys].map(([id, key]) => [id, { ...key }])), secrets: new Map(secrets)
})

export class ServerModel {
  readonly domains = new Map<string, ModelDomain>()
  readonly first: string

  constructor (first: string) {
    this.first = first
    this.add(first)
  }

  add (okmsId: string, content: Content = { keys: new Map(), secrets: new Map() }): void {
    this.domains.set(okmsId, { ...copy(content), hours: 0 })
  }

  remove (okmsId: string): void {
    this.domains.delete(okmsId)
  }

  take (okmsId: string | undefined): ModelSnapshot {
    const taken = [...this.domains].filter(([id]) => okmsId === undefined || id === okmsId)
    return { of: okmsId, domains: new Map(taken.map(([id, content]) => [id, copy(content)])) }
  }

  restore ({ of, domains }: ModelSnapshot): void {
    if (of === undefined) for (const id of this.domains.keys()) if (!domains.has(id)) this.domains.delete(id)
    for (const [id, content] of domains) {
      const hours = this.domains.get(id)?.hours ?? 0
      this.domains.set(id, { ...copy(content), hours })
    }
  }

  reset (okmsId: string | undefined): void {
    if (okmsId === undefined) this.domains.clear()
    this.add(okmsId ?? this.first)
  }
}
