// Package clients drives a running okms-emulator with External Secrets' provider `vault` (clients.md 5.2): the code
// that the operator runs, without a Kubernetes cluster. `npm run test:clients` starts the server.
package clients

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	esmeta "github.com/external-secrets/external-secrets/apis/meta/v1"
	"github.com/external-secrets/external-secrets/pkg/provider/vault"
	corev1 "k8s.io/api/core/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

var background = context.Background()

// cluster has one Secret, with the credentials of the store. The provider reads nothing else.
type cluster struct {
	client.Client
	secret corev1.Secret
}

func (c cluster) Get(_ context.Context, _ client.ObjectKey, object client.Object, _ ...client.GetOption) error {
	c.secret.DeepCopyInto(object.(*corev1.Secret))
	return nil
}

func file(t *testing.T, variable string) []byte {
	t.Helper()
	content, err := os.ReadFile(os.Getenv(variable))
	succeeds(t, err)
	return content
}

// connect makes a client of the store that OVHcloud's guide describes. Without a token, it sends the client certificate.
func connect(t *testing.T, token string) esv1.SecretsClient {
	t.Helper()
	// A wrong 5xx must fail the test, not repeat the request.
	noRetries := int32(0)
	return connectTo(t, os.Getenv("KMS_RESTAPI_OKMSID"), token, &esv1.SecretStoreRetrySettings{MaxRetries: &noRetries})
}

func connectTo(t *testing.T, okmsId, token string, retries *esv1.SecretStoreRetrySettings) esv1.SecretsClient {
	t.Helper()
	// The provider makes a client of the cluster that it does not use with a token.
	configuration := filepath.Join(t.TempDir(), "kubeconfig")
	succeeds(t, os.WriteFile(configuration, []byte(`{"apiVersion": "v1", "kind": "Config", "current-context": "none",
		"clusters": [{"name": "none", "cluster": {"server": "https://localhost:1"}}],
		"contexts": [{"name": "none", "context": {"cluster": "none", "user": ""}}]}`), 0o600))
	t.Setenv("KUBECONFIG", configuration)

	reference := func(key string) *esmeta.SecretKeySelector {
		return &esmeta.SecretKeySelector{Name: "okms-emulator", Key: key}
	}
	secret := corev1.Secret{Data: map[string][]byte{
		"token": []byte(token), "tls.crt": file(t, "KMS_RESTAPI_CERT"), "tls.key": file(t, "KMS_RESTAPI_KEY"),
	}}
	path := "secret"
	spec := &esv1.VaultProvider{
		Server:   os.Getenv("KMS_RESTAPI_ENDPOINT") + "/api/" + okmsId,
		Path:     &path,
		Version:  esv1.VaultKVStoreV2,
		CABundle: file(t, "KMS_RESTAPI_CA"),
	}
	if token != "" {
		spec.Auth = &esv1.VaultAuth{TokenSecretRef: reference("token")}
	} else {
		spec.ClientTLS = esv1.VaultClientTLS{CertSecretRef: reference("tls.crt"), KeySecretRef: reference("tls.key")}
	}
	store := &esv1.SecretStore{
		TypeMeta:   metav1.TypeMeta{Kind: esv1.SecretStoreKind},
		ObjectMeta: metav1.ObjectMeta{Name: "okms", Namespace: "default"},
		Spec: esv1.SecretStoreSpec{
			Provider:      &esv1.SecretStoreProvider{Vault: spec},
			RetrySettings: retries,
		},
	}
	provider := &vault.Provider{NewVaultClient: vault.NewVaultClient}
	// ValidateStore of this version panics at a store without a login; the client takes it.
	if token != "" {
		_, err := provider.ValidateStore(store)
		succeeds(t, err)
	}
	connected, err := provider.NewClient(background, store, cluster{secret: secret}, "default")
	succeeds(t, err)
	return connected
}

// eachAccess runs the test with a token, and with a client certificate in its place.
func eachAccess(t *testing.T, test func(t *testing.T, store esv1.SecretsClient, folder string)) {
	t.Helper()
	for title, token := range map[string]string{"token": os.Getenv("KMS_RESTAPI_TOKEN"), "mutual TLS": ""} {
		t.Run(title, func(t *testing.T) {
			test(t, connect(t, token), "external-secrets/"+rand.Text())
		})
	}
}

// pushed names a secret to push, all of it or one property.
type pushed struct{ path, key, property string }

