// The process itself: Jest gives each test file a copy of it whose events never happen.

export const processOf = (): NodeJS.Process => process.getBuiltinModule('node:process')
