// The contracts of the OVHcloud API as one document for one page: both versions are on the same server.

import type { Json, JsonObject } from '../../http/contract/contract-documents.js'
import type { ContractValue } from '../../http/contract/contract-value.js'

/** A browser does not sign, so the page offers what else the API takes. */
const scheme = 'bearer'

const note = 'Programs sign their requests with an API key. A browser cannot: to call operations from here, press *Authorize* and give a token, such as one of `okms-emulator token add`. Operations without a padlock need none.'

/** The later version first. What both call by one name gets the number of the earlier in the document. */
export function ovhApiDocument (version2: ContractValue, version1: ContractValue): ContractValue {
  const earlier = withOtherNames(version1.object(), version2.member('components'))
  const components = version2.member('components').members().map(([kind, named]) =>
    [kind, { ...named.object(), ...objectAt(earlier, 'components', kind) }])
  return version2.with({
    ...version2.object(),
    info: {
      title: 'OVHcloud API for the KMS',
      version: version2.member('info').member('version').text(),
      description: `${descriptionOf(version2)}\n\n${descriptionOf(version1)}\n\n${note}`
    },
    security: [{ [scheme]: [] }],
    paths: { ...version2.member('paths').object(), ...objectAt(earlier, 'paths') },
    components: {
      ...Object.fromEntries(components) as JsonObject,
      securitySchemes: { [scheme]: version2.member('components').member('securitySchemes').member(scheme).object() }
    }
  })
}

const descriptionOf = (document: ContractValue): string => document.member('info').member('description').text()

/** The document with the okmsId of its reader filled in. */
export function withOkmsId (document: ContractValue, okmsId: string): JsonObject {
  const components = document.member('components')
  const parameters = components.member('parameters')
  return {
    ...document.object(),
    components: {
      ...components.object(),
      parameters: { ...parameters.object(), okmsId: { ...parameters.member('okmsId').object(), example: okmsId } }
    }
  }
}

function objectAt (document: JsonObject, ...names: readonly string[]): JsonObject {
  return names.reduce<JsonObject>((value, name) => (value[name] ?? {}) as JsonObject, document)
}

/** Names of components that `taken` has too are changed, and so are the references to them. */
function withOtherNames (document: JsonObject, taken: ContractValue): JsonObject {
  const isTaken = (kind: string, name: string) => taken.member(kind).member(name).value !== undefined
  const nameOf = (kind: string, name: string) => isTaken(kind, name) ? `v1.${name}` : name
  const components = Object.entries(objectAt(document, 'components')).map(([kind, named]) =>
    [kind, Object.fromEntries(Object.entries(named as JsonObject).map(([name, value]) => [nameOf(kind, name), value]))])
  return visit({ ...document, components: Object.fromEntries(components) as JsonObject }) as JsonObject

  function visit (value: Json | undefined): Json {
    if (Array.isArray(value)) return (value as readonly Json[]).map(visit)
    if (typeof value !== 'object' || value === null) return value ?? null
    return Object.fromEntries(Object.entries(value as JsonObject)
      .map(([name, member]) => [name, typeof member === 'string' && name === '$ref' ? renamed(member) : visit(member)]))
  }

  function renamed (reference: string): string {
    const [start = '', components = '', kind = '', name = ''] = reference.split('/')
    return [start, components, kind, nameOf(kind, name)].join('/')
  }
}
