// The requests of External Secrets' provider `ovh` (clients.md 5.1). No module proxy has the provider itself, so these
// tests make its calls through the SDK, with the HTTP client and the headers that it sets.

package clients

import (
	"crypto/tls"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

// asExternalSecrets runs the test with a client of each kind that the provider makes: no retries, and a media type on
// every request with a token, also without a body.
func asExternalSecrets(t *testing.T, test func(t *testing.T, store secretStore)) {
	t.Helper()
	connect := func(t *testing.T, config *tls.Config) *okms.Client {
		attempts := &journal{next: &http.Transport{TLSClientConfig: config}}
		attempts.endsWithoutFault(t)
		return must(okms.NewRestAPIClientWithHttp(endpoint, &http.Client{Transport: attempts}))(t)
	}
	t.Run("mutual TLS", func(t *testing.T) {
		test(t, secretStore{connect(t, withAccessCertificate()), uniqueName("eso")})
	})
	t.Run("token", func(t *testing.T) {
		client := connect(t, &tls.Config{RootCAs: roots}).
			WithCustomHeader("Authorization", "Bearer "+os.Getenv("KMS_RESTAPI_TOKEN")).
			WithCustomHeader("Content-type", "application/json")
		test(t, secretStore{client, uniqueName("eso")})
	})
}

// isAbsent is how the provider tells that there is no such secret: by the number alone.
func isAbsent(err error) bool {
	refusal := okms.AsKmsError(err)
	return refusal != nil && refusal.ErrorCode == 17125377
}

func TestExternalSecretsValidates(t *testing.T) {
	asExternalSecrets(t, func(t *testing.T, store secretStore) {
		must(store.ListSecretV2(background, okmsId, nil, nil))(t)
	})
}

func TestExternalSecretsPushesReadsAndDeletes(t *testing.T) {
	asExternalSecrets(t, func(t *testing.T, store secretStore) {
		path := store.path("pushed")
		_, err := store.GetSecretV2(background, okmsId, path, nil, pointer(true))
		isTrue(t, "a secret that was not pushed is absent", isAbsent(err))
		_, err = store.GetSecretV2(background, okmsId, path, nil, nil)
		isTrue(t, "it does not exist either", isAbsent(err))

		must(store.PostSecretV2(background, okmsId, types.PostSecretV2Request{
			Path: path, Version: versionOf(secretData{"user": "admin", "nested": secretData{"a": 1}}),
		}))(t)
		current := store.get(t, path, nil)
		holds(t, "data", current.Version.Data, `{"user": "admin", "nested": {"a": 1}}`)
		must(store.PutSecretV2(background, okmsId, path, current.Metadata.CurrentVersion, types.PutSecretV2Request{
			Version: pointer(versionOf(secretData{"user": "root"})),
		}))(t)
		holds(t, "data", store.get(t, path, nil).Version.Data, `{"user": "root"}`)
		holds(t, "data of version 1", store.get(t, path, pointer(uint32(1))).Version.Data, `{"user": "admin", "nested": {"a": 1}}`)
		_, err = store.PutSecretV2(background, okmsId, path, current.Metadata.CurrentVersion, types.PutSecretV2Request{
			Version: pointer(versionOf(secretData{})),
		})
		casRefused(t, err)

		succeeds(t, store.DeleteSecretV2(background, okmsId, path))
		isTrue(t, "a deleted secret is absent", isAbsent(store.DeleteSecretV2(background, okmsId, path)))
	})
}

func TestExternalSecretsFindsAll(t *testing.T) {
	asExternalSecrets(t, func(t *testing.T, store secretStore) {
		want := []string{store.path("a"), store.path("b/c"), store.path("b/d/e")}
		for _, path := range want {
			store.post(t, path, secretData{"n": 1}, nil)
		}
		var found func(folder string) []string
		found = func(folder string) (paths []string) {
			keys := must(store.GetSecretsMetadata(background, okmsId, folder, true))(t).Data.Keys
			for _, key := range *keys {
				if name, isFolder := strings.CutSuffix(key, "/"); isFolder {
					paths = append(paths, found(folder+"/"+name)...)
				} else {
					paths = append(paths, folder+"/"+key)
				}
			}
			return paths
		}
		isTrue(t, "all secrets of the folder", slices.Equal(found(store.folder), want))
		root := must(store.GetSecretsMetadata(background, okmsId, "", true))(t)
		isTrue(t, "the root has the folder", slices.Contains(*root.Data.Keys, store.folder+"/"))
	})
}
