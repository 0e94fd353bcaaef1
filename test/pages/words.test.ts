// Names of keys as the page says them.

import { expect, it } from 'vitest'
import { pageModule } from './page-module.js'

const { readable } = await pageModule<{ readonly readable: (name: string) => string }>('home/words.js')

it.each([
  ['plain', 'my key', 'my key'],
  ['letters of any script, and emoji of several code points', 'clé ключ 鍵 مفتاح 👩‍👩‍👧‍👦', 'clé ключ 鍵 مفتاح 👩‍👩‍👧‍👦'],
  ['a line separator', 'a\u2028b', 'aU+2028b'],
  ['a paragraph separator', 'a\u2029b', 'aU+2029b'],
  ['controls', 'a\u0000b\nc\u007f\u0085', 'aU+0000bU+000AcU+007FU+0085'],
  ['marks that turn the direction', 'a\u202eb\u2067c\u200f\u061c', 'aU+202EbU+2067cU+200FU+061C'],
  ['no width', '\u200b\ufeff\u2060\u00ad', 'U+200BU+FEFFU+2060U+00AD'],
  ['half of a pair', 'a\ud83d', 'aU+D83D'],
  ['spaces alone', '  ', 'U+0020U+0020'],
  ['spaces among letters', ' a  b ', ' a  b ']
])('%s', (_, name, said) => {
  expect(readable(name)).toBe(said)
})
