// What a value of a file may be: the terms of a table from which types, checks and a JSON Schema are derived.

interface Described {
  /** For editors: what it is. */
  readonly about: string
  /** Of a member: whether it must be there. */
  readonly required?: true
  /** Messages never repeat the value. */
  readonly isSecret?: true
}

export interface TextShape extends Described {
  readonly kind: 'text'
  /** In words, after `accepted: `. */
  readonly accepts: string
  readonly isRight: (text: string) => boolean
  /** What of it a JSON Schema can say. */
  readonly schema?: Readonly<Record<string, string | number>>
}

/** A time as in RFC 3339, or a span from now. */
export interface TimeShape extends Described {
  readonly kind: 'time'
  /** null: it never happened. */
  readonly orNull?: true
}

/** A whole number. */
export interface NumberShape extends Described {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
}

export interface SwitchShape extends Described {
  readonly kind: 'switch'
}

export interface ChoiceShape extends Described {
  readonly kind: 'choice'
  readonly values: ReadonlyArray<string | number>
}

/** An object of any JSON. */
export interface JsonShape extends Described {
  readonly kind: 'json'
  readonly orNull?: true
}

/** An object with any names, whose values are texts. */
export interface TextsShape extends Described {
  readonly kind: 'texts'
}

export interface ListShape extends Described {
  readonly kind: 'list'
  readonly item: Shape
  readonly min?: number
  readonly max: number
}

export interface MembersShape extends Described {
  readonly kind: 'members'
  readonly members: Members
}

export type Members = Readonly<Record<string, Shape>>

export type Shape =
  TextShape | TimeShape | NumberShape | SwitchShape | ChoiceShape | JsonShape | TextsShape | ListShape | MembersShape

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** The type of the values that a shape has. */
export type ValueOf<Row extends Shape> = Row extends MembersShape
  ? MembersOf<Row['members']>
  : Row extends ListShape
    ? ReadonlyArray<ValueOf<Row['item']>>
    : Row extends ChoiceShape ? Row['values'][number] : OrNull<Row, SimpleValues[Row['kind'] & keyof SimpleValues]>

interface SimpleValues {
  readonly text: string
  readonly time: string
  readonly number: number
  readonly switch: boolean
  readonly json: Readonly<Record<string, JsonValue>>
  readonly texts: Readonly<Record<string, string>>
}

type OrNull<Row, Value> = Row extends { readonly orNull: true } ? Value | null : Value

type RequiredNames<Rows extends Members> =
  { [Name in keyof Rows]: Rows[Name] extends { readonly required: true } ? Name : never }[keyof Rows]

type MembersOf<Rows extends Members> =
  { readonly [Name in RequiredNames<Rows>]: ValueOf<Rows[Name]> } &
  { readonly [Name in Exclude<keyof Rows, RequiredNames<Rows>>]?: ValueOf<Rows[Name]> | undefined }
