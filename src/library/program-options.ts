// The options of a program as the source of a configuration: checked here by name and type; the values are
// checked with those of every source.

import { inspect } from 'node:util'
import { loadConfig, type Config } from '../config/config.js'
import { temporaryDefaults } from '../config/temporary-defaults.js'
import { didYouMean } from '../domain/text/did-you-mean.js'
import { asMember } from '../domain/text/option-spelling.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import type { Given, Source } from '../config/option-sources.js'
import { everyOption, options as table, type Option } from '../config/options.js'

/** Options that apply only to a separate process. */
const ofTheProcess: ReadonlySet<Option<unknown>> = new Set([table.config, table.logFormat])

const byMember = new Map(everyOption.filter((option) => !ofTheProcess.has(option))
  .map((option) => [asMember.spell(option.name), option]))

const isSeed = (value: unknown) =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value))

interface OwnMember {
  readonly accepts: string
  readonly isAccepted: (value: unknown) => boolean
}

/** Options that only a program can set. */
const ownMembers: ReadonlyMap<string, OwnMember> = new Map(Object.entries({
  log: { accepts: 'a function', isAccepted: (value) => typeof value === 'function' },
  clock: {
    accepts: 'a function that returns epoch milliseconds',
    isAccepted: (value) => typeof value === 'function' && Number.isFinite((value as () => unknown)())
  },
  seed: {
    accepts: 'a seed as an object or a text, the path or the URL of its file, or an array of these',
    isAccepted: (value) => (Array.isArray(value) ? value as readonly unknown[] : [value]).every(isSeed)
  },
  clockAppliesToClient: { accepts: 'a boolean', isAccepted: (value) => typeof value === 'boolean' }
} satisfies Record<string, OwnMember>))

/**
 * The configuration of an emulator in a program. Folders that are not named are in the temporary one.
 * Throws StartFailure (UsageWrong), one line per problem.
 */
export function configOf (options: unknown, temporary: string): Config {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw startFailure(startFailures.UsageWrong, [`startEmulator: got ${inspect(options)}; accepted: an object of options, such as { port: 8443 }`])
  }
  return loadConfig({
    argv: [], env: {}, cwd: process.cwd(), program: fromProgram(options), defaults: temporaryDefaults(temporary)
  })
}

/** An undefined member counts as missing. */
function fromProgram (members: object): Source {
  const given = new Map<string, Given>()
  const problems: string[] = []
  for (const [member, value] of Object.entries(members)) {
    const option = byMember.get(member)
    const own = ownMembers.get(member)
    if (value === undefined) continue
    if (own !== undefined) {
      if (!own.isAccepted(value)) problems.push(`${member}: got ${inspect(value)}; accepted: ${own.accepts}`)
    } else if (option === undefined) {
      const meant = didYouMean(member, [...byMember.keys(), ...ownMembers.keys()])
      problems.push(`${member}: unknown option${meant === undefined ? '' : `, did you mean ${meant}?`}`)
    } else {
      const items: readonly unknown[] = Array.isArray(value) && option.many ? value : [value]
      const shown = items.map((item) => inspect(item))
      if (items.every((item) => option.json.split(' or ').includes(typeof item))) {
        given.set(option.name, { texts: items.map(String), shown, from: 'startEmulator' })
      } else {
        problems.push(`${member}: got ${inspect(value)}; accepted: a ${option.json}${option.many ? `, or an array of ${option.json}s` : ''}`)
      }
    }
  }
  return { given, problems }
}
