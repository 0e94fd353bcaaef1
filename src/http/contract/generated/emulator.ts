// Types of openapi/emulator.yaml, made by `npm run generate`. Do not edit.

export interface paths {
    "/_emulator/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the okms domains
         * @description Oldest first.
         */
        get: operations["ListDomains"];
        put?: never;
        /**
         * Add an okms domain
         * @description It shares nothing with the others but the CA.
         */
        post: operations["AddDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/domains/{okmsId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an okms domain
         * @description With the number of its keys.
         */
        get: operations["ShowDomain"];
        put?: never;
        post?: never;
        /**
         * Remove an okms domain
         * @description Its keys are destroyed, its credentials revoked, and tokens reach it no more. Refused while it has keys, unless `force` is true.
         */
        delete: operations["RemoveDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/domains/{okmsId}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the credentials of a domain
         * @description Oldest first, revoked and expired ones too.
         */
        get: operations["ListCredentials"];
        put?: never;
        /**
         * Add a credential
         * @description An access certificate over a key made here, whose private part is in this answer and nowhere else, or over the key of a signing request (`csr`).
         */
        post: operations["AddCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/domains/{okmsId}/credentials/{credentialId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a credential
         * @description With its certificate.
         */
        get: operations["ShowCredential"];
        put?: never;
        post?: never;
        /**
         * Revoke a credential
         * @description From the next request on, also on connections that are open.
         */
        delete: operations["RemoveCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the personal access tokens
         * @description Oldest first.
         */
        get: operations["ListTokens"];
        put?: never;
        /**
         * Add a personal access token
         * @description The token is in this answer and nowhere else.
         */
        post: operations["AddToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a personal access token
         * @description Without the token itself.
         */
        get: operations["ShowToken"];
        put?: never;
        post?: never;
        /**
         * Remove a personal access token
         * @description It is refused from the next request on.
         */
        delete: operations["RemoveToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the service accounts
         * @description Oldest first.
         */
        get: operations["ListServiceAccounts"];
        put?: never;
        /**
         * Add a service account
         * @description Its secret is in this answer and nowhere else.
         */
        post: operations["AddServiceAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/service-accounts/{clientId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a service account
         * @description Without its secret.
         */
        get: operations["ShowServiceAccount"];
        put?: never;
        post?: never;
        /**
         * Remove a service account
         * @description Its tokens are refused from the next request on.
         */
        delete: operations["RemoveServiceAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the policies
         * @description Oldest first.
         */
        get: operations["ListPolicies"];
        put?: never;
        /**
         * Add a policy
         * @description It holds from the next request on, when the server runs with `--iam-mode report` or `enforce`.
         */
        post: operations["AddPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/policies/{policyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a policy
         * @description As it was added.
         */
        get: operations["ShowPolicy"];
        put?: never;
        post?: never;
        /**
         * Remove a policy
         * @description It holds no more from the next request on.
         */
        delete: operations["RemovePolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups
         * @description Oldest first.
         */
        get: operations["ListGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a group
         * @description With its members.
         */
        get: operations["ShowGroup"];
        /**
         * Make a group, or change its members
         * @description A policy for the group is one for its members.
         */
        put: operations["PutGroup"];
        post?: never;
        /**
         * Remove a group
         * @description Policies that name it are left as they are.
         */
        delete: operations["RemoveGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a service account's secret for a token
         * @description OAuth 2.0 client credentials (RFC 6749 section 4.4). The client is named by HTTP Basic or in the body. The token is sent as a bearer token.
         */
        post: operations["ExchangeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An okms domain. */
        Domain: {
            /**
             * Format: uuid
             * @description Its id.
             */
            okmsId: string;
            /** @description Name for people. */
            name: string;
            /** @description For policies. */
            urn: string;
            /** @description Keys that are not destroyed. */
            serviceKeyCount: number;
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
        };
        /** @description An okms domain to make. */
        DomainRequest: {
            /**
             * Format: uuid
             * @description Chosen by the caller, for example that of a domain of the service; otherwise a new one.
             */
            okmsId?: string;
            /** @description Name for people, printable ASCII. */
            name: string;
        };
        /** @description An access certificate and what it stands for. */
        Credential: {
            /**
             * Format: uuid
             * @description Its id, the serial number of the certificate.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its domain.
             */
            okmsId: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities that the holder stands for. */
            identityURNs: string[];
            /**
             * @description Whether it counts.
             * @enum {string}
             */
            status: "READY" | "EXPIRED" | "REVOKED";
            /** @description Made from a signing request. */
            fromCSR: boolean;
            /**
             * @description Type of its key.
             * @enum {string}
             */
            certificateType: "ECDSA" | "RSA";
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            expiredAt: string;
            /** @description The access certificate. */
            certificatePEM: string;
        };
        /** @description A credential with its private key. */
        NewCredential: {
            /**
             * Format: uuid
             * @description Its id, the serial number of the certificate.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its domain.
             */
            okmsId: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities that the holder stands for. */
            identityURNs: string[];
            /**
             * @description Whether it counts.
             * @enum {string}
             */
            status: "READY" | "EXPIRED" | "REVOKED";
            /** @description Made from a signing request. */
            fromCSR: boolean;
            /**
             * @description Type of its key.
             * @enum {string}
             */
            certificateType: "ECDSA" | "RSA";
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            expiredAt: string;
            /** @description The access certificate. */
            certificatePEM: string;
            /** @description The private key, unless a signing request was given. Kept nowhere else. */
            privateKeyPEM?: string;
        };
        /** @description A credential to make. */
        CredentialRequest: {
            /** @description Name for people, printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description Identities that the holder stands for; the root identity when left out. */
            identityURNs?: string[];
            /**
             * @description Days.
             * @default 365
             */
            validity?: number;
            /** @description A PKCS#10 request in PEM over an EC key (P-256, P-384, P-521) or an RSA key of at least 2048 bits. */
            csr?: string;
            /**
             * @description Type of the key that is made here.
             * @default ECDSA
             * @enum {string}
             */
            certificateType?: "ECDSA" | "RSA";
        };
        /** @description A personal access token, without the token itself. */
        Token: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities that it stands for. */
            identityURNs: string[];
            /** @description The domains that it may call. */
            okmsIds: string[];
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339; null for never.
             */
            expiresAt: string | null;
        };
        /** @description A personal access token. */
        NewToken: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities that it stands for. */
            identityURNs: string[];
            /** @description The domains that it may call. */
            okmsIds: string[];
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339; null for never.
             */
            expiresAt: string | null;
            /** @description A JWT, sent as a bearer token. Kept nowhere else. */
            token: string;
        };
        /** @description A personal access token to make. */
        TokenRequest: {
            /** @description Name for people, printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description Identities that it stands for; the root identity when left out. */
            identityURNs?: string[];
            /** @description The domains that it may call; the first domain when left out. */
            okmsIds?: string[];
            /**
             * Format: date-time
             * @description RFC 3339; never when left out.
             */
            expiresAt?: string;
        };
        /** @description A service account, without its secret. */
        ServiceAccount: {
            /** @description Sent as client_id. */
            clientId: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description For policies. */
            identityURN: string;
            /** @description The domains that its tokens may call. */
            okmsIds: string[];
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
        };
        /** @description A service account. */
        NewServiceAccount: {
            /** @description Sent as client_id. */
            clientId: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description For policies. */
            identityURN: string;
            /** @description The domains that its tokens may call. */
            okmsIds: string[];
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
            /** @description Sent as client_secret. Kept nowhere else. */
            clientSecret: string;
        };
        /** @description A service account to make. */
        ServiceAccountRequest: {
            /** @description Name for people, printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description The domains that its tokens may call; the first domain when left out. */
            okmsIds?: string[];
        };
        /** @description A resource, or a pattern for several. */
        Resource: {
            /** @description URN of a domain or of something in it. */
            urn: string;
        };
        /** @description Who may do what on what. */
        Policy: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Name for people. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identity URNs. */
            identities: string[];
            /** @description What it is about; a domain covers everything in it, `*` stands for any characters. */
            resources: components["schemas"]["Resource"][];
            /** @description Allowed actions. */
            action: string[];
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
        };
        /** @description A policy to make. */
        PolicyRequest: {
            /** @description Name for people, printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description Identity URNs of users, groups or service accounts. */
            identities: string[];
            /** @description What it is about; a domain covers everything in it, `*` stands for any characters. */
            resources: components["schemas"]["Resource"][];
            /** @description Allowed actions, for example okms:apikms:serviceKey/encrypt; `*` stands for any characters. */
            action: string[];
        };
        /** @description Users and service accounts that policies name together. */
        Group: {
            /** @description Its name. */
            name: string;
            /** @description For policies. */
            urn: string;
            /** @description Identity URNs. */
            members: string[];
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            createdAt: string;
        };
        /** @description The members of a group. */
        GroupRequest: {
            /** @description Identity URNs of users and service accounts. */
            members: string[];
        };
        /** @description What is exchanged for a token. */
        TokenExchange: {
            /** @description Always `client_credentials`. */
            grant_type: string;
            /** @description Always `all`. */
            scope?: string;
            /** @description Unless it is in the header. */
            client_id?: string;
            /** @description Unless it is in the header. */
            client_secret?: string;
        };
        /** @description A token of a service account. */
        AccessToken: {
            /** @description A JWT. */
            access_token: string;
            /** @description Always `Bearer`. */
            token_type: string;
            /** @description Seconds. */
            expires_in: number;
            /** @description Always `all`. */
            scope: string;
        };
        /** @description A refusal as RFC 6749 section 5.2 has it. */
        OAuthError: {
            /** @description A code. */
            error: string;
            /** @description What to do. */
            error_description?: string;
        };
        /** @description Every refusal. */
        ErrorResponse: {
            /** @description A UUID of this error. */
            readonly error_id?: string;
            /**
             * Format: int32
             * @description System, component, category and number, packed in 32 bits.
             */
            readonly error_code?: number;
            /** @description What is wrong, one text each. */
            readonly errors?: string[];
            /** @description The request, as in the log and in the header X-Request-Id. */
            readonly request_id?: string;
        };
    };
    responses: {
        /** @description The request is not valid; `errors` names the field, what came and what is accepted. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No admin certificate, or one that does not count. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Other credentials than the admin certificate. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description It is in use. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests; try again later. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A fault of the server; its log has the details under the same request id. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The okms domain. */
        okmsId: string;
        /** @description The credential. */
        credentialId: string;
        /** @description The personal access token. */
        tokenId: string;
        /** @description The policy. */
        policyId: string;
        /** @description The service account. */
        clientId: string;
        /** @description The name of the group, the last part of its URN. */
        group: string;
        /** @description Remove the domain though it has keys. */
        force: boolean;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListDomains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    AddDomain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainRequest"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ShowDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    RemoveDomain: {
        parameters: {
            query?: {
                /** @description Remove the domain though it has keys. */
                force?: components["parameters"]["force"];
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    AddCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialRequest"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewCredential"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ShowCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The credential. */
                credentialId: components["parameters"]["credentialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    RemoveCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The credential. */
                credentialId: components["parameters"]["credentialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    AddToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ShowToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The personal access token. */
                tokenId: components["parameters"]["tokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    RemoveToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The personal access token. */
                tokenId: components["parameters"]["tokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListServiceAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    AddServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceAccountRequest"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewServiceAccount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ShowServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service account. */
                clientId: components["parameters"]["clientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    RemoveServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service account. */
                clientId: components["parameters"]["clientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    AddPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyRequest"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ShowPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The policy. */
                policyId: components["parameters"]["policyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    RemovePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The policy. */
                policyId: components["parameters"]["policyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ShowGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the group, the last part of its URN. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    PutGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the group, the last part of its URN. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupRequest"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    RemoveGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the group, the last part of its URN. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ExchangeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenExchange"];
            };
        };
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
            /** @description invalid_request, unsupported_grant_type or invalid_scope. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            /** @description invalid_client. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
}
