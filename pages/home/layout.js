// Geometry of the diagram of the life cycle.

/**
 * Where each state stands, how far the line between two of them bends to the left of its direction, and where on it the
 * label stands (from 0, the start, to 1) and how it is turned. Sizes in units of the drawing.
 */
export const layouts = {
  wide: {
    size: [900, 340],
    node: [140, 82],
    at: {
      pre_active: [82, 142],
      active: [326, 142],
      deactivated: [572, 142],
      destroyed: [816, 142],
      compromised: [449, 296],
      destroyed_compromised: [816, 296]
    },
    bends: {
      'active>deactivated': 24,
      'deactivated>active': 24,
      'active>compromised': -14,
      'compromised>active': 48,
      'deactivated>compromised': 12,
      'pre_active>deactivated': 66,
      'pre_active>destroyed': 106,
      'pre_active>compromised': -70
    },
    labels: { 'compromised>active': { t: 0.55 } }
  },
  narrow: {
    size: [380, 630],
    node: [128, 82],
    at: {
      pre_active: [106, 50],
      active: [106, 216],
      deactivated: [308, 216],
      compromised: [106, 394],
      destroyed: [308, 394],
      destroyed_compromised: [106, 572]
    },
    bends: {
      'active>deactivated': 24,
      'deactivated>active': 24,
      'active>compromised': 30,
      'compromised>active': 30,
      'pre_active>deactivated': 36,
      'pre_active>destroyed': 150,
      'pre_active>compromised': -64
    },
    labels: {
      'deactivated>compromised': { t: 0.33 },
      'pre_active>compromised': { t: 0.5, turn: -90 },
      'pre_active>destroyed': { t: 0.36 }
    }
  }
}

/** A quadratic Bézier curve from the edge of one state to the edge of another. */
export function curveBetween (from, to, bend, [width, height]) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const control = [(from[0] + to[0]) / 2 + dy / length * bend * 2, (from[1] + to[1]) / 2 - dx / length * bend * 2]
  const start = edgeOf(from, control, width, height)
  const end = edgeOf(to, control, width + 4, height + 4)
  const pointAt = (t) => [0, 1].map((axis) =>
    (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * control[axis] + t ** 2 * end[axis])
  return { d: `M${start} Q${control} ${end}`, pointAt }
}

/** Where the line from the middle of a box towards a point leaves the box. */
function edgeOf ([x, y], [towardX, towardY], width, height) {
  const [dx, dy] = [towardX - x, towardY - y]
  const scale = Math.min(width / 2 / Math.abs(dx || 1e-9), height / 2 / Math.abs(dy || 1e-9))
  return [x + dx * scale, y + dy * scale]
}
