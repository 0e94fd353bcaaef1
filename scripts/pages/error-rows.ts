// Every error row of every area, for the page of errors and for tests.

import { adminErrors } from '../../src/admin/admin-errors.js'
import { accessErrors } from '../../src/domain/errors/access.js'
import { authenticationErrors } from '../../src/domain/errors/authentication.js'
import { keyErrors } from '../../src/domain/errors/keys.js'
import { storageErrors } from '../../src/domain/errors/storage.js'
import { httpErrors } from '../../src/http/reply/http-errors.js'
import { restErrors } from '../../src/rest/rest-errors.js'
import { webErrors } from '../../src/web/web-errors.js'

export const errorRows = {
  ...httpErrors,
  ...webErrors,
  ...storageErrors,
  ...authenticationErrors,
  ...adminErrors,
  ...accessErrors,
  ...restErrors,
  ...keyErrors
} as const

export type ErrorName = keyof typeof errorRows
