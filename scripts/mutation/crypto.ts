// Faults in the layer of bytes and keys.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const cryptoMutations: readonly Mutation[] = [
  ...mutationsOf('aes-gcm.ts', ['aes-gcm', 'jwe', 'jwe-rsa-oaep'], [
    ['a tag of any length is taken', 'iv.length !== gcmIvLength || tag.length !== gcmTagLength', 'iv.length !== gcmIvLength'],
    ['a wrong tag gives the plaintext all the same', 'plaintext.fill(0)\n    return undefined', 'return plaintext'],
    ['encryption does not authenticate the AAD', 'gcm.setAAD(aad)\n  const ciphertext', 'const ciphertext']
  ]),
  ...mutationsOf('base64.ts', ['base64'], [
    ['base64 that is not canonical is taken', "bytes.toString('base64') === text ? bytes : undefined", 'bytes'],
    ['base64url that is not canonical is taken', "bytes.toString('base64url') === text ? bytes : undefined", 'bytes']
  ]),
  ...mutationsOf('compact-jwe.ts', ['jwe', 'jwe-rsa-oaep', 'secrets-in-refusals'], [
    ['a sixth part is ignored', 'parts.length !== 5 || ', ''],
    ['a refusal repeats what a header carries', "/^[\\w+-]+$/.test(received) && isQuotable(received) ? received : 'another value'", 'received']
  ]),
  ...mutationsOf('content-decryption.ts', ['jwe-rsa-oaep'], [
    ['CBC decrypts without looking at the tag', 'if (!timingSafeEqual(mac.subarray(0, keyLength / 2), tag)) return undefined', ''],
    ['the length of the AAD is counted in bytes', 'BigInt(aad.length) * 8n', 'BigInt(aad.length)'],
    ['the halves of the key change places', 'createHmac(hash, key.subarray(0, keyLength / 2))', 'createHmac(hash, key.subarray(keyLength / 2))'],
    ['A192GCM takes a key of 128 bits', "gcm('aes-192-gcm', 24)", "gcm('aes-128-gcm', 16)"]
  ]),
  ...mutationsOf('der-reader.ts', ['der-reader', 'key-format'], [
    ['an indefinite length is taken', 'first === 0x80 || lengthOctets > 3', 'lengthOctets > 3'],
    ['a length in more octets than needed is taken', 'lengthOctets > 0 && (length < 0x80', 'lengthOctets > 9 && (length < 0x80'],
    ['octets after the end are ignored', 'others.length > 0) throw new DerFault(\'something follows', 'others.length > 9) throw new DerFault(\'something follows'],
    ['a negative integer is taken', 'first === undefined || first >= 0x80) throw', 'first === undefined) throw'],
    ['an integer with a needless zero is taken', 'if (second < 0x80) throw', 'if (second < 0) throw']
  ]),
  ...mutationsOf('ec-key-check.ts', ['jwk-import'], [
    ['x may be as large as the field prime', '[() => x < p,', '[() => true,'],
    ['y may be as large as the field prime', '[() => y < p,', '[() => true,'],
    ['a point need not be on the curve', '(y * y - (x * x * x - 3n * x + b)) % p === 0n', 'true'],
    ['d may be the order', 'value > 0n && value < n', 'value > 0n && value <= n'],
    ['d may be 0', 'value > 0n && value < n', 'value < n'],
    ['d need not belong to the point', 'Buffer.concat([Buffer.from([4]), x, y]).equals(basePointTimes(crv, d))', 'true']
  ]),
  ...mutationsOf('ec-scalar.ts', ['ec-scalar'], [
    ['a scalar has too few random bits', 'bytes(Math.ceil(bitLength(n) / 8) + 8)', 'bytes(Math.ceil(bitLength(n) / 8))'],
    ['a scalar may be 0', '% (n - 1n) + 1n', '% n']
  ]),
  ...mutationsOf('ec-point.ts', ['prehashed-ecdsa'], [
    ['the slope of a tangent is wrong', '3n * a.x * a.x - 3n', '3n * a.x * a.x + 3n'],
    ['opposite points are doubled', 'a.x === b.x && a.y === b.y', 'a.x === b.x'],
    ['the sum takes one point twice', 'slope * slope - a.x - b.x', 'slope * slope - a.x - a.x']
  ]),
  ...mutationsOf('generate-key.ts', ['generate-key', 'jwk-import'], [
    ['a secret key has half of its bits', 'randomBytes(spec.size / 8)', 'randomBytes(spec.size / 16)'],
    ['the public JWK has the private members', "publicJwk: { kty: 'RSA', n: material.n, e: material.e }", 'publicJwk: material']
  ]),
  ...mutationsOf('seeded-random.ts', ['seeded-random'], [
    ['a value repeats', 'counts.set(sequence, count + 1)', ''],
    ['domains have the same values', '`${sequence}/${okmsId}/${turn(sequence, okmsId)}`', '`${sequence}/${turn(sequence, okmsId)}`'],
    ['two domains have the same material under one id', '`key material/${okmsId}/${keyId}`', '`key material/${keyId}`'],
    ['a removed domain goes on', 'else given.delete(okmsId)', ''],
    ['a UUID has another version', '& 0x0f) | 0x40', '& 0x0f) | 0x50']
  ]),
  ...mutationsOf('seeded-key.ts', ['seeded-key'], [
    ['the coordinates change places', 'x: encodeBase64Url(point.subarray(1, 1 + width))', 'x: encodeBase64Url(point.subarray(1 + width))']
  ]),
  ...mutationsOf('synthetic-iv.ts', ['synthetic-iv'], [
    ['two plaintexts get the same IV', '.update(plaintext).digest()', '.digest()'],
    ['two contexts get the same IV', '.update(aad).update', '.update'],
    ['where the AAD ends does not matter', '.update(aadLength)', '']
  ]),
  ...mutationsOf('integers.ts', ['integers'], [
    ['every value has a root', 'return root * root === value ? root : undefined', 'return root'],
    ['an inverse is found where there is none', 'if (r0 !== 1n) return undefined', ''],
    ['an inverse may be negative', 'return t0 < 0n ? t0 + m : t0', 'return t0'],
    ['leading zeros are dropped', "2 * length, '0')", "length, '0')"]
  ]),
  ...mutationsOf('json-object.ts', ['jws', 'jwe', 'jwe-rsa-oaep'], [
    ['a member may be named twice', "if (problemOfJsonText(text, '') !== undefined) return undefined", ''],
    ['a header need not be UTF-8', 'fatal: true', 'fatal: false'],
    ['half of a surrogate pair is a character', "if (loneSurrogateWithin(value, '') !== undefined) return undefined", '']
  ]),
  ...mutationsOf('jwe-rsa-oaep.ts', ['jwe-rsa-oaep'], [
    ['a token for another transport key is taken', "typeof kid !== 'string' || kid.toLowerCase() !== keyId", "typeof kid !== 'string'"],
    ['crit is ignored', "crit: 'no extension is understood',", ''],
    ['zip is ignored', "zip: 'material is not compressed',", ''],
    ['a wrong padding is an error of its own', 'encryptedKey, standIn)', 'encryptedKey)'],
    ['a content key of a wrong length is used', 'contentKey.length === length ? contentKey : standIn', 'contentKey'],
    ['a failed tag gives no refusal', 'if (plaintext === undefined) throw refusal(keyErrors.UnwrappingFailed)\n  return plaintext', 'return plaintext ?? Buffer.alloc(0)'],
    ['the hash of OAEP is SHA-1 whatever was asked for', 'oaepHash: algorithm.oaepHash }, contentKey', "oaepHash: 'sha1' }, contentKey"],
    ['the length of the tag is not checked', "['authentication tag', tag, tagLength, 'this enc takes']", '']
  ]),
  ...mutationsOf('jwe.ts', ['jwe', 'operations'], [
    ['the IV is the same each time', 'const iv = newIv(aad, plaintext)', 'const iv = Buffer.alloc(gcmIvLength)'],
    ['decryption forgets the context', 'additionalData(jwe.encodedHeader, context)', 'additionalData(jwe.encodedHeader, undefined)'],
    ['an empty context is one', 'Buffer.from(context ? ', 'Buffer.from(context !== undefined ? '],
    ['an encrypted key is ignored', 'if (jwe.encryptedKey.length !== 0) throw', 'if (jwe.encryptedKey.length < 0) throw'],
    ['members of a header that are not known are ignored', 'if (unknown !== undefined) throw', "if (unknown === 'never') throw"],
    ['a version "0" is the version 0', 'if (received !== value) throw', 'if (String(received) !== String(value)) throw'],
    ['the length of the tag is not checked', "checkLength('authentication tag', jwe.tag, gcmTagLength, subject)", '']
  ]),
  ...mutationsOf('jwk-import.ts', ['jwk-import'], [
    ['leading zeros have no end', 'if (bytes[0] === 0 && bytes.length > most) throw', 'if (bytes[0] === 256) throw'],
    ['no leading zero is read', 'bytes[0] === 0 && bytes.length > most', 'bytes[0] === 0'],
    ['four bytes of a secret key may be missing', 'given.length >= accepted - 3', 'given.length >= accepted - 4'],
    ['a secret key is filled up at the wrong end', 'Buffer.concat([Buffer.alloc(length - given.length), given])', 'Buffer.concat([given, Buffer.alloc(length - given.length)])'],
    ['members of another kind of key are ignored', 'members.has(name) && !own.includes(name)', 'members.has(name) && own.length === 0'],
    ['RSA private members are not checked', 'if (found !== undefined) members.check(await rsaPrivateFault(n, e, found))', ''],
    ['an EC private key is not checked', 'if (d !== undefined) members.check(ecPrivateFault(crv, x, y, d))', ''],
    ['a point is not checked', 'members.check(ecPublicFault(crv, x, y))', '']
  ]),
  ...mutationsOf('jws.ts', ['jws', 'operations'], [
    ['crit is ignored', "|| header['crit'] !== undefined ", ''],
    ['b64 is ignored', "|| header['b64'] !== undefined", ''],
    ['a fourth part is ignored', 'parts.length !== 3 || ', ''],
    ['kid may be anything', '|| !isOptionalString(kid) ', ''],
    ['a token has no kid', 'alg: algorithm.name, kid: keyId, ', 'alg: algorithm.name, ']
  ]),
  ...mutationsOf('jwt.ts', ['tokens', 'tokens-and-keys'], [
    ['a token of any length is read', 'if (token.length > longestToken) return undefined', '', ['jwt']],
    ['the id of the signing key is not its thumbprint', 'JSON.stringify({ crv, kty, x })', 'JSON.stringify({ kty, crv, x })']
  ]),
  ...mutationsOf('key-format.ts', ['key-format'], [
    ['a RAW key may have any length', '![16, 24, 32].includes(bytes.length)', 'bytes.length > 999'],
    ['a JWK may have members that are not known', '!jwkMembers.includes(name)', '!name'],
    ['more than two primes are ignored', "if ('oth' in jwk) throw", "if ('others' in jwk) throw"],
    ['a member may be something else than a text', "if (typeof value !== 'string') throw refuse(`${name} is not a string`)", '']
  ]),
  ...mutationsOf('key-look.ts', ['key-look'], [
    ['a byte order mark hides what the text is', "'utf8').trim()", "'utf8')"],
    ['PEM begins with its first line', 'text.matchAll(', 'text.slice(0, 20).matchAll('],
    ['text in UTF-16 is binary data', "isUtf16 ? 'utf16le' : 'utf8'", "'utf8'"],
    ['a set of JWKs is a JWK', 'if (isKeySet(value)) return', 'if (isKeySet([value])) return']
  ]),
  ...mutationsOf('native-signature.ts', ['signature', 'published-signatures'], [
    ['the salt of PSS is not as long as the hash', 'saltLength: digestLength', 'saltLength: digestLength - 1'],
    ['ECDSA signatures are in DER', "'ieee-p1363' as const", "'der' as const"]
  ]),
  ...mutationsOf('pkcs-key.ts', ['key-format'], [
    ['an RSA key of more than two primes is taken', "if (!isNumber(version, 0)) throw new DerFault('an RSAPrivateKey", "if (!isNumber(version, 0) && !isNumber(version, 1)) throw new DerFault('an RSAPrivateKey"],
    ['PKCS #8 may hold a public key', 'if (jwk.d === undefined) throw', "if (jwk.kty !== 'RSA') throw"]
  ]),
  ...mutationsOf('private-rsa-pool.ts', ['private-rsa-pool'], [
    ['the pool grows beyond its size', 'workers.size >= size', 'workers.size > size'],
    ['a worker keeps the process alive for ever', 'worker.thread.unref()', ''],
    ['the process ends while a worker works', 'worker.thread.ref()', ''],
    ['idle workers never end', 'if (worker.waiting.size === 0) rest(worker)', ''],
    ['jobs of a broken worker wait for ever', 'for (const { reject } of worker.waiting.values()) reject(error)', '']
  ]),
  ...mutationsOf('rsa-key-pool.ts', ['rsa-key-pool'], [
    ['a key stays in the pool when it is taken', 'keysOf(size).shift()', 'keysOf(size).at(0)'],
    ['an idle server generates keys without end', 'Math.min(limit, timesTaken(size) + 1)', 'Infinity'],
    ['the limit is no limit', 'Math.min(limit, timesTaken(size) + 1)', 'timesTaken(size) + 1'],
    ['a server that has just started generates keys', ' ? shortIdle : longIdle', ' ? shortIdle : shortIdle'],
    ['keys are generated while a caller waits for one', ' || awaited > 0', ''],
    ['several keys are generated at the same time', 'generating !== undefined || ', ''],
    ['keys stay in memory when the last server closes', 'for (const key of ready.splice(0)) key.fill(0)', ''],
    ['keys are erased while another server needs them', 'if (servers.size === 0) erase()', 'erase()'],
    ['a key that comes after the end is kept', 'if (controller.signal.aborted) key.fill(0)\n      else ', ''],
    ['the thread goes on after the end', 'generating?.abort()', ''],
    ['a thread that fails is started for ever', 'if (!controller.signal.aborted) rest()', '']
  ]),
  ...mutationsOf('rsa-generation.ts', ['rsa-generation', 'rsa-key-pool'], [
    ['a key that was read stays where it was', 'jwk.fill(0)', ''],
    ['a key ahead keeps the process alive', "thread.once('online', () => { thread.unref() })", ''],
    ['a key ahead cannot be ended', "signal.addEventListener('abort', stop, { once: true })", '']
  ]),
  ...mutationsOf('rsa-generation-worker.js', ['rsa-generation'], [
    ['d belongs to another exponent', 'const d = inverse(e, ', 'const d = inverse(e + 2n, '],
    ['qi is that of p', 'inverse(q, p)', 'inverse(p, q)']
  ]),
  ...mutationsOf('rsa-stock.ts', ['rsa-stock'], [
    ['the stock ends', 'keys[number % keys.length]', 'keys[number]'],
    ['the sizes share a count', 'given.get(size) ?? 0', '[...given.values()].at(-1) ?? 0']
  ]),
  ...mutationsOf('prehashed-ecdsa.ts', ['prehashed-ecdsa', 'signature', 'blinded-inversion'], [
    ['the fixed message is signed instead of the digest', 's * ((b * z + brd) % n)', 's * ((b * h + brd) % n)'],
    ['the secret is inverted as it is', 'const b = scalarFrom(randomBytes, n)', 'const b = 1n'],
    ['the digest is not blinded like the rest', 's * ((b * z + brd) % n)', 's * ((z + brd) % n)'],
    ['a moved key at infinity makes everything right', 'return h % n !== 0n && timesBasePoint(crv, h * invert(s, n) % n).x % n === r', 'return true'],
    ['the shift has the wrong sign', 'leftmostBits(crv, digest) - h)', 'h - leftmostBits(crv, digest))']
  ]),
  ...mutationsOf('prehashed-rsa.ts', ['prehashed-rsa', 'signature'], [
    ['the trailer of PSS is not looked at', ' || encoded.at(-1) !== 0xbc', ''],
    ['bits beyond the encoding are not looked at', '(block.readUInt8(0) & ~firstOctetMask) !== 0', 'block.length === 0'],
    ['the padding of PSS is not looked at', 'block.subarray(0, saltOffset - 1).some((octet) => octet !== 0) || ', ''],
    ['any hash of PSS is right', 'return timingSafeEqual(h, pssDigest(algorithm.hash, digest, block.subarray(saltOffset)))', 'return true'],
    ['too short a modulus gets too short a padding', 'if (paddingLength < 8) throw tooShort()', ''],
    ['the prefix of SHA-384 is wrong', '05000430', '05000440']
  ]),
  ...mutationsOf('roca-fingerprint.ts', ['roca-fingerprint', 'jwk-import'], [
    ['fewer primes are looked at', 'smallPrimes.slice(1, 39)', 'smallPrimes.slice(1, 2)']
  ]),
  ...mutationsOf('rsa-key-check.ts', ['jwk-import'], [
    ['primes may be a bit too close', '> half - 100', '>= half - 100'],
    ['primes must be a bit further apart', '> half - 100', '> half - 99'],
    ['the public exponent may be 1', '[() => e !== 1n,', '[() => e !== 0n,'],
    ['the public exponent may be even', '(e & 1n) === 1n', 'e > 0n'],
    ['the public exponent may have 65 bits', 'bitLength(e) <= maxExponentBits', 'bitLength(e) <= maxExponentBits + 1'],
    ['small factors are not looked for', 'smallFactor(n) === undefined', 'n > 0n'],
    ['the fingerprint is not looked for', '!hasRocaFingerprint(n)', 'n > 0n'],
    ['primes of unequal size are taken', 'bitLength(p) === half && bitLength(q) === half', 'p > 1n'],
    ['d need not fit p', 'e * d % (p - 1n) === 1n && ', ''],
    ['d need not fit q', ' && e * d % (q - 1n) === 1n', ''],
    ['dp is not checked', 'dp === d % (p - 1n)', 'dp > 0n'],
    ['qi need not be reduced', 'qi < p && ', ''],
    ['p need not be a prime', "await primalityFault('p', members.p) ?? ", ''],
    ['q need not be a prime', " ?? await primalityFault('q', members.q)", ''],
    ['d may be n', '[() => d < n,', '[() => d <= n,']
  ]),
  ...mutationsOf('sealing.ts', ['sealing'], [
    ['the IV is the same each time', 'const iv = randomBytes(gcmIvLength)', 'const iv = Buffer.alloc(gcmIvLength)'],
    ['the version is not looked at', 'if (sealed[0] !== version[0]) throw', 'if (sealed[0] === undefined) throw']
  ]),
  ...mutationsOf('small-primes.ts', ['small-primes', 'jwk-import'], [
    ['the largest small prime is left out', 'primesUpTo(751)', 'primesUpTo(750)']
  ]),
  ...mutationsOf('signature.ts', ['signature'], [
    ['an RSA signature may exceed the modulus', ' && toInteger(signature) < key.n', ''],
    ['r and s may be 0', 'value > 0n &&\n    value < n', 'value < n'],
    ['r and s may be n', 'value > 0n &&\n    value < n', 'value > 0n &&\n    value <= n'],
    [
      'an ECDSA signature may be longer', 'signature.length !== 2 * width', 'signature.length < 2 * width',
      ['prehashed-ecdsa']
    ],
    ['a digest may have any length', 'if (isDigest && input.length !== algorithm.digestLength) throw', 'if (isDigest && input.length === 0) throw'],
    ['an algorithm of another curve is used', "algorithm.kty === 'EC' && algorithm.crv === key.crv", "algorithm.kty === 'EC'"]
  ])
]