func (p pushed) GetMetadata() *apiextensions.JSON { return nil }
func (p pushed) GetSecretKey() string             { return p.key }
func (p pushed) GetRemoteKey() string             { return p.path }
func (p pushed) GetProperty() string              { return p.property }

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

func push(t *testing.T, store esv1.SecretsClient, target pushed, data map[string][]byte) {
	t.Helper()
	succeeds(t, store.PushSecret(background, &corev1.Secret{Data: data}, target))
}

func get(t *testing.T, store esv1.SecretsClient, ref esv1.ExternalSecretDataRemoteRef) string {
	t.Helper()
	value, err := store.GetSecret(background, ref)
	succeeds(t, err)
	return string(value)
}

// absent checks for the error by which the operator tells that there is no secret.
func absent(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, esv1.NoSecretErr) {
		t.Fatalf("got %v, want NoSecretErr", err)
	}
}

func TestValidate(t *testing.T) {
	eachAccess(t, func(t *testing.T, store esv1.SecretsClient, _ string) {
		result, err := store.Validate()
		succeeds(t, err)
		equal(t, "result", result, esv1.ValidationResultReady)
	})
	if result, err := connect(t, "wrong").Validate(); err == nil {
		t.Fatalf("a wrong token was validated: %v", result)
	}
}

func TestPushReadAndDelete(t *testing.T) {
	eachAccess(t, func(t *testing.T, store esv1.SecretsClient, folder string) {
		path := folder + "/pushed"
		ref := esv1.ExternalSecretDataRemoteRef{Key: path}
		_, err := store.GetSecret(background, ref)
		absent(t, err)

		push(t, store, pushed{path: path}, map[string][]byte{"user": []byte("admin"), "password": []byte("æ")})
		equal(t, "secret", get(t, store, ref), `{"password":"æ","user":"admin"}`)
		push(t, store, pushed{path: path, key: "port", property: "port"}, map[string][]byte{"port": []byte("5432")})
		equal(t, "secret", get(t, store, ref), `{"password":"æ","port":"5432","user":"admin"}`)
		equal(t, "property", get(t, store, esv1.ExternalSecretDataRemoteRef{Key: path, Property: "port"}), "5432")
		equal(t, "version 1", get(t, store, esv1.ExternalSecretDataRemoteRef{Key: path, Version: "1"}),
			`{"password":"æ","user":"admin"}`)
		equal(t, "metadata", get(t, store, esv1.ExternalSecretDataRemoteRef{
			Key: path, MetadataPolicy: esv1.ExternalSecretMetadataPolicyFetch,
		}), `{"managed-by":"external-secrets"}`)
		values, err := store.GetSecretMap(background, ref)
		succeeds(t, err)
		equal(t, "number of values", len(values), 3)
		equal(t, "value", string(values["user"]), "admin")

		exists := func(want bool) {
			t.Helper()
			exists, err := store.SecretExists(background, pushed{path: path})
			succeeds(t, err)
			equal(t, "the secret exists", exists, want)
		}
		exists(true)
		succeeds(t, store.DeleteSecret(background, pushed{path: path, property: "port"}))
		equal(t, "secret", get(t, store, ref), `{"password":"æ","user":"admin"}`)
		succeeds(t, store.DeleteSecret(background, pushed{path: path}))
		exists(false)
		_, err = store.GetSecret(background, ref)
		absent(t, err)
		succeeds(t, store.DeleteSecret(background, pushed{path: path}))
	})
}

func TestFindAll(t *testing.T) {
	eachAccess(t, func(t *testing.T, store esv1.SecretsClient, folder string) {
		want := []string{folder + "/a", folder + "/b/c", folder + "/b/d/e"}
		for _, path := range want {
			push(t, store, pushed{path: path}, map[string][]byte{"path": []byte(path)})
		}
		for what, find := range map[string]esv1.ExternalSecretFind{
			"by name": {Path: &folder, Name: &esv1.FindName{RegExp: ".*"}},
			"by tags": {Path: &folder, Tags: map[string]string{"managed-by": "external-secrets"}},
		} {
			found, err := store.GetAllSecrets(background, find)
			succeeds(t, err)
			if paths := slices.Sorted(maps.Keys(found)); !slices.Equal(paths, want) {
				t.Fatalf("found %s: %q, want %q", what, paths, want)
			}
			equal(t, "value", string(found[want[0]]), `{"path":"`+want[0]+`"}`)
		}
		none := folder + "/none"
		_, err := store.GetAllSecrets(background, esv1.ExternalSecretFind{Path: &none, Name: &esv1.FindName{RegExp: ".*"}})
		absent(t, err)
	})
}
