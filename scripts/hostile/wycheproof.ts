// Wycheproof: published signatures, tokens, keys and ciphertexts, sound ones and attacks, judged by the project's code.

import { startTestEmulator } from '../../test/harness/emulator.js'
import { createSeeded } from '../durability/seeded.js'
import type { HostileSuite } from './suite.js'
import { judge } from './wycheproof/judges.js'
import { createHttpJudge } from './wycheproof/over-http.js'
import { fetchVectors, readVectors, type Fields, type Vector } from './wycheproof/vectors.js'
import { isNotTaken, type Verdict } from './wycheproof/verdict.js'

const beginnings = [
  'json_web_', 'ecdsa_', 'rsa_', 'dsa_', 'ed25519', 'ed448', 'mldsa_', 'aes_gcm_test', 'a128cbc', 'a192cbc', 'a256cbc',
  'primality'
]

const jwkAlg = ({ group }: Vector) => (group['public'] as Fields | undefined)?.['alg']

/** Where this project disagrees with a vector, and why. */
interface Explained {
  readonly why: string
  readonly of: (vector: Vector) => boolean
  /** The vector without its fault, with which it agrees. */
  readonly corrected?: (vector: Vector) => Vector
}

const explained: readonly Explained[] = [
  {
    why: 'alg of an imported JWK is checked and not kept: the key verifies every algorithm of its type',
    of: (vector) => jwkAlg(vector) === 'PS512' && (vector.test['flags'] as unknown[]).includes('WrongPrimitive')
  },
  {
    why: 'ES521 in the JWK is no algorithm of RFC 7518, which has ES512',
    of: (vector) => jwkAlg(vector) === 'ES521',
    corrected: (vector) =>
      ({ ...vector, group: { ...vector.group, public: { ...vector.group['public'] as Fields, alg: 'ES512' } } })
  }
]

const agrees = ({ result }: Vector, said: Verdict) =>
  result === 'acceptable' || said === (result === 'valid' ? 'accepted' : 'refused')

const nameOf = ({ file, test }: Vector) => `${file} ${String(test['tcId'])} (${String(test['comment'])})`

class Tally {
  readonly #counts = new Map<string, number>()

  add (name: string): void { this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1) }

  total (beginning: string): number {
    return [...this.#counts].reduce((sum, [name, count]) => name.startsWith(beginning) ? sum + count : sum, 0)
  }

  lines (beginning: string): readonly string[] {
    return [...this.#counts].filter(([name]) => name.startsWith(beginning)).sort((a, b) => b[1] - a[1])
      .map(([name, count]) => `${count} ${name}`)
  }
}

/** Counts the verdict on a vector. Throws when it is wrong and unexplained. */
async function judged (vector: Vector, tally: Tally): Promise<Verdict> {
  const said = await judge(vector)
  if (isNotTaken(said)) tally.add(`not offered: ${said.notTaken}`)
  else if (agrees(vector, said)) tally.add(`${vector.result}, ${said}`)
  else {
    const { why, corrected } = explained.find(({ of }) => of(vector)) ?? {}
    if (why === undefined || (corrected && !agrees(vector, await judge(corrected(vector))))) {
      throw new Error(`${nameOf(vector)} is ${vector.result} and was ${said}`)
    }
    tally.add(`explained: ${why}`)
  }
  return said
}

/** The same verdict through the API, for vectors that a call takes. */
async function judgedAlike (vectors: readonly Vector[], most: number): Promise<number> {
  const emulator = await startTestEmulator()
  const judgeOverHttp = createHttpJudge(emulator)
  let alike = 0
  for (const vector of vectors) {
    if (alike === most) break
    const said = await judge(vector)
    const overHttp = await judgeOverHttp(vector)
    if (overHttp === undefined || isNotTaken(said)) continue
    if (overHttp !== said) throw new Error(`${nameOf(vector)} was ${said}, and ${overHttp} through the API`)
    alike++
  }
  await emulator.close()
  return alike
}

export const wycheproof: HostileSuite = {
  name: 'Wycheproof',
  needs: ['go'],
  async run ({ short, seed, folder, progress }) {
    let source
    try {
      source = await fetchVectors(folder)
    } catch {
      return 'SKIPPED: the Go module with the vectors cannot be fetched'
    }
    const random = createSeeded(seed)
    const every = readVectors(source, beginnings).map((vector) => ({ vector, place: random.integer(2 ** 30) }))
      .sort((a, b) => a.place - b.place).map(({ vector }) => vector)
    const vectors = short ? every.slice(0, Math.ceil(every.length / 5)) : every
    const tally = new Tally()
    for (const vector of vectors) await judged(vector, tally)
    const alike = await judgedAlike(vectors, short ? 200 : 2000)
    for (const line of [...tally.lines('not offered: '), ...tally.lines('explained: ')]) progress(line)
    return `${vectors.length} vectors: ${tally.total('valid, ')} sound ones accepted, ` +
      `${tally.total('invalid, ')} attacks refused, ${tally.total('acceptable, ')} of either kind, ` +
      `${tally.total('explained: ')} judged otherwise for a known reason, ` +
      `${tally.total('not offered: ')} of algorithms that the service does not have; ${alike} judged alike through the API`
  }
}
