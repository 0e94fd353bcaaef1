// Texts that name parts of a request. The domain has its own words for them; each front door
// spells them as its requests do.

/** What a text names, in the domain's words: a part of the request or an attribute of a resource. */
export type Subject =
  // Who is calling, and where
  | 'okmsId' | 'bearerToken' | 'applicationKey' | 'consumerKey' | 'timestamp' | 'signature'
  // Service keys
  | 'keyId' | 'chosenKeyId' | 'type' | 'size' | 'curve' | 'operations' | 'protectionLevel' | 'neverExtractable'
  | 'importedKey' | 'wrappedKey' | 'unwrappedKey' | 'keyFormat' | 'wrappingKeyId' | 'unwrappingKeyId' | 'wrappedFormat'
  | 'plaintext' | 'ciphertext' | 'dataKey' | 'message' | 'isDigest' | 'algorithm'
  // Secrets
  | 'secretPath' | 'secretData' | 'versionNumber' | 'versionNumbers' | 'versionState' | 'cas' | 'casRequired' |
    'maxVersions' | 'deactivateVersionAfter' | 'customMetadata'
  // Domains, credentials, tokens and policies
  | 'name' | 'description' | 'identities' | 'validityDays' | 'csr' | 'okmsIds' | 'expiresAt' | 'resources' | 'actions' |
    'policyIdentities' | 'exceptions' | 'denied' | 'members' | 'login' | 'email' | 'callbackUrls' | 'accessRules' |
    'allowedIPs'
  | 'pciDssEnabled' | 'credentialId' | 'certificateId' | 'tokenId' | 'clientId' | 'policyId' | 'group' | 'user' |
    'tokenName' | 'snapshotId'
  // Orders, services and logs
  | 'cartId' | 'itemId' | 'planCode' | 'duration' | 'pricingMode' | 'quantity' | 'label' | 'configurationValue'
  | 'expire'
  | 'orderId' | 'orderDetailId' | 'operationId' | 'paymentMethod' | 'paymentMean' | 'serviceId' | 'resourceName'
  | 'terminationToken' | 'emailId' | 'logKind' | 'streamId' | 'subscriptionId'
  // Test controls
  | 'faultId'

/** A call that a text recommends. */
export type Call = 'listKeys' | 'importKey' | 'activate' | 'deactivate' | 'makeExtractable' | 'encrypt' |
  'generateDataKey' | 'listSecrets' | 'addVersion' | 'removeWithContent'

export interface Spelling {
  readonly name: (subject: Subject) => string
  /** A name with its value. Several values are alternatives; an array is one value. */
  readonly setting: (subject: Subject, ...values: ReadonlyArray<string | boolean | readonly string[]>) => string
  /** @param keyId Of the key that the call is for. */
  readonly call: (call: Call, keyId: string) => string
}

/** A text, or a function of the spelling if the text names something. */
export type Wording = string | ((spelling: Spelling) => string)

export const spelled = (wording: Wording, spelling: Spelling): string =>
  typeof wording === 'function' ? wording(spelling) : wording

/** Part of a request that a front door itself found at fault. */
export interface RequestField {
  /** The member or parameter at the top level, for programs. */
  readonly name: string
  /** The exact position, for people. */
  readonly path: string
}

/** What a problem is about: a subject, a member inside it, or what a front door calls it. */
export type Place = Subject | readonly [subject: Subject, member: string] | RequestField

export interface Problem {
  readonly place?: Place | undefined
  readonly text: Wording
  /** The rule of a schema that a value breaks, by its keyword in JSON Schema. */
  readonly keyword?: string | undefined
}

/** A problem in the words of a front door. */
export interface SpelledProblem {
  /** The member or parameter at fault. */
  readonly field: string | undefined
  readonly text: string
  /** The text with the place in front. */
  readonly line: string
  readonly keyword?: string | undefined
}

export function spelledProblem ({ place, text, keyword }: Problem, spelling: Spelling): SpelledProblem {
  const words = spelled(text, spelling)
  if (place === undefined) return { field: undefined, text: words, line: words }
  const { name, path } = spelledPlace(place, spelling)
  return { field: name, text: words, line: `${path}: ${words}`, ...(keyword === undefined ? {} : { keyword }) }
}

function spelledPlace (place: Place, spelling: Spelling): RequestField {
  if (typeof place === 'object' && 'path' in place) return place
  const [subject, ...members] = typeof place === 'string' ? [place] : place
  const name = spelling.name(subject)
  return { name, path: [name, ...members].join('.') }
}

/** The domain's own words, for logs and for messages of programs. */
export const domainSpelling: Spelling = {
  name: (subject) => subject,
  setting: (subject, ...values) => `${subject} ${values.map(String).join(' or ')}`,
  call: (call) => call
}
