// The regions that an okms domain can be in. Here all of them are this one server; a region is a property of a domain.

export interface RegionFacts {
  readonly id: string
  readonly type: 'LOCAL-ZONE' | 'REGION-1-AZ' | 'REGION-3-AZ'
  readonly certifications: ReadonlyArray<'STANDARD' | 'PCI_DSS' | 'HDS' | 'SNC' | 'SOC2' | 'TRUSTED_ZONE'>
}

/**
 * Ids, and which regions have PCI DSS, are those of the service (service.md 1.6 and 1.7). No text lists the types:
 * Paris and Milan are the regions with three zones, and the rest is assumed to have one.
 */
const rows = [
  { id: 'ap-south-mum', type: 'REGION-1-AZ', certifications: ['STANDARD'] },
  { id: 'ap-southeast-sgp', type: 'REGION-1-AZ', certifications: ['STANDARD'] },
  { id: 'ap-southeast-syd', type: 'REGION-1-AZ', certifications: ['STANDARD'] },
  { id: 'ca-east-bhs', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] },
  { id: 'ca-east-tor', type: 'REGION-1-AZ', certifications: ['STANDARD'] },
  { id: 'eu-central-waw', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] },
  { id: 'eu-south-mil', type: 'REGION-3-AZ', certifications: ['STANDARD'] },
  { id: 'eu-west-eri', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] },
  { id: 'eu-west-gra', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] },
  { id: 'eu-west-lim', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] },
  { id: 'eu-west-par', type: 'REGION-3-AZ', certifications: ['STANDARD'] },
  { id: 'eu-west-rbx', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] },
  { id: 'eu-west-sbg', type: 'REGION-1-AZ', certifications: ['STANDARD', 'PCI_DSS'] }
] as const satisfies readonly RegionFacts[]

export type Region = typeof rows[number]['id']

export const regions: ReadonlyArray<RegionFacts & { readonly id: Region }> = rows

export const regionIds: readonly Region[] = rows.map(({ id }) => id)

export const defaultRegion: Region = 'eu-west-rbx'

/** Reads a region, also in its older spelling such as `EU_WEST_RBX`. Undefined when there is no such region. */
export function readRegion (text: string): Region | undefined {
  const id = text.toLowerCase().replaceAll('_', '-')
  return regionIds.find((region) => region === id)
}
