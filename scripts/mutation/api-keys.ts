// Faults in API keys and in the signatures that are made with them.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const apiKeyMutations: readonly Mutation[] = [
  ...mutationsOf('access-rules.ts', ['access-rules'], [
    ['a rule counts for every method', 'rules.filter((rule) => rule.method === named)', 'rules'],
    ['the query counts as part of the path', "target.replace(/\\?.*$/s, '')", 'target'],
    ['an address that is not allowed is', 'blocks.check(plain, familyOf(version))', 'plain.length > 0']
  ]),
  ...mutationsOf('api-key-authentication.ts', ['api-key-authentication'], [
    ['an expired consumer key is let in', 'clock() >= expiresAt) throw', 'clock() < 0) throw'],
    ['a consumer key that was logged out is let in', "found.status === 'expired'", 'found.credentialId < 0'],
    ['a consumer key of another application is let in', 'found.applicationId !== applicationId', 'found.applicationId < 0'],
    ['any time is accepted', 'Math.abs(ahead) > timestampTolerance', 'Math.abs(ahead) < 0'],
    ['the moved clock decides on timestamps', ' * 1000 - machineClock()', ' * 1000 - clock()'],
    ['any signature is accepted', '!isSignatureOf(signature, keys, { method, target, host, timestamp, body })', 'signature.length === 0'],
    ['every call is granted', '!isGranted(rules, method, target)', 'rules.length < 0'],
    ['every address is allowed', '!isAllowedFrom(allowedIPs, address)', "address === ''"]
  ]),
  ...mutationsOf('api-key-store.ts', ['api-key-store'], [
    ['the secret of a removed API key stays', 'slots.erase(slotOf(row))', 'slotOf(row)'],
    ['consumer keys outlive their application', 'removeKeys.run(applicationId)\n', '\n'],
    ['a reset keeps other consumer keys', 'removeKeysBut.run(kept.applicationId, kept.credentialId)', 'removeKeysBut.run(kept.applicationId, -1)'],
    ['a secret is not bound to its API key', 'name: `api_application/${applicationKey}`', "name: 'api_application'"]
  ]),
  ...mutationsOf('api-keys.ts', ['api-keys'], [
    ['a removed API key comes back from its file', 'if (store.wasRemoved(texts.applicationKey)) return undefined', ''],
    ['a wrong secret in the file is kept', 'isSecret && consumerKey?.applicationId', 'consumerKey?.applicationId'],
    ['a key that was logged out comes back from its file', "statusOf(consumerKey, clock()) === 'validated'", 'consumerKey.credentialId > 0']
  ]),
  ...mutationsOf('ovh-configuration.ts', ['ovh-configuration'], [
    ['the file is readable for every user', 'folder.write(name, text, { secret: true })', 'folder.write(name, text, { secret: false })'],
    ['the file is written at every start', 'if (read(name) !== text) folder.write', 'folder.write'],
    ['a second server has keys of its own', '[name, certificateFiles.ovhConfiguration]', '[name]']
  ]),
  ...mutationsOf('signature.ts', ['signature'], [
    ['a signature without the port is rejected', "host.replace(/:\\d+$/, '')", 'host'],
    ['the body is not signed', '.update(body).update(`+${timestamp}`)', '.update(`+${timestamp}`)'],
    ['a text of another length fails the request', 'return isSignature(signature) && urlsOf', 'return urlsOf']
  ])
]
