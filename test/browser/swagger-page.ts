// The Swagger page as a person uses it: open an operation, execute it, read the answer.

import type { Page } from 'playwright-core'

export interface Shown {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the expectations of a test check what it reads
  readonly body: any
}

/** What is executed below stays as it is filled in, so that a call proves that it was filled in well. */
export interface SwaggerPage {
  open (): Promise<void>
  /** In the order of the page. */
  operationIds (): Promise<readonly string[]>
  /** Executes an operation as it is filled in, and gives what the page shows of the answer. */
  execute (operationId: string): Promise<Shown>
  /** Executes every operation on the page once, in the order of the page. */
  topToBottom (): Promise<ReadonlyArray<Shown & { readonly operationId: string }>>
  /** Whether the operation, once unfolded, offers to be executed. */
  isOffered (operationId: string): Promise<boolean>
}

export function swaggerPage (page: Page, endpoint: string, path = '/swagger/'): SwaggerPage {
  async function unfold (operationId: string) {
    const block = page.locator(`.opblock[id$="-${operationId}"]`)
    if (!(await block.getAttribute('class'))?.includes('is-open')) {
      await block.locator('.opblock-summary-control').click()
    }
    await block.locator('.opblock-body .responses-wrapper').waitFor()
    return block
  }

  async function execute (operationId: string): Promise<Shown> {
    const block = await unfold(operationId)
    const tryItOut = block.locator('button.try-out__btn', { hasText: 'Try it out' })
    if (await tryItOut.isVisible()) await tryItOut.click()
    // What was not filled in well never becomes a request.
    const [response] = await Promise.all([
      page.waitForResponse((one) => /^\/(?:api|_emulator)\//.test(new URL(one.url()).pathname), { timeout: 20_000 }),
      block.locator('button.execute').click()
    ])
    const status = response.status()
    const requestId = await response.headerValue('x-request-id') ?? ''
    await block.locator('.live-responses-table', { hasText: String(status) }).filter({ hasText: requestId }).waitFor()
    const text = status === 204 ? '' : await response.text()
    return { status, body: text === '' ? undefined : JSON.parse(text) as unknown }
  }

  const operationIds = () => page.locator('.opblock')
    .evaluateAll((blocks) => blocks.map(({ id }) => id.slice(id.lastIndexOf('-') + 1)))

  return {
    operationIds,

    async open () {
      await page.goto(endpoint + path)
      await page.locator('.opblock').first().waitFor()
    },

    execute,

    async topToBottom () {
      const answers = []
      for (const operationId of await operationIds()) {
        answers.push({ operationId, ...await execute(operationId) })
        // Unfolded operations are drawn again with every reply, which is slow.
        await page.locator(`.opblock[id$="-${operationId}"] .opblock-summary-control`).click()
      }
      return answers
    },

    async isOffered (operationId) {
      return await (await unfold(operationId)).locator('button.execute').isVisible()
    }
  }
}

/** Fills in the *Authorize* dialog as a person does. */
export function authorizeDialog (page: Page) {
  async function open () {
    await page.locator('.auth-wrapper button.authorize').first().click()
    return page.locator('.dialog-ux')
  }
  const close = async () => { await page.locator('.dialog-ux button.close-modal').click() }

  return {
    async withToken (token: string) {
      const dialog = await open()
      const part = dialog.locator('.auth-container', { hasText: 'personalAccessToken' })
      await part.locator('input').fill(token)
      await part.locator('button.authorize').click()
      await part.getByText('Logout').waitFor()
      await close()
    },

    /** The page fetches the token by itself. */
    async withClientCredentials (clientId: string, clientSecret: string) {
      const dialog = await open()
      const part = dialog.locator('.auth-container', { hasText: 'oAuth2ClientCredentials' })
      await part.locator('#client_id_clientCredentials, #client_id').first().fill(clientId)
      await part.locator('#client_secret_clientCredentials, #client_secret').first().fill(clientSecret)
      await part.locator('button.authorize').click()
      await part.getByText('Logout').waitFor()
      await close()
    }
  }
}
