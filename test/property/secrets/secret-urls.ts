// URLs of secrets in every spelling, good ones and others.

import fc from 'fast-check'

/** Secrets and folders of the same names, and names that mean something in a URL. */
export const pool = [
  'a', 'a/b', 'a/b/version', 'a/version', 'a/version/1', 'version', 'version/1', 'metadata', 'data/a', 'config', 'A',
  'a.b', 'k=v@h:1', 'a/data/metadata', 'l'.repeat(255)
]

const segment = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'b', 'version', '1', 'metadata', 'data', 'config', 'A', 'a.b', 'k=v@h:1')
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '', '.', '..', '%2e', '%2E%2e', '..%2fa', 'a%00b', '%FF', '%', '%2', '%C3%A9', 'a%25b', '%252F', 'a%252Fb',
      '%2561', '+', '%20', '*', '%5C', '\\', ';v=1', 'a%0Ab', '%0d%0a', '~', '%F0%9F%98%80', '2'.repeat(256),
      'version%2F1'
    )
  }
)

const encodedCharacters = (text: string) =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')

/** As it is, or with letters percent-encoded that need not be. */
const spelled = segment.chain((text) => text.includes('%')
  ? fc.constant(text)
  : fc.oneof(
    { weight: 5, arbitrary: fc.constant(text) }, { weight: 1, arbitrary: fc.constant(encodedCharacters(text)) }
  ))

const slash = fc.constantFrom('/', '/', '/', '/', '/', '%2F', '%2f')

const joined = (parts: readonly string[], slashes: readonly string[]) =>
  parts.reduce((text, part, index) => `${text}${slashes[index - 1] ?? '/'}${part}`)

/** What comes after `/secret/` or `/secret/data/`. */
export const rawPath: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.array(spelled, { minLength: 1, maxLength: 4 }), fc.array(slash, { minLength: 4, maxLength: 4 }),
      fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('/', '%2F', '//') })
    ).map(([parts, slashes, end]) => `${joined(parts, slashes)}${end}`)
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constantFrom(...pool), fc.boolean(), fc.constantFrom('', '/version', '/version/1', '%2Fversion', '/version/')
    ).map(([path, isOne, end]) => `${isOne ? path.replaceAll('/', '%2F') : path}${end}`)
  }
)
