// Faults in the use cases.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const serviceMutations: readonly Mutation[] = [
  ...mutationsOf('administration.ts', ['admin-certificates', 'admin-api-access'], [
    ['an admin certificate that the store does not know is let in', 'if (known === undefined) throw refusal(authenticationErrors.CertificateUnknown, serialHex)', 'if (known === undefined) return'],
    ['a revoked one is let in', 'if (known.revokedAt !== null) throw', 'if (known.revokedAt === 0) throw'],
    ['an expired admin certificate is let in', 'if (now > notAfter) throw', 'if (now < 0) throw'],
    ['any certificate of the CA opens the admin API', 'if (!isAdmin) throw refusal(authenticationErrors.AdminCertificateNeeded)', ''],
    ['an admin certificate of another CA is let in', 'if (!issuedByUs) throw refusal(authenticationErrors.CertificateForeign, issuer)', ''],
    ['a replaced one goes on', 'if (other.fromFolder && other.certificateId !== certificateId) store', 'if (other.fromFolder && certificateId.length === 0) store'],
    ['an added certificate ends with that of the folder', 'if (other.fromFolder && other', 'if (other'],
    ['the certificate of the folder is looked at only at the start', 'adoptIfReadable()\n      const known', 'const known'],
    ['the owner of the folder is locked out', 'if (adoptIfReadable()?.credentialId === certificateId) {', "if (certificateId === '') {"],
    ['an unreadable file closes the admin API', 'if (error instanceof StartFailure) return undefined', ''],
    ['a revoked certificate in the folder is kept', ' &&\n        get(kept.credentialId).revokedAt === null', ''],
    ['a certificate in the folder counts without its key', "keyState(facts.certificate, privateKeyPem) !== 'own'", "keyState(facts.certificate, privateKeyPem) === 'unreadable'"]
  ]),
  ...mutationsOf('admission.ts', ['handshake-refusal'], [
    ['a credential without policies is let in', 'authorisation.hasPolicy(identities) ? undefined : ', 'identities.length > 0 ? undefined : ']
  ]),
  ...mutationsOf('authentication.ts', ['mutual-tls', 'errors'], [
    ['a certificate of another CA is let in', 'if (!certificate.issuedByUs) throw', 'if (certificate.issuer === undefined) throw'],
    ['a revoked credential is let in', 'if (credential.revokedAt !== null) throw', 'if (credential.revokedAt === 0) throw'],
    ['a certificate is let in before its time', 'if (now < certificate.notBefore) {\n        throw', 'if (now < 0) {\n        throw'],
    ['an expired certificate is let in', 'if (now > certificate.notAfter) {\n        throw', 'if (now < 0) {\n        throw'],
    ['the clock of the domain counts for every credential', 'clockOf(credential)()', 'clocks.of(credential.okmsId)()', ['moved-clock']],
    ['the clock of the server counts for every credential', 'clockOf(credential)()', 'clocks.server()', ['domain-clocks']]
  ]),
  ...mutationsOf('callers.ts', ['mutual-tls', 'errors', 'every-route'], [
    ['the path of another domain is taken', 'if (asked !== undefined) refuseOtherDomain(asked, [okmsId])', ''],
    ['a token reaches every domain', 'if (!everyDomain) refuseOtherDomain(asked, okmsIds)\n      else if', 'if', ['tokens']],
    ['a token of every domain reaches those that are not there', 'domains.find(asked) === undefined) throw refusal(accessErrors.DomainNotFound', 'asked === \'\') throw refusal(accessErrors.DomainNotFound', ['user-tokens']]
  ]),
  ...mutationsOf('policy.ts', ['policy'], [
    ['a policy on a secret with a wildcard covers those below it', "return end === first || end === urn.indexOf('/', first + 1)", 'return end >= first'],
    ['a policy on all secrets covers none', '(kindEnd !== -1 && plain.has(urn.slice(0, kindEnd))) || plain.has(urn)', 'plain.has(urn)']
  ]),
  ...mutationsOf('authorisation.ts', ['authorisation'], [
    ['groups are not looked at', '...memberships.map(({ urn }) => urn)', ''],
    ['every group allows everything', "memberships.some(({ role }) => role === 'ADMIN')", 'memberships.length > 0'],
    ['exceptions are not looked at', 'allows(action) && !excepts(action)', 'allows(action)'],
    ['denials are not looked at', 'isAllowed(urn) && !isDenied(urn)', 'isAllowed(urn)'],
    ['an expired policy counts', 'expiresAt === null || now < expiresAt', 'true'],
    ['a policy that expires counts until the next change', 'known !== undefined && known.isCurrent?.(clock()) !== false', 'known !== undefined'],
    ['every policy applies to every caller', 'policy.identities.some((urn) => identities.has(urn))', 'policy.identities.length > 0'],
    ['a policy grants every action', 'matchesAction(action) ? resources : []', 'matchesAction(action) || true ? resources : []'],
    ['changed policies hold only after a restart', 'forget () { compiled.clear() }', 'forget () {}'],
    ['report refuses', "if (mode === 'enforce') throw", 'throw'],
    ['report tells nothing', 'onDenial(caller, denial)\n    },', '},'],
    ['enforce lets a credential without policies in', "mode !== 'enforce' || permissionsOf(identities).granted", 'true', ['handshake-refusal', 'authorisation']],
    ['a list shows what may not be seen', "return mode === 'report'", 'return true', ['policies', 'authorisation']],
    ['every caller is unrestricted under enforce', "mode !== 'enforce' || permissionsOf(identities) === everything", 'true', ['event-visibility', 'page-data']]
  ]),
  ...mutationsOf('credentials.ts', ['credentials'], [
    ['a credential lives a day for each of 365', '(request.validityDays ?? credentialLimits.validityDays.max) * day', 'credentialLimits.validityDays.max * day'],
    ['a certificate is valid from now on, not from a little before', 'wholeSecond(createdAt - backdated)', 'wholeSecond(createdAt)'],
    ['what a request has wrong is not refused', 'if (problems.length > 0) throw refusal(accessErrors.CredentialRequestInvalid, problems)\n      const { publicKey', 'const { publicKey'],
    ['a credential may have no identity', 'identities.length >= 1 && identities.length <= max', 'identities.length <= max'],
    ['a lost credential stays lost', 'if (known === undefined) store.insert(credential)', '']
  ]),
  ...mutationsOf('cryptographic-operations.ts', ['operations'], [
    ['a token of another algorithm than alg is verified', 'if (alg !== undefined && token.algorithm !== alg) return false', ''],
    ['a token of another message is verified', 'if (message !== undefined && !message.equals(token.payload)) return false', ''],
    ['a token of another kind of algorithm is a fault', 'if (!fits(algorithm, key)) return false', ''],
    ['a signature that is not base64 is a fault', 'return bytes !== undefined && await verify(algorithm, materials.verifyingKey(key), message, bytes,', 'return await verify(algorithm, materials.verifyingKey(key), message, bytes as Buffer,'],
    ['a plaintext of any length is encrypted', 'if (plaintext.length > maxPlaintextLength) {', 'if (plaintext.length > 999999) {'],
    [
      'decrypt asks for the usage of encrypt', "keys.usable(caller, keyId, 'decrypt')",
      "keys.usable(caller, keyId, 'encrypt')"
    ],
    ['a data key may have bits that fill no byte', 'size % 8 !== 0 || ', ''],
    ['a data key has half of its bits', 'dataKeys.bytes(size / 8, ', 'dataKeys.bytes(size / 16, '],
    ['a digest of any length is signed', 'if (isDigest) checkDigest(message, algorithm)\n      return await sign', 'return await sign'],
    ['a message of any length is signed', 'if (message.length > maxPlaintextLength) {', 'if (message.length > 999999) {', ['requests-beyond-the-contract']],
    ['a jwt of any payload is made', "format === 'jwt' && parseJsonObject(message) === undefined", "format === 'jwt' && message.length === 0"],
    ['a digest becomes the payload of a token', 'if (isDigest) throw refusal(keyErrors.MessageInvalid, \'isDigest\', `got true with format', 'if (message.length === 0) throw refusal(keyErrors.MessageInvalid, \'isDigest\', `got true with format']
  ]),
  ...mutationsOf('batch.ts', ['batch'], [
    ['calls are answered twice', 'calls = []\n    try', 'try'],
    ['a failure leaves the calls waiting', 'for (const { reject } of taken) reject(error)', '']
  ]),
  ...mutationsOf('key-overview.ts', ['key-overview'], [
    ['a caller who may see a part gets the full counts', 'maySee === undefined ? counts : countsOfPart(okmsId, sumOf(counts), maySee)', 'counts'],
    ['a part of any number is counted', 'if (total > countedOneByOne) return undefined', ''],
    ['a page shows keys that may not be seen', 'fits(head) && (maySee === undefined || maySee(head.keyId))', 'fits(head)'],
    ['a full last page says that more follows', 'next: found.length > limit ?', 'next: found.length >= limit ?'],
    ['a search knows no other case', '.toLowerCase()', ''],
    ['the filter by type is ignored', '(type === undefined || head.type === type) &&', '']
  ]),
  ...mutationsOf('jwk-intent.ts', ['jwk-intent'], [
    ['key_ops may name an operation twice', 'const fault = repeated(jwk.key_ops) ??\n    ', 'const fault = '],
    ['use and alg may exclude each other', 'shared.length > 0', 'shared.length >= 0'],
    ['one operation in common is enough', 'shared.length === allows.length', 'shared.length > 0'],
    ['an algorithm of another curve fits', '(curve === undefined || curve === key.curve) && ', ''],
    ['a content encryption of another size fits', ' && (size === undefined || size === key.size)', ''],
    ['use enc on RSA leaves nothing', 'byDefault.length > 0 ? byDefault : ', 'byDefault.length >= 0 ? byDefault : '],
    ['key_ops need not fit the key', "extent === 'all' ? operationsFault", "extent === 'some' ? operationsFault"]
  ]),
  ...mutationsOf('key-plan.ts', ['service-keys', 'typical-mistakes', 'errors'], [
    ['an RSA key may have any size', 'if (!isRsaSize(size)) throw', 'if (size < 0) throw'],
    ['a secret key with a curve is made', 'if (curve !== undefined) throw refuse(\'curve\', ({ setting }) => `got ${curve}; a key of type oct', 'if (size < 0) throw refuse(\'curve\', ({ setting }) => `got ${curve}; a key of type oct'],
    ['operations that the type does not have are granted', 'if (fault !== undefined) throw refuse(\'operations\', fault)', ''],
    ['an import that says otherwise than the request is taken', 'wished !== undefined && wished !== imported[field]', 'wished === null', ['key-plan']]
  ]),
  ...mutationsOf('metrics.ts', ['metrics', 'monitoring-routes', 'monitoring'], [
    ['a latency at a bound counts as a slower one', 'milliseconds <= bound', 'milliseconds < bound'],
    ['the slowest answers are lost', 'bound === -1 ? latencyBounds.length : bound', 'bound'],
    ['an unknown path is a name of its own', 'operationId = noOperation', 'operationId = String(Math.random())']
  ]),
  ...mutationsOf('key-creation.ts', ['service-keys', 'typical-mistakes', 'wrapped-key-refusals', 'errors'], [
    ['a wrapped import into the HSM is taken', "if (source.protectionLevel === 'HSM') {", 'if (source.protectionLevel === undefined) {'],
    [
      'an imported key passes for one made here', "subject) },\n    material,\n    origin: 'imported'",
      "subject) },\n    material,\n    origin: 'generated'", ['extractability', 'wrapped-keys']
    ]
  ]),
  ...mutationsOf('local-ca.ts', ['local-ca', 'local-pki'], [
    ['a published CA of another is overwritten', 'other !== undefined && other.certificate.fingerprint256 !== facts.certificate.fingerprint256', 'other === null'],
    ['a CA whose key is another one is used', "if (key === 'another') throw", 'if (key === undefined) throw']
  ]),
  ...mutationsOf('local-pki.ts', ['local-pki', 'server-certificates'], [
    ['a certificate is used until its last moment', 'latest < notAfter - renewalTime', 'latest < notAfter'],
    ['a certificate that lacks a name is kept', 'names.every((name) => carries(facts.certificate, name))', 'names.length >= 0'],
    ['a certificate of another CA is kept', 'isSignedBy(facts.certificate, ca) &&', ''],
    ['near the end of the CA each start makes another one', 'isLast || latest', 'latest']
  ]),
  ...mutationsOf('okms-domains.ts', ['admin-api-access', 'errors', 'access-administration'], [
    ['a domain goes with its keys unasked', 'if (!force && keys + secrets > 0) throw', 'if (!force && secrets > 0) throw'],
    ['a domain goes with its secrets unasked', 'if (!force && keys + secrets > 0) throw', 'if (!force && keys > 0) throw', ['okms-domains']],
    ['the removal of a domain holds up all others', 'while (store.eraseContent(okmsId)) await nextTurn()', 'while (store.eraseContent(okmsId));', ['okms-domains']],
    ['the streams of a removed domain go on', '      removed(okmsId)\n', '', ['okms-domains']],
    ['the id of a domain may be anything', '[uuidPattern.test(okmsId),', '[okmsId.length > 0,', ['okms-domain-ids']]
  ]),
  ...mutationsOf('policies.ts', ['policies', 'errors', 'access-administration'], [
    ['a new policy holds only later', 'changing(policy.policyId)', ''],
    ['a removed policy holds on', 'changing(get(policyId).policyId)', 'get(policyId)'],
    ['a replaced policy holds on', 'changing(policyId)\n      store.update', 'store.update', ['identity']]
  ]),
  ...mutationsOf('groups.ts', ['groups', 'users'], [
    ['a group may hold a group', '!isIdentityUrn(member) || isGroupUrn(member)', '!isIdentityUrn(member)'],
    ['a user may be in no group', 'if (without.length === 0) return', 'if (without.length >= 0) return'],
    ['a group of every account is removed', 'if (defaultGroup(name) !== undefined) throw refusal(identityErrors.DefaultGroupFixed, name)\n      store.atomically', 'store.atomically']
  ]),
  ...mutationsOf('users.ts', ['users'], [
    ['a user stays in its old main group', 'if (group !== main) groups.leave(main, userUrn(login))', ''],
    ['a removed user stays in its groups', 'for (const name of groups.of(userUrn(login))) groups.leave(name, userUrn(login))', '']
  ]),
  ...mutationsOf('token-reader.ts', ['user-tokens'], [
    ['tokens of a disabled user work', "if (user !== null && users.find(user)?.status !== 'OK') throw", "if (user === '') throw"]
  ]),
  ...mutationsOf('server-certificates.ts', ['server-certificates'], [
    ['certificates for names are kept without end', 'byName.size > capacity && oldest !== undefined', 'byName.size < 0 && oldest !== undefined'],
    ['addresses are taken up without end', ' && names.size < first + maxFurtherAddresses', ''],
    ['a certificate near its end is shown', 'kept === undefined || !isCurrent(kept)', 'kept === undefined'],
    ['any public name gets a certificate', ' && isPrivateName(name)', '']
  ]),
  ...mutationsOf('service-accounts.ts', ['token-endpoint'], [
    ['any secret opens an account', 'return isProven ? account : undefined', 'return account'],
    ['tokens live a thousand times too long', '3_599_000', '3_599_000_000']
  ]),
  ...mutationsOf('service-keys.ts', ['service-keys', 'row-cache', 'life-cycle', 'service-key-lists'], [
    ['a destroyed key is found', 'if (isDestroyed(stored.state)) throw', 'if (stored.keyId === undefined) throw'],
    ['a key that is not active is used', 'requireUsable(key)\n', '\n'],
    ['a key is used for what it may not do', 'if (!key.operations.includes(operation)) {\n        throw', 'if (key.operations.length === 0) {\n        throw', ['operations', 'service-keys']],
    ['a taken id is given again', 'if (refused !== undefined) throw refused', ''],
    ['a search never gives way to others', 'if (looked >= keysATurn) {', 'if (looked < 0) {'],
    ['an empty page says that more follows', 'items.length > 0 || next === null\n        ? { items, next }\n        :', 'items.length >= 0 || next === null\n        ? { items, next }\n        :'],
    ['a key that is active again keeps the date of its end', 'deactivatedAt: null, compromisedAt: null })', 'compromisedAt: null })'],
    ['destruction forgets the reason', "transition === 'destroy' ? key.revocationReason : reason", 'reason']
  ]),
  ...mutationsOf('token-reader.ts', ['tokens', 'tokens-and-keys'], [
    ['another text with the same id is the token', '!timingSafeEqual(token.sha256, hashOf(text))', 'token.sha256.length === 0', ['token-reader']],
    ['an expired token is taken', 'clock() >= expiresAt', 'clock() < 0'],
    ['tokens expire by the clock of their first domain everywhere', 'okmsId === undefined ? token.okmsIds : [okmsId]', 'token.okmsIds', ['domain-clocks']],
    ['a removed token is remembered', 'store.find(proven.get(name) ?? proven.set(name, prove(text)))', 'store.find(proven.get(name) ?? proven.set(name, prove(text))) ?? ({ expiresAt: null, okmsIds: [], user: null } as unknown as Token)']
  ]),
  ...mutationsOf('tokens.ts', ['tokens', 'tokens-and-keys'], [
    ['a token may end before it begins', 'expiresAt === undefined || expiresAt > now', 'expiresAt !== null'],
    ['a token for a domain that is not there is made', 'refuseUnknownDomains(domains, request.okmsIds)', ''],
    ['an account\'s token is shown among the others', 'token === undefined || token.clientId !== null', 'token === undefined', ['token-reader']],
    ['times in a token are milliseconds', 'Math.floor(epochMs / 1000)', 'Math.floor(epochMs)']
  ]),
  ...mutationsOf('wrapped-keys.ts', ['wrapped-keys', 'wrapped-key-refusals', 'extractability'], [
    ['a key that may not leave leaves', 'if (!key.extractable) throw refusal(keyErrors.KeyNotExtractable, key.keyId)', ''],
    ['a transport key without the usage is used', 'if (!key.operations.includes(usage)) {', 'if (key.operations.length === 0) {'],
    ['a transport key that is not active is used', "if (usable !== 'usable') throw", 'if (usable === undefined) throw'],
    ['a key leaves the HSM', "if (key.protectionLevel === 'HSM') throw refusal(keyErrors.KeyInHsm, key.keyId)", ''],
    ['export asks for the usage of import', "transportKey(caller, wrappingKeyId, 'wrapKey')", "transportKey(caller, wrappingKeyId, 'unwrapKey')"]
  ])
]
