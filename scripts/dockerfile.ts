// Reads a Dockerfile: as much of its language as ours uses. An instruction that is not known here is refused, not passed over.

export interface Instruction {
  readonly name: string
  /** What stands after the name, lines joined. */
  readonly rest: string
  /** `--from=build` as ['from', 'build']. */
  readonly flags: ReadonlyMap<string, string>
}

export interface Stage {
  readonly image: string
  readonly name: string | undefined
  readonly instructions: readonly Instruction[]
}

const known = ['FROM', 'LABEL', 'ENV', 'WORKDIR', 'COPY', 'RUN', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD']

/** Dockerfile reference, "Format": comment lines go, a backslash at the end of a line joins it with the next. */
export function parseDockerfile (text: string): Stage[] {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line)).join('\n').replace(/\\\n\s*/g, ' ').split('\n').map((line) => line.trim())
  const stages: Array<{ image: string, name: string | undefined, instructions: Instruction[] }> = []
  for (const line of lines.filter((line) => line !== '')) {
    const instruction = readInstruction(line)
    if (!known.includes(instruction.name)) throw new Error(`the Dockerfile has ${instruction.name}, which this script does not run`)
    if (instruction.name === 'FROM') {
      const [image = '', , name] = instruction.rest.split(/\s+/)
      stages.push({ image, name, instructions: [] })
    } else {
      stages.at(-1)?.instructions.push(instruction)
    }
  }
  return stages
}

function readInstruction (line: string): Instruction {
  const [, name = '', tail = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? []
  const flags = new Map<string, string>()
  let rest = tail
  for (let flag = /^--([\w-]+)=(\S+)\s+/.exec(rest); flag !== null; flag = /^--([\w-]+)=(\S+)\s+/.exec(rest)) {
    flags.set(flag[1] ?? '', flag[2] ?? '')
    rest = rest.slice(flag[0].length)
  }
  return { name: name.toUpperCase(), rest, flags }
}

/** The last instruction of that name, as a stage keeps only one of them. */
export const last = (stage: Stage, name: string): Instruction | undefined => stage.instructions.filter((instruction) => instruction.name === name).at(-1)

/** `["node", "x"]`: the exec form, which alone makes the program process 1. */
export function execForm (instruction: Instruction | undefined): string[] {
  const value: unknown = JSON.parse(instruction?.rest.replace(/^CMD\s+/, '') ?? 'null')
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) throw new Error(`${instruction?.name ?? 'an instruction'} is not in exec form`)
  return value
}

/** `A=1 B="two words"`, as ENV and LABEL have it. */
export function assignments (rest: string): Record<string, string> {
  return Object.fromEntries([...rest.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, plain]) => [name, quoted ?? plain ?? '']))
}

/** What the builder is sent: .dockerignore's last pattern that fits a file, or a folder it lies in, decides. Only `*` and plain paths are known here. */
export function buildContext (files: readonly string[], dockerignore: string): string[] {
  const patterns = dockerignore.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  for (const pattern of patterns) if (/[*?[]/.test(pattern.replace(/^\*$/, ''))) throw new Error(`.dockerignore has ${pattern}, which this script does not understand`)
  const fits = (file: string, path: string) => path === '*' || file === path || file.startsWith(`${path}/`)
  return files.filter((file) => patterns.findLast((pattern) => fits(file, pattern.replace(/^!/, '')))?.startsWith('!') ?? true)
}
