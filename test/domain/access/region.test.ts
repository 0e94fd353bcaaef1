import { expect, it } from 'vitest'
import { defaultRegion, readRegion, regionIds, regions } from '../../../src/domain/access/region.js'

it('there are 13 regions, and the default is one of them', () => {
  expect(regionIds).toHaveLength(13)
  expect(regionIds).toContain(defaultRegion)
  expect(regions.filter(({ certifications }) => certifications.includes('PCI_DSS')).map(({ id }) => id)).toEqual([
    'ca-east-bhs', 'eu-central-waw', 'eu-west-eri', 'eu-west-gra', 'eu-west-lim', 'eu-west-rbx', 'eu-west-sbg'
  ])
})

it.each([
  ['eu-west-rbx', 'eu-west-rbx'], ['EU_WEST_RBX', 'eu-west-rbx'], ['Ap-Southeast_SGP', 'ap-southeast-sgp'],
  ['eu-west-xyz', undefined], ['', undefined], ['eu west rbx', undefined]
])('%s is read as %s', (text, region) => {
  expect(readRegion(text)).toBe(region)
})
