// Faults in the front door of the OVHcloud API.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const ovhApiMutations: readonly Mutation[] = [
  ...mutationsOf('authenticate.ts', ['authentication'], [
    ['a signature is not checked', '          signed.verify(body)\n', ''],
    ['an open operation needs no right signature', 'if (isOpen && !hasCredentials(headers)) request.caller', 'if (isOpen) request.caller'],
    ['a page of another origin may call', '      refuseCrossOrigin(headers)\n      if (isOpen', '      if (isOpen'],
    ['a signed call reaches a domain that is not there', 'if (domains.find(asked) === undefined) throw', 'if (false) throw', ['domains']]
  ]),
  ...mutationsOf('body-parser.ts', ['authentication'], [
    ['a call without a body is not checked', 'request.checkBody?.(Buffer.isBuffer(body) ? body : emptyBody)', 'if (Buffer.isBuffer(body)) request.checkBody?.(body)']
  ]),
  ...mutationsOf('error-reply.ts', ['error-reply'], [
    ['what a format throws is shown', 'refuse(refusal(httpErrors.Internal), httpErrorFormat, request, reply)', 'throw fault']
  ]),
  ...mutationsOf('error-format.ts', ['error-format'], [
    ['refusals of credentials have a class', 'if (gatewayCode !== undefined) {', "if (gatewayCode === '') {"],
    ['details are left out', '...(details === undefined ? {} : { details })', ''],
    ['every refusal has the general class', 'const reason = status === 400 ?', 'const reason = status === 1 ?']
  ]),
  ...mutationsOf('iam.ts', ['iam'], [
    ['one condition is enough', 'conditions.every((', 'conditions.some(('],
    ['a pattern overlaps itself', 'text.length - last.length >= position && text.endsWith(last)', 'text.endsWith(last)']
  ]),
  ...mutationsOf('domain-credential-routes.ts', ['resources'], [
    ['a revoked credential is shown', 'credential?.okmsId !== okmsId || credential.revokedAt !== null', 'credential?.okmsId !== okmsId'],
    ['a credential of another domain is shown', 'credential?.okmsId !== okmsId || credential.revokedAt', 'credential === undefined || credential.revokedAt'],
    ['a page leaves out what follows a revoked credential', 'credentials.list(caller.okmsId).map(', 'credentials.list(caller.okmsId).filter(({ revokedAt }) => revokedAt === null).map(', ['paging']]
  ]),
  ...mutationsOf('page-of.ts', ['page-of'], [
    ['a page begins with what the one before ended with', 'position > after', 'position >= after']
  ]),
  ...mutationsOf('domain-key-routes.ts', ['resources'], [
    ['a reason need not fit the state', "if ((transitionFor(reason) === 'compromise') !== isCompromise) throw", 'if (reason === undefined) throw'],
    ['conditions on tags are ignored', '(hasTags?.(tagsOf(key)) ?? true)', 'true']
  ]),
  ...mutationsOf('domain-secret-routes.ts', ['resources'], [
    ['data is shown where it is not wanted', 'encodeSecret(found, includeData && version ?', 'encodeSecret(found, version ?']
  ]),
  ...mutationsOf('domain-routes.ts', ['domains'], [
    ['a list shows domains that the token does not reach', 'isTagged && reachesDomain(caller, id)', 'isTagged']
  ])
]
