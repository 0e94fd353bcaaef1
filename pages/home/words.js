// How things are said on this page.

export const stateNames = {
  pre_active: 'pre-active',
  active: 'active',
  deactivated: 'deactivated',
  compromised: 'compromised',
  destroyed: 'destroyed',
  destroyed_compromised: 'destroyed, compromised',
  deleted: 'deleted'
}

/** `key_compromise` is "key compromise". */
export const reasonName = (reason) => reason.replaceAll('_', ' ')

/** `GenerateDataKey` is "generate data key". */
export const operationName = (operationId) => operationId.replace('CreateImport', 'CreateOrImport')
  .replace(/([a-z])([A-Z])/g, (_, last, first) => `${last} ${first.toLowerCase()}`)
  .toLowerCase()

export const number = (count) => count.toLocaleString('en')

export const keys = (count) => count === 1 ? '1 key' : `${number(count)} keys`

/** Makes an element: `element('p', { class: 'quiet' }, 'text', child)`. Text never becomes markup. */
export function element (name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

const day = (date) => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const time = (date) => date.toLocaleTimeString('en-GB')

/** Date and time of day. */
export const timeElement = (epochMs) => stamp(epochMs, (date) => `${day(date)}, ${time(date)}`)

/** Time of day, after the date when it is another day's. */
export const shortTimeElement = (epochMs) => stamp(epochMs, (date) =>
  day(date) === day(new Date()) ? time(date) : `${day(date)}, ${time(date)}`)

export const dayElement = (epochMs) => stamp(epochMs, day)

function stamp (epochMs, text) {
  const date = new Date(epochMs)
  return element('time', { datetime: date.toISOString(), title: date.toISOString() }, text(date))
}

export const stateBadge = (state) =>
  element('span', { class: 'state', 'data-state': state }, stateNames[state] ?? state)

/**
 * Characters that show nothing, or change how what follows is shown: controls, line separators, marks that turn the
 * direction of text, and halves of characters.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

const codeOf = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** A name as it can be read: what shows nothing by itself is shown by its code. */
export const readable = (name) => partsOf(name).map(({ text }) => text).join('')

/** A name, as clients give it. It cannot change the direction of the text around it. */
export function nameElement (name) {
  return element('bdi', { class: 'name' }, ...partsOf(name)
    .map(({ text, isCode }) => isCode ? element('span', { class: 'code-point' }, text) : text))
}

function partsOf (name) {
  const isBlank = name.trim() === ''
  return [...name].map((character) =>
    isBlank || unseen.test(character) ? { text: codeOf(character), isCode: true } : { text: character, isCode: false })
}
