// The API of KV version 2, through the SDK (service.md 8), and that it shows the same secrets as the native one.

package clients

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/ovh/okms-sdk-go/types"
)

func jsonOf(t *testing.T, value any) []byte { return must(json.Marshal(value))(t) }

// kvPost writes a version and checks its number.
func (s secretStore) kvPost(t *testing.T, path string, data secretData, cas *uint32, number uint32) {
	t.Helper()
	body := types.PostSecretRequest{Data: &data}
	if cas != nil {
		body.Options = &types.PostSecretOptions{Cas: cas}
	}
	written := must(s.PostSecretRequest(background, okmsId, path, body))(t)
	equal(t, "version", *written.Data.Version, number)
	equal(t, "deletion_time", *written.Data.DeletionTime, "")
	equal(t, "destroyed", *written.Data.Destroyed, false)
	must(time.Parse(time.RFC3339Nano, *written.Data.CreatedTime))(t)
}

func (s secretStore) kvGet(t *testing.T, path string, version *uint32) *types.SecretData {
	t.Helper()
	return must(s.GetSecretRequest(background, okmsId, path, version))(t).Data
}

// kvGone checks that a version has no data.
func (s secretStore) kvGone(t *testing.T, path string, version *uint32) {
	t.Helper()
	_, err := s.GetSecretRequest(background, okmsId, path, version)
	refused(t, err, secretNotFound)
}

func TestSecretKVStoreAndRead(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("one")
		for number := uint32(1); number <= 3; number++ {
			store.kvPost(t, path, secretData{"n": number, "nested": secretData{"a": []any{"b"}}}, nil, number)
		}
		read := store.kvGet(t, path, nil)
		holds(t, "data", read.Data, `{"n": 3, "nested": {"a": ["b"]}}`)
		equal(t, "version", *read.Metadata.Version, 3)
		isTrue(t, "no custom metadata", read.Metadata.CustomMetadata == nil)
		old := store.kvGet(t, path, pointer(uint32(1)))
		holds(t, "data of version 1", old.Data, `{"n": 1, "nested": {"a": ["b"]}}`)
		equal(t, "its number", *old.Metadata.Version, 1)
		store.kvGone(t, path, pointer(uint32(4)))
		store.kvGone(t, store.path("none"), nil)

		subkeys := must(store.GetSecretSubkeys(background, okmsId, path, pointer(uint32(1)), nil))(t).Data
		holds(t, "subkeys", subkeys.Subkeys, `{"n": null, "nested": null}`)
	})
}

func TestSecretKVList(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		for _, name := range []string{"b", "a", "a/deep", "c/d"} {
			store.kvPost(t, store.path(name), secretData{"n": 1}, nil, 1)
		}
		listed := must(store.GetSecretsMetadata(background, okmsId, store.folder, true))(t)
		holds(t, "keys", listed.Data.Keys, `["a", "a/", "b", "c/"]`)
		listed = must(store.GetSecretsMetadata(background, okmsId, store.path("a"), true))(t)
		holds(t, "keys of a folder", listed.Data.Keys, `["deep"]`)
		_, err := store.GetSecretsMetadata(background, okmsId, store.path("none"), true)
		refused(t, err, secretNotFound)
	})
}

func TestSecretKVPatch(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("patched")
		store.kvPost(t, path, secretData{"kept": "1", "gone": 1, "list": []any{1, 2}}, nil, 1)
		patch := types.PostSecretRequest{Data: &secretData{"gone": nil, "list": []any{3}}}
		patched := must(store.PatchSecretRequest(background, okmsId, path, patch))(t)
		equal(t, "version", *patched.Data.Version, 2)
		holds(t, "data", store.kvGet(t, path, nil).Data, `{"kept": "1", "list": [3]}`)
		patch.Options = &types.PostSecretOptions{Cas: pointer(uint32(1))}
		_, err := store.PatchSecretRequest(background, okmsId, path, patch)
		casRefused(t, err)
		_, err = store.PatchSecretRequest(background, okmsId, store.path("none"), patch)
		refused(t, err, secretNotFound)
	})
}

