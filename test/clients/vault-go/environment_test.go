// Package clients drives a running okms-emulator with the Go API of Vault and its helper for KV version 2, over mutual
// TLS and by token. With -modfile=openbao.mod, the same tests run with OpenBao's fork of that API.
// `npm run test:clients` starts the server and sets the environment.
package clients

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/vault/api"
)

var background = context.Background()

// How a client authenticates. Each test runs with all of them.
var accesses = map[string]func(t *testing.T) *api.Client{
	"mutual TLS": func(t *testing.T) *api.Client {
		return connect(t, "", &api.TLSConfig{
			CACert:     os.Getenv("KMS_RESTAPI_CA"),
			ClientCert: os.Getenv("KMS_RESTAPI_CERT"),
			ClientKey:  os.Getenv("KMS_RESTAPI_KEY"),
		})
	},
	"token": func(t *testing.T) *api.Client { return connectByToken(t, os.Getenv("KMS_RESTAPI_TOKEN")) },
}

func connectByToken(t *testing.T, token string) *api.Client {
	return connect(t, token, &api.TLSConfig{CACert: os.Getenv("KMS_RESTAPI_CA")})
}

func connect(t *testing.T, token string, tls *api.TLSConfig) *api.Client {
	t.Helper()
	endpoint := os.Getenv("KMS_RESTAPI_ENDPOINT")
	if endpoint == "" {
		t.Fatal("KMS_RESTAPI_ENDPOINT is not set: run these tests with `npm run test:clients`, which starts a server")
	}
	config := api.DefaultConfig()
	config.Address = endpoint + "/api/" + os.Getenv("KMS_RESTAPI_OKMSID")
	// A wrong 5xx must fail the test, not repeat the request.
	config.MaxRetries = 0
	succeeds(t, config.ConfigureTLS(tls))
	client := must(api.NewClient(config))(t)
	client.SetToken(token)
	return client
}

// secrets is the KV helper of one client, and a folder that no other test uses.
type secrets struct {
	*api.KVv2
	client *api.Client
	folder string
}

func (s secrets) path(name string) string { return s.folder + "/" + name }

// put stores one version and checks the number that the server gives it.
func (s secrets) put(t *testing.T, path string, data map[string]any, version int, options ...api.KVOption) *api.KVSecret {
	t.Helper()
	written := must(s.Put(background, path, data, options...))(t)
	equal(t, "version of "+path, written.VersionMetadata.Version, version)
	return written
}

// eachAccess runs the test with every client.
func eachAccess(t *testing.T, test func(t *testing.T, kv secrets)) {
	t.Helper()
	for title, client := range accesses {
		t.Run(title, func(t *testing.T) {
			client := client(t)
			test(t, secrets{client.KVv2("secret"), client, "vault-go/" + rand.Text()})
		})
	}
}

// must gives the value of a call that has to succeed: must(kv.Get(...))(t).
func must[T any](value T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		succeeds(t, err)
		return value
	}
}

func succeeds(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

// missing checks for the error by which programs tell an absent secret.
func missing(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, api.ErrSecretNotFound) {
		t.Fatalf("got %v, want an error that is ErrSecretNotFound", err)
	}
}

// refused checks for a refusal with this status, and with these words in its text.
func refused(t *testing.T, err error, status int, words ...string) {
	t.Helper()
	var refusal *api.ResponseError
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v, want a ResponseError", err)
	}
	equal(t, "status of "+err.Error(), refusal.StatusCode, status)
	if len(refusal.Errors) == 0 || refusal.RawError {
		t.Fatalf("the client cannot read the texts of: %v", err)
	}
	for _, word := range words {
		if !slices.ContainsFunc(refusal.Errors, func(text string) bool { return strings.Contains(text, word) }) {
			t.Fatalf("the texts %q do not say %q", refusal.Errors, word)
		}
	}
}

// badCheckAndSet is a refusal of check-and-set, in words that Vault's clients look for.
func badCheckAndSet(t *testing.T, err error) {
	t.Helper()
	refused(t, err, http.StatusBadRequest, "check-and-set", "cas")
}
