// Operations on the clocks of the server and of domains.

import { controlErrors, field } from '../../domain/errors/control/control.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { readSpan, readTime, spanAccepts, timeAccepts } from '../../domain/time-text.js'
import type { components } from '../../http/contract/generated/emulator.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import type { ClockMove, ClockState, MovableClocks } from '../../services/control/clocks.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'

export function clockOperations ({ clocks, domains }: {
  readonly clocks: MovableClocks
  readonly domains: Pick<OkmsDomains, 'get'>
}): readonly AdminOperation[] {
  const idOf = (params: { readonly okmsId: string }) => domains.get(params.okmsId).okmsId

  return [
    adminOperation('ShowClock', () => ({ body: encode(clocks.show()) })),
    adminOperation('MoveClock', ({ body }) => ({ body: encode(clocks.move(undefined, decode(body))) })),
    adminOperation('ReleaseClock', () => ({ body: encode(clocks.release()) })),
    adminOperation('ShowDomainClock', ({ params }) => ({ body: encode(clocks.show(idOf(params))) })),
    adminOperation('MoveDomainClock', ({ params, body }) => ({
      body: encode(clocks.move(idOf(params), decode(body)))
    })),
    adminOperation('ReleaseDomainClock', ({ params }) => ({ body: encode(clocks.release(idOf(params))) }))
  ]
}

const encode = ({ time, ...others }: ClockState) => ({ time: new Date(time).toISOString(), ...others })

/** Refuses ControlRequestInvalid. */
function decode ({ time, advance, ...others }: components['schemas']['ClockMove']): ClockMove {
  return {
    ...others,
    time: time === undefined ? undefined : read(readTime, 'time', time, timeAccepts),
    advance: advance === undefined ? undefined : read(readSpan, 'advance', advance, spanAccepts)
  }
}

function read (reader: (text: string) => number | undefined, name: string, text: string, accepts: string): number {
  const value = reader(text)
  if (value === undefined) {
    throw refusal(controlErrors.ControlRequestInvalid, [{ place: field(name), text: `got ${JSON.stringify(text)}; accepted: ${accepts}` }])
  }
  return value
}
