import { describe, expect, it } from 'vitest'
import { mergePatch, subkeys, type JsonObject } from '../../../src/domain/secrets/merge-patch.js'

const parsed = (text: string) => JSON.parse(text) as JsonObject

describe('a merge patch', () => {
  // RFC 7396 appendix A, where the patch is an object, and kv2/differences.md 22.
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '{"a":"b"}', '{"a":"b"}'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['{"a":"foo"}', '{"a":{"b":1,"c":null}}', '{"a":{"b":1}}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
    ['{}', '{"a":[null,{"b":null,"c":[{"d":null}]}]}', '{"a":[null,{"c":[{}]}]}'],
    ['null', '{"a":1}', '{"a":1}'],
    ['{"a":1}', '{}', '{"a":1}'],
    ['{"__proto__":{"a":1},"b":2}', '{"__proto__":{"c":3},"constructor":4}', '{"__proto__":{"a":1,"c":3},"b":2,"constructor":4}'],
    ['{"__proto__":1}', '{"__proto__":null}', '{}'],
    ['{}', '{"toString":{"x":null}}', '{"toString":{}}']
  ])('%s with %s is %s', (target, patch, expected) => {
    expect(JSON.stringify(mergePatch(JSON.parse(target), parsed(patch)))).toBe(expected)
  })

  it('changes neither the target nor the patch, nor any prototype', () => {
    const [target, patch] = [parsed('{"a":{"b":1}}'), parsed('{"a":{"c":null},"__proto__":{"x":1}}')]
    mergePatch(target, patch)
    expect([JSON.stringify(target), JSON.stringify(patch)])
      .toEqual(['{"a":{"b":1}}', '{"a":{"c":null},"__proto__":{"x":1}}'])
    expect(({} as { x?: number }).x).toBeUndefined()
  })
})

describe('subkeys', () => {
  const data = parsed('{"a":{"b":{"c":1},"d":[{"e":1}]},"f":{},"g":null,"__proto__":{"h":1}}')

  it.each([
    [0, '{"a":{"b":{"c":null},"d":null},"f":null,"g":null,"__proto__":{"h":null}}'],
    [1, '{"a":null,"f":null,"g":null,"__proto__":null}'],
    [2, '{"a":{"b":null,"d":null},"f":null,"g":null,"__proto__":{"h":null}}'],
    [3, '{"a":{"b":{"c":null},"d":null},"f":null,"g":null,"__proto__":{"h":null}}'],
    [4_294_967_295, '{"a":{"b":{"c":null},"d":null},"f":null,"g":null,"__proto__":{"h":null}}']
  ])('with depth %i', (depth, expected) => {
    expect(JSON.stringify(subkeys(data, depth))).toBe(expected)
  })
})
