// The types of an operation's request and reply, from those that openapi-typescript makes of its contract.

import type { WrittenJson } from '../reply/written-json.js'

/** An operation in `generated/`. */
export interface OperationTypes {
  readonly parameters: { readonly query?: unknown, readonly path?: unknown, readonly header?: unknown }
  readonly requestBody?: unknown
  readonly responses: object
}

type Params<Types extends OperationTypes> = NonNullable<Types['parameters']['path']>
export type Query<Types extends OperationTypes> = NonNullable<Types['parameters']['query']>
export type Headers<Types extends OperationTypes> = NonNullable<Types['parameters']['header']>
export type Body<Types extends OperationTypes> = JsonOf<NonNullable<Types['requestBody']>>

/** A request that was validated against the contract; UUIDs among its parameters are in lower case. */
export interface OperationRequest<Types extends OperationTypes> {
  readonly params: Readonly<Params<Types>>
  readonly query: Query<Types>
  /** Those of the contract, in its spelling, and no others. */
  readonly headers: Readonly<Headers<Types>>
  /** Undefined where it is left out, which few operations allow. */
  readonly body: Body<Types> | (Types extends { readonly requestBody: unknown } ? never : undefined)
}

/**
 * A success status of the contract, with the headers and the body of that status. The status may be left out where the
 * contract has only one, and the whole reply where nothing else is in it.
 */
export type Reply<Types extends OperationTypes> =
  OrNothing<ReplyWith<Types['responses'], keyof Types['responses'] & SuccessStatus>>

/** The body of a success. */
export type ReplyBody<Types extends OperationTypes> =
  JsonOf<Types['responses'][keyof Types['responses'] & SuccessStatus]>

type SuccessStatus = 200 | 201 | 202 | 204

/** Distributes over the statuses. */
type ReplyWith<Responses, Status extends keyof Responses, All = Status> = Status extends All
  ? StatusMember<Status, All> & HeadersMember<HeadersOf<Responses[Status]>> & BodyMember<Responses[Status]>
  : never

type StatusMember<Status, All> =
  [Exclude<All, Status>] extends [never] ? { readonly status?: Status } : { readonly status: Status }

/** The generated type has an index signature as well, which would accept every name. */
type HeadersOf<Response> = Response extends { headers: infer Headers }
  ? { readonly [Name in keyof Headers as string extends Name ? never : Name]: Headers[Name] }
  : Record<never, never>

type HeadersMember<Headers> = [keyof Headers] extends [never]
  ? { readonly headers?: undefined }
  : Record<never, never> extends Headers ? { readonly headers?: Headers } : { readonly headers: Headers }

type JsonOf<Content> = Content extends { content: { 'application/json': infer Json } } ? Json : undefined
type BodyMember<Response> = JsonOf<Response> extends undefined
  ? { readonly body?: undefined }
  : { readonly body: JsonOf<Response> | WrittenJson<JsonOf<Response>> }

type OrNothing<Whole> = Record<never, never> extends Whole ? Whole | void : Whole
