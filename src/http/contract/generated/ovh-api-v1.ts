// Types of openapi/ovh-api-v1.yaml, made by `npm run generate`. Do not edit.

export interface paths {
    "/1.0/auth/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the time of the server
         * @description Seconds since 1970, as a bare number. The official clients read it once, before their first signed request.
         */
        get: operations["GetAuthTime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/auth/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who the caller is
         * @description Account, identities and rules of the credentials that the request came with.
         */
        get: operations["GetAuthDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/auth/currentCredential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the consumer key of the request
         * @description What it may do, and since when. Only for signed requests.
         */
        get: operations["GetCurrentCredential"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/auth/credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a consumer key
         * @description For the application that `X-Ovh-Application` names. At OVHcloud a person confirms the key at `validationUrl`; here it is valid at once.
         */
        post: operations["RequestCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the consumer key of the request
         * @description The key is refused from then on.
         */
        post: operations["Logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the account */
        get: operations["GetMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/payment/method": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the payment methods
         * @description Their ids. Payments here cost nothing and move nothing.
         */
        get: operations["ListPaymentMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a cart */
        post: operations["CreateCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a cart */
        get: operations["GetCart"];
        put?: never;
        post?: never;
        /** Delete a cart */
        delete: operations["DeleteCart"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a cart to the account
         * @description A cart must be assigned before it is checked out.
         */
        post: operations["AssignCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/okms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a cart can hold
         * @description The one offer is an okms domain, plan code `okms`.
         */
        get: operations["ListOkmsOffers"];
        put?: never;
        /**
         * Add an okms domain to a cart
         * @description Members of the body that are not described here are ignored: Terraform sends some.
         */
        post: operations["AddOkmsItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/item": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the items of a cart */
        get: operations["ListCartItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/item/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an item of a cart */
        get: operations["GetCartItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/item/{itemId}/requiredConfiguration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an item needs to know
         * @description An okms domain needs its region.
         */
        get: operations["ListRequiredConfigurations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/item/{itemId}/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an item knows
         * @description Ids of its configurations.
         */
        get: operations["ListItemConfigurations"];
        put?: never;
        /**
         * Configure an item
         * @description Such as `region` with the region of the okms domain.
         */
        post: operations["AddItemConfiguration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/order/cart/{cartId}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a cart would cost
         * @description Everything here is free. Nothing is ordered, so `orderId` is null.
         */
        get: operations["PreviewCheckout"];
        put?: never;
        /**
         * Order what is in a cart
         * @description The order waits for its payment, unless `autoPayWithPreferredPaymentMethod` is true. The cart can no longer be changed.
         */
        post: operations["CheckOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the orders
         * @description Their ids, oldest first.
         */
        get: operations["ListOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an order */
        get: operations["GetOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an order with a payment method
         * @description Its okms domains are delivered.
         */
        post: operations["PayOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/payWithRegisteredPaymentMean": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an order with a payment mean
         * @description As Terraform does where the account has no payment method.
         */
        post: operations["PayOrderWithPaymentMean"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how far an order is
         * @description As a bare text.
         */
        get: operations["GetOrderStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lines of an order
         * @description Their ids.
         */
        get: operations["ListOrderDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/details/{orderDetailId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a line of an order
         * @description `domain` is the okmsId of the delivered okms domain.
         */
        get: operations["GetOrderDetail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/details/{orderDetailId}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a line ordered
         * @description Plan and configuration of the item.
         */
        get: operations["GetOrderDetailExtension"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/details/{orderDetailId}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the operations of a line
         * @description Their ids. Terraform reads them with its endpoint ovh-us alone.
         */
        get: operations["ListOrderDetailOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/order/{orderId}/details/{orderDetailId}/operations/{operationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an operation of a line
         * @description `resource.name` is the okmsId of the delivered okms domain.
         */
        get: operations["GetOrderDetailOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the services
         * @description Ids of what bills the okms domains, one each. Where there is none, the answer is 404.
         */
        get: operations["ListServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/services/{serviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a service */
        get: operations["GetService"];
        /**
         * Update a service
         * @description Sets the display name of its okms domain.
         */
        put: operations["UpdateService"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/services/{serviceId}/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the termination of a service
         * @description An e-mail has the token that confirms it.
         */
        post: operations["TerminateService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/services/{serviceId}/terminate/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the termination of a service
         * @description Removes its okms domain with everything in it.
         */
        post: operations["ConfirmTermination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/notification/email/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the e-mails to the account
         * @description Their ids, rising, never none.
         */
        get: operations["ListEmails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/notification/email/history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an e-mail */
        get: operations["GetEmail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/{section}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe a part of this API
         * @description Paths and methods, and which need no authentication. node-ovh reads it with its option `apis`.
         */
        get: operations["GetApiDescription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users */
        get: operations["ListIdentityUsers"];
        put?: never;
        /**
         * Create a user
         * @description The password is not kept: no one logs in here.
         */
        post: operations["CreateIdentityUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/user/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a user */
        get: operations["GetIdentityUser"];
        /**
         * Change a user
         * @description Members that cannot be changed are ignored.
         */
        put: operations["UpdateIdentityUser"];
        post?: never;
        /**
         * Remove a user
         * @description Its tokens become invalid.
         */
        delete: operations["DeleteIdentityUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/user/{user}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable a user
         * @description Its tokens work again.
         */
        post: operations["EnableIdentityUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/user/{user}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a user
         * @description Its tokens do not work until it is enabled again.
         */
        post: operations["DisableIdentityUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/user/{user}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the personal access tokens of a user */
        get: operations["ListUserTokens"];
        put?: never;
        /**
         * Create a personal access token
         * @description It has the identity of the user and reaches every okms domain; policies decide what it may do there.
         */
        post: operations["CreateUserToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/user/{user}/token/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a personal access token */
        get: operations["GetUserToken"];
        /** Change a personal access token */
        put: operations["UpdateUserToken"];
        post?: never;
        /**
         * Remove a personal access token
         * @description It is refused from the next request on.
         */
        delete: operations["DeleteUserToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups */
        get: operations["ListIdentityGroups"];
        put?: never;
        /** Create a group */
        post: operations["CreateIdentityGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/group/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a group */
        get: operations["GetIdentityGroup"];
        /**
         * Change a group
         * @description Not for the groups that every account has. Members that cannot be changed are ignored.
         */
        put: operations["UpdateIdentityGroup"];
        post?: never;
        /**
         * Remove a group
         * @description Not for the groups that every account has. Users without another group come to DEFAULT.
         */
        delete: operations["DeleteIdentityGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/group/{group}/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users in a group */
        get: operations["ListIdentityGroupUsers"];
        put?: never;
        /** Add a user to a group */
        post: operations["AddIdentityGroupUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/identity/group/{group}/user/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a user from a group
         * @description A user without another group comes to DEFAULT.
         */
        delete: operations["RemoveIdentityGroupUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/api/oauth2/client": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the service accounts */
        get: operations["ListOAuth2Clients"];
        put?: never;
        /**
         * Create a service account
         * @description Exchange both for a token at `/auth/oauth2/token`. Its tokens reach every okms domain; policies decide what they may do there.
         */
        post: operations["CreateOAuth2Client"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/me/api/oauth2/client/{clientId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a service account */
        get: operations["GetOAuth2Client"];
        /** Change a service account */
        put: operations["UpdateOAuth2Client"];
        post?: never;
        /**
         * Remove a service account
         * @description Its tokens become invalid.
         */
        delete: operations["DeleteOAuth2Client"];
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
         * @description Always null.
         * @enum {unknown|null}
         */
        Nothing: null;
        /** @description Seconds since 1970. */
        Timestamp: number;
        /** @description Who the caller is. */
        AuthDetails: {
            /**
             * @description The account.
             * @example emulator-ovh
             */
            account: string;
            /** @description What the consumer key may call; null without a consumer key. */
            allowedRoutes: components["schemas"]["AccessRule"][] | null;
            /** @description Of the user or service account; null for the account itself. */
            description: string | null;
            /** @description Identity URNs. */
            identities: string[];
            /**
             * @description What the credentials stand for.
             * @enum {string}
             */
            method: "account" | "oauth2_client_credentials" | "provider" | "user";
            /** @description Roles of the user; null where there are none. */
            roles: string[] | null;
            /** @description The user; null for the account itself. */
            user: string | null;
        };
        /** @description Requests that a consumer key may make. */
        AccessRule: {
            method: components["schemas"]["HttpMethod"];
            /** @description A path; `*` at its end stands for everything below. */
            path: string;
        };
        /** @description Requests that a new consumer key may make. */
        AccessRuleRequest: {
            method: components["schemas"]["HttpMethod"];
            /** @description A path; `*` at its end stands for everything below. */
            path: string;
        };
        /**
         * @description A method.
         * @enum {string}
         */
        HttpMethod: "DELETE" | "GET" | "PATCH" | "POST" | "PUT";
        /** @description A consumer key, without the key itself. */
        ApiCredential: {
            /** @description Addresses that it may be used from; null for any. */
            allowedIPs: string[] | null;
            /** @description Its application. */
            applicationId: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            creation: string;
            /** @description Its id. */
            credentialId: number;
            /**
             * Format: date-time
             * @description When it expires; null if it does not.
             */
            expiration: string | null;
            /**
             * Format: date-time
             * @description When it was last used; null if never.
             */
            lastUse: string | null;
            /** @description Always false. */
            ovhSupport: boolean;
            /** @description What it may call. */
            rules: components["schemas"]["AccessRule"][];
            status: components["schemas"]["CredentialStatus"];
        };
        /**
         * @description Whether a consumer key can be used.
         * @enum {string}
         */
        CredentialStatus: "expired" | "pendingValidation" | "refused" | "validated";
        /** @description A consumer key to create. */
        CredentialRequest: {
            /** @description What it may call. */
            accessRules: components["schemas"]["AccessRuleRequest"][];
            /** @description Addresses that it may be used from; any by default. */
            allowedIPs?: string[] | null;
            /** @description Where a person goes after the confirmation. */
            redirection?: string | null;
        };
        /** @description A new consumer key. */
        RequestedCredential: {
            /** @description Send as `X-Ovh-Consumer`. */
            consumerKey: string;
            state: components["schemas"]["CredentialStatus"];
            /** @description Where a person confirms it. */
            validationUrl: string;
        };
        /** @description The account. What was never entered is null. */
        Account: {
            address: string | null;
            area: string | null;
            birthCity: string | null;
            birthDay: string | null;
            city: string | null;
            companyNationalIdentificationNumber: string | null;
            complementaryAddress: string | null;
            corporationType: string | null;
            /**
             * @description Two capital letters.
             * @example FR
             */
            country: string;
            currency: components["schemas"]["Currency"];
            customerCode: string | null;
            email: string;
            fax: string | null;
            firstname: string | null;
            italianSDI: string | null;
            kycValidated: boolean | null;
            /** @example en_GB */
            language: string | null;
            /** @enum {string} */
            legalform: "administration" | "association" | "corporation" | "individual" | "other" | "personalcorporation";
            name: string | null;
            nationalIdentificationNumber: string | null;
            /**
             * @description The account, as in `account` of `/auth/details`.
             * @example emulator-ovh
             */
            nichandle: string;
            organisation: string | null;
            /** @enum {string} */
            ovhCompany: "kimsufi" | "ovh" | "soyoustart";
            ovhSubsidiary: components["schemas"]["Subsidiary"];
            phone: string | null;
            phoneCountry: string | null;
            /** @enum {string|null} */
            phoneType: "landline" | "mobile" | null;
            purposeOfPurchase: string | null;
            /** @enum {string|null} */
            sex: "female" | "male" | null;
            spareEmail: string | null;
            /** @enum {string} */
            state: "complete" | "incomplete";
            vat: string | null;
            zip: string | null;
        };
        /** @description A currency. */
        Currency: {
            /**
             * @description Its code.
             * @example EUR
             */
            code: string;
            /** @description Its sign. */
            symbol: string;
        };
        /**
         * @description The part of OVHcloud that sells.
         * @enum {string}
         */
        Subsidiary: "CZ" | "DE" | "ES" | "EU" | "FI" | "FR" | "GB" | "IE" | "IT" | "LT" | "MA" | "NL" | "PL" | "PT" | "SN" | "TN";
        /**
         * @description Whether a payment method can be used.
         * @enum {string}
         */
        PaymentMethodStatus: "CANCELED" | "CANCELING" | "CREATED" | "CREATING" | "ERROR" | "EXPIRED" | "FAILED" | "MAINTENANCE" | "PAUSED" | "REJECTED" | "REPLACED" | "VALID" | "VALIDATING";
        /** @description A cart to create. */
        CartRequest: {
            /** @description Free text. */
            description?: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expire?: string;
            ovhSubsidiary: components["schemas"]["Subsidiary"];
        };
        /** @description A cart. */
        Cart: {
            /** @description Its id. */
            cartId: string;
            /** @description Free text. */
            description: string;
            /**
             * Format: date-time
             * @description When it ends; null if it does not.
             */
            expire: string | null;
            /** @description Ids of its items. */
            items: number[];
            /** @description Whether it was checked out. */
            readOnly: boolean;
        };
        /** @description What a cart can hold. */
        Offer: {
            /**
             * @description Its plan.
             * @example okms
             */
            planCode: string;
            /** @description What it costs. */
            prices: components["schemas"]["Pricing"][];
            /** @description Its product. */
            productName: string;
            /**
             * @description The kind of its product.
             * @enum {string}
             */
            productType: "cloud_service" | "delivery" | "deposit" | "domain" | "implementation_services" | "saas_license" | "shipping" | "storage";
        };
        /** @description What something costs, and how often. */
        Pricing: {
            /** @description What the price is for. */
            capacities: components["schemas"]["PricingCapacity"][];
            /** @description In words. */
            description: string;
            /**
             * @description For how long.
             * @example P1M
             */
            duration: string;
            /** @description Months between payments. */
            interval: number;
            /** @description The most of them; null for any number. */
            maximumQuantity: number | null;
            /** @description The most payments; null for any number. */
            maximumRepeat: number | null;
            /** @description The fewest of them. */
            minimumQuantity: number;
            /** @description The fewest payments. */
            minimumRepeat: number;
            price: components["schemas"]["Price"];
            /** @description The price in hundred-millionths of the currency. */
            priceInUcents: number;
            /**
             * @description The way of paying.
             * @example default
             */
            pricingMode: string;
            /**
             * @description What is paid for.
             * @enum {string}
             */
            pricingType: "consumption" | "purchase" | "rental";
        };
        /**
         * @description What a price is for.
         * @enum {string}
         */
        PricingCapacity: "consumption" | "detach" | "downgrade" | "dynamic" | "installation" | "renew" | "upgrade";
        /** @description What a service costs. */
        ServicePricing: {
            /** @description What the price is for. */
            capacities: components["schemas"]["PricingCapacity"][];
            /** @description In words. */
            description: string;
            /**
             * @description For how long.
             * @example P1M
             */
            duration: string;
            /** @description Months between payments. */
            interval: number;
            /** @description The most of them; null for any number. */
            maximumQuantity: number | null;
            /** @description The most payments; null for any number. */
            maximumRepeat: number | null;
            /** @description The fewest of them. */
            minimumQuantity: number;
            /** @description The fewest payments. */
            minimumRepeat: number;
            price: components["schemas"]["Price"];
            /** @description The price in hundred-millionths of the currency. */
            priceInUcents: number;
            /**
             * @description The way of paying.
             * @example default
             */
            pricingMode: string;
            /**
             * @description What is paid for.
             * @enum {string}
             */
            pricingType: "consumption" | "purchase" | "rental";
            /** @description Always null. */
            engagementConfiguration: Record<string, unknown> | null;
        };
        /** @description A price. */
        Price: {
            /**
             * @description Its currency.
             * @enum {string}
             */
            currencyCode: "AUD" | "CAD" | "CZK" | "EUR" | "GBP" | "INR" | "LTL" | "MAD" | "N/A" | "PLN" | "SGD" | "TND" | "USD" | "XOF" | "points";
            /** @description In hundred-millionths of the currency. */
            priceInUcents: number | null;
            /**
             * @description In words.
             * @example 0.00 €
             */
            text: string;
            /** @description As a number. */
            value: number;
        };
        /** @description An okms domain to order. */
        ItemRequest: {
            /**
             * @description For how long.
             * @example P1M
             */
            duration: string;
            /** @description Always `okms`. */
            planCode: string;
            /**
             * @description The way of paying.
             * @example default
             */
            pricingMode: string;
            /** @description How many. */
            quantity: number;
        };
        /** @description An item of a cart. */
        CartItem: {
            /** @description Its cart. */
            cartId: string;
            /** @description Ids of its configurations. */
            configurations: number[] | null;
            /**
             * @description For how long.
             * @example P1M
             */
            duration: string | null;
            /** @description Its id. */
            itemId: number;
            /** @description Always null. */
            offerId: string | null;
            /** @description Always none. */
            options: number[];
            /** @description Always null. */
            parentItemId: number | null;
            /** @description What it costs. */
            prices: components["schemas"]["ItemPrice"][];
            /**
             * @description Its product.
             * @example okms
             */
            productId: string;
            settings: components["schemas"]["ItemSettings"];
        };
        /** @description A part of what an item costs. */
        ItemPrice: {
            /**
             * @description Which part.
             * @enum {string}
             */
            label: "DISCOUNT" | "FEE" | "PRICE" | "RENEW" | "TOTAL";
            price: components["schemas"]["Price"];
            /** @description Always none. */
            promotions: Record<string, unknown>[] | null;
        };
        /** @description What an item orders. */
        ItemSettings: {
            /** @description Its plan. */
            planCode: string | null;
            /** @description The way of paying. */
            pricingMode: string | null;
            /** @description How many. */
            quantity: number | null;
        };
        /** @description What an item needs to know. */
        RequiredConfiguration: {
            /** @description Always null. */
            fields: string[] | null;
            /**
             * @description Its name.
             * @example region
             */
            label: string;
            /** @description Whether it must be given. */
            required: boolean;
            /** @description What it is. */
            type: string;
        };
        /** @description What an item is to know. */
        ConfigurationRequest: {
            /**
             * @description Its name.
             * @example region
             */
            label: string;
            /**
             * @description Its value.
             * @example eu-west-rbx
             */
            value: string;
        };
        /** @description What an item knows. */
        Configuration: {
            /** @description Its id. */
            id: number;
            /** @description Its name. */
            label: string;
            /** @description Its value. */
            value: string;
        };
        /** @description How to check out. */
        CheckoutRequest: {
            /** @description Pay at once. */
            autoPayWithPreferredPaymentMethod?: boolean;
            /** @description Give up the right to withdraw from the order. */
            waiveRetractationPeriod?: boolean;
        };
        /** @description An order, or what it would be. */
        Checkout: {
            /** @description Always none. */
            contracts: components["schemas"]["Contract"][];
            /** @description Its lines. */
            details: components["schemas"]["CheckoutDetail"][];
            /** @description The order; null where nothing was ordered. */
            orderId: number | null;
            prices: components["schemas"]["CheckoutPrices"];
            /** @description Where a person sees the order. */
            url: string | null;
        };
        /** @description A contract of an offer. */
        Contract: {
            content: string;
            name: string;
            url: string;
        };
        /** @description A line of a checkout. */
        CheckoutDetail: {
            /** @description Its item. */
            cartItemID: number | null;
            /** @description In words. */
            description: string;
            detailType: components["schemas"]["DetailType"];
            /** @description What it delivers, as far as that is known. */
            domain: string;
            originalTotalPrice: components["schemas"]["Price"];
            /** @description How many. */
            quantity: number;
            reductionTotalPrice: components["schemas"]["Price"];
            /** @description Always none. */
            reductions: Record<string, unknown>[];
            totalPrice: components["schemas"]["Price"];
            unitPrice: components["schemas"]["Price"];
        };
        /**
         * @description What a line is for.
         * @enum {string|null}
         */
        DetailType: "ACCESSORY" | "CAUTION" | "CHOOSED" | "CONSUMPTION" | "CREATION" | "DELIVERY" | "DURATION" | "GIFT" | "INSTALLATION" | "LICENSE" | "MUTE" | "OTHER" | "OUTPLAN" | "QUANTITY" | "REFUND" | "RENEW" | "SPECIAL" | "SWITCH" | "TRANSFER" | "VOUCHER" | null;
        /** @description What a checkout costs. */
        CheckoutPrices: {
            originalWithoutTax: components["schemas"]["NoPrice"];
            reduction: components["schemas"]["NoPrice"];
            tax: components["schemas"]["Price"];
            withTax: components["schemas"]["Price"];
            withoutTax: components["schemas"]["Price"];
        };
        /**
         * @description Always null: there are no reductions.
         * @enum {unknown|null}
         */
        NoPrice: null;
        /** @description An order. */
        Order: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            date: string | null;
            /**
             * Format: date-time
             * @description When it ends without a payment.
             */
            expirationDate: string | null;
            /** @description Always null. */
            metadatas: string[] | null;
            /** @description Its id. */
            orderId: number;
            /** @description Part of the addresses of its documents. */
            password: string;
            /** @description Where its document is. */
            pdfUrl: string;
            priceWithTax: components["schemas"]["Price"];
            priceWithoutTax: components["schemas"]["Price"];
            /**
             * Format: date-time
             * @description Until when it can be withdrawn.
             */
            retractionDate: string | null;
            tax: components["schemas"]["Price"];
            /** @description Where a person sees it. */
            url: string;
        };
        /** @description How an order is paid. */
        Payment: {
            /** @description A payment method of the account. */
            paymentMethod: {
                /** @description Its id. */
                id: number;
            };
        };
        /** @description How an order is paid. */
        PaymentMean: {
            /**
             * @description The kind of payment mean.
             * @enum {string}
             */
            paymentMean: "CREDIT_CARD" | "CURRENT_ACCOUNT" | "DEFERRED_PAYMENT_ACCOUNT" | "DOMESTIC_CARD" | "ENTERPRISE" | "INTERNAL_TRUSTED_ACCOUNT" | "PAYPAL" | "RUPAY" | "SEPA_DIRECT_DEBIT" | "bankAccount" | "creditCard" | "deferredPaymentAccount" | "fidelityAccount" | "ovhAccount" | "paypal";
            /** @description Its id. */
            paymentMeanId?: number;
        };
        /**
         * @description How far an order is.
         * @enum {string}
         */
        OrderStatus: "cancelled" | "cancelling" | "checking" | "delivered" | "delivering" | "documentsRequested" | "notPaid" | "unknown";
        /** @description A line of an order. */
        OrderDetail: {
            /** @description Always false. */
            cancelled: boolean;
            /** @description In words. */
            description: string;
            detailType: components["schemas"]["DetailType"];
            /** @description The okmsId of the okms domain that it delivered; empty before that. */
            domain: string;
            /** @description Its id. */
            orderDetailId: number;
            /** @description How many, as a text. */
            quantity: string;
            totalPrice: components["schemas"]["Price"];
            unitPrice: components["schemas"]["Price"];
        };
        /** @description What a line ordered. */
        OrderDetailExtension: {
            order: components["schemas"]["OrderedItem"];
        };
        /** @description An item that was ordered. */
        OrderedItem: {
            /**
             * @description What was done.
             * @enum {string|null}
             */
            action: "consumption" | "detach" | "installation" | "renew" | "revert" | "upgrade" | null;
            /** @description What the item knows. */
            configurations: components["schemas"]["OrderedConfiguration"][];
            plan: components["schemas"]["OrderedPlan"];
            /**
             * @description What was ordered.
             * @enum {string|null}
             */
            type: "plan" | "product" | null;
        };
        /** @description What an item knows. */
        OrderedConfiguration: {
            /** @description Its name. */
            label: string;
            /** @description Its value. */
            value: string;
        };
        /** @description The plan of an item. */
        OrderedPlan: {
            /**
             * @description Its plan code.
             * @example okms
             */
            code: string | null;
            /**
             * @description For how long.
             * @example P1M
             */
            duration: string | null;
            /** @description The way of paying. */
            pricingMode: string | null;
            product: components["schemas"]["OrderedProduct"];
            /** @description How many. */
            quantity: number | null;
        };
        /** @description The product of a plan. */
        OrderedProduct: {
            /** @description Its name. */
            name: string | null;
        };
        /** @description What was done for a line. */
        OrderDetailOperation: {
            /** @description Its id. */
            id: number;
            /** @description How far it is. */
            status: string;
            /** @description What it does. */
            type: string;
            /** @description How many. */
            quantity: number;
            resource: components["schemas"]["OperationResource"];
        };
        /** @description The okms domain of an operation. */
        OperationResource: {
            /** @description Its okmsId; empty before it is delivered. */
            name: string;
            /** @description Its state. */
            state: string;
            /** @description Its display name. */
            displayName: string;
        };
        /** @description What bills an okms domain. */
        Service: {
            billing: components["schemas"]["Billing"];
            customer: components["schemas"]["Customer"];
            /** @description Always null. */
            parentServiceId: number | null;
            resource: components["schemas"]["ServiceResource"];
            route: components["schemas"]["Route"];
            /** @description Its id. */
            serviceId: number;
            /** @description Always none. */
            tags: string[];
        };
        /** @description How a service is billed. */
        Billing: {
            /** @description Always null. */
            engagement: Record<string, unknown> | null;
            /** @description Always null. */
            engagementRequest: Record<string, unknown> | null;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expirationDate: string | null;
            /** @description Always null. */
            group: Record<string, unknown> | null;
            lifecycle: components["schemas"]["Lifecycle"];
            /**
             * Format: date-time
             * @description When it is billed next.
             */
            nextBillingDate: string | null;
            plan: components["schemas"]["ServicePlan"];
            pricing: components["schemas"]["ServicePricing"];
            renew: components["schemas"]["Renewal"];
        };
        /** @description Where a service is in its life. */
        Lifecycle: {
            capacities: components["schemas"]["LifecycleCapacities"];
            current: components["schemas"]["LifecycleState"];
        };
        /** @description What can be done with a service. */
        LifecycleCapacities: {
            /** @description What can be done. */
            actions: components["schemas"]["LifecycleAction"][];
        };
        /**
         * @description What can be done with a service.
         * @enum {string}
         */
        LifecycleAction: "autorenewInProgress" | "deleteAtExpiration" | "earlyRenewal" | "terminate" | "terminateAtEngagementDate" | "terminateAtExpirationDate";
        /** @description Where a service is in its life. */
        LifecycleState: {
            /**
             * Format: date-time
             * @description When it began.
             */
            creationDate: string | null;
            /** @description What was requested and is not done. */
            pendingActions: components["schemas"]["LifecycleAction"][];
            /**
             * @description Where it is.
             * @enum {string}
             */
            state: "active" | "error" | "inCreation" | "rupture" | "terminated" | "toRenew" | "unpaid" | "unrenewed";
            /**
             * Format: date-time
             * @description When it ended.
             */
            terminationDate: string | null;
        };
        /** @description The plan of a service. */
        ServicePlan: {
            /**
             * @description Its plan code.
             * @example okms
             */
            code: string;
            /** @description Its name on an invoice. */
            invoiceName: string;
        };
        /** @description How a service is renewed. */
        Renewal: {
            capacities: components["schemas"]["RenewalCapacities"];
            current: components["schemas"]["RenewalState"];
        };
        /** @description How a service can be renewed. */
        RenewalCapacities: {
            /** @description The ways. */
            mode: components["schemas"]["RenewalMode"][];
        };
        /**
         * @description A way of renewal.
         * @enum {string}
         */
        RenewalMode: "automatic" | "manual";
        /** @description How a service is renewed. */
        RenewalState: {
            /**
             * @description The way.
             * @enum {string|null}
             */
            mode: "automatic" | "manual" | null;
            /**
             * Format: date-time
             * @description When it is renewed next.
             */
            nextDate: string | null;
            /**
             * @description For how long.
             * @example P1M
             */
            period: string | null;
        };
        /** @description Who a service is for. */
        Customer: {
            /** @description The account in its roles. */
            contacts: components["schemas"]["Contact"][];
        };
        /** @description A contact of a service. */
        Contact: {
            /** @description The account. */
            customerCode: string;
            /**
             * @description Its role.
             * @enum {string}
             */
            type: "administrator" | "billing" | "technical";
        };
        /** @description The okms domain of a service. */
        ServiceResource: {
            /** @description Its display name. */
            displayName: string;
            /** @description Its okmsId. */
            name: string;
            product: components["schemas"]["ServiceProduct"];
            /**
             * @description Always null.
             * @enum {string|null}
             */
            resellingProvider: "ovh.ca" | "ovh.eu" | null;
            /**
             * @description Its state.
             * @enum {string}
             */
            state: "active" | "deleted" | "suspended" | "toActivate" | "toDelete" | "toSuspend";
        };
        /** @description The product of a service. */
        ServiceProduct: {
            /** @description In words. */
            description: string;
            /**
             * @description Its name.
             * @example okms
             */
            name: string;
        };
        /** @description Where the okms domain of a service is in the API. */
        Route: {
            /**
             * @description Its path, with names for its parameters.
             * @example /okms/resource/{okmsId}
             */
            path: string | null;
            /** @description Its path. */
            url: string | null;
            /** @description The values of the parameters. */
            vars: components["schemas"]["RouteVariable"][];
        };
        /** @description A parameter of a path. */
        RouteVariable: {
            /** @description Its name. */
            key: string;
            /** @description Its value. */
            value: string;
        };
        /** @description A change of a service. What it leaves out, or gives as null, stays as it is. */
        ServiceUpdate: {
            /** @description Display name of the okms domain. */
            displayName?: string | null;
            /** @description How it is renewed; accepted and without effect. */
            renew?: {
                mode?: components["schemas"]["RenewalMode"];
                /**
                 * @description For how long.
                 * @example P1M
                 */
                period?: string;
            } | null;
            /**
             * @description When it ends; accepted and without effect.
             * @enum {string|null}
             */
            terminationPolicy?: "empty" | "terminateAtEngagementDate" | "terminateAtExpirationDate" | null;
        };
        /** @description Confirms a termination. */
        TerminationConfirmation: {
            /** @description The token of the e-mail. */
            token: string;
        };
        /** @description What happens next. */
        TerminationAnswer: {
            /** @description In words. */
            message: string;
        };
        /** @description An e-mail to the account. It is sent nowhere. */
        Email: {
            /** @description Its text. */
            body: string;
            /**
             * Format: date-time
             * @description When it was sent.
             */
            date: string;
            /** @description Its id. */
            id: number;
            /** @description Its subject. */
            subject: string;
        };
        /** @description A part of this API. */
        ApiDescription: {
            /** @description Always `1.0`. */
            apiVersion: string;
            /** @description One for each path. */
            apis: components["schemas"]["ApiPath"][];
            /** @description The URL that the paths follow. */
            basePath: string;
            /** @description Always empty. */
            models: Record<string, unknown>;
            /** @description The part. */
            resourcePath: string;
        };
        /** @description A path of the API. */
        ApiPath: {
            /** @description In words. */
            description: string;
            /** @description One for each method. */
            operations: components["schemas"]["ApiOperation"][];
            /** @description Without the version. */
            path: string;
        };
        /** @description An operation of the API. */
        ApiOperation: {
            apiStatus: components["schemas"]["ApiStatus"];
            /** @description In words. */
            description: string;
            httpMethod: components["schemas"]["HttpMethod"];
            /** @description Whether it needs no authentication. */
            noAuthentication: boolean;
        };
        /** @description Whether an operation can be relied on. */
        ApiStatus: {
            /** @description In words. */
            description: string;
            /**
             * @description The status.
             * @enum {string}
             */
            value: "ALPHA" | "BETA" | "DEPRECATED" | "PRODUCTION";
        };
        /** @description The body of every refusal. Each member is a text. */
        ErrorResponse: {
            /**
             * @description The kind of problem.
             * @example Client::NotFound
             */
            class?: string;
            /** @description The problem. */
            message: string;
            /** @description What else is known of it. */
            details?: {
                [key: string]: string;
            };
            /**
             * @description Of a refusal of the credentials, in place of `class`.
             * @example INVALID_SIGNATURE
             */
            errorCode?: string;
            /**
             * @description The status, with `errorCode`.
             * @example 400 Bad Request
             */
            httpCode?: string;
        };
        /**
         * @description USER for a person, SERVICE for a program.
         * @enum {string}
         */
        UserType: "SERVICE" | "USER";
        /**
         * @description Whether its tokens work.
         * @enum {string}
         */
        UserStatus: "DISABLED" | "OK" | "PASSWORD_CHANGE_REQUIRED";
        /** @description A user of the account. */
        User: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            creation: string;
            /** @description Free text. */
            description: string;
            /** @description E-mail address; null if none is known. */
            email: string | null;
            /** @description Its main group. */
            group: string;
            /** @description All its groups, the main one first. */
            groups: string[];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            lastUpdate: string;
            /** @description Its login, the last part of its URN. */
            login: string;
            /**
             * Format: date-time
             * @description When its password was set; null without one.
             */
            passwordLastUpdate: string | null;
            status: components["schemas"]["UserStatus"];
            type: components["schemas"]["UserType"];
            /** @description Its URN, for use in policies. */
            urn: string;
        };
        /** @description A user to create. */
        UserRequest: {
            /** @description Free text. */
            description?: string;
            /** @description E-mail address. */
            email?: string;
            /** @description Its main group; DEFAULT by default. */
            group?: string;
            /** @description Its login: letters, digits and . _ @ - */
            login: string;
            /** @description Accepted and not kept. */
            password?: string;
            type?: components["schemas"]["UserType"];
        };
        /** @description What is to change of a user. */
        UserUpdate: {
            /** @description Free text. */
            description?: string;
            /** @description E-mail address. */
            email?: string | null;
            /** @description Its main group. */
            group?: string;
        };
        /** @description A personal access token, without its value. */
        UserToken: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            creation: string;
            /** @description Free text. */
            description: string;
            /**
             * Format: date-time
             * @description When it expires; null if it does not.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When it was last used since the start of the server; null if it was not.
             */
            lastUsed: string | null;
            /** @description Its name. */
            name: string;
        };
        /** @description A personal access token. */
        NewUserToken: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            creation: string;
            /** @description Free text. */
            description: string;
            /**
             * Format: date-time
             * @description When it expires; null if it does not.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When it was last used since the start of the server; null if it was not.
             */
            lastUsed: string | null;
            /** @description Its name. */
            name: string;
            /** @description The value, for `Authorization: Bearer`. */
            token: string;
        };
        /** @description A personal access token to create. */
        UserTokenRequest: {
            /** @description Free text. */
            description: string;
            /**
             * Format: date-time
             * @description When it expires; by default it does not.
             */
            expiresAt?: string;
            /** @description Seconds until it expires, in place of `expiresAt`. */
            expiresIn?: number;
            /** @description Its name, by which it is known: printable ASCII. */
            name: string;
        };
        /** @description What is to change of a personal access token. */
        UserTokenUpdate: {
            /** @description Free text. */
            description?: string;
            /**
             * Format: date-time
             * @description When it expires; null for never.
             */
            expiresAt?: string | null;
            /** @description Seconds until it expires, in place of `expiresAt`. */
            expiresIn?: number | null;
        };
        /**
         * @description What members may do without a policy; here ADMIN allows everything, the others nothing.
         * @enum {string}
         */
        GroupRole: "ADMIN" | "NONE" | "REGULAR" | "UNPRIVILEGED";
        /** @description A group of identities. */
        Group: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            creation: string;
            /** @description Whether every account has it. Then it cannot be changed or removed. */
            defaultGroup: boolean;
            /** @description Free text. */
            description: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            lastUpdate: string;
            /** @description Its name. */
            name: string;
            role: components["schemas"]["GroupRole"];
            /** @description Its URN, for use in policies. */
            urn: string;
        };
        /** @description A group to create. */
        GroupRequest: {
            /** @description Free text. */
            description?: string | null;
            /** @description Its name: letters, digits and . _ @ - */
            name: string;
            role?: components["schemas"]["GroupRole"];
        };
        /** @description What is to change of a group. */
        GroupUpdate: {
            /** @description Free text. */
            description?: string | null;
            role?: components["schemas"]["GroupRole"];
        };
        /** @description A user to add. */
        GroupUserRequest: {
            /** @description Its login. */
            user: string;
        };
        /**
         * @description How it gets tokens. The other flow of OVHcloud, AUTHORIZATION_CODE, needs a person at a browser.
         * @enum {string}
         */
        OAuth2Flow: "CLIENT_CREDENTIALS";
        /** @description A service account, without its secret. */
        OAuth2Client: {
            /** @description Kept, and called by nothing here. */
            callbackUrls: string[];
            /** @description Its client id. */
            clientId: string;
            /**
             * Format: date-time
             * @description When it was created.
             */
            createdAt: string;
            /** @description Free text. */
            description: string;
            flow: components["schemas"]["OAuth2Flow"];
            /** @description Its URN, for use in policies. */
            identity: string;
            /** @description Display name. */
            name: string;
        };
        /** @description A service account to create. */
        OAuth2ClientRequest: {
            /** @description Kept, and called by nothing here. */
            callbackUrls?: string[];
            /** @description Free text. */
            description: string;
            flow: components["schemas"]["OAuth2Flow"];
            /** @description Display name: printable ASCII. */
            name: string;
        };
        /** @description The credentials of a service account. */
        OAuth2ClientSecret: {
            /** @description Its client id. */
            clientId: string;
            /** @description Its secret. The server keeps only its hash. */
            clientSecret: string;
        };
        /** @description What is to change of a service account. */
        OAuth2ClientUpdate: {
            /** @description Kept, and called by nothing here. */
            callbackUrls?: string[];
            /** @description Free text. */
            description?: string;
            /** @description Display name: printable ASCII. */
            name?: string;
        };
    };
    responses: {
        /** @description The request or its signature is not valid. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No credentials, or credentials that are not valid. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Credentials that are not valid or do not allow this. */
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
        /** @description Something is in a state that does not allow this. */
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
        /** @description The service has ended. */
        Expired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A fault of the server; its log has the details. */
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
        /** @description The cart. */
        cartId: string;
        /** @description The item of the cart. */
        itemId: number;
        /** @description The order. */
        orderId: number;
        /** @description The line of the order. */
        orderDetailId: number;
        /** @description The operation of the line. */
        operationId: number;
        /** @description The service. */
        serviceId: number;
        /** @description The e-mail. */
        emailId: number;
        /** @description The first part of the paths, such as `order`. */
        section: string;
        /** @description Login of the user. */
        user: string;
        /** @description Name of the group. */
        group: string;
        /** @description Name of the token. */
        tokenName: string;
        /** @description The client id. */
        clientId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    GetAuthTime: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timestamp"];
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
    GetAuthDetails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthDetails"];
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
    GetCurrentCredential: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The consumer key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiCredential"];
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
    RequestCredential: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialRequest"];
            };
        };
        responses: {
            /** @description The consumer key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestedCredential"];
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
    Logout: {
        parameters: {
            query?: never;
            header?: never;
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
    GetMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
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
    ListPaymentMethods: {
        parameters: {
            query?: {
                /** @description Only the one that is taken by default, or only the others. */
                default?: boolean;
                /** @description Only those of this type. */
                paymentType?: string;
                /** @description Only those with this status. */
                status?: components["schemas"]["PaymentMethodStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    CreateCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartRequest"];
            };
        };
        responses: {
            /** @description The cart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cart"];
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
    GetCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cart"];
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
    DeleteCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
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
    AssignCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListOkmsOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The offers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"][];
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
    AddOkmsItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemRequest"];
            };
        };
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartItem"];
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
    ListCartItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    GetCartItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
                /** @description The item of the cart. */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartItem"];
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
    ListRequiredConfigurations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
                /** @description The item of the cart. */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it needs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequiredConfiguration"][];
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
    ListItemConfigurations: {
        parameters: {
            query?: {
                /** @description Only those with this label. */
                label?: string;
            };
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
                /** @description The item of the cart. */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    AddItemConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
                /** @description The item of the cart. */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigurationRequest"];
            };
        };
        responses: {
            /** @description The configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configuration"];
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
    PreviewCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The prices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
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
    CheckOut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart. */
                cartId: components["parameters"]["cartId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CheckoutRequest"];
            };
        };
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
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
    ListOrders: {
        parameters: {
            query?: {
                /** @description Only those from this time on. */
                "date.from"?: string;
                /** @description Only those up to this time. */
                "date.to"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    GetOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
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
    PayOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    PayOrderWithPaymentMean: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentMean"];
            };
        };
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    GetOrderStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStatus"];
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
    ListOrderDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    GetOrderDetail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
                /** @description The line of the order. */
                orderDetailId: components["parameters"]["orderDetailId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDetail"];
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
    GetOrderDetailExtension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
                /** @description The line of the order. */
                orderDetailId: components["parameters"]["orderDetailId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it ordered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDetailExtension"];
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
    ListOrderDetailOperations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
                /** @description The line of the order. */
                orderDetailId: components["parameters"]["orderDetailId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    GetOrderDetailOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order. */
                orderId: components["parameters"]["orderId"];
                /** @description The line of the order. */
                orderDetailId: components["parameters"]["orderDetailId"];
                /** @description The operation of the line. */
                operationId: components["parameters"]["operationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDetailOperation"];
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
    ListServices: {
        parameters: {
            query?: {
                /** @description Accepted and without effect; services come in the order of their ids. */
                orderBy?: string;
                /** @description Only that of this okms domain. */
                resourceName?: string;
                /** @description Only those with one of these paths, separated by commas. */
                routes?: string;
                /** @description Direction of `orderBy`. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    GetService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service. */
                serviceId: components["parameters"]["serviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            460: components["responses"]["Expired"];
            500: components["responses"]["InternalError"];
        };
    };
    UpdateService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service. */
                serviceId: components["parameters"]["serviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceUpdate"];
            };
        };
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            460: components["responses"]["Expired"];
            500: components["responses"]["InternalError"];
        };
    };
    TerminateService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service. */
                serviceId: components["parameters"]["serviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The e-mail was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminationAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            460: components["responses"]["Expired"];
            500: components["responses"]["InternalError"];
        };
    };
    ConfirmTermination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service. */
                serviceId: components["parameters"]["serviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TerminationConfirmation"];
            };
        };
        responses: {
            /** @description The service ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminationAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            460: components["responses"]["Expired"];
            500: components["responses"]["InternalError"];
        };
    };
    ListEmails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number[];
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
    GetEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The e-mail. */
                id: components["parameters"]["emailId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The e-mail. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Email"];
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
    GetApiDescription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The first part of the paths, such as `order`. */
                section: components["parameters"]["section"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiDescription"];
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
    ListIdentityUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their logins. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    CreateIdentityUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserRequest"];
            };
        };
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    GetIdentityUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
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
    UpdateIdentityUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
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
    DeleteIdentityUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
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
    EnableIdentityUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
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
    DisableIdentityUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
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
    ListUserTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    CreateUserToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserTokenRequest"];
            };
        };
        responses: {
            /** @description The token, which is shown only here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewUserToken"];
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
    GetUserToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
                /** @description Name of the token. */
                name: components["parameters"]["tokenName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, without its value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserToken"];
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
    UpdateUserToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
                /** @description Name of the token. */
                name: components["parameters"]["tokenName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserTokenUpdate"];
            };
        };
        responses: {
            /** @description The token, without its value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserToken"];
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
    DeleteUserToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Login of the user. */
                user: components["parameters"]["user"];
                /** @description Name of the token. */
                name: components["parameters"]["tokenName"];
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
    ListIdentityGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    CreateIdentityGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupRequest"];
            };
        };
        responses: {
            /** @description The group. */
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    GetIdentityGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the group. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
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
    UpdateIdentityGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the group. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupUpdate"];
            };
        };
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    DeleteIdentityGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the group. */
                group: components["parameters"]["group"];
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    ListIdentityGroupUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the group. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their logins. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    AddIdentityGroupUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the group. */
                group: components["parameters"]["group"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupUserRequest"];
            };
        };
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
    RemoveIdentityGroupUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the group. */
                group: components["parameters"]["group"];
                /** @description Login of the user. */
                user: components["parameters"]["user"];
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
    ListOAuth2Clients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their client ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    CreateOAuth2Client: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OAuth2ClientRequest"];
            };
        };
        responses: {
            /** @description The client id and the secret, which is shown only here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuth2ClientSecret"];
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
    GetOAuth2Client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The client id. */
                clientId: components["parameters"]["clientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service account, without its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuth2Client"];
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
    UpdateOAuth2Client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The client id. */
                clientId: components["parameters"]["clientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OAuth2ClientUpdate"];
            };
        };
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
    DeleteOAuth2Client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The client id. */
                clientId: components["parameters"]["clientId"];
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
