// The native API of secrets, through the SDK (service.md 7), over mutual TLS and by token.

package clients

import (
	"regexp"
	"slices"
	"testing"

	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

type secretData = map[string]any

// secretStore is one client of the domain, and a folder that no other test uses.
type secretStore struct {
	*okms.Client
	folder string
}

func (s secretStore) path(name string) string { return s.folder + "/" + name }

// eachAccess runs the test over mutual TLS and by token.
func eachAccess(t *testing.T, test func(t *testing.T, store secretStore)) {
	t.Helper()
	for title, client := range map[string]*okms.Client{"mutual TLS": kms, "token": kmsByToken} {
		t.Run(title, func(t *testing.T) { test(t, secretStore{client, uniqueName("sdk")}) })
	}
}

func versionOf(data secretData) types.SecretV2VersionShort {
	return types.SecretV2VersionShort{Data: &data}
}

func (s secretStore) post(t *testing.T, path string, data secretData, metadata *types.SecretV2MetadataShort) *types.SecretV2Metadata {
	t.Helper()
	body := types.PostSecretV2Request{Path: path, Version: versionOf(data), Metadata: metadata}
	created := must(s.PostSecretV2(background, okmsId, body))(t)
	equal(t, "path in the answer", *created.Path, path)
	return created.Metadata
}

// add makes a version and checks its number.
func (s secretStore) add(t *testing.T, path string, cas *uint32, data secretData, number uint32) {
	t.Helper()
	version := must(s.PostSecretVersionV2(background, okmsId, path, cas, types.PostSecretVersionV2Request{Data: &data}))(t)
	equal(t, "number of the version", version.Id, number)
	equal(t, "its state", version.State, types.SecretV2StateActive)
}

func (s secretStore) get(t *testing.T, path string, version *uint32) *types.GetSecretV2Response {
	t.Helper()
	return must(s.GetSecretV2(background, okmsId, path, version, pointer(true)))(t)
}

var wholeSeconds = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$`)

func TestSecretV2StoreAndRead(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("one")
		created := store.post(t, path, secretData{"user": "æon", "list": []any{1, 2.5, nil}, "nested": secretData{"a": ""}},
			&types.SecretV2MetadataShort{
				MaxVersions: pointer(uint32(7)), DeactivateVersionAfter: pointer("1d"),
				CustomMetadata: &types.SecretV2CustomMetadata{"owner": "team"},
			})
		equal(t, "currentVersion", *created.CurrentVersion, 1)
		equal(t, "oldestVersion", *created.OldestVersion, 0)
		equal(t, "maxVersions", *created.MaxVersions, 7)
		equal(t, "deactivateVersionAfter, as it was typed", *created.DeactivateVersionAfter, "1d")
		equal(t, "casRequired", *created.CasRequired, false)
		equal(t, "custom metadata", (*created.CustomMetadata)["owner"], "team")
		for _, time := range []string{*created.CreatedAt, *created.UpdatedAt} {
			isTrue(t, "whole seconds in UTC: "+time, wholeSeconds.MatchString(time))
		}

		read := store.get(t, path, nil)
		equal(t, "path", *read.Path, path)
		equal(t, "version", read.Version.Id, 1)
		holds(t, "data", read.Version.Data, `{"user": "æon", "list": [1, 2.5, null], "nested": {"a": ""}}`)
		holds(t, "metadata", read.Metadata, string(jsonOf(t, created)))

		without := must(store.GetSecretV2(background, okmsId, path, nil, nil))(t)
		isTrue(t, "no data unless it is included", without.Version != nil && without.Version.Data == nil)

		_, err := store.PostSecretV2(background, okmsId, types.PostSecretV2Request{Path: path, Version: versionOf(secretData{})})
		refused(t, err, secretExists)
	})
}

func TestSecretV2Versions(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("versions")
		store.post(t, path, secretData{"n": 1}, nil)
		store.add(t, path, nil, secretData{"n": 2}, 2)
		updated := must(store.PutSecretV2(background, okmsId, path, pointer(uint32(2)), types.PutSecretV2Request{
			Version: pointer(versionOf(secretData{"n": 3})),
		}))(t)
		equal(t, "currentVersion", *updated.Metadata.CurrentVersion, 3)
		for number, want := range []string{`{"n": 1}`, `{"n": 2}`, `{"n": 3}`} {
			version := uint32(number + 1)
			holds(t, "data by the secret", store.get(t, path, &version).Version.Data, want)
			one := must(store.GetSecretVersionV2(background, okmsId, path, version, pointer(true)))(t)
			equal(t, "id", one.Id, version)
			holds(t, "data by the version", one.Data, want)
		}
		var listed []uint32
		for version, err := range store.ListAllSecretVersions(okmsId, path, pointer(uint32(10))).Iter(background) {
			succeeds(t, err)
			isTrue(t, "a list has no data", version.Data == nil)
			listed = append(listed, version.Id)
		}
		slices.Sort(listed)
		isTrue(t, "all versions are listed", slices.Equal(listed, []uint32{1, 2, 3}))
		_, err := store.GetSecretVersionV2(background, okmsId, path, 4, nil)
		refused(t, err, secretNotFound)
		_, err = store.GetSecretV2(background, okmsId, path, pointer(uint32(4)), nil)
		refused(t, err, secretNotFound)
	})
}

func TestSecretV2States(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("states")
		store.post(t, path, secretData{"n": 1}, nil)
		store.add(t, path, nil, secretData{"n": 2}, 2)
		set := func(version uint32, state types.SecretV2State) (*types.SecretV2Version, error) {
			return store.PutSecretVersionV2(background, okmsId, path, version, types.PutSecretVersionV2Request{State: state})
		}
		deactivated := must(set(2, types.SecretV2StateDeactivated))(t)
		equal(t, "state", deactivated.State, types.SecretV2StateDeactivated)
		isTrue(t, "deactivatedAt is a time", wholeSeconds.MatchString(*deactivated.DeactivatedAt))
		read := store.get(t, path, nil)
		equal(t, "state of the current version", read.Version.State, types.SecretV2StateDeactivated)
		isTrue(t, "it has no data", read.Version.Data == nil)
		equal(t, "currentVersion", *read.Metadata.CurrentVersion, 2)

		equal(t, "state", must(set(2, types.SecretV2StateActive))(t).State, types.SecretV2StateActive)
		holds(t, "data after activation", store.get(t, path, nil).Version.Data, `{"n": 2}`)

		equal(t, "state", must(set(1, types.SecretV2StateDeleted))(t).State, types.SecretV2StateDeleted)
		isTrue(t, "a deleted version has no data", store.get(t, path, pointer(uint32(1))).Version.Data == nil)
		_, err := set(1, types.SecretV2StateActive)
		refused(t, err, wrongSecret)
		_, err = set(1, "activated")
		mistaken(t, err)
		_, err = set(3, types.SecretV2StateDeactivated)
		refused(t, err, secretNotFound)
	})
}

func TestSecretV2CheckAndSet(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("cas")
		store.post(t, path, secretData{"n": 1}, &types.SecretV2MetadataShort{CasRequired: pointer(true)})
		put := func(cas *uint32, body types.PutSecretV2Request) error {
			_, err := store.PutSecretV2(background, okmsId, path, cas, body)
			return err
		}
		data := types.PutSecretV2Request{Version: pointer(versionOf(secretData{"n": 2}))}
		casRefused(t, put(nil, data))
		for _, wrong := range []uint32{0, 2, 9999} {
			casRefused(t, put(&wrong, data))
			_, err := store.PostSecretVersionV2(background, okmsId, path, &wrong, types.PostSecretVersionV2Request{Data: &secretData{}})
			casRefused(t, err)
		}
		succeeds(t, put(pointer(uint32(1)), data))
		store.add(t, path, pointer(uint32(2)), secretData{"n": 3}, 3)

		// Metadata applies first, so the same request may lift the requirement.
		data.Metadata = &types.SecretV2MetadataShort{CasRequired: pointer(false)}
		succeeds(t, put(nil, data))
		equal(t, "currentVersion", *store.get(t, path, nil).Metadata.CurrentVersion, 4)
	})
}

func TestSecretV2Metadata(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("metadata")
		store.post(t, path, secretData{"n": 1}, &types.SecretV2MetadataShort{CustomMetadata: &types.SecretV2CustomMetadata{"a": "1"}})
		updated := must(store.PutSecretV2(background, okmsId, path, nil, types.PutSecretV2Request{
			Metadata: &types.SecretV2MetadataShort{
				MaxVersions: pointer(uint32(2)), CustomMetadata: &types.SecretV2CustomMetadata{"b": "2"},
			},
		}))(t)
		equal(t, "currentVersion without new data", *updated.Metadata.CurrentVersion, 1)
		equal(t, "maxVersions", *updated.Metadata.MaxVersions, 2)
		equal(t, "custom metadata", (*updated.Metadata.CustomMetadata)["b"], "2")
		for number := uint32(2); number <= 4; number++ {
			store.add(t, path, nil, secretData{"n": number}, number)
		}
		equal(t, "oldestVersion", *store.get(t, path, nil).Metadata.OldestVersion, 3)
		_, err := store.GetSecretVersionV2(background, okmsId, path, 2, nil)
		refused(t, err, secretNotFound)
	})
}

func TestSecretV2List(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		want := map[string]bool{}
		for number := range 12 {
			path := store.path(string(rune('a'+number)) + "/deep")
			store.post(t, path, secretData{"n": number}, nil)
			want[path] = true
		}
		seen := map[string]int{}
		for secret, err := range store.ListAllSecrets(okmsId, pointer(uint32(10))).Iter(background) {
			succeeds(t, err)
			isTrue(t, "a list has no data", secret.Version == nil || secret.Version.Data == nil)
			if want[*secret.Path] {
				seen[*secret.Path]++
				equal(t, "currentVersion", *secret.Metadata.CurrentVersion, 1)
			}
		}
		equal(t, "secrets seen", len(seen), len(want))
		for path, times := range seen {
			equal(t, "times that the list gave "+path, times, 1)
		}
		page := must(store.ListSecretV2(background, okmsId, pointer(uint32(10)), nil))(t)
		equal(t, "length of a page", len(page.ListSecretV2Response), 10)
		isTrue(t, "it names the next one", page.PageCursorNext != "")
		for _, wrong := range []uint32{9, 101} {
			_, err := store.ListSecretV2(background, okmsId, &wrong, nil)
			mistaken(t, err)
		}
		_, err := store.ListSecretV2(background, okmsId, nil, pointer("no cursor"))
		mistaken(t, err)
	})
}

func TestSecretV2Delete(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("deleted")
		store.post(t, path, secretData{"n": 1}, nil)
		succeeds(t, store.DeleteSecretV2(background, okmsId, path))
		_, err := store.GetSecretV2(background, okmsId, path, nil, nil)
		refused(t, err, secretNotFound)
		refused(t, store.DeleteSecretV2(background, okmsId, path), secretNotFound)
		_, err = store.PutSecretV2(background, okmsId, path, nil, types.PutSecretV2Request{Version: pointer(versionOf(secretData{}))})
		refused(t, err, secretNotFound)
		equal(t, "version of the next", *store.post(t, path, secretData{"n": 2}, nil).CurrentVersion, 1)
	})
}

func TestSecretV2Configuration(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		put := func(required bool, limit uint32, after string) *types.PutSecretConfigV2Response {
			return must(store.PutSecretConfigV2(background, okmsId, types.PutSecretConfigV2Request{
				CasRequired: &required, MaxVersions: &limit, DeactivateVersionAfter: &after,
			}))(t)
		}
		t.Cleanup(func() { put(false, 0, "0s") })
		path := store.path("configured")
		store.post(t, path, secretData{"n": 1}, nil)
		written := put(true, 24, "1d")
		holds(t, "answer", written, `{"casRequired": true, "maxVersions": 24, "deactivateVersionAfter": "1d"}`)
		read := must(store.GetSecretConfigV2(background, okmsId))(t)
		holds(t, "configuration", read, `{"casRequired": true, "maxVersions": 24, "deactivateVersionAfter": "1d"}`)
		older := must(store.GetSecretConfig(background, okmsId))(t)
		holds(t, "the same by KV version 2", older.Data, `{"cas_required": true, "max_versions": 24, "delete_version_after": "24h0m0s"}`)
		_, err := store.PostSecretVersionV2(background, okmsId, path, nil, types.PostSecretVersionV2Request{Data: &secretData{}})
		casRefused(t, err)
	})
}
