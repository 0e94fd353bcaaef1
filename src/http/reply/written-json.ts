// A value that is already written as JSON, for bodies that are sent many times.

declare const written: unique symbol

/** Bytes that Fastify sends as they are. `Value` is what they say. */
export type WrittenJson<Value> = Buffer & { readonly [written]: Value }

export const writtenJson = <Value>(value: Value): WrittenJson<Value> => Buffer.from(JSON.stringify(value)) as WrittenJson<Value>
