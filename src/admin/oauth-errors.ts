// The errors of the token endpoint, as defined in RFC 6749 section 5.2.

export interface OAuthErrorRow {
  readonly error: string
  readonly http: 400 | 401
  /** Printable ASCII without quotes and backslashes; never a secret. */
  readonly description: (detail: string) => string
}

export const oauthErrors = {
  invalidRequest: { error: 'invalid_request', http: 400, description: (why: string) => `${why}; accepted: a form with grant_type=client_credentials and scope=all, with curl: -u CLIENT_ID:CLIENT_SECRET -d grant_type=client_credentials -d scope=all` },
  invalidClient: { error: 'invalid_client', http: 401, description: (why: string) => `${why}; okms-emulator service-account add makes a client and shows its secret once` },
  unsupportedGrantType: { error: 'unsupported_grant_type', http: 400, description: () => 'grant_type: accepted: client_credentials' },
  invalidScope: {
    error: 'invalid_scope',
    http: 400,
    description: (given: string) => `scope: ${given}; accepted: scope=all`
  }
} as const satisfies Record<string, OAuthErrorRow>

/** A refusal for the token endpoint, whose error responses have their own format. */
export class OAuthRefusal extends Error {
  readonly row: OAuthErrorRow
  readonly description: string

  constructor (row: OAuthErrorRow, detail = '') {
    const description = row.description(detail)
    super(description)
    this.name = 'OAuthRefusal'
    this.row = row
    this.description = description
  }
}
