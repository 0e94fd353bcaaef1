// Types of openapi/ovh-api-v2.yaml, made by `npm run generate`. Do not edit.

export interface paths {
    "/v2/okms/reference/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the regions
         * @description All that the service has. A domain of any of them is here all the same.
         */
        get: operations["ListRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/reference/secretConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the configuration of secrets of a new domain */
        get: operations["GetReferenceSecretConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/reference/serviceKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the types of service keys */
        get: operations["ListReferenceServiceKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the okms domains
         * @description Those that the caller may see.
         */
        get: operations["ListDomainResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an okms domain */
        get: operations["GetDomainResource"];
        /**
         * Change an okms domain
         * @description Its display name is that of the service: PUT /1.0/services/{serviceId}.
         */
        put: operations["UpdateDomainResource"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the credentials of a domain */
        get: operations["ListDomainCredentials"];
        put?: never;
        /**
         * Create a credential
         * @description Its status is CREATING in this answer, and READY soon.
         */
        post: operations["CreateDomainCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/credential/{credentialId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a credential */
        get: operations["GetDomainCredential"];
        put?: never;
        post?: never;
        /**
         * Revoke a credential
         * @description Counts from the next request on.
         */
        delete: operations["DeleteDomainCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/log/kind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the kinds of logs */
        get: operations["ListLogKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/log/kind/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a kind of log */
        get: operations["GetLogKind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/log/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the subscriptions */
        get: operations["ListLogSubscriptions"];
        put?: never;
        /**
         * Subscribe a stream to a kind of log
         * @description A record: nothing is sent to the stream.
         */
        post: operations["CreateLogSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/log/subscription/{subscriptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a subscription */
        get: operations["GetLogSubscription"];
        put?: never;
        post?: never;
        /** End a subscription */
        delete: operations["DeleteLogSubscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/log/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a URL of logs
         * @description It leads nowhere: the log of this server is its output and its journal.
         */
        post: operations["CreateLogUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the secrets of a domain */
        get: operations["ListDomainSecrets"];
        put?: never;
        /** Create a secret */
        post: operations["CreateDomainSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/secret/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a secret, with a version
         * @description With the current version unless another is named.
         */
        get: operations["GetDomainSecret"];
        /**
         * Change metadata, or add a version
         * @description A body without version adds none.
         */
        put: operations["UpdateDomainSecret"];
        post?: never;
        /** Remove a secret with all its versions */
        delete: operations["DeleteDomainSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/secret/{path}/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a secret */
        get: operations["ListDomainSecretVersions"];
        put?: never;
        /** Add a version */
        post: operations["CreateDomainSecretVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/secret/{path}/version/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a version */
        get: operations["GetDomainSecretVersion"];
        /** Activate, deactivate or delete a version */
        put: operations["UpdateDomainSecretVersion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/secretConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the configuration of secrets */
        get: operations["GetDomainSecretConfig"];
        /** Change the configuration of secrets */
        put: operations["UpdateDomainSecretConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/serviceKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the service keys of a domain
         * @description Without state all but destroyed keys.
         */
        get: operations["ListDomainServiceKeys"];
        put?: never;
        /**
         * Create or import a service key
         * @description A slash at the end of the path is accepted, and null for an unset member.
         */
        post: operations["CreateDomainServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/okms/resource/{okmsId}/serviceKey/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a service key */
        get: operations["GetDomainServiceKey"];
        /** Rename a service key, or change its state */
        put: operations["UpdateDomainServiceKey"];
        post?: never;
        /**
         * Destroy a service key
         * @description It must not be active.
         */
        delete: operations["DeleteDomainServiceKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/iam/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the policies */
        get: operations["ListIamPolicies"];
        put?: never;
        /** Create a policy */
        post: operations["CreateIamPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/iam/policy/{policyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a policy */
        get: operations["GetIamPolicy"];
        /**
         * Replace a policy
         * @description All of it: what the request leaves out is not there afterwards.
         */
        put: operations["UpdateIamPolicy"];
        post?: never;
        /** Remove a policy */
        delete: operations["DeleteIamPolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Always null: official clients read a body.
         * @enum {unknown|null}
         */
        Nothing: null;
        /** @description A refusal. Those of credentials have errorCode and httpCode in place of a class. */
        "api.Error": {
            class?: string;
            message: string;
            details?: {
                [key: string]: string;
            };
            errorCode?: string;
            httpCode?: string;
        };
        /** @description A kind of log. */
        "dbaas.logs.LogKind": {
            additionalReturnedFields: string[];
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            /** Format: uuid */
            kindId: string;
            name: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description A subscription of a log stream. */
        "dbaas.logs.LogSubscription": {
            /** Format: date-time */
            createdAt: string;
            kind: string;
            resource: components["schemas"]["dbaas.logs.LogSubscriptionResource"];
            serviceName: string;
            streamId: string;
            /** Format: uuid */
            subscriptionId: string;
            /** Format: date-time */
            updatedAt: string;
        };
        "dbaas.logs.LogSubscriptionCreation": {
            kind: string;
            /** Format: uuid */
            streamId: string;
        };
        "dbaas.logs.LogSubscriptionResource": {
            name: string;
            type: string;
        };
        "dbaas.logs.LogSubscriptionResponse": {
            /** Format: uuid */
            operationId: string;
            serviceName: string;
        };
        "dbaas.logs.LogUrlCreation": {
            kind: string;
        };
        "dbaas.logs.TemporaryLogsLink": {
            /** Format: date-time */
            expirationDate: string;
            url: string;
        };
        /** @description What the IAM knows of a resource. */
        "iam.ResourceMetadata": {
            displayName: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string|null} */
            state: "EXPIRED" | "IN_CREATION" | "OK" | "SUSPENDED" | null;
            tags: {
                [key: string]: string;
            } | null;
            urn: string;
        };
        /** @enum {string} */
        "iam.ResourceMetadata.StateEnum": "EXPIRED" | "IN_CREATION" | "OK" | "SUSPENDED";
        /** @enum {string} */
        "location.TypeEnum": "LOCAL-ZONE" | "REGION-1-AZ" | "REGION-3-AZ";
        /** @enum {string} */
        "observability.CertificationLevelEnum": "HDS" | "PCI_DSS" | "SNC" | "SOC2" | "STANDARD" | "TRUSTED_ZONE";
        /** @enum {string} */
        "okms.CertificateTypeEnum": "ECDSA" | "RSA";
        /** @enum {string} */
        "okms.CredentialStatusEnum": "CREATING" | "DELETING" | "ERROR" | "EXPIRED" | "READY";
        /** @enum {string} */
        "okms.KeyAlgEnum": "ES256" | "ES384" | "ES512" | "PS256" | "PS384" | "PS512" | "RS256" | "RS384" | "RS512";
        /** @enum {string} */
        "okms.KeyCurveEnum": "P-256" | "P-384" | "P-521";
        /** @enum {string} */
        "okms.KeyDeactivationReasonEnum": "AFFILIATION_CHANGED" | "CA_COMPROMISE" | "CESSATION_OF_OPERATION" | "KEY_COMPROMISE" | "PRIVILEGE_WITHDRAWN" | "SUPERSEDED" | "UNSPECIFIED";
        /** @enum {string} */
        "okms.KeyFormatEnum": "JWK" | "PEM";
        /** @enum {string} */
        "okms.KeyOpsEnum": "decrypt" | "encrypt" | "sign" | "unwrapKey" | "verify" | "wrapKey";
        /** @enum {integer} */
        "okms.KeySizeEnum": 128 | 192 | 256 | 384 | 521 | 2048 | 3072 | 4096;
        /** @enum {string} */
        "okms.KeyStateEnum": "ACTIVE" | "ALL" | "COMPROMISED" | "DEACTIVATED" | "DESTROYED" | "DESTROYED_COMPROMISED" | "PRE_ACTIVE";
        /** @enum {string} */
        "okms.KeyStateUpdateEnum": "ACTIVE" | "COMPROMISED" | "DEACTIVATED";
        /** @enum {string} */
        "okms.KeyTypeEnum": "EC" | "RSA" | "oct";
        /** @enum {string} */
        "okms.KeyUseEnum": "enc" | "sig";
        /** @enum {string} */
        "okms.ProtectionLevelEnum": "HSM" | "MANAGED_HSM" | "SOFTWARE";
        /** @enum {string} */
        "okms.RegionEnum": "ap-south-mum" | "ap-southeast-sgp" | "ap-southeast-syd" | "ca-east-bhs" | "ca-east-tor" | "eu-central-waw" | "eu-south-mil" | "eu-west-eri" | "eu-west-gra" | "eu-west-lim" | "eu-west-par" | "eu-west-rbx" | "eu-west-sbg";
        /** @enum {string} */
        "okms.SecretStateEnum": "ACTIVE" | "DEACTIVATED" | "DELETED";
        /** @description A new access certificate. */
        "okms.credential.Creation": {
            /** @enum {string|null} */
            certificateType?: "ECDSA" | "RSA" | null;
            csr?: string | null;
            description?: string | null;
            identityURNs: string[];
            name: string;
            validity?: number | null;
        };
        /** @description A credential in creation. The private key is in this answer alone. */
        "okms.credential.CreationResponse": {
            certificateType: components["schemas"]["okms.CertificateTypeEnum"];
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: date-time */
            expiredAt: string;
            fromCSR: boolean;
            /** Format: uuid */
            id: string;
            identityURNs: string[];
            name: string;
            privateKeyPEM: string | null;
            status: components["schemas"]["okms.CredentialStatusEnum"];
        };
        /** @description A credential with its certificate. */
        "okms.credential.GetResponse": {
            certificatePEM: string | null;
            certificateType: components["schemas"]["okms.CertificateTypeEnum"];
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: date-time */
            expiredAt: string;
            fromCSR: boolean;
            /** Format: uuid */
            id: string;
            identityURNs: string[];
            name: string;
            status: components["schemas"]["okms.CredentialStatusEnum"];
        };
        "okms.reference.Region": {
            certifications: components["schemas"]["observability.CertificationLevelEnum"][];
            id: components["schemas"]["okms.RegionEnum"];
            kmipEndpoint: string;
            restEndpoint: string;
            type: components["schemas"]["location.TypeEnum"];
        };
        "okms.reference.secretConfig.Response": {
            casRequired: boolean;
            maxVersions: number;
        };
        "okms.reference.serviceKey.Curve": {
            default: boolean;
            value: components["schemas"]["okms.KeyCurveEnum"];
        };
        "okms.reference.serviceKey.Operations": {
            default: boolean;
            value: components["schemas"]["okms.KeyOpsEnum"][];
        };
        "okms.reference.serviceKey.ProtectionLevel": {
            default: boolean;
            value: components["schemas"]["okms.ProtectionLevelEnum"];
        };
        "okms.reference.serviceKey.Response": {
            curves: components["schemas"]["okms.reference.serviceKey.Curve"][];
            default: boolean;
            operations: components["schemas"]["okms.reference.serviceKey.Operations"][];
            sizes: components["schemas"]["okms.reference.serviceKey.Size"][];
            type: components["schemas"]["okms.KeyTypeEnum"];
            protectionLevel: components["schemas"]["okms.reference.serviceKey.ProtectionLevel"][];
        };
        "okms.reference.serviceKey.Size": {
            default: boolean;
            value: components["schemas"]["okms.KeySizeEnum"];
        };
        /** @description An okms domain without what the IAM knows of it. */
        "okms.resource.Response": {
            /** Format: uuid */
            id: string;
            kmipEndpoint: string;
            kmipObjectCount: number;
            kmipRsaEndpoint: string | null;
            publicCA: string | null;
            publicRsaCA: string | null;
            region: components["schemas"]["okms.RegionEnum"];
            restEndpoint: string;
            secretCount: number;
            secretVersionCount: number;
            serviceKeyCount: number;
            swaggerEndpoint: string;
            pciDssEnabled: boolean;
            /** Format: date-time */
            pciDssEnabledAt: string | null;
        };
        /** @description An okms domain. */
        "okms.resource.ResponseWithIAM": {
            iam: components["schemas"]["iam.ResourceMetadata"];
            /** Format: uuid */
            id: string;
            kmipEndpoint: string;
            kmipObjectCount: number;
            kmipRsaEndpoint: string | null;
            publicCA: string | null;
            publicRsaCA: string | null;
            region: components["schemas"]["okms.RegionEnum"];
            restEndpoint: string;
            secretCount: number;
            secretVersionCount: number;
            serviceKeyCount: number;
            swaggerEndpoint: string;
            pciDssEnabled: boolean;
            /** Format: date-time */
            pciDssEnabledAt: string | null;
        };
        "okms.resource.UpdateRequest": {
            pciDssEnabled?: boolean | null;
        };
        /** @description A new secret with its first version. */
        "okms.secret.Creation": {
            metadata?: {
                casRequired?: boolean | null;
                customMetadata?: {
                    [key: string]: string;
                } | null;
                deactivateVersionAfter?: string | null;
                maxVersions?: number | null;
            } | null;
            path: string;
            version: components["schemas"]["okms.secret.version.Creation"];
        };
        /** @description A secret with one of its versions. */
        "okms.secret.GetResponseWithIAM": {
            iam: components["schemas"]["iam.ResourceMetadata"];
            metadata: components["schemas"]["okms.secret.Metadata"];
            path: string;
            version: {
                /** Format: date-time */
                createdAt: string;
                /** @description With includeData=true, where the version is active; otherwise null. */
                data: Record<string, unknown> | null;
                /** Format: date-time */
                deactivatedAt: string | null;
                id: number;
                state: components["schemas"]["okms.SecretStateEnum"];
            } | null;
        };
        /** @description The metadata of a secret. */
        "okms.secret.Metadata": {
            casRequired: boolean | null;
            /** Format: date-time */
            createdAt: string;
            currentVersion: number | null;
            customMetadata: {
                [key: string]: string;
            } | null;
            deactivateVersionAfter: string | null;
            maxVersions: number | null;
            oldestVersion: number;
            /** Format: date-time */
            updatedAt: string | null;
        };
        "okms.secret.MetadataRequest": {
            casRequired?: boolean | null;
            customMetadata?: {
                [key: string]: string;
            } | null;
            deactivateVersionAfter?: string | null;
            maxVersions?: number | null;
        };
        "okms.secret.PostResponse": {
            metadata: components["schemas"]["okms.secret.Metadata"];
            path: string;
        };
        "okms.secret.UpdateRequest": {
            metadata?: {
                casRequired?: boolean | null;
                customMetadata?: {
                    [key: string]: string;
                } | null;
                deactivateVersionAfter?: string | null;
                maxVersions?: number | null;
            } | null;
            version?: {
                /** @description An object of names and values. */
                data: Record<string, unknown> | null;
            } | null;
        };
        /** @description A version of a secret. */
        "okms.secret.Version": {
            /** Format: date-time */
            createdAt: string;
            /** @description With includeData=true, where the version is active; otherwise null. */
            data: Record<string, unknown> | null;
            /** Format: date-time */
            deactivatedAt: string | null;
            id: number;
            state: components["schemas"]["okms.SecretStateEnum"];
        };
        "okms.secret.version.Creation": {
            /** @description An object of names and values. */
            data: Record<string, unknown> | null;
        };
        "okms.secret.version.UpdateRequest": {
            state: components["schemas"]["okms.SecretStateEnum"];
        };
        "okms.secret.version.UpdateResponse": {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            deactivatedAt: string | null;
            id: number;
            state: components["schemas"]["okms.SecretStateEnum"];
        };
        "okms.secretConfig.Response": {
            casRequired: boolean;
            deactivateVersionAfter: string;
            maxVersions: number;
        };
        "okms.secretConfig.UpdateRequest": {
            casRequired?: boolean | null;
            deactivateVersionAfter?: string | null;
            maxVersions?: number | null;
        };
        /** @description A new key, or the material of one to import. */
        "okms.serviceKey.Creation": {
            context?: string | null;
            /** @enum {string|null} */
            curve?: "P-256" | "P-384" | "P-521" | null;
            keys?: components["schemas"]["okms.serviceKey.JsonWebKeyRequest"][] | null;
            name: string;
            operations?: components["schemas"]["okms.KeyOpsEnum"][] | null;
            /** @enum {integer|null} */
            size?: 128 | 192 | 256 | 384 | 521 | 2048 | 3072 | 4096 | null;
            /** @enum {string|null} */
            type?: "EC" | "RSA" | "oct" | null;
            /** @enum {string|null} */
            protectionLevel?: "HSM" | "MANAGED_HSM" | "SOFTWARE" | null;
        };
        "okms.serviceKey.JsonWebKeyRequest": {
            /** @enum {string|null} */
            alg?: "ES256" | "ES384" | "ES512" | "PS256" | "PS384" | "PS512" | "RS256" | "RS384" | "RS512" | null;
            /** @enum {string|null} */
            crv?: "P-256" | "P-384" | "P-521" | null;
            d?: string | null;
            dp?: string | null;
            dq?: string | null;
            e?: string | null;
            k?: string | null;
            key_ops?: components["schemas"]["okms.KeyOpsEnum"][] | null;
            kid?: string | null;
            kty: components["schemas"]["okms.KeyTypeEnum"];
            n?: string | null;
            p?: string | null;
            q?: string | null;
            qi?: string | null;
            /** @enum {string|null} */
            use?: "enc" | "sig" | null;
            x?: string | null;
            y?: string | null;
        };
        "okms.serviceKey.JsonWebKeyResponse": {
            /** @enum {string|null} */
            alg: "ES256" | "ES384" | "ES512" | "PS256" | "PS384" | "PS512" | "RS256" | "RS384" | "RS512" | null;
            /** @enum {string|null} */
            crv: "P-256" | "P-384" | "P-521" | null;
            d: string | null;
            dp: string | null;
            dq: string | null;
            e: string | null;
            k: string | null;
            key_ops: components["schemas"]["okms.KeyOpsEnum"][] | null;
            kid: string;
            kty: components["schemas"]["okms.KeyTypeEnum"];
            n: string | null;
            p: string | null;
            q: string | null;
            qi: string | null;
            /** @enum {string|null} */
            use: "enc" | "sig" | null;
            x: string | null;
            y: string | null;
        };
        "okms.serviceKey.PEM": {
            pem: string;
        };
        /** @description A service key without what the IAM knows of it. */
        "okms.serviceKey.Response": {
            /** Format: date-time */
            createdAt: string;
            /** @enum {string|null} */
            curve: "P-256" | "P-384" | "P-521" | null;
            /** Format: uuid */
            id: string;
            keys: components["schemas"]["okms.serviceKey.JsonWebKeyResponse"][] | null;
            keysPEM: components["schemas"]["okms.serviceKey.PEM"][] | null;
            name: string;
            operations: components["schemas"]["okms.KeyOpsEnum"][] | null;
            /** @enum {integer|null} */
            size: 128 | 192 | 256 | 384 | 521 | 2048 | 3072 | 4096 | null;
            state: components["schemas"]["okms.KeyStateEnum"];
            type: components["schemas"]["okms.KeyTypeEnum"];
            protectionLevel: components["schemas"]["okms.ProtectionLevelEnum"];
        };
        /** @description A service key. */
        "okms.serviceKey.ResponseWithIAM": {
            /** Format: date-time */
            createdAt: string;
            /** @enum {string|null} */
            curve: "P-256" | "P-384" | "P-521" | null;
            iam: components["schemas"]["iam.ResourceMetadata"];
            /** Format: uuid */
            id: string;
            keys: components["schemas"]["okms.serviceKey.JsonWebKeyResponse"][] | null;
            keysPEM: components["schemas"]["okms.serviceKey.PEM"][] | null;
            name: string;
            operations: components["schemas"]["okms.KeyOpsEnum"][] | null;
            /** @enum {integer|null} */
            size: 128 | 192 | 256 | 384 | 521 | 2048 | 3072 | 4096 | null;
            state: components["schemas"]["okms.KeyStateEnum"];
            type: components["schemas"]["okms.KeyTypeEnum"];
            protectionLevel: components["schemas"]["okms.ProtectionLevelEnum"];
        };
        /** @description What is to change of a key. */
        "okms.serviceKey.Update": {
            /** @enum {string|null} */
            deactivationReason?: "AFFILIATION_CHANGED" | "CA_COMPROMISE" | "CESSATION_OF_OPERATION" | "KEY_COMPROMISE" | "PRIVILEGE_WITHDRAWN" | "SUPERSEDED" | "UNSPECIFIED" | null;
            name?: string | null;
            /** @enum {string|null} */
            state?: "ACTIVE" | "COMPROMISED" | "DEACTIVATED" | null;
        };
        /** @description An action, such as `okms:apikms:serviceKey/encrypt`; `*` stands for any characters. */
        "iam.policy.Action": {
            action: string;
        };
        /** @description What a policy allows and denies. A denial counts more than what any policy allows. */
        "iam.policy.Permissions": {
            /** @description Allowed actions. */
            allow?: components["schemas"]["iam.policy.Action"][] | null;
            /** @description Actions that no policy allows these identities on these resources. */
            deny?: components["schemas"]["iam.policy.Action"][] | null;
            /** @description Actions that this policy does not allow, whatever `allow` says. */
            except?: components["schemas"]["iam.policy.Action"][] | null;
        };
        /** @description A group of permissions; there are none here. */
        "iam.policy.PermissionsGroup": {
            urn?: string;
        };
        /** @description A resource, or a pattern for several. */
        "iam.policy.ResourceRequest": {
            /** @description Its URN; that of an okms domain covers everything in it. */
            urn: string;
        };
        /** @description A policy: identities, and what they may do on which resources. */
        "iam.policy.Request": {
            /** @description Not supported here: a policy with conditions is refused. */
            conditions?: Record<string, unknown> | null;
            /** @description Free text. */
            description?: string | null;
            /**
             * Format: date-time
             * @description From when on it does not count.
             */
            expiredAt?: string | null;
            /** @description Identity URNs. */
            identities: string[];
            /** @description Its name: printable ASCII. */
            name: string;
            permissions: components["schemas"]["iam.policy.Permissions"];
            permissionsGroups?: components["schemas"]["iam.policy.PermissionsGroup"][] | null;
            /** @description What it is about. */
            resources: components["schemas"]["iam.policy.ResourceRequest"][];
        };
        /** @description A policy. */
        "iam.policy.Response": {
            /** @description Always null. */
            conditions: Record<string, unknown> | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Null for none. */
            description: string | null;
            /**
             * Format: date-time
             * @description From when on it does not count; null if it does not expire.
             */
            expiredAt: string | null;
            /** Format: uuid */
            id: string;
            identities: string[];
            name: string;
            /** @description The account. */
            owner: string;
            permissions: components["schemas"]["iam.policy.AllPermissions"];
            permissionsGroups: components["schemas"]["iam.policy.PermissionsGroup"][];
            /** @description Always false. */
            readOnly: boolean;
            resources: components["schemas"]["iam.policy.Resource"][];
            /**
             * Format: date-time
             * @description Null until its first change.
             */
            updatedAt: string | null;
        };
        /** @description What a policy allows and denies. */
        "iam.policy.AllPermissions": {
            allow: components["schemas"]["iam.policy.Action"][];
            deny: components["schemas"]["iam.policy.Action"][];
            except: components["schemas"]["iam.policy.Action"][];
        };
        /** @description A resource of a policy, with `details` an okms domain as it is. */
        "iam.policy.Resource": {
            resource?: components["schemas"]["iam.policy.SingleResource"];
            urn: string;
        };
        /** @description An okms domain; null for what is no domain of this server. */
        "iam.policy.SingleResource": {
            displayName: string;
            /** Format: uuid */
            id: string;
            name: string;
            owner: string;
            /** @enum {string} */
            type: "okms";
        } | null;
    };
    responses: {
        /** @description The request is refused as it is, or its signature is wrong. */
        BadRequest: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
        /** @description The token is missing, unknown or expired. */
        Unauthorized: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
        /** @description The API key is not valid, or the caller may not do this. */
        Forbidden: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
        /** @description There is no such resource. */
        NotFound: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
        /** @description It exists already. */
        Conflict: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
        /** @description More requests than the rate limit allows. */
        TooManyRequests: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
        /** @description The server failed. */
        InternalError: {
            headers: {
                /** @description The id of the request. */
                "X-Ovh-QueryID"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["api.Error"];
            };
        };
    };
    parameters: {
        okmsId: string;
        keyId: string;
        credentialId: string;
        subscriptionId: string;
        kindName: string;
        /** @description The path of the secret, with %2F for each slash in it. */
        path: string;
        versionPath: number;
        /** @description By default the current version. */
        version: number;
        includeData: boolean;
        /** @description The number of the current version, which must still be current. */
        cas: number;
        /** @description Whether the certificates of the CAs are in the answer. */
        publicCA: boolean;
        region: components["schemas"]["okms.RegionEnum"];
        kind: string;
        keyState: components["schemas"]["okms.KeyStateEnum"];
        /** @description How the public part is shown. */
        keyFormat: components["schemas"]["okms.KeyFormatEnum"];
        /** @description JSON: for each tag a list of conditions such as {"ovh:type":[{"operator":"EQ","value":"oct"}]}. All must hold. */
        iamTags: string;
        policyId: string;
        /** @description Only policies that name this action, or one of these. */
        policyAction: string | string[];
        /** @description Only policies that name this identity, or one of these. */
        policyIdentity: string | string[];
        /** @description Only policies that name this resource, or one of these. */
        policyResource: string | string[];
        /** @description Only policies that cannot be changed, or that can; here all can. */
        policyReadOnly: boolean;
        /** @description Whether the answer shows more of the resources than their URNs. */
        policyDetails: boolean;
        /** @description Version of the schemas. Accepted and without effect: there is one. */
        SchemasVersion: string;
        /** @description The X-Pagination-Cursor-Next of the page before. */
        PaginationCursor: string;
        /** @description Length of a page; 100 by default. */
        PaginationSize: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListRegions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.reference.Region"][];
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
    GetReferenceSecretConfig: {
        parameters: {
            query: {
                region: components["parameters"]["region"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.reference.secretConfig.Response"];
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
    ListReferenceServiceKeys: {
        parameters: {
            query: {
                region: components["parameters"]["region"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.reference.serviceKey.Response"][];
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
    ListDomainResources: {
        parameters: {
            query?: {
                /** @description JSON: for each tag a list of conditions such as {"ovh:type":[{"operator":"EQ","value":"oct"}]}. All must hold. */
                iamTags?: components["parameters"]["iamTags"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.resource.ResponseWithIAM"][];
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
    GetDomainResource: {
        parameters: {
            query?: {
                /** @description Whether the certificates of the CAs are in the answer. */
                publicCA?: components["parameters"]["publicCA"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.resource.ResponseWithIAM"];
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
    UpdateDomainResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.resource.UpdateRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.resource.Response"];
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
    ListDomainCredentials: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.credential.GetResponse"][];
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
    CreateDomainCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.credential.Creation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.credential.CreationResponse"];
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
    GetDomainCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                credentialId: components["parameters"]["credentialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.credential.GetResponse"];
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
    DeleteDomainCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                credentialId: components["parameters"]["credentialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.credential.GetResponse"];
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
    ListLogKinds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.LogKind"][];
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
    GetLogKind: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                name: components["parameters"]["kindName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.LogKind"];
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
    ListLogSubscriptions: {
        parameters: {
            query?: {
                kind?: components["parameters"]["kind"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.LogSubscription"][];
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
    CreateLogSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["dbaas.logs.LogSubscriptionCreation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.LogSubscriptionResponse"];
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
    GetLogSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                subscriptionId: components["parameters"]["subscriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.LogSubscription"];
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
    DeleteLogSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                subscriptionId: components["parameters"]["subscriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.LogSubscriptionResponse"];
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
    CreateLogUrl: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["dbaas.logs.LogUrlCreation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dbaas.logs.TemporaryLogsLink"];
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
    ListDomainSecrets: {
        parameters: {
            query?: {
                /** @description JSON: for each tag a list of conditions such as {"ovh:type":[{"operator":"EQ","value":"oct"}]}. All must hold. */
                iamTags?: components["parameters"]["iamTags"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.GetResponseWithIAM"][];
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
    CreateDomainSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.secret.Creation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.PostResponse"];
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
    GetDomainSecret: {
        parameters: {
            query?: {
                /** @description By default the current version. */
                version?: components["parameters"]["version"];
                includeData?: components["parameters"]["includeData"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.GetResponseWithIAM"];
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
    UpdateDomainSecret: {
        parameters: {
            query?: {
                /** @description The number of the current version, which must still be current. */
                cas?: components["parameters"]["cas"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.secret.UpdateRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.PostResponse"];
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
    DeleteDomainSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
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
    ListDomainSecretVersions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.Version"][];
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
    CreateDomainSecretVersion: {
        parameters: {
            query?: {
                /** @description The number of the current version, which must still be current. */
                cas?: components["parameters"]["cas"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.secret.version.Creation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.Version"];
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
    GetDomainSecretVersion: {
        parameters: {
            query?: {
                includeData?: components["parameters"]["includeData"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
                version: components["parameters"]["versionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.Version"];
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
    UpdateDomainSecretVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                /** @description The path of the secret, with %2F for each slash in it. */
                path: components["parameters"]["path"];
                version: components["parameters"]["versionPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.secret.version.UpdateRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secret.version.UpdateResponse"];
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
    GetDomainSecretConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secretConfig.Response"];
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
    UpdateDomainSecretConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.secretConfig.UpdateRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.secretConfig.Response"];
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
    ListDomainServiceKeys: {
        parameters: {
            query?: {
                state?: components["parameters"]["keyState"];
                /** @description JSON: for each tag a list of conditions such as {"ovh:type":[{"operator":"EQ","value":"oct"}]}. All must hold. */
                iamTags?: components["parameters"]["iamTags"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.serviceKey.ResponseWithIAM"][];
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
    CreateDomainServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.serviceKey.Creation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.serviceKey.Response"];
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
    GetDomainServiceKey: {
        parameters: {
            query?: {
                /** @description How the public part is shown. */
                format?: components["parameters"]["keyFormat"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.serviceKey.ResponseWithIAM"];
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
    UpdateDomainServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["okms.serviceKey.Update"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["okms.serviceKey.Response"];
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
    DeleteDomainServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                okmsId: components["parameters"]["okmsId"];
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
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
    ListIamPolicies: {
        parameters: {
            query?: {
                /** @description Only policies that name this action, or one of these. */
                action?: components["parameters"]["policyAction"];
                /** @description Only policies that name this identity, or one of these. */
                identity?: components["parameters"]["policyIdentity"];
                /** @description Only policies that name this resource, or one of these. */
                resourceURN?: components["parameters"]["policyResource"];
                /** @description Only policies that cannot be changed, or that can; here all can. */
                readOnly?: components["parameters"]["policyReadOnly"];
                /** @description Whether the answer shows more of the resources than their URNs. */
                details?: components["parameters"]["policyDetails"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
                /** @description Length of a page; 100 by default. */
                "X-Pagination-Size"?: components["parameters"]["PaginationSize"];
                /** @description The X-Pagination-Cursor-Next of the page before. */
                "X-Pagination-Cursor"?: components["parameters"]["PaginationCursor"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent back for the next page; missing on the last. */
                    "X-Pagination-Cursor-Next"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["iam.policy.Response"][];
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
    CreateIamPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["iam.policy.Request"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["iam.policy.Response"];
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
    GetIamPolicy: {
        parameters: {
            query?: {
                /** @description Whether the answer shows more of the resources than their URNs. */
                details?: components["parameters"]["policyDetails"];
            };
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                policyId: components["parameters"]["policyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["iam.policy.Response"];
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
    UpdateIamPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                policyId: components["parameters"]["policyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["iam.policy.Request"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["iam.policy.Response"];
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
    DeleteIamPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Version of the schemas. Accepted and without effect: there is one. */
                "X-Schemas-Version"?: components["parameters"]["SchemasVersion"];
            };
            path: {
                policyId: components["parameters"]["policyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
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
