// Event streams as the HTML Living Standard reads them (section 9.2.6).

import { describe, expect, it } from 'vitest'
import { pageModule } from './page-module.js'

type Event = readonly [name: string, data: string]

const { createEventParser } = await pageModule<{
  readonly createEventParser: (onEvent: (name: string, data: string) => void) => (chunk: string) => void
}>('home/event-parser.js')

function parse (...chunks: readonly string[]): readonly Event[] {
  const events: Event[] = []
  const take = createEventParser((name, data) => { events.push([name, data]) })
  for (const chunk of chunks) take(chunk)
  return events
}

describe('lines', () => {
  it.each([['LF', '\n'], ['CR', '\r'], ['CRLF', '\r\n']])('end with %s', (_, end) => {
    expect(parse(['event: news', 'data: one', 'data: two', '', ''].join(end))).toEqual([['news', 'one\ntwo']])
  })

  it.each([
    ['U+2028', '\u2028'], ['U+2029', '\u2029'], ['U+0085', '\u0085'], ['U+000B', '\u000b'], ['U+000C', '\u000c'],
    ['U+0000', '\u0000']
  ])('do not end with %s', (_, character) => {
    const data = JSON.stringify({ name: `before${character}after` }).replaceAll(/\\u[0-9a-f]{4}|\\[bft]/g, character)
    expect(parse(`event: news\ndata: ${data}\n\n`)).toEqual([['news', data]])
  })

  it.each(['\n', '\r', '\r\n'])('are the same wherever the network cuts them (%j)', (end) => {
    const text = ['event: a', 'data: 1', '', ':', 'data: 2', 'data: 3', '', ''].join(end)
    for (let cut = 0; cut <= text.length; cut++) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual([['a', '1'], ['message', '2\n3']])
    }
    expect(parse(...text)).toEqual([['a', '1'], ['message', '2\n3']])
  })
})

describe('fields', () => {
  it.each<readonly [string, string, readonly Event[]]>([
    ['a name without event', 'data: x\n\n', [['message', 'x']]],
    ['no space after the colon', 'event:a\ndata:x\n\n', [['a', 'x']]],
    ['one space alone is left out', 'data:  x\n\n', [['message', ' x']]],
    ['a field without a colon', 'data\n\n', [['message', '']]],
    ['two empty ones', 'data\ndata\n\n', [['message', '\n']]],
    ['a colon in the value', 'data: {"a":1}\n\n', [['message', '{"a":1}']]],
    ['a comment', ': hello\n\ndata: x\n\n', [['message', 'x']]],
    ['a name without data, which is no event and is forgotten', 'event: a\n\ndata: x\n\n', [['message', 'x']]],
    ['unknown fields', 'id: 1\nretry: 5\nother: y\ndata: x\n\n', [['message', 'x']]],
    ['an event that the stream ends in', 'data: x\n\ndata: y\n', [['message', 'x']]]
  ])('%s', (_, text, events) => {
    expect(parse(text)).toEqual(events)
  })
})
