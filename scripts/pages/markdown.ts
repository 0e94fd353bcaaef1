// How the generated pages write tables and code.

export const code = (text: string): string => `\`${text}\``

export function table (heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

/** The first line of a generated page. */
export const madeFrom = (source: string): string => `<!-- Made by \`npm run generate\` from ${source}. Do not edit. -->`
