// What the helpers use of the module that Jest provides to test files, which is not installed here.

declare module '@jest/globals' {
  export function afterAll (hook: () => unknown): void
  export function afterEach (hook: () => unknown): void
  export function beforeAll (hook: () => unknown): void
  export const expect: {
    getState (): { readonly currentTestName?: string, readonly currentConcurrentTestName?: () => string | undefined }
  }
}
