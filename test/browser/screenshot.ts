// Keeps a picture of a page for people to look at, in coverage/screenshots, which git ignores.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'

const folder = path.join(import.meta.dirname, '../../coverage/screenshots')

export async function screenshot (page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}
