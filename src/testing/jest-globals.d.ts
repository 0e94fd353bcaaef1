// What the helpers use of the module that Jest provides to test files, which is not installed here.

declare module '@jest/globals' {
  export function afterAll (hook: () => Promise<void>): void
  export function afterEach (hook: () => Promise<void>): void
  export function beforeAll (hook: () => Promise<void>): void
  export const expect: {
    getState (): { readonly currentTestName?: string, readonly currentConcurrentTestName?: () => string | undefined }
  }
}
