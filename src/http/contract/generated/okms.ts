// Types of openapi/okms.yaml, made by `npm run generate`. Do not edit.

export interface paths {
    "/api/{okmsId}/v1/servicekey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List service keys
         * @description Oldest first, a page at a time. Without `state`, destroyed keys are left out.
         */
        get: operations["ListServiceKeys"];
        put?: never;
        /**
         * Create or import a service key
         * @description Creates a key from `type` with `size` or `curve`, imports the one JWK in `keys`, or unwraps and imports the one entry of `wrappedKeys`. The key is active at once.
         */
        post: operations["CreateImportServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/encrypt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Encrypt up to 4096 bytes
         * @description With an oct key that may `encrypt`. The same `context` is needed to decrypt.
         */
        post: operations["Encrypt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/decrypt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decrypt what Encrypt made
         * @description With the key and the context that encrypted it.
         */
        post: operations["Decrypt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/datakey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a data key
         * @description With an oct key that may `wrapKey`. Keep `key` beside the data; forget `plaintext` once the data is encrypted.
         */
        post: operations["GenerateDataKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/datakey/decrypt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decrypt a data key
         * @description With the oct key that wrapped it, which needs `unwrapKey`.
         */
        post: operations["DecryptDataKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a message or a digest
         * @description With an RSA or EC key that may `sign`. Raw signatures are base64; ECDSA ones are r and s one after the other.
         */
        post: operations["Sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a signature
         * @description A signature that does not hold gives `result` false, not an error. `message` and `alg` may be left out when `signature` is a token that holds both.
         */
        post: operations["Verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a service key, or export it wrapped
         * @description With `wrappingKeyId`, `wrappedKeyFormat` and `wrappingAlgorithm` together, the answer holds the material, encrypted under the transport key, in `wrappedKeys`.
         */
        get: operations["GetServiceKey"];
        put?: never;
        post?: never;
        /**
         * Delete a service key
         * @description Erases the material for good; what was encrypted with it is lost. An active key is refused: deactivate it first.
         */
        delete: operations["DeleteServiceKey"];
        options?: never;
        head?: never;
        /**
         * Rename a service key, or let it be exported
         * @description Changes the members that are given. Setting `extractable` to true clears `never_extractable` for good.
         */
        patch: operations["PatchServiceKey"];
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate a service key
         * @description Also takes a deactivated or compromised key back into use. An active key stays as it is.
         */
        post: operations["ActivateServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/servicekey/{keyId}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivate a service key
         * @description A key that is not active does nothing. With a compromise as reason it becomes compromised.
         */
        post: operations["DeactivateServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/random": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Random bytes
         * @description From the operating system, by way of OpenSSL.
         */
        get: operations["GenerateRandomBytes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v2/secretConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the configuration of secrets
         * @description What counts for every secret of the domain that does not say otherwise. `maxVersions` 0 and `deactivateVersionAfter` 0s mean not set.
         */
        get: operations["GetSecretConfigV2"];
        /**
         * Change the configuration of secrets
         * @description Changes the members that are given; null puts one back to its default. Versions that exist keep their planned times.
         */
        put: operations["PutSecretConfigV2"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v2/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List secrets
         * @description In the order of their paths, a page at a time, without data. Secrets that the caller may not see are left out.
         */
        get: operations["ListSecretV2"];
        put?: never;
        /**
         * Create a secret
         * @description With its first version. A path that exists is refused.
         */
        post: operations["PostSecretV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v2/secret/{path}/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of a secret
         * @description A page at a time, without data.
         */
        get: operations["ListSecretVersionV2"];
        put?: never;
        /**
         * Create a version
         * @description It becomes the current version. Versions beyond the limit are removed, oldest first.
         */
        post: operations["PostSecretVersionV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v2/secret/{path}/version/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a version
         * @description With `includeData` the answer holds the data of an active version.
         */
        get: operations["GetSecretVersionV2"];
        /**
         * Change the state of a version
         * @description A deactivated version can be active again. `deleted` erases its data for good.
         */
        put: operations["PutSecretVersionV2"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v2/secret/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a secret
         * @description With its current version, or the one in `version`. With `includeData` the answer holds the data of an active version.
         */
        get: operations["GetSecretV2"];
        /**
         * Change a secret
         * @description `version` makes a new version, `metadata` changes the members that it names.
         */
        put: operations["PutSecretV2"];
        post?: never;
        /**
         * Delete a secret
         * @description Erases all its versions for good.
         */
        delete: operations["DeleteSecretV2"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the configuration of secrets
         * @description What counts for every secret of the domain that does not say otherwise. `max_versions` 0 and `delete_version_after` 0s mean not set.
         */
        get: operations["GetSecretConfig"];
        put?: never;
        /**
         * Change the configuration of secrets
         * @description Changes the members that are given; null puts one back to its default.
         */
        post: operations["PostSecretConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/data/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a secret
         * @description Its current version, or the one in `version`. A deleted or destroyed version gives 404 with its metadata.
         */
        get: operations["GetSecretRequest"];
        put?: never;
        /**
         * Write a secret
         * @description Makes a new version, and the secret where there is none.
         */
        post: operations["PostSecretRequest"];
        /**
         * Delete the current version
         * @description Its data can be undeleted.
         */
        delete: operations["DeleteSecretRequest"];
        options?: never;
        head?: never;
        /**
         * Change members of a secret
         * @description Merges into the data of the current version (RFC 7396) and makes a new version of the result.
         */
        patch: operations["PatchSecretRequest"];
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/undelete/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undelete versions
         * @description Destroyed versions stay as they are.
         */
        post: operations["PostSecretUndelete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/subkeys/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the structure of a secret
         * @description The names in its data; every value is null.
         */
        get: operations["GetSecretSubkeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/delete/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete versions
         * @description Their data can be undeleted.
         */
        post: operations["DeleteSecretVersions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/destroy/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Destroy versions
         * @description Erases their data for good.
         */
        put: operations["PutSecretDestroy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List secrets
         * @description Names at the first level, a page at a time; folders end in a slash. Secrets that the caller may not see are left out.
         */
        get: operations["ListSecretsMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{okmsId}/v1/secret/metadata/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the metadata of a secret, or list a folder
         * @description With `list` the names below the path, a page at a time; folders end in a slash.
         */
        get: operations["GetSecretsMetadata"];
        put?: never;
        /**
         * Set the metadata of a secret
         * @description Changes the members that are given, and replaces `custom_metadata` as a whole. Makes the secret, without a version, where there is none.
         */
        post: operations["PostSecretMetadata"];
        /**
         * Delete a secret
         * @description Erases all its versions for good.
         */
        delete: operations["DeleteSecretMetadata"];
        options?: never;
        head?: never;
        /**
         * Change the metadata of a secret
         * @description Merges (RFC 7396): null removes a member of `custom_metadata`.
         */
        patch: operations["PatchSecretMetadata"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A key to create or to import. */
        CreateImportServiceKeyRequest: {
            /** @description UUID chosen by the caller; refused when it is or was in use. */
            id?: string | null;
            /** @description Name for people. */
            name: string;
            /** @description Free text kept with the key; not the context of encryption. */
            context?: string;
            type?: components["schemas"]["KeyTypes"];
            size?: components["schemas"]["KeySizes"];
            curve?: components["schemas"]["Curves"];
            /** @description What the key may be used for; by default what its type is commonly used for. */
            operations?: components["schemas"]["CryptographicUsages"][] | null;
            /** @default SOFTWARE */
            protectionLevel?: components["schemas"]["ProtectionLevelEnum"];
            /** @description A set with the one JWK to import. */
            keys?: components["schemas"]["JsonWebKeyRequest"][] | null;
            /** @description Whether the material may leave in wrapped form. False by default, true for a public key alone. */
            extractable?: boolean | null;
            /** @description The one wrapped key to import; type, size and curve are those of its material. */
            wrappedKeys?: components["schemas"]["WrappedKeyEntry"][] | null;
        };
        /**
         * @description Where the key lives. Here HSM is a label only.
         * @enum {string}
         */
        ProtectionLevelEnum: "SOFTWARE" | "HSM";
        /**
         * @description Symmetric, private with public, or public alone.
         * @enum {string}
         */
        ServiceKeyClassEnum: "SECRET_KEY" | "PUBLIC_KEY" | "KEY_PAIR";
        /** @enum {string} */
        CryptographicUsages: "sign" | "verify" | "encrypt" | "decrypt" | "wrapKey" | "unwrapKey";
        /** @enum {string} */
        Curves: "P-256" | "P-384" | "P-521";
        /** @description Why a key is deactivated. */
        DeactivateServicekeyRequest: {
            reason: components["schemas"]["RevocationReasons"];
        };
        /** @description A wrapped data key. */
        DecryptDataKeyRequest: {
            /**
             * Format: jwe-token
             * @description The wrapped data key that GenerateDataKey answered.
             */
            key: string;
        };
        /** @description A data key in the clear. */
        DecryptDataKeyResponse: {
            /**
             * Format: byte
             * @description The data key, base64.
             */
            plaintext: string;
        };
        /** @description What to decrypt. */
        DecryptRequest: {
            /**
             * Format: jwe-token
             * @description The ciphertext that Encrypt answered.
             */
            ciphertext: string;
            /** @description The context given at encryption. */
            context?: string | null;
        };
        /** @description What was encrypted. */
        DecryptResponse: {
            /**
             * Format: byte
             * @description The plaintext, base64.
             */
            plaintext: string;
        };
        /**
         * @description Signature algorithms of RFC 7518 section 3.1.
         * @enum {string}
         */
        DigitalSignatureAlgorithms: "ES256" | "ES384" | "ES512" | "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512";
        /** @description What to encrypt. */
        EncryptRequest: {
            /**
             * Format: byte
             * @description 1 to 4096 bytes, base64 with padding.
             */
            plaintext: string;
            /** @description Bound to the ciphertext: it is needed again to decrypt. */
            context?: string | null;
        };
        /** @description The encrypted plaintext. */
        EncryptResponse: {
            /**
             * Format: jwe-token
             * @description Compact JWE.
             */
            ciphertext: string;
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
        /** @description The data key to make. */
        GenerateDataKeyRequest: {
            /** @description A name; not kept. */
            name?: string | null;
            /**
             * Format: int32
             * @description Bits, a multiple of 8.
             */
            size: number;
        };
        /** @description A data key, wrapped and in the clear. */
        GenerateDataKeyResponse: {
            /**
             * Format: jwe-token
             * @description The wrapped data key, a compact JWE.
             */
            key: string;
            /**
             * Format: byte
             * @description The data key, base64.
             */
            plaintext?: string;
        };
        /** @description Random bytes. */
        GetRandomResponse: {
            /**
             * Format: byte
             * @description The bytes, base64.
             */
            bytes: string;
        };
        /** @description A service key. */
        GetServiceKeyResponse: {
            /**
             * Format: uuid
             * @description UUID of the key.
             */
            id: string;
            /** @description Name for people. */
            name: string;
            type: components["schemas"]["KeyTypes"];
            class?: components["schemas"]["ServiceKeyClassEnum"];
            curve?: components["schemas"]["Curves"];
            /** @description What the key may be used for. */
            operations?: components["schemas"]["CryptographicUsages"][];
            size?: components["schemas"]["KeySizes"];
            protectionLevel: components["schemas"]["ProtectionLevelEnum"];
            /** @description State, dates, and whether the material may leave. */
            attributes?: {
                [key: string]: unknown;
            } | null;
            /** @description The public part; only when asked for with `format`, and never for an oct key. */
            keys?: components["schemas"]["JsonWebKeyResponse"][];
            /** @description The wrapped material, in place of `keys`; only in a wrapped export. */
            wrappedKeys?: components["schemas"]["WrappedKeyEntry"][];
        };
        /** @description A key as a JWK (RFC 7517); members that do not apply may be null. */
        JsonWebKeyRequest: {
            /** @description Intended use (RFC 7517 section 4.2). */
            use?: components["schemas"]["JwkUses"];
            /** @description What the key may be used for (RFC 7517 section 4.3). */
            key_ops?: components["schemas"]["CryptographicUsages"][] | null;
            /** @description Algorithm the key is meant for (RFC 7517 section 4.4). */
            alg?: components["schemas"]["DigitalSignatureAlgorithms"];
            /** @description Key type (RFC 7517 section 4.1). */
            kty: components["schemas"]["KeyTypes"];
            /**
             * Format: base64url
             * @description RSA modulus, Base64urlUInt.
             */
            n?: string | null;
            /**
             * Format: base64url
             * @description RSA public exponent, Base64urlUInt.
             */
            e?: string | null;
            /**
             * Format: base64url
             * @description Bytes of a symmetric key, base64url.
             */
            k?: string | null;
            /** @description Elliptic curve. */
            crv?: components["schemas"]["Curves"];
            /**
             * Format: base64url
             * @description x coordinate of the public point, base64url, as long as the curve asks.
             */
            x?: string | null;
            /**
             * Format: base64url
             * @description y coordinate of the public point, base64url, as long as the curve asks.
             */
            y?: string | null;
            /**
             * Format: base64url
             * @description Private exponent (RSA) or private scalar (EC).
             */
            d?: string | null;
            /**
             * Format: base64url
             * @description RSA: d mod (p - 1).
             */
            dp?: string | null;
            /**
             * Format: base64url
             * @description RSA: d mod (q - 1).
             */
            dq?: string | null;
            /**
             * Format: base64url
             * @description RSA: first prime.
             */
            p?: string | null;
            /**
             * Format: base64url
             * @description RSA: second prime.
             */
            q?: string | null;
            /**
             * Format: base64url
             * @description RSA: inverse of q modulo p.
             */
            qi?: string | null;
            /** @description Name the caller gives it; not kept. */
            kid?: string | null;
        };
        /** @description The public part of a service key as a JWK (RFC 7517). */
        JsonWebKeyResponse: {
            /** @description Intended use (RFC 7517 section 4.2). */
            use?: components["schemas"]["JwkUses"];
            /** @description What the key may be used for (RFC 7517 section 4.3). */
            key_ops?: components["schemas"]["CryptographicUsages"][] | null;
            /** @description Algorithm the key is meant for (RFC 7517 section 4.4). */
            alg?: components["schemas"]["DigitalSignatureAlgorithms"];
            /** @description Key type (RFC 7517 section 4.1). */
            kty: components["schemas"]["KeyTypes"];
            /**
             * Format: base64url
             * @description RSA modulus, Base64urlUInt.
             */
            n?: string | null;
            /**
             * Format: base64url
             * @description RSA public exponent, Base64urlUInt.
             */
            e?: string | null;
            /**
             * Format: base64url
             * @description Bytes of a symmetric key, base64url.
             */
            k?: string | null;
            /** @description Elliptic curve. */
            crv?: components["schemas"]["Curves"];
            /**
             * Format: base64url
             * @description x coordinate of the public point, base64url, as long as the curve asks.
             */
            x?: string | null;
            /**
             * Format: base64url
             * @description y coordinate of the public point, base64url, as long as the curve asks.
             */
            y?: string | null;
            /**
             * Format: base64url
             * @description Private exponent (RSA) or private scalar (EC).
             */
            d?: string | null;
            /**
             * Format: base64url
             * @description RSA: d mod (p - 1).
             */
            dp?: string | null;
            /**
             * Format: base64url
             * @description RSA: d mod (q - 1).
             */
            dq?: string | null;
            /**
             * Format: base64url
             * @description RSA: first prime.
             */
            p?: string | null;
            /**
             * Format: base64url
             * @description RSA: second prime.
             */
            q?: string | null;
            /**
             * Format: base64url
             * @description RSA: inverse of q modulo p.
             */
            qi?: string | null;
            /** @description Id of the service key. */
            kid: string;
        };
        /** @enum {string} */
        JwkUses: "sig" | "enc";
        /** @enum {string} */
        KeyFormats: "jwk";
        /**
         * @description Bits.
         * @enum {integer}
         */
        KeySizes: 128 | 192 | 256 | 2048 | 3072 | 4096;
        /**
         * @description States of a key, and `all` to list.
         * @enum {string}
         */
        KeyStates: "pre_active" | "active" | "deactivated" | "compromised" | "destroyed" | "destroyed_compromised" | "all";
        /** @enum {string} */
        KeyTypes: "oct" | "RSA" | "EC";
        /** @description A page of service keys. */
        ListServiceKeysResponse: {
            /** @description The keys. */
            objects_list: components["schemas"]["GetServiceKeyResponse"][];
            /** @description To be sent back for the next page; empty on the last. */
            continuation_token: string;
            /** @description Whether more follow. */
            is_truncated: boolean;
        };
        /** @description What to change. */
        PatchServiceKeyRequest: {
            /** @description New name. */
            name?: string;
            /** @description Whether the material may leave in wrapped form. */
            extractable?: boolean | null;
        };
        /**
         * @description Why a key is no longer used.
         * @enum {string}
         */
        RevocationReasons: "unspecified" | "key_compromise" | "ca_compromise" | "affiliation_changed" | "superseded" | "cessation_of_operation" | "privilege_withdrawn";
        /** @description What to sign. */
        SignRequest: {
            /**
             * Format: byte
             * @description The message, or its digest when `isdigest` is true; base64, 1 to 4096 bytes.
             */
            message: string;
            alg: components["schemas"]["DigitalSignatureAlgorithms"];
            /** @description Whether the message is a finished digest. */
            isdigest?: boolean;
        };
        /** @description A signature. */
        SignResponse: {
            /**
             * Format: string
             * @description In the form asked for.
             */
            signature: string;
        };
        /**
         * @description Raw signature in base64, compact JWS, or JWT.
         * @enum {string}
         */
        SignatureFormats: "raw" | "jws" | "jwt";
        /** @description A signature and what it is said to sign. */
        VerifyRequest: {
            /**
             * Format: byte
             * @description The message or its digest, base64.
             */
            message?: string | null;
            /**
             * Format: string
             * @description A raw signature in base64, or a token.
             */
            signature: string;
            alg?: components["schemas"]["DigitalSignatureAlgorithms"];
            /** @description Whether the message is a finished digest. */
            isdigest?: boolean;
        };
        /** @description Outcome. */
        VerifyResponse: {
            /** @description Whether the signature holds. */
            result: boolean;
        };
        /**
         * @description Formats of material: octets, JWK, RFC 8017 or RFC 5958.
         * @enum {string}
         */
        KeyFormatTypes: "RAW" | "JWK" | "PKCS1" | "PKCS8";
        /**
         * @description Key management algorithms of RFC 7518 section 4.
         * @enum {string}
         */
        WrappingAlgorithms: "RSA-OAEP" | "RSA-OAEP-256";
        /** @description Material encrypted under a transport key. */
        WrappedKeyEntry: {
            keyFormatType: components["schemas"]["KeyFormatTypes"];
            /**
             * Format: uuid
             * @description Id of the transport key.
             */
            wrappingKeyId: string;
            /**
             * Format: string
             * @description Compact JWE.
             */
            ciphertext: string;
        };
        /** @description A refusal, with the metadata of the current version where that is deleted or destroyed. */
        PatchErrorResponseWithMetadata: {
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
            data?: components["schemas"]["SecretVersionMetadata"];
        };
        /** @description A refusal, with the metadata of the version where that is deleted or destroyed. */
        GetErrorResponseWithMetadata: {
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
            data?: components["schemas"]["SecretData"];
        };
        /** @description The configuration of secrets. */
        GetConfigResponse: {
            /** @description The request, as in the log and in the header X-Request-Id. */
            request_id?: string | null;
            data?: components["schemas"]["PostConfigRequest"];
        };
        /** @description The metadata of a secret, or the names in a folder. */
        GetMetadataResponse: {
            /** @description The request, as in the log and in the header X-Request-Id. */
            request_id?: string | null;
            data?: components["schemas"]["SecretMetadata"];
        };
        /** @description A version with its data. */
        GetSecretResponse: {
            /** @description The request, as in the log and in the header X-Request-Id. */
            request_id?: string | null;
            data?: components["schemas"]["SecretData"];
        };
        /** @description The structure of a secret. */
        GetSecretSubkeysResponse: {
            /** @description The request, as in the log and in the header X-Request-Id. */
            request_id?: string | null;
            data?: components["schemas"]["SecretDataSubkeys"];
        };
        /** @description The version that the change made. */
        PatchSecretResponse: {
            /** @description The request, as in the log and in the header X-Request-Id. */
            request_id?: string | null;
            warnings?: components["schemas"]["WarningsList"];
            data?: components["schemas"]["SecretVersionMetadata"];
        };
        /** @description The configuration of secrets. */
        PostConfigRequest: {
            /** @description Whether every write needs check-and-set. */
            cas_required?: boolean | null;
            /** @description How long a new version lives, such as 30d; 0s for ever. */
            delete_version_after?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            max_versions?: number | null;
        };
        /** @description Conditions of a write. */
        PostSecretOptions: {
            /**
             * Format: uint32
             * @description Number of the current version, 0 for none; the write is refused when it is another one.
             */
            cas?: number | null;
        };
        /** @description What to write. */
        PostSecretRequest: {
            /** @description The data: a JSON object of up to 64 kB. */
            data?: Record<string, unknown> | null;
            options?: components["schemas"]["PostSecretOptions"];
        };
        /** @description The version that the write made. */
        PostSecretResponse: {
            /** @description The request, as in the log and in the header X-Request-Id. */
            request_id?: string | null;
            warnings?: components["schemas"]["WarningsList"];
            data?: components["schemas"]["SecretVersionMetadata"];
        };
        /** @description A version with its data. */
        SecretData: {
            /** @description The data; null where the version is deleted or destroyed. */
            data?: unknown;
            metadata?: components["schemas"]["SecretVersionMetadata"];
        };
        /** @description The structure of a secret. */
        SecretDataSubkeys: {
            metadata?: components["schemas"]["SecretVersionMetadata"];
            /** @description The names in the data; every value is null. */
            subkeys?: unknown;
        };
        /** @description The metadata of a secret, or the names in a folder. */
        SecretMetadata: {
            /** @description The names in a folder; only in a list. */
            keys?: string[] | null;
            /** @description Whether every write needs check-and-set. */
            cas_required?: boolean | null;
            /** @description When the secret was made. */
            created_time?: string | null;
            /**
             * Format: uint32
             * @description Number of the current version; 0 for none.
             */
            current_version?: number | null;
            /** @description Names and values of the caller; not secret. */
            custom_metadata?: {
                [key: string]: string;
            } | null;
            /** @description The secret, as policies name it. */
            urn?: string | null;
            /** @description How long a new version lives, such as 30d; 0s for ever. */
            delete_version_after?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            max_versions?: number | null;
            /**
             * Format: uint32
             * @description Number of the oldest version that is kept; 0 before the limit is reached.
             */
            oldest_version?: number | null;
            /** @description When its data or metadata changed last. */
            updated_time?: string | null;
            /** @description The versions by their numbers. */
            versions?: {
                [key: string]: components["schemas"]["SecretVersionMetadataShort"];
            } | null;
        };
        /** @description Metadata to change. */
        SecretUpdatableMetadata: {
            /** @description Whether every write needs check-and-set. */
            cas_required?: boolean | null;
            /** @description Names and values of the caller; not secret. */
            custom_metadata?: {
                [key: string]: string;
            } | null;
            /** @description How long a new version lives, such as 30d; 0s for ever. */
            delete_version_after?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            max_versions?: number | null;
        };
        /** @description The metadata of a version. */
        SecretVersionMetadata: {
            /** @description When the version was made. */
            created_time?: string | null;
            /** @description Names and values of the caller; not secret. */
            custom_metadata?: {
                [key: string]: string;
            } | null;
            /** @description When it was or will be deleted; empty for never. */
            deletion_time?: string | null;
            /** @description Whether its data is erased. */
            destroyed?: boolean | null;
            /**
             * Format: uint32
             * @description Number of the version.
             */
            version?: number | null;
        };
        /** @description The metadata of a version. */
        SecretVersionMetadataShort: {
            /** @description When the version was made. */
            created_time?: string | null;
            /** @description When it was or will be deleted; empty for never. */
            deletion_time?: string | null;
            /** @description Whether its data is erased. */
            destroyed?: boolean;
        };
        /** @description Versions of a secret. */
        SecretVersionsRequest: {
            /** @description Their numbers. */
            versions: number[];
        };
        /** @description Names and values of the caller, for people and programs; not secret. */
        SecretV2CustomMetadata: {
            [key: string]: string;
        };
        /**
         * @description State of a version. The data of a deleted one is erased.
         * @enum {string}
         */
        SecretV2State: "active" | "deactivated" | "deleted";
        /** @description The metadata of a secret. */
        SecretV2Metadata: {
            /** @description Whether every write needs check-and-set. */
            casRequired?: boolean | null;
            /** @description When the secret was made. */
            createdAt?: string | null;
            /**
             * Format: uint32
             * @description Number of the current version; 0 for none.
             */
            currentVersion?: number;
            customMetadata?: components["schemas"]["SecretV2CustomMetadata"];
            /** @description The secret, as policies name it. */
            urn?: string;
            /** @description How long a new version stays active, such as 30d; 0s for ever. */
            deactivateVersionAfter?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            maxVersions?: number | null;
            /**
             * Format: uint32
             * @description Number of the oldest version that is kept; 0 before the limit is reached.
             */
            oldestVersion?: number;
            /** @description When its data or metadata changed last. */
            updatedAt?: string | null;
        };
        /** @description Metadata that a caller chooses. */
        SecretV2MetadataShort: {
            /** @description Whether every write needs check-and-set. */
            casRequired?: boolean | null;
            customMetadata?: components["schemas"]["SecretV2CustomMetadata"];
            /** @description How long a new version stays active, such as 30d; 0s for ever. */
            deactivateVersionAfter?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            maxVersions?: number | null;
        };
        /** @description A version of a secret. */
        SecretV2Version: {
            /** @description When the version was made. */
            createdAt: string;
            /** @description The data: a JSON object of up to 64 kB. */
            data?: Record<string, unknown> | null;
            /** @description When it was deactivated. */
            deactivatedAt?: string | null;
            /**
             * Format: uint32
             * @description Number of the version.
             */
            id: number;
            state: components["schemas"]["SecretV2State"];
            warnings?: components["schemas"]["WarningsList"];
        };
        /** @description The content of a new version. */
        SecretV2VersionShort: {
            /** @description The data: a JSON object of up to 64 kB. */
            data: Record<string, unknown> | null;
        };
        /** @description A page of secrets. */
        ListSecretV2Response: components["schemas"]["GetSecretV2Response"][];
        /** @description A secret to create. */
        PostSecretV2Request: {
            metadata?: components["schemas"]["SecretV2MetadataShort"];
            /** @description Its path. */
            path: string;
            version: components["schemas"]["SecretV2VersionShort"];
        };
        /** @description The new secret. */
        PostSecretV2Response: {
            metadata?: components["schemas"]["SecretV2Metadata"];
            warnings?: components["schemas"]["WarningsList"];
            /** @description Its path. */
            path?: string;
        };
        /** @description A secret. */
        GetSecretV2Response: {
            metadata?: components["schemas"]["SecretV2Metadata"];
            /** @description Its path. */
            path?: string;
            version?: components["schemas"]["SecretV2Version"];
        };
        /** @description What to change. */
        PutSecretV2Request: {
            metadata?: components["schemas"]["SecretV2MetadataShort"];
            version?: components["schemas"]["SecretV2VersionShort"];
        };
        /** @description The secret as it is now. */
        PutSecretV2Response: {
            metadata?: components["schemas"]["SecretV2Metadata"];
            warnings?: components["schemas"]["WarningsList"];
            /** @description Its path. */
            path?: string;
        };
        /** @description A page of versions. */
        ListSecretVersionV2Response: components["schemas"]["SecretV2Version"][];
        /** @description The content of a new version. */
        PostSecretVersionV2Request: {
            /** @description The data: a JSON object of up to 64 kB. */
            data: Record<string, unknown> | null;
        };
        /** @description The state that the version is to have. */
        PutSecretVersionV2Request: {
            state: components["schemas"]["SecretV2State"];
        };
        /** @description The configuration of secrets. */
        GetSecretConfigV2Response: {
            /** @description Whether every write needs check-and-set. */
            casRequired?: boolean;
            /** @description How long a new version stays active, such as 30d; 0s for ever. */
            deactivateVersionAfter?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            maxVersions?: number | null;
        };
        /** @description The configuration as it is now. */
        PutSecretConfigV2Response: {
            warnings?: components["schemas"]["WarningsList"];
            /** @description Whether every write needs check-and-set. */
            casRequired?: boolean;
            /** @description How long a new version stays active, such as 30d; 0s for ever. */
            deactivateVersionAfter?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            maxVersions?: number | null;
        };
        /** @description What to change. */
        PutSecretConfigV2Request: {
            /** @description Whether every write needs check-and-set. */
            casRequired?: boolean | null;
            /** @description How long a new version stays active, such as 30d; 0s for ever. */
            deactivateVersionAfter?: string | null;
            /**
             * Format: uint32
             * @description How many versions a secret keeps; 0 for the default, which is 10.
             */
            maxVersions?: number | null;
        };
        /** @description What the caller should know of a write. */
        Warnings: {
            warnings?: components["schemas"]["WarningsList"];
        };
        /** @description What the caller should know of a write, one text each. */
        WarningsList: string[] | null;
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
        /** @description No credentials, or credentials that do not count. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The caller is known but may not do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description There is no such domain, key, secret or version. */
        NotFound: {
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
        /** @description The id is or was in use, or there is a secret at the path. */
        Conflict: {
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
        /** @description The service key. */
        servicekeyPath: string;
        /** @description Largest number of entries on the page. */
        paginationSize: number;
        /** @description The X-Pagination-Cursor-Next of the page before. */
        paginationCursor: string;
        /**
         * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
         * @example foo/bar
         */
        secretPath: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListServiceKeys: {
        parameters: {
            query?: {
                /** @description Only keys in this state; `all` for every key. */
                state?: components["schemas"]["KeyStates"];
                /** @description The `continuation_token` of the page before, for the same `state`. */
                "continuation-token"?: string;
                /** @description Largest number of keys on the page. */
                max?: number;
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
            /** @description A page of keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListServiceKeysResponse"];
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
    CreateImportServiceKey: {
        parameters: {
            query?: {
                /** @description With `jwk` the answer holds the public part. */
                format?: components["schemas"]["KeyFormats"];
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImportServiceKeyRequest"];
            };
        };
        responses: {
            /** @description The new key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetServiceKeyResponse"];
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
    Encrypt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EncryptRequest"];
            };
        };
        responses: {
            /** @description The ciphertext, a compact JWE. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EncryptResponse"];
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
    Decrypt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecryptRequest"];
            };
        };
        responses: {
            /** @description The plaintext. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecryptResponse"];
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
    GenerateDataKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateDataKeyRequest"];
            };
        };
        responses: {
            /** @description The data key, wrapped and in the clear. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateDataKeyResponse"];
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
    DecryptDataKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecryptDataKeyRequest"];
            };
        };
        responses: {
            /** @description The data key in the clear. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecryptDataKeyResponse"];
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
    Sign: {
        parameters: {
            query?: {
                /** @description Form of the signature; raw when left out. */
                format?: components["schemas"]["SignatureFormats"];
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignRequest"];
            };
        };
        responses: {
            /** @description The signature. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignResponse"];
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
    Verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyRequest"];
            };
        };
        responses: {
            /** @description Whether it holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyResponse"];
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
    GetServiceKey: {
        parameters: {
            query?: {
                /** @description With `jwk` the answer holds the public part; not looked at in a wrapped export. */
                format?: components["schemas"]["KeyFormats"];
                /** @description Transport key: an RSA key of this domain that may `wrapKey` and is not in an HSM. */
                wrappingKeyId?: string;
                /** @description Format of the material under the encryption; goes with `wrappingKeyId`. */
                wrappedKeyFormat?: components["schemas"]["KeyFormatTypes"];
                /** @description Key management algorithm of the JWE; goes with `wrappingKeyId`. */
                wrappingAlgorithm?: components["schemas"]["WrappingAlgorithms"];
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetServiceKeyResponse"];
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
    DeleteServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
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
    PatchServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchServiceKeyRequest"];
                "text/json": components["schemas"]["PatchServiceKeyRequest"];
                "application/*+json": components["schemas"]["PatchServiceKeyRequest"];
            };
        };
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetServiceKeyResponse"];
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
    ActivateServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Active. */
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
    DeactivateServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /** @description The service key. */
                keyId: components["parameters"]["servicekeyPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivateServicekeyRequest"];
            };
        };
        responses: {
            /** @description No longer active. */
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
    GenerateRandomBytes: {
        parameters: {
            query?: {
                /** @description Number of bytes. */
                length?: number;
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
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetRandomResponse"];
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
    GetSecretConfigV2: {
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
            /** @description The configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSecretConfigV2Response"];
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
    PutSecretConfigV2: {
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
                "application/json": components["schemas"]["PutSecretConfigV2Request"];
            };
        };
        responses: {
            /** @description The configuration as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutSecretConfigV2Response"];
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
    ListSecretV2: {
        parameters: {
            query?: never;
            header?: {
                /** @description Largest number of entries on the page. */
                "X-Pagination-Size"?: components["parameters"]["paginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["paginationCursor"];
            };
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of secrets. */
            200: {
                headers: {
                    /** @description To be sent back as X-Pagination-Cursor for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSecretV2Response"];
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
    PostSecretV2: {
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
                "application/json": components["schemas"]["PostSecretV2Request"];
            };
        };
        responses: {
            /** @description The new secret, without its data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostSecretV2Response"];
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
    ListSecretVersionV2: {
        parameters: {
            query?: never;
            header?: {
                /** @description Largest number of entries on the page. */
                "X-Pagination-Size"?: components["parameters"]["paginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["paginationCursor"];
            };
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions. */
            200: {
                headers: {
                    /** @description To be sent back as X-Pagination-Cursor for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSecretVersionV2Response"];
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
    PostSecretVersionV2: {
        parameters: {
            query?: {
                /** @description Number of the current version, 0 for none; the write is refused when it is another one. */
                cas?: number;
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostSecretVersionV2Request"];
            };
        };
        responses: {
            /** @description The new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretV2Version"];
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
    GetSecretVersionV2: {
        parameters: {
            query?: {
                /**
                 * @description Whether the answer holds the data.
                 * @example true
                 */
                includeData?: boolean;
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
                /**
                 * @description Number of the version.
                 * @example 1
                 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretV2Version"];
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
    PutSecretVersionV2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
                /**
                 * @description Number of the version.
                 * @example 1
                 */
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSecretVersionV2Request"];
            };
        };
        responses: {
            /** @description The version as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretV2Version"];
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
    GetSecretV2: {
        parameters: {
            query?: {
                /** @description Number of the version; by default the current one. */
                version?: number;
                /**
                 * @description Whether the answer holds the data.
                 * @example true
                 */
                includeData?: boolean;
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSecretV2Response"];
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
    PutSecretV2: {
        parameters: {
            query?: {
                /** @description Number of the current version, 0 for none; the write is refused when it is another one. */
                cas?: number;
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSecretV2Request"];
            };
        };
        responses: {
            /** @description The secret as it is now, without its data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutSecretV2Response"];
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
    DeleteSecretV2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
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
    GetSecretConfig: {
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
            /** @description The configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetConfigResponse"];
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
    PostSecretConfig: {
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
                "application/json": components["schemas"]["PostConfigRequest"];
            };
        };
        responses: {
            /** @description Changed. */
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
    GetSecretRequest: {
        parameters: {
            query?: {
                /** @description Number of the version; by default the current one. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Data and metadata of the version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSecretResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such domain, secret or version; with `data` for a version that is deleted or destroyed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetErrorResponseWithMetadata"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    PostSecretRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostSecretRequest"];
            };
        };
        responses: {
            /** @description The new version, without its data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostSecretResponse"];
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
    DeleteSecretRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted, or there was nothing to delete. */
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
    PatchSecretRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PostSecretRequest"];
                "application/json": components["schemas"]["PostSecretRequest"];
            };
        };
        responses: {
            /** @description The new version, without its data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatchSecretResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such domain or secret; with `data` where the current version is deleted or destroyed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatchErrorResponseWithMetadata"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    PostSecretUndelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretVersionsRequest"];
            };
        };
        responses: {
            /** @description Undeleted. */
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
    GetSecretSubkeys: {
        parameters: {
            query?: {
                /** @description Number of levels; 0 for all. */
                depth?: number;
                /** @description Number of the version; by default the current one. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Names and metadata of the version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSecretSubkeysResponse"];
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
    DeleteSecretVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretVersionsRequest"];
            };
        };
        responses: {
            /** @description Deleted, or there was nothing to delete. */
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
    PutSecretDestroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretVersionsRequest"];
            };
        };
        responses: {
            /** @description Destroyed, or there was nothing to destroy. */
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
    ListSecretsMetadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description Largest number of entries on the page. */
                "X-Pagination-Size"?: components["parameters"]["paginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["paginationCursor"];
            };
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of names. */
            200: {
                headers: {
                    /** @description To be sent back as X-Pagination-Cursor for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMetadataResponse"];
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
    GetSecretsMetadata: {
        parameters: {
            query?: {
                /** @description Whether to list. */
                list?: boolean;
            };
            header?: {
                /** @description Largest number of entries on the page. */
                "X-Pagination-Size"?: components["parameters"]["paginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["paginationCursor"];
            };
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata, or a page of names. */
            200: {
                headers: {
                    /** @description To be sent back as X-Pagination-Cursor for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMetadataResponse"];
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
    PostSecretMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretUpdatableMetadata"];
            };
        };
        responses: {
            /** @description Changed, with warnings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warnings"];
                };
            };
            /** @description Changed. */
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
    DeleteSecretMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted, or there was nothing to delete. */
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
    PatchSecretMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The okms domain. */
                okmsId: components["parameters"]["okmsId"];
                /**
                 * @description The secret. Slashes may be written as %2F; what a URL needs escaped is escaped once.
                 * @example foo/bar
                 */
                path: components["parameters"]["secretPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/merge-patch+json": components["schemas"]["SecretUpdatableMetadata"];
                "application/json": components["schemas"]["SecretUpdatableMetadata"];
            };
        };
        responses: {
            /** @description Changed, with warnings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warnings"];
                };
            };
            /** @description Changed. */
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
}
