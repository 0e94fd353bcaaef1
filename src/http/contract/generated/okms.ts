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
        /** @description There is no such domain or key. */
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
        /** @description The id is or was in use. */
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
}
