// The life cycle of keys as a diagram: states, transitions as the server names them, and keys as dots.

import { curveBetween, layouts } from './layout.js'
import { keys as keyCount, stateNames } from './words.js'

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
 * Draws into `place`, and again when the window gets another shape.
 * @param cycle {states, transitions: [{from, transition, to}]}
 */
export function createLifeCycle (place, cycle) {
  const narrow = window.matchMedia('(max-width: 560px)')
  const still = window.matchMedia('(prefers-reduced-motion: reduce)')
  let shown = { counts: undefined, selected: undefined }
  let onState
  let lines = new Map()

  function draw () {
    const layout = layouts[narrow.matches ? 'narrow' : 'wide']
    const [width, height] = layout.size
    lines = new Map(
      cycle.transitions.map((transition) => [`${transition.from}>${transition.to}`, drawTransition(transition, layout)])
    )
    const walked = walkedBy(shown.selected)
    for (const [name, line] of lines) line.classList.toggle('walked', walked.has(name))
    place.replaceChildren(svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': inWords() },
      svg('defs', {}, marker('arrow'), marker('arrow-walked')),
      ...[...lines.values()].sort((one, other) =>
        one.classList.contains('walked') - other.classList.contains('walked')),
      ...cycle.states.map((state) => drawState(state, layout))))
  }

  function drawState (state, { at, node: [width, height] }) {
    const [x, y] = at[state]
    const count = shown.counts?.[state]
    const names = stateNames[state].split(', ')
    const isHere = shown.selected?.state === state
    const dots = Math.min(mostDots, count ?? Number(isHere))
    // In the middle where nothing else is in the box.
    const titleAt = y + (count === undefined && dots === 0 ? 5 : -12)
    const node = svg('g', { class: 'node', 'data-state': state, 'data-empty': count === 0 },
      svg('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 12 }),
      ...names.map((line, index) => text(x, titleAt + (index - (names.length - 1) / 2) * 17, 'title', line)),
      text(
        x, y + (names.length > 1 ? 14 : 8), 'keys', count === undefined ? '' : count === 0 ? 'no key' : keyCount(count)
      ),
      ...Array.from({ length: dots }, (_, index) => {
        const isSelected = isHere && index === 0
        return svg('circle', {
          cx: x + (index - (dots - 1) / 2) * 11,
          cy: y + 27,
          r: isSelected ? 5.5 : 3.8,
          class: isSelected ? 'dot selected' : 'dot'
        })
      }))
    // For the mouse alone: with the keyboard the filter of the list does the same.
    if (onState !== undefined) {
      node.classList.add('filters')
      node.addEventListener('click', () => { onState(state) })
    }
    return node
  }

  function drawTransition ({ from, transition, to }, layout) {
    const curve = curveBetween(layout.at[from], layout.at[to], layout.bends[`${from}>${to}`] ?? 0, layout.node)
    const { t = 0.5, turn = 0 } = layout.labels[`${from}>${to}`] ?? {}
    const [x, y] = curve.pointAt(t)
    const label = text(0, 4, 'label', transition)
    label.setAttribute('transform', `translate(${x} ${y}) rotate(${turn})`)
    return svg('g', { class: `edge from-${from}` }, svg('path', { d: curve.d }), label)
  }

  /** The drawing for screen readers. */
  function inWords () {
    const counted = shown.counts === undefined ? [] : Object.entries(shown.counts).filter(([, count]) => count > 0)
    const counts = counted.map(([state, count]) => `${stateNames[state]}: ${keyCount(count)}`).join('; ')
    const ways = cycle.transitions.map(({ from, transition, to }) => `${transition} takes ${stateNames[from]} to ${stateNames[to]}`).join('; ')
    return `Life cycle of keys. ${counts || (shown.counts === undefined ? 'Not counted' : 'No key yet')}. Transitions: ${ways}.`
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
    /** @param counts By state; nullish where they are not known. @param selected The key whose way is shown. */
    show (counts, selected) {
      shown = { counts: counts ?? undefined, selected }
      draw()
    },
    /** @param listener (state) Called when a state is clicked. */
    onState (listener) { onState = listener },
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
  return svg(
    'marker',
    { id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' },
    svg('path', { d: 'M0 0 10 5 0 10z' })
  )
}
