// Which of ten matching requests each trigger selects.

import { describe, expect, it } from 'vitest'
import { decisionOf, type FaultTrigger } from '../../../src/domain/faults/fault-trigger.js'

/** Numbers of the requests that are hit. */
function hitsOf (trigger: FaultTrigger, requests = 10): readonly number[] {
  const decides = decisionOf(trigger)
  const hits: number[] = []
  for (let seen = 1; seen <= requests; seen++) {
    if (decides({ seen, hits: hits.length })) hits.push(seen)
  }
  return hits
}

describe('decisionOf', () => {
  it.each<[FaultTrigger, readonly number[]]>([
    [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ next: 2 }, [1, 2]],
    [{ every: 3 }, [3, 6, 9]],
    [{ every: 1 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ from: 3, to: 5 }, [3, 4, 5]],
    [{ from: 9 }, [9, 10]],
    [{ to: 2 }, [1, 2]],
    [{ probability: 0 }, []],
    [{ probability: 1 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]
  ])('%o', (trigger, expected) => {
    expect(hitsOf(trigger)).toEqual(expected)
  })

  it('hits the same requests with the same seed, about as many as the probability says', () => {
    const hits = hitsOf({ probability: 0.25, seed: 7 }, 4000)
    expect(hitsOf({ probability: 0.25, seed: 7 }, 4000)).toEqual(hits)
    expect(hitsOf({ probability: 0.25, seed: 8 }, 4000)).not.toEqual(hits)
    expect(hits.length).toBeGreaterThan(900)
    expect(hits.length).toBeLessThan(1100)
  })
})
