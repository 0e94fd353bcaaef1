// The texts of the browser pages: HTML, CSS and scripts, unchanged from pages/.

import { readFileSync, readdirSync } from 'node:fs'

const folder = new URL('../../pages/', import.meta.url)

/**
 * By path in the folder, such as `home/page.css`. The build replaces these reads with the texts (scripts/embedded.js).
 */
export const pageTexts: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.pathname.length).replaceAll('\\', '/'))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])
)
