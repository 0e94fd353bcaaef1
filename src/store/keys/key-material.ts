// The material of service keys in its sealed slots.

import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'
import type { SealedSlots, SlotOwner } from '../sealed-slots.js'

type KeyName = Pick<ServiceKey, 'okmsId' | 'keyId'>

const owner = ({ okmsId, keyId }: KeyName): SlotOwner =>
  ({ name: `service-key/${okmsId}/${keyId}`, what: `the material of service key ${keyId}` })

/** Returns its slot. */
export const keepMaterial = (slots: SealedSlots, key: KeyName, material: KeyMaterial): number =>
  slots.keep(owner(key), JSON.stringify(material))

/** Throws StoredDataDamaged. */
export const materialIn = (slots: SealedSlots, key: KeyName, slot: number): KeyMaterial =>
  JSON.parse(slots.read(owner(key), slot)) as KeyMaterial
