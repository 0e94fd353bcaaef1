// The life cycle of keys as a diagram: states where they stand, transitions as the server names them, keys as dots.

import { keys as keyCount, stateNames } from './words.js'

/**
 * Where each state stands, how far the line between two of them bends to the left of its direction, and where on it the label stands
 * (from 0, the start, to 1) and how it is turned. Sizes in units of the drawing.
 */
const layouts = {
  wide: {
    size: [900, 340],
    node: [140, 82],
    at: { pre_active: [82, 142], active: [326, 142], deactivated: [572, 142], destroyed: [816, 142], compromised: [449, 296], destroyed_compromised: [816, 296] },
    bends: { 'active>deactivated': 24, 'deactivated>active': 24, 'active>compromised': -14, 'compromised>active': 48, 'deactivated>compromised': 12, 'pre_active>deactivated': 66, 'pre_active>destroyed': 106, 'pre_active>compromised': -70 },
    labels: { 'compromised>active': { t: 0.55 } }
  },
  narrow: {
    size: [380, 630],
    node: [128, 82],
    at: { pre_active: [106, 50], active: [106, 216], deactivated: [308, 216], compromised: [106, 394], destroyed: [308, 394], destroyed_compromised: [106, 572] },
    bends: { 'active>deactivated': 24, 'deactivated>active': 24, 'active>compromised': 30, 'compromised>active': 30, 'pre_active>deactivated': 36, 'pre_active>destroyed': 150, 'pre_active>compromised': -64 },
    labels: { 'deactivated>compromised': { t: 0.33 }, 'pre_active>compromised': { t: 0.5, turn: -90 }, 'pre_active>destroyed': { t: 0.36 } }
  }
}

/** Dots that fit into a state. */
const mostDots = 12

const namespace = 'http://www.w3.org/2000/svg'

function svg (name, attributes = {}, ...children) {
  const made = document.createElementNS(namespace, name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

/**
 * Draws into `place` and draws anew when the window gets another shape.
 * @param cycle {states, transitions: [{from, transition, to}]}
 */
export function createLifeCycle (place, cycle) {
  const narrow = window.matchMedia('(max-width: 560px)')
  const still = window.matchMedia('(prefers-reduced-motion: reduce)')
  let shown = { keys: [], selected: undefined }
  let lines = new Map()

  function draw () {
    const layout = layouts[narrow.matches ? 'narrow' : 'wide']
    const [width, height] = layout.size
    lines = new Map(cycle.transitions.map((transition) => [`${transition.from}>${transition.to}`, drawTransition(transition, layout)]))
    const walked = walkedBy(shown.keys.find(({ id }) => id === shown.selected))
    for (const [name, line] of lines) line.classList.toggle('walked', walked.has(name))
    place.replaceChildren(svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': inWords() },
      svg('defs', {}, marker('arrow'), marker('arrow-walked')),
      ...[...lines.values()].sort((one, other) => one.classList.contains('walked') - other.classList.contains('walked')),
      ...cycle.states.map((state) => drawState(state, layout))))
  }

  function drawState (state, { at, node: [width, height] }) {
    const [x, y] = at[state]
    const here = shown.keys.filter((key) => key.state === state)
    const lines = stateNames[state].split(', ')
    const dots = here.slice(0, mostDots)
    return svg('g', { class: 'node', 'data-state': state, 'data-empty': here.length === 0 },
      svg('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 12 }),
      ...lines.map((line, index) => text(x, y - 12 + (index - (lines.length - 1) / 2) * 17, 'title', line)),
      text(x, y + (lines.length > 1 ? 14 : 8), 'keys', here.length === 0 ? 'no key' : keyCount(here.length)),
      ...dots.map((key, index) => svg('circle', { cx: x + (index - (dots.length - 1) / 2) * 11, cy: y + 27, r: key.id === shown.selected ? 5.5 : 3.8, class: key.id === shown.selected ? 'dot selected' : 'dot' })))
  }

  function drawTransition ({ from, transition, to }, layout) {
    const curve = curveBetween(layout.at[from], layout.at[to], layout.bends[`${from}>${to}`] ?? 0, layout.node)
    const { t = 0.5, turn = 0 } = layout.labels[`${from}>${to}`] ?? {}
    const [x, y] = curve.pointAt(t)
    const label = text(0, 4, 'label', transition)
    label.setAttribute('transform', `translate(${x} ${y}) rotate(${turn})`)
    return svg('g', { class: `edge from-${from}` }, svg('path', { d: curve.d }), label)
  }

  /** For who does not see the drawing. */
  function inWords () {
    const counted = cycle.states.map((state) => [state, shown.keys.filter((key) => key.state === state).length]).filter(([, count]) => count > 0)
    return `Life cycle of keys. ${counted.length === 0 ? 'No key yet.' : counted.map(([state, count]) => `${stateNames[state]}: ${keyCount(count)}`).join('; ')}. Transitions: ${cycle.transitions.map(({ from, transition, to }) => `${transition} takes ${stateNames[from]} to ${stateNames[to]}`).join('; ')}.`
  }

  /** Shows that a key went this way just now. */
  function move (from, to) {
    const path = lines.get(`${from}>${to}`)?.querySelector('path')
    if (path === undefined || path === null || still.matches) return
    const dot = svg('circle', { r: 6, class: 'moving' })
    path.closest('svg').append(dot)
    const start = performance.now()
    const length = path.getTotalLength()
    const step = (now) => {
      const part = Math.min((now - start) / 900, 1)
      const { x, y } = path.getPointAtLength(length * part)
      dot.setAttribute('cx', x)
      dot.setAttribute('cy', y)
      if (part < 1) requestAnimationFrame(step)
      else dot.remove()
    }
    requestAnimationFrame(step)
  }

  narrow.addEventListener('change', draw)
  return {
    /** @param keys Newest first. @param selected Id of the key whose way is shown. */
    show (keys, selected) {
      shown = { keys, selected }
      draw()
    },
    move
  }
}

function walkedBy (key) {
  if (key === undefined) return new Set()
  const states = ['active', ...key.changes.map(({ state }) => state)]
  return new Set(states.slice(1).map((state, index) => `${states[index]}>${state}`))
}

function text (x, y, name, content) {
  return svg('text', { x, y, class: name, 'text-anchor': 'middle' }, content)
}

function marker (id) {
  return svg('marker', { id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' }, svg('path', { d: 'M0 0 10 5 0 10z' }))
}

/** A quadratic Bézier curve from the edge of one state to the edge of another. */
function curveBetween (from, to, bend, [width, height]) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const control = [(from[0] + to[0]) / 2 + dy / length * bend * 2, (from[1] + to[1]) / 2 - dx / length * bend * 2]
  const start = edgeOf(from, control, width, height)
  const end = edgeOf(to, control, width + 4, height + 4)
  const pointAt = (t) => [0, 1].map((axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * control[axis] + t ** 2 * end[axis])
  return { d: `M${start} Q${control} ${end}`, pointAt }
}

/** Where the line from the middle of a box towards a point leaves the box. */
function edgeOf ([x, y], [towardX, towardY], width, height) {
  const [dx, dy] = [towardX - x, towardY - y]
  const scale = Math.min(width / 2 / Math.abs(dx || 1e-9), height / 2 / Math.abs(dy || 1e-9))
  return [x + dx * scale, y + dy * scale]
}
