// The two forms of the log.

import { describe, expect, it } from 'vitest'
import { createLogger, type LoggerOptions } from '../../src/log/log.js'

function lines (options: Partial<LoggerOptions>, write: (log: ReturnType<typeof createLogger>) => void): string[] {
  const written: string[] = []
  write(
    createLogger({ level: 'info', format: 'json', ...options, stream: { write: (line) => { written.push(line) } } })
  )
  return written
}

const request = {
  domain_id: 'd',
  request_id: 'r',
  type: 'rest',
  client_ip: '127.0.0.1',
  iam_operation: 'okms:apikms:servicekey/get',
  http_path: '/api/d/v1/servicekey',
  http_status: 200,
  http_method: 'GET',
  duration_ms: 1.26
}

describe('json', () => {
  it('is one object a line with every field, the level in words and the time in RFC 3339', () => {
    const [line = ''] = lines({}, (log) => { log.info(request, 'request') })
    expect(line.endsWith('\n')).toBe(true)
    expect(JSON.parse(line))
      .toEqual({ ...request, level: 'info', msg: 'request', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) })
  })

  it('has the time of the server, unless the entry has a time of its own', () => {
    const written = lines({ clock: () => 0 }, (log) => {
      log.warn('of the server')
      log.warn({ time: 1 }, 'of a domain')
    })
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'warn', time: '1970-01-01T00:00:00.000Z', msg: 'of the server' },
      { level: 'warn', time: '1970-01-01T00:00:00.001Z', msg: 'of a domain' }
    ])
  })

  it('leaves out what is below the level', () => {
    const write = (log: ReturnType<typeof createLogger>): void => { log.debug('a'); log.info('b'); log.error('c') }
    expect(lines({ level: 'error' }, write)).toHaveLength(1)
    expect(lines({ level: 'silent' }, write)).toHaveLength(0)
  })
})

describe('pretty', () => {
  const pretty = (write: (log: ReturnType<typeof createLogger>) => void, colour = false): string =>
    lines({ format: 'pretty', colour }, write).join('')

  it('tells a request in one line', () => {
    expect(pretty((log) => { log.info(request, 'request') })).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}GET {4}\/api\/d\/v1\/servicekey 200 okms:apikms:servicekey\/get 1\.3 ms\n$/)
  })

  it('tells a message with its members, and the stack of an error below it', () => {
    expect(pretty((log) => { log.info({ port: 8443 }, 'listening') })).toMatch(/INFO {2}listening port=8443\n$/)
    expect(pretty((log) => { log.error({ err: new Error('broken') }, 'failed') })).toMatch(/ERROR failed\n {4}Error: broken\n {4,}at /)
  })

  it.each([[200, undefined], [404, '33'], [500, '31']] as const)('colours a reply %i as %s, and only when asked to', (status, sgr) => {
    const write = (log: ReturnType<typeof createLogger>): void => {
      log.info({ ...request, http_status: status }, 'request')
    }
    const escape = '\u001b['
    expect(pretty(write, true).startsWith(`${escape}${sgr}m`)).toBe(sgr !== undefined)
    expect(pretty(write)).not.toContain(escape)
  })

  it('shows the text of a refusal on the line, and several below it', () => {
    const refused = { ...request, http_status: 400, err_category: 'Argument' }
    expect(pretty((log) => { log.info({ ...refused, errors: ['body: missing'] }, 'request') })).toMatch(/ 400 \S+ Argument 1\.3 ms: body: missing\n$/)
    expect(pretty((log) => { log.info({ ...refused, errors: ['a: b', 'c: \u202ed\n'] }, 'request') }))
      .toMatch(/ 1\.3 ms\n {4}a: b\n {4}c: \?d\?\n$/)
  })

  it('shows a refusal without a request', () => {
    expect(pretty((log) => {
      log.info({ http_status: 400, err_category: 'Argument', errors: ['this port speaks TLS only'] }, 'request')
    })).toMatch(/INFO {2}400 Argument: this port speaks TLS only\n$/)
  })

  it('lets no path steer the terminal', () => {
    expect(pretty((log) => { log.info({ ...request, http_path: '/\u001b[2J\r' }, 'request') })).toContain('/?[2J?')
  })
})
