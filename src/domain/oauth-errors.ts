// What the token endpoint refuses: RFC 6749 section 5.2 names each.

export interface OAuthErrorRow {
  readonly error: string
  readonly http: 400 | 401
  readonly description: string
}

export const oauthErrors = {
  invalidRequest: { error: 'invalid_request', http: 400, description: 'send application/x-www-form-urlencoded with grant_type and scope, each once, and the client either in the header or in the body' },
  invalidClient: { error: 'invalid_client', http: 401, description: 'client_id and client_secret are not those of a service account of this server' },
  unsupportedGrantType: { error: 'unsupported_grant_type', http: 400, description: 'grant_type: client_credentials is accepted' },
  invalidScope: { error: 'invalid_scope', http: 400, description: 'scope: all is accepted, and must be given' }
} as const satisfies Record<string, OAuthErrorRow>

/** On its way to the token endpoint, whose refusals have a shape of their own. */
export class OAuthRefusal extends Error {
  readonly row: OAuthErrorRow

  constructor (row: OAuthErrorRow) {
    super(row.description)
    this.name = 'OAuthRefusal'
    this.row = row
  }
}