func TestSecretKVDeleteUndeleteDestroy(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("deleted")
		for number := uint32(1); number <= 3; number++ {
			store.kvPost(t, path, secretData{"n": number}, nil, number)
		}
		succeeds(t, store.DeleteSecretRequest(background, okmsId, path))
		store.kvGone(t, path, nil)
		succeeds(t, store.DeleteSecretVersions(background, okmsId, path, []uint32{1, 2}))
		store.kvGone(t, path, pointer(uint32(1)))
		succeeds(t, store.PostSecretUndelete(background, okmsId, path, []uint32{1, 3}))
		holds(t, "data after undelete", store.kvGet(t, path, nil).Data, `{"n": 3}`)
		succeeds(t, store.PutSecretDestroy(background, okmsId, path, []uint32{1}))
		succeeds(t, store.PostSecretUndelete(background, okmsId, path, []uint32{1}))
		store.kvGone(t, path, pointer(uint32(1)))

		metadata := must(store.GetSecretsMetadata(background, okmsId, path, false))(t).Data
		versions := *metadata.Versions
		equal(t, "number of versions", len(versions), 3)
		equal(t, "version 1 is destroyed", *versions["1"].Destroyed, true)
		isTrue(t, "version 2 is deleted", *versions["2"].DeletionTime != "")
		equal(t, "version 3 is not", *versions["3"].DeletionTime, "")

		states := map[uint32]types.SecretV2State{
			1: types.SecretV2StateDeleted, 2: types.SecretV2StateDeactivated, 3: types.SecretV2StateActive,
		}
		for number, state := range states {
			version := must(store.GetSecretVersionV2(background, okmsId, path, number, nil))(t)
			equal(t, "state in the native API", version.State, state)
		}
	})
}

func TestSecretKVMetadata(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("metadata")
		succeeds(t, store.PostSecretMetadata(background, okmsId, path, types.SecretUpdatableMetadata{
			MaxVersions: pointer(uint32(5)), DeleteVersionAfter: pointer("90m"),
			CustomMetadata: &map[string]string{"owner": "team", "stage": "dev"},
		}))
		store.kvGone(t, path, nil)
		data := secretData{"n": 1}
		written := must(store.PostSecretRequest(background, okmsId, path, types.PostSecretRequest{
			Data: &data, Options: &types.PostSecretOptions{Cas: pointer(uint32(0))},
		}))(t)
		isTrue(t, "the deletion is planned", *written.Data.DeletionTime != "")
		succeeds(t, store.PatchSecretMetadata(background, okmsId, path, types.SecretUpdatableMetadata{
			CasRequired: pointer(true), CustomMetadata: &map[string]string{"stage": "prod"},
		}))
		metadata := must(store.GetSecretsMetadata(background, okmsId, path, false))(t).Data
		holds(t, "custom metadata", metadata.CustomMetadata, `{"owner": "team", "stage": "prod"}`)
		equal(t, "max_versions", *metadata.MaxVersions, 5)
		equal(t, "delete_version_after", *metadata.DeleteVersionAfter, "1h30m0s")
		equal(t, "cas_required", *metadata.CasRequired, true)
		equal(t, "current_version", *metadata.CurrentVersion, 1)
		equal(t, "oldest_version", *metadata.OldestVersion, 0)
		isTrue(t, "the URN ends in the path", strings.HasSuffix(*metadata.Urn, path))
		equal(t, "URN in the native API", *store.get(t, path, nil).Metadata.Urn, *metadata.Urn)

		_, err := store.PostSecretRequest(background, okmsId, path, types.PostSecretRequest{Data: &data})
		casRefused(t, err)
		written = must(store.PostSecretRequest(background, okmsId, path, types.PostSecretRequest{
			Data: &data, Options: &types.PostSecretOptions{Cas: pointer(uint32(1))},
		}))(t)
		equal(t, "version", *written.Data.Version, 2)
		succeeds(t, store.DeleteSecretMetadata(background, okmsId, path))
		_, err = store.GetSecretsMetadata(background, okmsId, path, false)
		refused(t, err, secretNotFound)
		_, err = store.GetSecretV2(background, okmsId, path, nil, nil)
		refused(t, err, secretNotFound)
	})
}

func TestSecretKVCheckAndSet(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		path := store.path("cas")
		store.kvPost(t, path, secretData{"n": 1}, pointer(uint32(0)), 1)
		for _, wrong := range []uint32{0, 2} {
			_, err := store.PostSecretRequest(background, okmsId, path, types.PostSecretRequest{
				Data: &secretData{}, Options: &types.PostSecretOptions{Cas: &wrong},
			})
			casRefused(t, err)
		}
		store.kvPost(t, path, secretData{"n": 2}, pointer(uint32(1)), 2)
		holds(t, "data in the native API", store.get(t, path, nil).Version.Data, `{"n": 2}`)
	})
}

func TestSecretKVConfiguration(t *testing.T) {
	eachAccess(t, func(t *testing.T, store secretStore) {
		post := func(limit uint32, after string) {
			succeeds(t, store.PostSecretConfig(background, okmsId, types.PostConfigRequest{
				MaxVersions: &limit, DeleteVersionAfter: &after,
			}))
		}
		t.Cleanup(func() { post(0, "0s") })
		post(2, "1d")
		read := must(store.GetSecretConfig(background, okmsId))(t).Data
		holds(t, "configuration", read, `{"cas_required": false, "max_versions": 2, "delete_version_after": "24h0m0s"}`)
		native := must(store.GetSecretConfigV2(background, okmsId))(t)
		holds(t, "the same natively", native, `{"casRequired": false, "maxVersions": 2, "deactivateVersionAfter": "1d"}`)
	})
}
