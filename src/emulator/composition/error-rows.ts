// Every error row of every area, by its name: what faults inject, for the page of errors and for tests.

import { adminErrors } from '../../admin/admin-errors.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { apiKeyErrors } from '../../domain/errors/access/api-keys.js'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { controlErrors } from '../../domain/errors/control/control.js'
import { faultErrors } from '../../domain/errors/control/faults.js'
import { identityErrors } from '../../domain/errors/access/identity.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { logErrors } from '../../domain/errors/logs.js'
import { orderErrors } from '../../domain/errors/orders.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { seedErrors } from '../../domain/errors/control/seeds.js'
import { snapshotErrors } from '../../domain/errors/control/snapshots.js'
import { storageErrors } from '../../domain/errors/storage.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import { kvErrors } from '../../rest/kv/kv-errors.js'
import { vaultErrors } from '../../rest/kv/vault-errors.js'
import { restErrors } from '../../rest/rest-errors.js'
import { webErrors } from '../../web/web-errors.js'

export const errorRows = {
  ...httpErrors,
  ...webErrors,
  ...storageErrors,
  ...authenticationErrors,
  ...adminErrors,
  ...accessErrors,
  ...identityErrors,
  ...apiKeyErrors,
  ...controlErrors,
  ...faultErrors,
  ...seedErrors,
  ...snapshotErrors,
  ...orderErrors,
  ...logErrors,
  ...restErrors,
  ...keyErrors,
  ...secretErrors,
  ...kvErrors,
  ...vaultErrors
} as const
