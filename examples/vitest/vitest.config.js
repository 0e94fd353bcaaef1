import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // One server for all files. Without it, each file starts one.
    globalSetup: ['okms-emulator/global-setup']
  }
})
