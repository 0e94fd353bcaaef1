// Options that say which requests are meant, for fault rules and for the journal alike.

import { readUuid } from '../../domain/uuid.js'
import { oneDomainOption, textOption } from './admin-options.js'

export const requestDomainOption = oneDomainOption('okms domain of the requests', 'any')
export const operationOption = textOption('operation', 'PATTERN', 'Operation of the requests', {
  accepts: 'an operationId such as Encrypt, or a pattern such as *ServiceKey*',
  otherwise: 'any',
  isRight: (text) => text.length <= 100
})
export const requestResourceOption = textOption('resource', 'PATTERN', 'Resource that the requests act on: a URN, or a kind and an id', {
  accepts: 'a URN such as urn:v1:eu:resource:okms:*, or a kind and an id such as secret/app/*; * stands for any characters',
  otherwise: 'any',
  isRight: (text) => /^(?:urn:v1:[\w*]+:resource:[!-~]+|[\w*]+\/.+|\*)$/.test(text) && text.length <= 500
})
export const callerOption = textOption('credential', 'UUID', 'Credential or token of the caller', {
  accepts: 'the UUID of a credential or of a token',
  otherwise: 'any',
  isRight: (text) => readUuid(text) !== undefined
})
