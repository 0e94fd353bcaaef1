// JSON that is written before Fastify gets it, for bodies where that is measurably faster.

/** The JSON of a value: text, or bytes in UTF-8. */
export class WrittenJson<Value> {
  declare readonly value: Value
  readonly json: string | Buffer

  constructor (json: string | Buffer) {
    this.json = json
  }
}

/** For a body that is kept and sent many times. */
export const writtenJson = <Value>(value: Value): WrittenJson<Value> =>
  new WrittenJson(Buffer.from(JSON.stringify(value)))

/**
 * For texts without any character that JSON escapes: base64, base64url and compact tokens. JSON.stringify
 * looks at each of up to 5,500 characters, which takes a fifth of the processor time of a request with 4 KiB
 * (10 of 57 µs, 2026-11-25, Node 24).
 */
export function unescapedJson<Value extends Readonly<Record<string, string>>> (value: Value): WrittenJson<Value> {
  return new WrittenJson(`{${Object.entries(value).map(([name, text]) => `"${name}":"${text}"`).join(',')}}`)
}
