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
         * @description Sorted by creation, oldest first.
         */
        get: operations["ListDomains"];
        put?: never;
        /**
         * Add an okms domain
         * @description Domains share nothing but the CA. With `client` or `token`, the domain comes with a client that can use it at once.
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
         * @description Includes the number of its keys.
         */
        get: operations["ShowDomain"];
        put?: never;
        post?: never;
        /**
         * Remove an okms domain
         * @description Destroys its keys, revokes its credentials and removes it from all tokens. Rejected while the domain has keys, unless `force` is true.
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
         * @description Sorted by creation, oldest first. Includes revoked and expired credentials.
         */
        get: operations["ListCredentials"];
        put?: never;
        /**
         * Add a credential
         * @description Issues an access certificate, either for a key generated here, whose private part is returned only in this response, or for the key of a signing request (`csr`).
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
         * @description Includes its certificate.
         */
        get: operations["ShowCredential"];
        put?: never;
        post?: never;
        /**
         * Revoke a credential
         * @description Takes effect on the next request, including on open connections.
         */
        delete: operations["RemoveCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/admin-certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the admin certificates
         * @description Sorted by creation, oldest first. Includes revoked and expired certificates.
         */
        get: operations["ListAdminCertificates"];
        put?: never;
        /**
         * Add an admin certificate
         * @description The private key is returned only in this response.
         */
        post: operations["AddAdminCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/admin-certificates/{certificateId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an admin certificate
         * @description Does not include the certificate itself, which the server does not keep.
         */
        get: operations["ShowAdminCertificate"];
        put?: never;
        post?: never;
        /**
         * Revoke an admin certificate
         * @description Takes effect on the next request, including on open connections. If it is the one in the pki folder, a new one takes its place there first.
         */
        delete: operations["RemoveAdminCertificate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the clock of the server
         * @description Domains without a clock of their own follow it.
         */
        get: operations["ShowClock"];
        put?: never;
        post?: never;
        /**
         * Return to the real time
         * @description The clock of the server is that of the machine again.
         */
        delete: operations["ReleaseClock"];
        options?: never;
        head?: never;
        /**
         * Move the clock of the server
         * @description Sets, advances, freezes or unfreezes it. Domains with a clock of their own do not change.
         */
        patch: operations["MoveClock"];
        trace?: never;
    };
    "/_emulator/domains/{okmsId}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the clock of a domain
         * @description It is that of the server until it is moved.
         */
        get: operations["ShowDomainClock"];
        put?: never;
        post?: never;
        /**
         * Return to the clock of the server
         * @description The domain follows the clock of the server again.
         */
        delete: operations["ReleaseDomainClock"];
        options?: never;
        head?: never;
        /**
         * Move the clock of a domain
         * @description Sets, advances, freezes or unfreezes it, for this domain alone.
         */
        patch: operations["MoveDomainClock"];
        trace?: never;
    };
    "/_emulator/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the journal
         * @description Lists the requests that match all of the given parameters. The journal has every request of the service's API, those that were refused too, and rejected TLS handshakes. It has none of the admin API and of pages, and never a plaintext, key material or a token. It is in memory, and keeps the last requests of all domains together (`--journal`).
         */
        get: operations["QueryJournal"];
        put?: never;
        post?: never;
        /**
         * Clear the journal
         * @description Forgets the requests of one domain, or all. Sequence numbers go on.
         */
        delete: operations["ClearJournal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/journal/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count requests
         * @description Counts the requests that match all of the given parameters.
         */
        get: operations["CountJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/journal/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wait for requests
         * @description Answers as soon as `count` requests match, those of before the call too; after `timeout` with what matches then, and with the requests that nearly match and what is different about them.
         */
        get: operations["WaitForJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/journal/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the journal
         * @description Sends each request that matches when it is answered, and first those of before that are kept, if `after` or `since` is given. One JSON object a line, or with `text/event-stream` in `Accept` server-sent events, whose event is `entry` and whose id is the sequence number. It ends when the server stops, or when the client does not read what was sent. Through proxies that buffer, call `WaitForJournal` with `after` instead.
         */
        get: operations["FollowJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the snapshots
         * @description Sorted by creation, oldest first.
         */
        get: operations["ListSnapshots"];
        put?: never;
        /**
         * Take a snapshot
         * @description Keeps the state of one domain (its name, service keys, secrets and credentials) or of the whole server (all domains, tokens, service accounts, users, policies and groups).
         */
        post: operations["TakeSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/snapshots/{snapshotId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a snapshot
         * @description Includes how much it holds.
         */
        get: operations["ShowSnapshot"];
        put?: never;
        post?: never;
        /**
         * Remove a snapshot
         * @description Permanently erases what it holds.
         */
        delete: operations["RemoveSnapshot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/snapshots/{snapshotId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a snapshot
         * @description Returns to its state in one step. What was created since is removed and erased, and the ids of such keys are free again. A removed domain comes back. The client of the client files and admin certificates keep working.
         */
        post: operations["RestoreSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/snapshots/{snapshotId}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a domain with the content of a snapshot
         * @description The new domain has the same service keys, with the same ids and material, and the same secrets. Credentials are not copied. The snapshot must be of one domain.
         */
        post: operations["ForkSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the server
         * @description Removes all domains but that of the client files, which loses its service keys, secrets and other credentials, and removes tokens, service accounts, users, policies and groups. Clocks become real. Admin certificates and snapshots stay.
         */
        post: operations["ResetServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/domains/{okmsId}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset an okms domain
         * @description Removes its service keys, its secrets and their configuration; the ids of keys are free again. Its clock follows the server. Its name and credentials stay, so that its clients go on working.
         */
        post: operations["ResetDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a seed
         * @description Creates what the seed describes and the server does not have yet, in one transaction. What is there stays as it is, so that applying a seed twice changes nothing. Every problem is reported, with its line and column, and then nothing is written. The format is described in docs/seeds.md and in `seed.schema.json` of the package.
         */
        post: operations["ApplySeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write a seed of the server
         * @description With domains and what is in them, service accounts, tokens, groups and policies. Without material it is a valid seed as well, for which keys are generated and the versions of secrets have no data. Credentials and tokens are issued again where it is applied.
         */
        get: operations["ExportSeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show whether the server is ready
         * @description For probes. It needs no certificate. The server is ready when it has all that it starts with; until then, and while it stops, the status is 503. With `check=live` the status is 200 whenever the server answers.
         */
        get: operations["ShowHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the metrics in the text format of Prometheus
         * @description Operations by kind and result, their latencies, rejected handshakes by cause, the numbers of domains, keys and secrets, and the process. They contain no names and no ids, so they need no certificate. With `--metrics off` there are none.
         */
        get: operations["ShowMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the fault rules
         * @description In the order in which they are tried. With `okmsId`, those that end with this domain.
         */
        get: operations["ListFaults"];
        put?: never;
        /**
         * Add a fault rule
         * @description From now on, requests that the rule matches and its trigger selects get its effect instead of, or before, their answer. Rules never apply to the admin API and to pages. Of the rules that a request hits, the first one that decides its answer ends the search; rules that only delay add up. A rule that can never take effect is refused.
         */
        post: operations["AddFault"];
        /**
         * Remove all fault rules
         * @description With `okmsId`, those that end with this domain.
         */
        delete: operations["RemoveFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/faults/{faultId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a fault rule
         * @description With the number of requests that it has matched and hit.
         */
        get: operations["ShowFault"];
        put?: never;
        post?: never;
        /**
         * Remove a fault rule
         * @description Requests that it is delaying go on waiting.
         */
        delete: operations["RemoveFault"];
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
         * @description Sorted by creation, oldest first.
         */
        get: operations["ListTokens"];
        put?: never;
        /**
         * Add a personal access token
         * @description The token is returned only in this response.
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
         * @description Does not include the token itself.
         */
        get: operations["ShowToken"];
        put?: never;
        post?: never;
        /**
         * Remove a personal access token
         * @description Takes effect on the next request.
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
         * @description Sorted by creation, oldest first.
         */
        get: operations["ListServiceAccounts"];
        put?: never;
        /**
         * Add a service account
         * @description The secret is returned only in this response.
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
         * @description Does not include the secret.
         */
        get: operations["ShowServiceAccount"];
        put?: never;
        post?: never;
        /**
         * Remove a service account
         * @description Its tokens are rejected from the next request on.
         */
        delete: operations["RemoveServiceAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys
         * @description Sorted by creation, oldest first. The first one is that of `ovh.conf`.
         */
        get: operations["ListApiKeys"];
        put?: never;
        /**
         * Add an API key for the OVHcloud API
         * @description The application secret and the consumer key are returned only in this response.
         */
        post: operations["AddApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_emulator/api-keys/{applicationKey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an API key
         * @description Includes neither its secret nor its consumer keys, but what these may call.
         */
        get: operations["ShowApiKey"];
        put?: never;
        post?: never;
        /**
         * Remove an API key with its consumer keys
         * @description Takes effect on the next request. If it is that of `ovh.conf`, the next start writes another one there.
         */
        delete: operations["RemoveApiKey"];
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
         * @description Sorted by creation, oldest first.
         */
        get: operations["ListPolicies"];
        put?: never;
        /**
         * Add a policy
         * @description Takes effect on the next request if the server runs with `--iam-mode report` or `enforce`.
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
         * @description Returns the policy as it was added.
         */
        get: operations["ShowPolicy"];
        put?: never;
        post?: never;
        /**
         * Remove a policy
         * @description Takes effect on the next request.
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
         * @description Sorted by creation, oldest first.
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
         * @description Includes its members.
         */
        get: operations["ShowGroup"];
        /**
         * Create a group or replace its members
         * @description A policy for the group applies to its members.
         */
        put: operations["PutGroup"];
        post?: never;
        /**
         * Remove a group
         * @description Policies that name the group do not change.
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
         * @description OAuth 2.0 client credentials grant (RFC 6749 section 4.4). The client authenticates with HTTP Basic or in the request body. Use the result as a bearer token.
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
        Health: {
            /** @description Always true. */
            live: boolean;
            /** @description Whether the server has all that it starts with. */
            ready: boolean;
        };
        /** @description An okms domain. */
        Domain: {
            /**
             * Format: uuid
             * @description Its id.
             */
            okmsId: string;
            /** @description Display name. */
            name: string;
            region: components["schemas"]["Region"];
            /** @description Its URN, for use in policies. */
            urn: string;
            /** @description Keys that are not destroyed. */
            serviceKeyCount: number;
            /** @description Secrets. */
            secretCount: number;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
        };
        /** @description A new okms domain, with the client that was requested. */
        NewDomain: {
            /**
             * Format: uuid
             * @description Its id.
             */
            okmsId: string;
            /** @description Display name. */
            name: string;
            region: components["schemas"]["Region"];
            /** @description Its URN, for use in policies. */
            urn: string;
            /** @description Keys that are not destroyed. */
            serviceKeyCount: number;
            /** @description Secrets. */
            secretCount: number;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /** @description URL of the server. It and the next three are there when a client or a token was requested; it is missing where no server runs. */
            endpoint?: string;
            /** @description The certificate of the CA, which clients need to trust the server. */
            caPEM?: string;
            client?: components["schemas"]["DomainClient"];
            /** @description A JWT to send as a bearer token, which may call this domain and does not expire. The server stores only its hash. */
            token?: string;
        };
        /** @description A credential of the domain with its private key. */
        DomainClient: {
            /**
             * Format: uuid
             * @description Id of the credential.
             */
            credentialId: string;
            /** @description The access certificate. */
            certificatePEM: string;
            /** @description The private key. The server does not store it. */
            privateKeyPEM: string;
        };
        /** @description An okms domain to create. */
        DomainRequest: {
            /**
             * Format: uuid
             * @description An id chosen by the caller, for example that of a domain at OVHcloud. A new id by default.
             */
            okmsId?: string;
            /** @description Display name in printable ASCII; the okmsId by default. */
            name?: string;
            region?: components["schemas"]["Region"];
            client?: components["schemas"]["DomainClientRequest"];
            /** @description Also issue a personal access token for the domain, with the root identity. */
            token?: boolean;
        };
        /**
         * @description Region of an okms domain; `eu-west-rbx` by default, and that of the snapshot for a fork. All regions are this one server.
         * @enum {string}
         */
        Region: "ap-south-mum" | "ap-southeast-sgp" | "ap-southeast-syd" | "ca-east-bhs" | "ca-east-tor" | "eu-central-waw" | "eu-south-mil" | "eu-west-eri" | "eu-west-gra" | "eu-west-lim" | "eu-west-par" | "eu-west-rbx" | "eu-west-sbg";
        /** @description Also issue a credential for the domain. Its key is generated here. An empty object takes the default values. */
        DomainClientRequest: {
            /** @description Identities of the holder; the root identity by default. */
            identityURNs?: string[];
            /**
             * @description Validity in days.
             * @default 365
             */
            validity?: number;
            /**
             * @description Type of the key, `ECDSA` by default.
             * @enum {string}
             */
            certificateType?: "ECDSA" | "RSA";
        };
        /** @description An access certificate and its identities. */
        Credential: {
            /**
             * Format: uuid
             * @description Its id, the serial number of the certificate.
             */
            id: string;
            /**
             * Format: uuid
             * @description The domain it belongs to.
             */
            okmsId: string;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities of the holder. */
            identityURNs: string[];
            /**
             * @description Whether the credential is valid. With `--service-like`, a new one is CREATING for some seconds, and requests with it are refused.
             * @enum {string}
             */
            status: "CREATING" | "READY" | "EXPIRED" | "REVOKED";
            /** @description Whether it was issued from a signing request. */
            fromCSR: boolean;
            /**
             * @description Type of the key.
             * @enum {string}
             */
            certificateType: "ECDSA" | "RSA";
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            expiredAt: string;
            /** @description The access certificate; absent while the status is CREATING. */
            certificatePEM?: string;
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
             * @description The domain it belongs to.
             */
            okmsId: string;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities of the holder. */
            identityURNs: string[];
            /**
             * @description Whether the credential is valid. With `--service-like`, a new one is CREATING for some seconds, and requests with it are refused.
             * @enum {string}
             */
            status: "CREATING" | "READY" | "EXPIRED" | "REVOKED";
            /** @description Whether it was issued from a signing request. */
            fromCSR: boolean;
            /**
             * @description Type of the key.
             * @enum {string}
             */
            certificateType: "ECDSA" | "RSA";
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            expiredAt: string;
            /** @description The access certificate; absent while the status is CREATING. */
            certificatePEM?: string;
            /** @description The private key, unless a signing request was given. The server does not store it. */
            privateKeyPEM?: string;
        };
        /** @description A credential to create. */
        CredentialRequest: {
            /** @description Display name in printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description Identities of the holder; the root identity by default. */
            identityURNs?: string[];
            /**
             * @description Validity in days.
             * @default 365
             */
            validity?: number;
            /** @description A PKCS#10 signing request in PEM for an EC key (P-256, P-384, P-521) or an RSA key of at least 2048 bits. */
            csr?: string;
            /**
             * @description Type of the generated key.
             * @default ECDSA
             * @enum {string}
             */
            certificateType?: "ECDSA" | "RSA";
            /**
             * @description Usable at once, also with `--service-like`.
             * @default false
             */
            ready?: boolean;
        };
        /** @description A certificate of the admin API, without the certificate itself. */
        AdminCertificate: {
            /**
             * Format: uuid
             * @description Its id, the serial number of the certificate.
             */
            id: string;
            /** @description Display name. */
            name: string;
            /**
             * @description Whether it is accepted.
             * @enum {string}
             */
            status: "READY" | "EXPIRED" | "REVOKED";
            /** @description Whether it came from the pki folder. It is revoked when another takes its place there. */
            fromFolder: boolean;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            expiredAt: string;
        };
        /** @description An admin certificate with its private key. */
        NewAdminCertificate: {
            /**
             * Format: uuid
             * @description Its id, the serial number of the certificate.
             */
            id: string;
            /** @description Display name. */
            name: string;
            /**
             * @description Whether it is accepted.
             * @enum {string}
             */
            status: "READY" | "EXPIRED" | "REVOKED";
            /** @description Whether it came from the pki folder. It is revoked when another takes its place there. */
            fromFolder: boolean;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            expiredAt: string;
            /** @description The certificate. */
            certificatePEM: string;
            /** @description The generated private key. The server does not store it. */
            privateKeyPEM: string;
        };
        /** @description An admin certificate to create. */
        AdminCertificateRequest: {
            /** @description Display name in printable ASCII. */
            name: string;
            /**
             * @description Validity in days.
             * @default 365
             */
            validity?: number;
        };
        /** @description A clock. */
        Clock: {
            /** @description What it shows, in RFC 3339 with milliseconds. */
            time: string;
            /** @description Whether it is frozen. */
            frozen: boolean;
            /** @description Neither moved nor frozen. */
            real: boolean;
            /** @description Whether the credential of the client files expires by it as well. By default that credential expires by the machine's clock. */
            appliesToClient: boolean;
        };
        /** @description A change of a clock. What it does not name stays as it is. */
        ClockMove: {
            /** @description The time to go on from, in RFC 3339, such as `2030-01-31T12:00:00Z`. */
            time?: string;
            /** @description How far to move it, such as `90d`, `1h30m`, `P90D` or `-PT10M`. After `time` when both are given. */
            advance?: string;
            /** @description True stops the clock, false lets it run on. */
            frozen?: boolean;
            /** @description Whether the credential of the client files expires by this clock as well. */
            appliesToClient?: boolean;
        };
        /** @description A request and its result. Members that are not known are null. */
        JournalEntry: {
            /** @description Counts the requests of all domains from 1. */
            sequence: number;
            /** @description When it was answered, in RFC 3339 with milliseconds, by the clock of its domain or of the server. */
            time: string;
            /**
             * Format: uuid
             * @description The okms domain; null for requests that name none of this server.
             */
            okmsId: string | null;
            /** @description The operation; null where none has the method and path. */
            operationId: string | null;
            /** @description The HTTP method; null where there was no HTTP request. */
            method: string | null;
            /** @description The path without its query. Where the request was refused, parts of it that could be a secret are `...`. */
            path: string | null;
            /** @description The caller; null where the request was refused before it was known. */
            caller: {
                /**
                 * Format: uuid
                 * @description Its credential; null for a token.
                 */
                credentialId: string | null;
                /** @description The id of its token; null for a certificate. */
                tokenId: string | null;
                /** @description Its identities. */
                identityURNs: string[];
            } | null;
            /** @description What the request acted on; the domain for requests on none of its resources. */
            resource: {
                /** @description Its kind. */
                kind: string;
                /** @description Its id; the path of a secret. */
                id: string;
            } | null;
            /** @description HTTP status; null where no reply was sent, as in a rejected TLS handshake. */
            status: number | null;
            /**
             * @description Whether it was carried out.
             * @enum {string}
             */
            result: "ok" | "refused";
            /** @description Why it was refused. */
            error: {
                /** @description The `error_code` of the reply, if it has one. */
                code: number | null;
                /** @description The texts of the refusal, which repeat no secret. */
                text: string;
            } | null;
            /** @description How long the answer took, in milliseconds. */
            durationMs: number | null;
            /** @description The `x-request-id` of the reply, as in the log. */
            requestId: string | null;
            /** @description The fault rule that hit the request; absent where none did. */
            faultId?: string;
        };
        /** @description Requests of the journal. */
        JournalEntries: {
            /** @description The requests. */
            entries: components["schemas"]["JournalEntry"][];
            /** @description Requests of the domain, or of all, that the journal does not keep any more. */
            dropped: number;
            /** @description The highest sequence number so far. Pass it as `after` to see only what follows. */
            latest: number;
        };
        /** @description A number of requests. */
        JournalCount: {
            /** @description How many requests match. */
            count: number;
            /** @description Requests of the domain, or of all, that the journal does not keep any more. */
            dropped: number;
            /** @description The highest sequence number so far. Pass it as `after` to see only what follows. */
            latest: number;
        };
        /** @description What a wait ended with. */
        JournalWait: {
            /** @description Whether as many requests match as were waited for. */
            complete: boolean;
            /** @description How many requests match. */
            count: number;
            /** @description The requests. */
            entries: components["schemas"]["JournalEntry"][];
            /** @description If they do not, the requests that differ least from what was waited for. */
            nearest: components["schemas"]["JournalMiss"][];
            /** @description Requests of the domain, or of all, that the journal does not keep any more. */
            dropped: number;
            /** @description The highest sequence number so far. Pass it as `after` to see only what follows. */
            latest: number;
        };
        /** @description A request that nearly matches. */
        JournalMiss: {
            entry: components["schemas"]["JournalEntry"];
            /** @description What is different about it. */
            differences: {
                /** @description The parameter. */
                member: string;
                /** @description What was wanted. */
                expected: string;
                /** @description What the request has. */
                actual: string;
            }[];
        };
        /** @description A snapshot, without what it holds. */
        Snapshot: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Display name; may be empty. */
            name: string;
            /**
             * Format: uuid
             * @description The domain; null for the whole server.
             */
            okmsId: string | null;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /** @description Domains that it holds. */
            domainCount: number;
            /** @description Keys that it holds and that are not destroyed. */
            serviceKeyCount: number;
            /** @description Secrets that it holds. */
            secretCount: number;
        };
        /** @description A snapshot to take. */
        SnapshotRequest: {
            /**
             * Format: uuid
             * @description The domain; the whole server by default.
             */
            okmsId?: string;
            /** @description Display name in printable ASCII; empty by default. */
            name?: string;
        };
        /** @description A seed to apply. */
        SeedRequest: {
            /** @description Name of its file, for messages. */
            name?: string;
            /** @description Its text, YAML or JSON. */
            content: string;
        };
        /** @description What a seed created, and what was there already. */
        SeedReport: {
            /** @description Number of items that were created. */
            created: number;
            /** @description Number of items that were there already. */
            unchanged: number;
            /** @description The items of the seed, in the order in which they are created. */
            items: components["schemas"]["SeededItem"][];
        };
        /** @description An item of a seed. Private keys, tokens and client secrets are shown once; the server does not store them. */
        SeededItem: {
            /** @description Where the seed has it, such as `domains[0].keys[1]`. */
            path: string;
            /**
             * @description What it is.
             * @enum {string}
             */
            kind: "domain" | "secretConfiguration" | "credential" | "serviceKey" | "secret" | "serviceAccount" | "user" | "token" | "group" | "policy";
            /** @description Its id; the path of a secret, the client id of a service account, the URN of a group. */
            id: string;
            /** @description Its name; the path of a secret. */
            name: string;
            /**
             * Format: uuid
             * @description Its domain, if it is in one.
             */
            okmsId?: string;
            /**
             * @description Whether it was created or was there already.
             * @enum {string}
             */
            outcome: "created" | "unchanged";
            /** @description Where the seed wants what follows to be written. The caller does that; the server does so only at its start. */
            out?: string;
            /** @description The access certificate of a new credential. */
            certificatePEM?: string;
            /** @description Its private key, unless a signing request was given. */
            privateKeyPEM?: string;
            /** @description A new personal access token. */
            token?: string;
            /** @description The secret of a new service account. */
            clientSecret?: string;
        };
        /** @description A seed of a server. */
        SeedExport: {
            /** @description Its text. */
            content: string;
        };
        /** @description The requests that a rule is about. Members combine with "and"; without any, every request matches. `*` stands for any characters. */
        FaultMatch: {
            /** @description Pattern of an operationId of the service's contract, such as `Encrypt` or `*ServiceKey*`. */
            operationId?: string;
            /** @description Pattern of the resource that a request acts on, as a URN, or as its kind and its id, such as `secret/app/*`. */
            resource?: string;
            /** @description The id of the access certificate or of the token of the caller. */
            credentialId?: string;
            /**
             * Format: uuid
             * @description The okms domain. The rule ends with it.
             */
            okmsId?: string;
            /**
             * @description The method, as the client sends it.
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "LIST";
            /** @description Pattern of the path, as the client sends it, without its query. */
            path?: string;
        };
        /** @description Which of the matching requests a rule takes effect on; every one without a member. One of `next`, `every`, `from` with `to`, and `probability` with `seed`. */
        FaultTrigger: {
            /** @description The next so many. */
            next?: number;
            /** @description The last of every so many. */
            every?: number;
            /** @description From this one on, counted from 1. */
            from?: number;
            /** @description Up to this one. */
            to?: number;
            /** @description Each with this probability. */
            probability?: number;
            /**
             * @description Of the probability. The same seed selects the same requests.
             * @default 0
             */
            seed?: number;
        };
        /** @description What happens. One of `error`, `status`, `reset`, `truncate` and `tls`; `latency` alone or with one of the others, but for `tls`. */
        FaultEffect: {
            /** @description How long a request waits first, as a duration such as `200ms`, a range such as `20ms..80ms`, a mean and a deviation such as `30ms+-5ms`, or `service`, which is near the latency of the service. */
            latency?: string;
            /** @description The name of an error in docs/errors.md whose status the contract lists for the operation, such as `KeyNotFound`. The operation is not performed. */
            error?: string;
            /**
             * @description The answer of a busy server, with `Retry-After`. The operation is not performed. 503 is the answer of what is in front of the service; its contract does not list it.
             * @enum {integer}
             */
            status?: 429 | 503;
            /**
             * @description Seconds for `Retry-After` of 429 and 503.
             * @default 1
             */
            retryAfter?: number;
            /**
             * @description TCP reset of the connection. `before`, the operation is not performed; `during`, it is, and half of its answer is sent.
             * @enum {string}
             */
            reset?: "before" | "during";
            /** @description The operation is performed, half of the body of its answer is sent, and the connection is closed. */
            truncate?: boolean;
            /** @description Rejects the TLS handshake of clients with a certificate, with the alert bad_certificate. Connections that are open stay so. */
            tls?: boolean;
        };
        /** @description A fault rule to be added. */
        FaultRequest: {
            match?: components["schemas"]["FaultMatch"];
            trigger?: components["schemas"]["FaultTrigger"];
            effect: components["schemas"]["FaultEffect"];
        };
        /** @description A fault rule. */
        Fault: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The okms domain that the rule ends with; null for a rule that is not about one domain.
             */
            okmsId: string | null;
            match: components["schemas"]["FaultMatch"];
            trigger: components["schemas"]["FaultTrigger"];
            effect: components["schemas"]["FaultEffect"];
            /** @description Matching requests that no earlier rule decided. */
            seen: number;
            /** @description Those of them on which it took effect. */
            hits: number;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description A personal access token, without the token itself. */
        Token: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities of the token. */
            identityURNs: string[];
            /** @description The domains that the token may call. */
            okmsIds: string[];
            /** @description Whether the token may call every domain, those added later too; `okmsIds` is empty then. */
            everyDomain: boolean;
            /** @description Login of the user that it belongs to; null for none. */
            user: string | null;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339; null if it does not expire.
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
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identities of the token. */
            identityURNs: string[];
            /** @description The domains that the token may call. */
            okmsIds: string[];
            /** @description Whether the token may call every domain, those added later too; `okmsIds` is empty then. */
            everyDomain: boolean;
            /** @description Login of the user that it belongs to; null for none. */
            user: string | null;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339; null if it does not expire.
             */
            expiresAt: string | null;
            /** @description A JWT to send as a bearer token. The server stores only its hash. */
            token: string;
        };
        /** @description A personal access token to create. */
        TokenRequest: {
            /** @description Display name in printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description Identities of the token; the root identity by default. */
            identityURNs?: string[];
            /** @description The domains that the token may call; the first domain by default. */
            okmsIds?: string[];
            /**
             * Format: date-time
             * @description Time in RFC 3339; without it, the token does not expire.
             */
            expiresAt?: string;
        };
        /** @description A service account, without its secret. */
        ServiceAccount: {
            /** @description Send as `client_id`. */
            clientId: string;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Its URN, for use in policies. */
            identityURN: string;
            /** @description The domains that its tokens may call. */
            okmsIds: string[];
            /** @description Whether its tokens may call every domain, those added later too; `okmsIds` is empty then. */
            everyDomain: boolean;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
        };
        /** @description A service account. */
        NewServiceAccount: {
            /** @description Send as `client_id`. */
            clientId: string;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Its URN, for use in policies. */
            identityURN: string;
            /** @description The domains that its tokens may call. */
            okmsIds: string[];
            /** @description Whether its tokens may call every domain, those added later too; `okmsIds` is empty then. */
            everyDomain: boolean;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /** @description Send as `client_secret`. The server stores only its hash. */
            clientSecret: string;
        };
        /** @description A service account to create. */
        ServiceAccountRequest: {
            /** @description Display name in printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description The domains that its tokens may call; the first domain by default. */
            okmsIds?: string[];
        };
        /** @description Calls of the OVHcloud API that a consumer key may make. */
        AccessRule: {
            /**
             * @description Method of the calls.
             * @enum {string}
             */
            method: "DELETE" | "GET" | "PATCH" | "POST" | "PUT";
            /** @description Path with or without the version of the API, such as `/v2/okms/*` or `/me`; `*` stands for any characters. */
            path: string;
        };
        /** @description A consumer key, without its text. */
        ConsumerKey: {
            /** @description Its number in the OVHcloud API. */
            credentialId: number;
            /**
             * @description `expired` after its time, or after a logout.
             * @enum {string}
             */
            status: "validated" | "expired";
            /** @description What it may call. */
            accessRules: components["schemas"]["AccessRule"][];
            /** @description Addresses and CIDR blocks from which it may be used; null for any. */
            allowedIPs: string[] | null;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339; null if it does not expire.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description Time in RFC 3339 of its last request; null without one since the server started.
             */
            lastUsedAt: string | null;
        };
        /** @description An API key for the OVHcloud API, without its secret. */
        ApiKey: {
            /** @description Identifies the API key; sent as `X-Ovh-Application`. */
            applicationKey: string;
            /** @description Its number in the OVHcloud API. */
            applicationId: number;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /** @description Its consumer keys, oldest first. Their text is not stored. */
            consumerKeys: components["schemas"]["ConsumerKey"][];
        };
        /** @description An API key for the OVHcloud API. Clients sign with its three keys. */
        NewApiKey: {
            /** @description Identifies the API key; sent as `X-Ovh-Application`. */
            applicationKey: string;
            /** @description Its number in the OVHcloud API. */
            applicationId: number;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /** @description Its consumer keys, oldest first. Their text is not stored. */
            consumerKeys: components["schemas"]["ConsumerKey"][];
            /** @description Part of every signature. The server stores it encrypted and never returns it again. */
            applicationSecret: string;
            /** @description Sent as `X-Ovh-Consumer`, and part of every signature. The server stores only its hash. */
            consumerKey: string;
        };
        /** @description An API key to create. It acts as the account. */
        ApiKeyRequest: {
            /** @description Display name in printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description What its consumer key may call; every call by default. */
            accessRules?: components["schemas"]["AccessRule"][];
            /** @description Addresses and CIDR blocks from which its consumer key may be used; any by default. */
            allowedIPs?: string[];
            /**
             * Format: date-time
             * @description Time in RFC 3339; without it, the consumer key does not expire.
             */
            expiresAt?: string;
        };
        /** @description A resource, or a pattern for several. */
        Resource: {
            /** @description URN of a domain or of something in it. */
            urn: string;
        };
        /** @description Allows identities to perform actions on resources. */
        Policy: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Display name. */
            name: string;
            /** @description Free text. */
            description: string;
            /** @description Identity URNs. */
            identities: string[];
            /** @description Resources; a domain covers everything in it, and `*` matches any characters. */
            resources: components["schemas"]["Resource"][];
            /** @description Allowed actions. */
            action: string[];
            /** @description Actions that this policy does not allow, whatever `action` says. */
            except: string[];
            /** @description Actions that no policy allows these identities on these resources. */
            deny: string[];
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description From when on it does not count, in RFC 3339; null if it does not expire.
             */
            expiredAt: string | null;
        };
        /** @description A policy to create. */
        PolicyRequest: {
            /** @description Display name in printable ASCII. */
            name: string;
            /** @description Free text. */
            description?: string;
            /** @description Identity URNs of users, groups or service accounts. */
            identities: string[];
            /** @description Resources; a domain covers everything in it, and `*` matches any characters. */
            resources: components["schemas"]["Resource"][];
            /** @description Allowed actions, for example okms:apikms:serviceKey/encrypt; `*` matches any characters. */
            action: string[];
        };
        /** @description A set of users and service accounts that a policy can name as one. */
        Group: {
            /** @description Its name. */
            name: string;
            /** @description Its URN, for use in policies. */
            urn: string;
            /**
             * @description What members may do without a policy; ADMIN allows everything, the others allow nothing.
             * @enum {string}
             */
            role: "ADMIN" | "REGULAR" | "UNPRIVILEGED" | "NONE";
            /** @description Identity URNs. */
            members: string[];
            /**
             * Format: date-time
             * @description Time in RFC 3339.
             */
            createdAt: string;
        };
        /** @description The members of a group. */
        GroupRequest: {
            /** @description Identity URNs of users and service accounts. */
            members: string[];
        };
        /** @description A token request. */
        TokenExchange: {
            /** @description Always `client_credentials`. */
            grant_type: string;
            /** @description Always `all`. */
            scope?: string;
            /** @description Required unless the Authorization header has it. */
            client_id?: string;
            /** @description Required unless the Authorization header has it. */
            client_secret?: string;
        };
        /** @description An access token of a service account. */
        AccessToken: {
            /** @description A JWT. */
            access_token: string;
            /** @description Always `Bearer`. */
            token_type: string;
            /** @description Lifetime in seconds. */
            expires_in: number;
            /** @description Always `all`. */
            scope: string;
        };
        /** @description An error response as defined in RFC 6749 section 5.2. */
        OAuthError: {
            /** @description The error code. */
            error: string;
            /** @description A description of how to fix the request. */
            error_description?: string;
        };
        /** @description The body of every error response. */
        ErrorResponse: {
            /** @description A UUID of this error. */
            readonly error_id?: string;
            /**
             * Format: int32
             * @description System, component, category and number, packed into 32 bits.
             */
            readonly error_code?: number;
            /** @description The problems, one text each. */
            readonly errors?: string[];
            /** @description The same problems, in the same order, with the field apart from the text. Absent if no field is at fault. */
            readonly problems?: {
                /** @description The member of the body or the parameter at fault; absent if no single one is. */
                field?: string;
                /** @description The text without the field in front. */
                text: string;
            }[];
            /** @description The id of the request, as in the log and in the `X-Request-Id` header. */
            readonly request_id?: string;
        };
    };
    responses: {
        /** @description The request is invalid. `errors` names the field, the received value and the accepted values. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No admin certificate, or an invalid one. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Credentials other than the admin certificate. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The resource does not exist. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A page of another origin. */
        ForeignPage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The resource is in use. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests; retry later. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Internal server error; the server log has the details under the same request id. */
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
        /** @description The admin certificate. */
        certificateId: string;
        /** @description The snapshot. */
        snapshotId: string;
        /** @description The fault rule. */
        faultId: string;
        /** @description The okms domain of the rules; every domain and the server by default. */
        faultsOf: string;
        /** @description The personal access token. */
        tokenId: string;
        /** @description The policy. */
        policyId: string;
        /** @description The application key of the API key. */
        applicationKey: string;
        /** @description The service account. */
        clientId: string;
        /** @description The name of the group, the last part of its URN. */
        group: string;
        /** @description A credential that stays usable, with its domain. That of the client files always does. */
        keepCredential: string;
        /** @description Remove the domain even if it has keys. */
        force: boolean;
        /** @description Requests in this okms domain; by default those of every domain and of none. */
        journalDomain: string;
        /** @description Pattern of an operationId of the service's contract, such as `Encrypt` or `*ServiceKey*`. `*` stands for any characters. */
        journalOperation: string;
        /** @description Pattern of the resource that the request acted on, as a URN, or as its kind and its id, such as `secret/app/*`. `*` stands for any characters. */
        journalResource: string;
        /** @description The id of the access certificate or of the token of the caller. */
        journalCredential: string;
        /** @description The status of the reply, such as `404`, or a class of them, such as `4xx`. */
        journalStatus: string;
        /** @description Whether the request was carried out or refused. */
        journalResult: "ok" | "refused";
        /** @description Requests with a higher sequence number. */
        journalAfter: number;
        /** @description Requests from this time on, in RFC 3339, by the clock of their domain. */
        journalSince: string;
        /** @description The oldest first (`asc`) or the newest first. */
        journalOrder: "asc" | "desc";
        /** @description The most requests to return. */
        journalLimit: number;
        /** @description How many requests to wait for. */
        journalWaitCount: number;
        /** @description How long to wait, such as `5s` or `PT1M`, at most 5 minutes; 5 seconds by default. `0s` answers at once. It is a time of the machine, not of a clock that was moved. */
        journalWaitTimeout: string;
    };
    requestBodies: never;
    headers: {
        /** @description The answer must not be kept by a cache. */
        NotStored: "no-store";
        /** @description The same for caches of HTTP/1.0. */
        NotCached: "no-cache";
        /** @description A browser must not take the text for another type. */
        NotGuessed: "nosniff";
    };
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
            /** @description The created resource. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewDomain"];
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
            /** @description The requested resource. */
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
                /** @description Remove the domain even if it has keys. */
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
            /** @description Success. */
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
            /** @description The created resource. */
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
            /** @description The requested resource. */
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
            /** @description The requested resource. */
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
    ListAdminCertificates: {
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
                    "application/json": components["schemas"]["AdminCertificate"][];
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
    AddAdminCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminCertificateRequest"];
            };
        };
        responses: {
            /** @description The created resource. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewAdminCertificate"];
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
    ShowAdminCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The admin certificate. */
                certificateId: components["parameters"]["certificateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requested resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCertificate"];
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
    RemoveAdminCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The admin certificate. */
                certificateId: components["parameters"]["certificateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requested resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCertificate"];
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
    ShowClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
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
    ReleaseClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
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
    MoveClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockMove"];
            };
        };
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
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
    ShowDomainClock: {
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
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
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
    ReleaseDomainClock: {
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
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
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
    MoveDomainClock: {
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
                "application/json": components["schemas"]["ClockMove"];
            };
        };
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
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
    QueryJournal: {
        parameters: {
            query?: {
                /** @description Requests in this okms domain; by default those of every domain and of none. */
                okmsId?: components["parameters"]["journalDomain"];
                /** @description Pattern of an operationId of the service's contract, such as `Encrypt` or `*ServiceKey*`. `*` stands for any characters. */
                operationId?: components["parameters"]["journalOperation"];
                /** @description Pattern of the resource that the request acted on, as a URN, or as its kind and its id, such as `secret/app/*`. `*` stands for any characters. */
                resource?: components["parameters"]["journalResource"];
                /** @description The id of the access certificate or of the token of the caller. */
                credentialId?: components["parameters"]["journalCredential"];
                /** @description The status of the reply, such as `404`, or a class of them, such as `4xx`. */
                status?: components["parameters"]["journalStatus"];
                /** @description Whether the request was carried out or refused. */
                result?: components["parameters"]["journalResult"];
                /** @description Requests with a higher sequence number. */
                after?: components["parameters"]["journalAfter"];
                /** @description Requests from this time on, in RFC 3339, by the clock of their domain. */
                since?: components["parameters"]["journalSince"];
                /** @description The oldest first (`asc`) or the newest first. */
                order?: components["parameters"]["journalOrder"];
                /** @description The most requests to return. */
                limit?: components["parameters"]["journalLimit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests that match. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntries"];
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
    ClearJournal: {
        parameters: {
            query?: {
                /** @description Requests in this okms domain; by default those of every domain and of none. */
                okmsId?: components["parameters"]["journalDomain"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cleared. */
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
    CountJournal: {
        parameters: {
            query?: {
                /** @description Requests in this okms domain; by default those of every domain and of none. */
                okmsId?: components["parameters"]["journalDomain"];
                /** @description Pattern of an operationId of the service's contract, such as `Encrypt` or `*ServiceKey*`. `*` stands for any characters. */
                operationId?: components["parameters"]["journalOperation"];
                /** @description Pattern of the resource that the request acted on, as a URN, or as its kind and its id, such as `secret/app/*`. `*` stands for any characters. */
                resource?: components["parameters"]["journalResource"];
                /** @description The id of the access certificate or of the token of the caller. */
                credentialId?: components["parameters"]["journalCredential"];
                /** @description The status of the reply, such as `404`, or a class of them, such as `4xx`. */
                status?: components["parameters"]["journalStatus"];
                /** @description Whether the request was carried out or refused. */
                result?: components["parameters"]["journalResult"];
                /** @description Requests with a higher sequence number. */
                after?: components["parameters"]["journalAfter"];
                /** @description Requests from this time on, in RFC 3339, by the clock of their domain. */
                since?: components["parameters"]["journalSince"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many match. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalCount"];
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
    WaitForJournal: {
        parameters: {
            query?: {
                /** @description Requests in this okms domain; by default those of every domain and of none. */
                okmsId?: components["parameters"]["journalDomain"];
                /** @description Pattern of an operationId of the service's contract, such as `Encrypt` or `*ServiceKey*`. `*` stands for any characters. */
                operationId?: components["parameters"]["journalOperation"];
                /** @description Pattern of the resource that the request acted on, as a URN, or as its kind and its id, such as `secret/app/*`. `*` stands for any characters. */
                resource?: components["parameters"]["journalResource"];
                /** @description The id of the access certificate or of the token of the caller. */
                credentialId?: components["parameters"]["journalCredential"];
                /** @description The status of the reply, such as `404`, or a class of them, such as `4xx`. */
                status?: components["parameters"]["journalStatus"];
                /** @description Whether the request was carried out or refused. */
                result?: components["parameters"]["journalResult"];
                /** @description Requests with a higher sequence number. */
                after?: components["parameters"]["journalAfter"];
                /** @description Requests from this time on, in RFC 3339, by the clock of their domain. */
                since?: components["parameters"]["journalSince"];
                /** @description How many requests to wait for. */
                count?: components["parameters"]["journalWaitCount"];
                /** @description How long to wait, such as `5s` or `PT1M`, at most 5 minutes; 5 seconds by default. `0s` answers at once. It is a time of the machine, not of a clock that was moved. */
                timeout?: components["parameters"]["journalWaitTimeout"];
                /** @description The most requests to return. */
                limit?: components["parameters"]["journalLimit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether as many requests match, and those that do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalWait"];
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
    FollowJournal: {
        parameters: {
            query?: {
                /** @description Requests in this okms domain; by default those of every domain and of none. */
                okmsId?: components["parameters"]["journalDomain"];
                /** @description Pattern of an operationId of the service's contract, such as `Encrypt` or `*ServiceKey*`. `*` stands for any characters. */
                operationId?: components["parameters"]["journalOperation"];
                /** @description Pattern of the resource that the request acted on, as a URN, or as its kind and its id, such as `secret/app/*`. `*` stands for any characters. */
                resource?: components["parameters"]["journalResource"];
                /** @description The id of the access certificate or of the token of the caller. */
                credentialId?: components["parameters"]["journalCredential"];
                /** @description The status of the reply, such as `404`, or a class of them, such as `4xx`. */
                status?: components["parameters"]["journalStatus"];
                /** @description Whether the request was carried out or refused. */
                result?: components["parameters"]["journalResult"];
                /** @description Requests with a higher sequence number. */
                after?: components["parameters"]["journalAfter"];
                /** @description Requests from this time on, in RFC 3339, by the clock of their domain. */
                since?: components["parameters"]["journalSince"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests, one after another. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["JournalEntry"];
                    "text/event-stream": string;
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
    ListSnapshots: {
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
                    "application/json": components["schemas"]["Snapshot"][];
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
    TakeSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotRequest"];
            };
        };
        responses: {
            /** @description The created resource. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
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
    ShowSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The snapshot. */
                snapshotId: components["parameters"]["snapshotId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requested resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
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
    RemoveSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The snapshot. */
                snapshotId: components["parameters"]["snapshotId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
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
    RestoreSnapshot: {
        parameters: {
            query?: {
                /** @description A credential that stays usable, with its domain. That of the client files always does. */
                keepCredential?: components["parameters"]["keepCredential"];
            };
            header?: never;
            path: {
                /** @description The snapshot. */
                snapshotId: components["parameters"]["snapshotId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requested resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
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
    ForkSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The snapshot. */
                snapshotId: components["parameters"]["snapshotId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainRequest"];
            };
        };
        responses: {
            /** @description The created resource. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewDomain"];
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
    ResetServer: {
        parameters: {
            query?: {
                /** @description A credential that stays usable, with its domain. That of the client files always does. */
                keepCredential?: components["parameters"]["keepCredential"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
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
    ResetDomain: {
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
            /** @description Success. */
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
    ApplySeed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeedRequest"];
            };
        };
        responses: {
            /** @description What was created, and what was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeedReport"];
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
    ExportSeed: {
        parameters: {
            query?: {
                /** @description One domain alone, without tokens, service accounts, groups and policies. */
                okmsId?: string;
                /** @description Include the private parts of keys and the data of secrets. */
                material?: boolean;
                /** @description The syntax, YAML by default. */
                format?: "yaml" | "json";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The seed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeedExport"];
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
    ShowHealth: {
        parameters: {
            query?: {
                /** @description What the status tells. */
                check?: "ready" | "live";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server is ready, or live where that is checked. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["NotStored"];
                    "X-Content-Type-Options": components["headers"]["NotGuessed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["ForeignPage"];
            500: components["responses"]["InternalError"];
            /** @description The server is not ready. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["NotStored"];
                    "X-Content-Type-Options": components["headers"]["NotGuessed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    ShowMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["NotStored"];
                    "X-Content-Type-Options": components["headers"]["NotGuessed"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["ForeignPage"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalError"];
        };
    };
    ListFaults: {
        parameters: {
            query?: {
                /** @description The okms domain of the rules; every domain and the server by default. */
                okmsId?: components["parameters"]["faultsOf"];
            };
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
                    "application/json": components["schemas"]["Fault"][];
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
    AddFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultRequest"];
            };
        };
        responses: {
            /** @description The created rule. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
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
    RemoveFaults: {
        parameters: {
            query?: {
                /** @description The okms domain of the rules; every domain and the server by default. */
                okmsId?: components["parameters"]["faultsOf"];
            };
            header?: never;
            path?: never;
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
    ShowFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The fault rule. */
                faultId: components["parameters"]["faultId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
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
    RemoveFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The fault rule. */
                faultId: components["parameters"]["faultId"];
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
            /** @description The created resource. */
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
            /** @description The requested resource. */
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
            /** @description Success. */
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
            /** @description The created resource. */
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
            /** @description The requested resource. */
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
            /** @description Success. */
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
    ListApiKeys: {
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
                    "application/json": components["schemas"]["ApiKey"][];
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
    AddApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description The created resource. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
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
    ShowApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The application key of the API key. */
                applicationKey: components["parameters"]["applicationKey"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requested resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
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
    RemoveApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The application key of the API key. */
                applicationKey: components["parameters"]["applicationKey"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
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
            /** @description The created resource. */
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
            /** @description The requested resource. */
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
            /** @description Success. */
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
            /** @description The requested resource. */
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
            /** @description The requested resource. */
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
            /** @description Success. */
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
                    "Cache-Control": components["headers"]["NotStored"];
                    Pragma: components["headers"]["NotCached"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
            /** @description invalid_request, unsupported_grant_type or invalid_scope. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["NotStored"];
                    Pragma: components["headers"]["NotCached"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            /** @description invalid_client. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["NotStored"];
                    Pragma: components["headers"]["NotCached"];
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
