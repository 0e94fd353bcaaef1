// Texts to copy.

import { element } from './words.js'

/** A button that copies `text`. @param what Said to those who do not see what it is next to. */
export function copyButton (text, what) {
  const button = element('button', { type: 'button', class: 'copy', 'aria-label': `Copy: ${what}` }, 'Copy')
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text)
      button.textContent = 'Copied'
    } catch {
      button.textContent = 'Not allowed'
    }
    setTimeout(() => { button.textContent = 'Copy' }, 1500)
  })
  return button
}

/** A text under its title, with a button that copies it. */
export function block (title, text, where) {
  return element('div', { class: 'block' },
    element(
      'div',
      { class: 'head' },
      element('h3', {}, title, ...(where === undefined ? [] : [' ', element('span', { class: 'quiet' }, where)])),
      copyButton(text, title)
    ),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': title }, element('code', {}, text)))
}
