// docs/images/layers.svg, from the imports in src: its folders in layers, and which imports which.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { draw, withoutShortcuts, type Arrow, type Drawing, type Place, type Way } from './layered-drawing.js'

const source = path.join(import.meta.dirname, '../../src')

const margin = 20
const box = { width: 142, height: 46, between: 42 }
const size = { width: 800 - 2 * margin, box: box.width, gap: 22, passage: 6 }

export function layersPicture (): string {
  const names = readdirSync(source).sort()
  return svg(draw(names, withoutShortcuts(importsIn()), size))
}

/** Which folder, or which of the two files in src itself, imports which. */
function importsIn (): readonly Arrow[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const arrows = files.flatMap((file) => ts.preProcessFile(readFileSync(path.join(source, file), 'utf8')).importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) =>
      [folderOf(file), folderOf(path.join(path.dirname(file), fileName).replace(/\.js$/, '.ts'))] as const))
  const others = arrows.filter(([from, to]) => from !== to && !to.startsWith('..'))
  return [...new Map(others.map((arrow) => [arrow.join(' '), arrow])).values()]
    .sort(([from, to], [other, next]) => `${from} ${to}` < `${other} ${next}` ? -1 : 1)
}

const folderOf = (file: string): string => file.split(path.sep)[0] ?? file

/** The title of the folder's README, unless it says the same as its name. */
function captionOf (name: string): string {
  if (name.endsWith('.ts')) return name === 'main.ts' ? 'Process entry' : 'Package entry'
  const title = /^# (.+)$/m.exec(readFileSync(path.join(source, name, 'README.md'), 'utf8'))?.[1] ?? ''
  return title.toLowerCase() === name ? '' : title
}

const topOf = ({ row }: Place): number => margin + row * (box.height + box.between)

function svg ({ rows, ways }: Drawing): string {
  const height = 2 * margin + rows.length * box.height + (rows.length - 1) * box.between
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="${height}" viewBox="0 0 800 ${height}" role="img" aria-labelledby="title">
<!-- Made by \`npm run generate\` from the imports in src. Do not edit. -->
<title id="title">The folders of src. An arrow leads from a folder to one that it imports; imports along a path of arrows are left out.</title>
<style>
  text { font-family: system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; text-anchor: middle; fill: #1f2328 }
  .name { font-size: 15px; font-weight: 600 }
  .caption { font-size: 11px; fill: #59636e }
  rect { fill: #f6f8fa; stroke: #818b98 }
  .arrow { fill: none; stroke: #59636e; stroke-width: 1.3 }
  .head { fill: #59636e }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .caption { fill: #b1bac4 }
    rect { fill: #212830; stroke: #656c76 }
    .arrow { stroke: #b1bac4 }
    .head { fill: #b1bac4 }
  }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0.5L8 4L0 7.5Z"/></marker></defs>
${ways.map((way) => arrow(way, ways)).join('\n')}
${rows.flat().filter(({ isBox }) => isBox).map(boxOf).join('\n')}
</svg>
`
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10)

function boxOf (place: Place): string {
  const caption = captionOf(place.name)
  const [x, top] = [margin + place.x, topOf(place)]
  const line = (kind: string, y: number, text: string) => `<text class="${kind}" x="${rounded(x)}" y="${rounded(top + y)}">${text}</text>`
  return `<rect x="${rounded(x - box.width / 2)}" y="${top}" width="${box.width}" height="${box.height}" rx="6"/>` +
    (caption === '' ? line('name', 28, place.name) : line('name', 20, place.name) + line('caption', 36, caption))
}

/** Straight down past other rows, and in a curve only between two rows, where no box is. */
function arrow (way: Way, ways: readonly Way[]): string {
  const steps = way.slice(1).map((place, index) => {
    const from = way[index] ?? place
    const [x, y] = [margin + portOf(from, place, ways, 'below'), topOf(from) + box.height]
    const [nextX, nextY] = [margin + portOf(place, from, ways, 'above'), topOf(place)]
    const middle = (y + nextY) / 2
    const start = index === 0 ? `M${rounded(x)} ${y}` : `V${y}`
    return `${start}C${[x, middle, nextX, middle, nextX, nextY].map(rounded).join(' ')}`
  })
  return `<path class="arrow" marker-end="url(#head)" d="${steps.join('')}"/>`
}

/** Where an arrow leaves or enters: side by side on the edge of a box, in the order of the other ends. */
function portOf (place: Place, other: Place, ways: readonly Way[], side: 'above' | 'below'): number {
  const step = side === 'below' ? 1 : -1
  const others = ways.filter((way) => way.includes(place)).map((way) =>
    way[way.indexOf(place) + step]).filter((found) => found !== undefined)
    .sort((one, next) => one.x - next.x)
  const spacing = Math.min(24, (box.width - 24) / Math.max(1, others.length - 1))
  return place.x + (others.indexOf(other) - (others.length - 1) / 2) * spacing
}
