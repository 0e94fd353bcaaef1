// How things are said on this page.

export const stateNames = {
  pre_active: 'pre-active',
  active: 'active',
  deactivated: 'deactivated',
  compromised: 'compromised',
  destroyed: 'destroyed',
  destroyed_compromised: 'destroyed, compromised'
}

/** `key_compromise` is "key compromise". */
export const reasonName = (reason) => reason.replaceAll('_', ' ')

/** `GenerateDataKey` is "generate data key". */
export const operationName = (operationId) => operationId.replace('CreateImport', 'CreateOrImport').replace(/([a-z])([A-Z])/g, (_, last, first) => `${last} ${first.toLowerCase()}`).toLowerCase()

export const keys = (count) => count === 1 ? '1 key' : `${count} keys`

/** Time of day, with the date when it is another day's. */
export function timeOf (epochMs) {
  const date = new Date(epochMs)
  const day = date.toDateString() === new Date().toDateString() ? '' : `${date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })}, `
  return day + date.toLocaleTimeString(undefined, { hour12: false })
}

/** Makes an element: `element('p', { class: 'quiet' }, 'text', child)`. Text never becomes markup. */
export function element (name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

export const timeElement = (epochMs) => element('time', { datetime: new Date(epochMs).toISOString() }, timeOf(epochMs))

export const stateBadge = (state) => element('span', { class: 'state', 'data-state': state }, stateNames[state] ?? state)
