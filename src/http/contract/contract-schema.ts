// The parts of a contract schema that error texts use.

export interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: ReadonlyArray<string | number | null>
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxProperties?: number
  readonly pattern?: string
  readonly 'x-secret'?: boolean
}

export const typesOf = ({ type }: Schema): readonly string[] => typeof type === 'string' ? [type] : type ?? []

export const isContainer = (schema: Schema) => typesOf(schema).some((type) => type === 'object' || type === 'array')

/** The values of an enum, without the null of a nullable one. */
export const valuesOf = (schema: Schema): ReadonlyArray<string | number> => (schema.enum ?? [])
  .filter((value) => value !== null)
