// Every mutation.

import { apiKeyMutations } from './api-keys.js'
import { controlMutations } from './control.js'
import { cryptoMutations } from './crypto.js'
import { httpMutations } from './http.js'
import { journalMutations } from './journal.js'
import type { Mutation } from './mutation.js'
import { orderMutations } from './orders.js'
import { ovhApiMutations } from './ovh-api.js'
import { secretMutations } from './secrets.js'
import { seedMutations } from './seeds.js'
import { serviceMutations } from './services.js'
import { storeMutations } from './store.js'

export const mutations: readonly Mutation[] = [
  ...cryptoMutations, ...serviceMutations, ...storeMutations, ...httpMutations, ...secretMutations,
  ...journalMutations, ...controlMutations, ...seedMutations, ...apiKeyMutations, ...orderMutations, ...ovhApiMutations
]
