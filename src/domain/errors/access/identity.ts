// Users, their tokens, and the groups of the account: not found, in use, or not changeable.

import type { ErrorRow } from '../domain-error.js'

export const identityErrors = {
  UserNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 10,
    subject: 'user',
    text: (login: string) => `no user ${login} in this account`
  },
  UserTokenNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 11,
    subject: 'tokenName',
    text: (login: string, name: string) => `user ${login} has no personal access token ${name}`
  },
  UserExists: {
    system: 'CCM',
    component: 'IAM',
    category: 'Conflict',
    app: 1,
    subject: 'login',
    text: (login: string) => `a user ${login} already exists; choose another login`
  },
  GroupExists: {
    system: 'CCM',
    component: 'IAM',
    category: 'Conflict',
    app: 2,
    subject: 'name',
    text: (name: string) => `a group ${name} already exists; choose another name`
  },
  UserTokenExists: {
    system: 'CCM',
    component: 'IAM',
    category: 'Conflict',
    app: 3,
    subject: 'name',
    text: (login: string, name: string) => `user ${login} already has a token ${name}; choose another name`
  },
  DefaultGroupFixed: {
    system: 'CCM',
    component: 'IAM',
    category: 'Conflict',
    app: 4,
    subject: 'group',
    text: (name: string) => `every account has the group ${name}; it cannot be removed, and only its members change`
  }
} as const satisfies Record<string, ErrorRow>
