// What the image promises, read from the Dockerfile and the compose file: cheap, so that it is asked in every run of the suite.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { assignments, buildContext, execForm, last, parseDockerfile } from '../../scripts/dockerfile.js'

const root = path.join(import.meta.dirname, '..', '..')
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const stages = parseDockerfile(textOf('Dockerfile'))
const [build, image] = stages

describe('Dockerfile', () => {
  it('has two stages of one Node, by exact tag, the second one slim and before the headers that break the addon', () => {
    expect(stages).toHaveLength(2)
    const [builder, runtime] = stages.map((stage) => /^node:(24\.(\d+)\.\d+)-bookworm(-slim)?$/.exec(stage.image))
    expect(builder?.[1]).toBe(runtime?.[1])
    expect(runtime?.[3]).toBe('-slim')
    expect(Number(runtime?.[2])).toBeLessThan(19)
  })

  it('runs as a user that is not root, as process 1, and asks our own healthcheck', () => {
    expect(last(image!, 'USER')?.rest).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect([...execForm(last(image!, 'ENTRYPOINT')), ...execForm(last(image!, 'CMD'))]).toEqual(['node', '/app/dist/main.js', 'serve'])
    expect(execForm(last(image!, 'HEALTHCHECK'))).toEqual(['node', '/app/dist/main.js', 'healthcheck'])
  })

  it('keeps data and certificates in the volumes, and listens where other containers reach it', () => {
    expect(JSON.parse(last(image!, 'VOLUME')?.rest ?? '')).toEqual(['/data', '/certs'])
    expect(assignments(last(image!, 'ENV')?.rest ?? '')).toMatchObject({ OKMS_EMULATOR_DATA: '/data', OKMS_EMULATOR_CERTS: '/certs', OKMS_EMULATOR_HOST: '0.0.0.0' })
  })

  it('is sent what it copies and nothing else', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter((file) => file !== '')
    const context = buildContext(files, textOf('.dockerignore'))
    const copied = [build!, image!].flatMap(({ instructions }) => instructions).filter(({ name, flags }) => name === 'COPY' && !flags.has('from')).flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    const covered = (file: string) => copied.some((source) => file === source || file.startsWith(`${source}/`))
    expect(context.filter((file) => !covered(file))).toEqual([])
    expect(copied.filter((source) => !context.some((file) => file === source || file.startsWith(`${source}/`)))).toEqual([])
  })
})

describe('docker-compose.yml', () => {
  const { services } = parse(textOf('docker-compose.yml'))

  it('has an app that waits for health and calls by service name, as the user that owns the key', () => {
    expect(services.app.depends_on.okms.condition).toBe('service_healthy')
    expect(services.app.environment.OKMS_ENDPOINT).toBe('https://okms:8443')
    expect(services.app.image).toBe(image!.image)
    expect(services.app.user).toBe(last(image!, 'USER')?.rest)
  })
})
