// What the helper for KV version 2 takes from the answers: values, version numbers, times and kinds of errors.

package clients

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/vault/api"
)

// holds compares data as JSON has it: the client gives numbers as json.Number.
func holds(t *testing.T, what string, got any, want string) {
	t.Helper()
	var expected any
	succeeds(t, json.Unmarshal([]byte(want), &expected))
	var read any
	succeeds(t, json.Unmarshal(must(json.Marshal(got))(t), &read))
	if !reflect.DeepEqual(read, expected) {
		t.Fatalf("%s: got %v, want %s", what, got, want)
	}
}

func numbered(n int) map[string]any { return map[string]any{"n": n} }

func TestStoreAndRead(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("one")
		secret := map[string]any{"user": "æon", "list": []any{1, 2.5, nil, true}, "nested": map[string]any{"a": ""}}
		before := time.Now().Add(-time.Second)
		written := kv.put(t, path, secret, 1).VersionMetadata
		if written.CreatedTime.Before(before) || !written.DeletionTime.IsZero() || written.Destroyed {
			t.Fatalf("metadata of the new version: %+v", written)
		}
		read := must(kv.Get(background, path))(t)
		holds(t, "data", read.Data, `{"user": "æon", "list": [1, 2.5, null, true], "nested": {"a": ""}}`)
		equal(t, "metadata", *read.VersionMetadata, *written)
		equal(t, "number of custom metadata", len(read.CustomMetadata), 0)
		equal(t, "a request id is given", read.Raw.RequestID != "", true)
	})
}

func TestOldVersionsAndRollback(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("old")
		for n := 1; n <= 3; n++ {
			kv.put(t, path, numbered(n), n)
		}
		second := must(kv.GetVersion(background, path, 2))(t)
		holds(t, "data of version 2", second.Data, `{"n": 2}`)
		equal(t, "its number", second.VersionMetadata.Version, 2)
		_, err := kv.GetVersion(background, path, 4)
		missing(t, err)

		versions := must(kv.GetVersionsAsList(background, path))(t)
		equal(t, "number of versions", len(versions), 3)
		for index, version := range versions {
			equal(t, "version in the list", version.Version, index+1)
			equal(t, "its time is set", version.CreatedTime.IsZero(), false)
		}
		equal(t, "version of the rollback", must(kv.Rollback(background, path, 1))(t).VersionMetadata.Version, 4)
		holds(t, "data after it", must(kv.Get(background, path))(t).Data, `{"n": 1}`)
	})
}

func TestListWithFolders(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		for _, name := range []string{"b", "a", "a/deep/er", "c/d"} {
			kv.put(t, kv.path(name), numbered(1), 1)
		}
		list := func(path string) *api.Secret {
			return must(kv.client.Logical().ListWithContext(background, "secret/metadata/"+path))(t)
		}
		holds(t, "keys", list(kv.folder).Data["keys"], `["a", "a/", "b", "c/"]`)
		holds(t, "keys of a folder", list(kv.path("a/")).Data["keys"], `["deep/"]`)
		equal(t, "the root has our folder", slices.Contains(list("").Data["keys"].([]any), any("vault-go/")), true)
		if nothing := list(kv.path("b")); nothing != nil {
			t.Fatalf("the list of a secret is %v, want nil", nothing)
		}
	})
}

func TestPatch(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("patched")
		patched := func(want string, patch map[string]any, options ...api.KVOption) int {
			t.Helper()
			written := must(kv.Patch(background, path, patch, options...))(t)
			holds(t, "data after the patch", must(kv.Get(background, path))(t).Data, want)
			return written.VersionMetadata.Version
		}
		nested := func(name string) map[string]any { return map[string]any{name: 1} }
		kv.put(t, path, map[string]any{"kept": "1", "gone": 1, "list": []any{1, 2}, "nested": nested("a")}, 1)
		equal(t, "version", patched(`{"kept": "1", "list": [3], "nested": {"a": 1, "b": 1}}`,
			map[string]any{"gone": nil, "list": []any{3}, "nested": nested("b")}), 2)
		equal(t, "version of the named method", patched(`{"kept": "1", "nested": {"a": 1, "b": 1}}`,
			map[string]any{"list": nil}, api.WithMergeMethod("patch"), api.WithCheckAndSet(2)), 3)
		equal(t, "version by read and write", patched(`{"kept": "1", "nested": {"c": 1}}`,
			map[string]any{"nested": nested("c")}, api.WithMergeMethod("rw")), 4)

		_, err := kv.Patch(background, path, nested("d"), api.WithCheckAndSet(3))
		badCheckAndSet(t, err)
		for _, method := range []string{"patch", "rw"} {
			_, err := kv.Patch(background, kv.path("none"), nested("d"), api.WithMergeMethod(method))
			missing(t, err)
		}
		succeeds(t, kv.Delete(background, path))
		_, err = kv.Patch(background, path, nested("d"))
		missing(t, err)
	})
}

func TestDeleteAndUndelete(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("deleted")
		for n := 1; n <= 3; n++ {
			kv.put(t, path, numbered(n), n)
		}
		isDeleted := func(version int, want bool) {
			t.Helper()
			read := must(kv.GetVersion(background, path, version))(t)
			equal(t, "data is absent", read.Data == nil, want)
			equal(t, "deletion time is set", !read.VersionMetadata.DeletionTime.IsZero(), want)
			equal(t, "version", read.VersionMetadata.Version, version)
			equal(t, "destroyed", read.VersionMetadata.Destroyed, false)
		}
		succeeds(t, kv.Delete(background, path))
		if read := must(kv.Get(background, path))(t); read.Data != nil || read.VersionMetadata.Version != 3 {
			t.Fatalf("the deleted secret reads as %+v", read)
		}
		isDeleted(3, true)
		isDeleted(2, false)
		succeeds(t, kv.DeleteVersions(background, path, []int{1, 2}))
		isDeleted(1, true)
		isDeleted(2, true)
		succeeds(t, kv.Undelete(background, path, []int{1, 3}))
		isDeleted(1, false)
		isDeleted(2, true)
		isDeleted(3, false)
		holds(t, "data after undelete", must(kv.Get(background, path))(t).Data, `{"n": 3}`)
	})
}

func TestDestroy(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("destroyed")
		kv.put(t, path, numbered(1), 1)
		kv.put(t, path, numbered(2), 2)
		succeeds(t, kv.Destroy(background, path, []int{1}))
		succeeds(t, kv.Undelete(background, path, []int{1}))
		read := must(kv.GetVersion(background, path, 1))(t)
		equal(t, "data is absent", read.Data == nil, true)
		equal(t, "destroyed", read.VersionMetadata.Destroyed, true)
		holds(t, "data of the other version", must(kv.Get(background, path))(t).Data, `{"n": 2}`)
		if _, err := kv.Rollback(background, path, 1); err == nil {
			t.Fatal("a rollback to a destroyed version succeeded")
		}
	})
}

func TestMetadata(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("metadata")
		put := api.KVMetadataPutInput{
			MaxVersions: 5, DeleteVersionAfter: 90 * time.Minute, CustomMetadata: map[string]any{"owner": "team", "stage": "dev"},
		}
		succeeds(t, kv.PutMetadata(background, path, put))
		metadata := must(kv.GetMetadata(background, path))(t)
		equal(t, "current version before any data", metadata.CurrentVersion, 0)
		equal(t, "number of versions", len(metadata.Versions), 0)
		_, err := kv.Get(background, path)
		missing(t, err)

		written := kv.put(t, path, numbered(1), 1, api.WithCheckAndSet(0))
		holds(t, "custom metadata of the write", written.CustomMetadata, `{"owner": "team", "stage": "dev"}`)
		planned := written.VersionMetadata.DeletionTime.Sub(written.VersionMetadata.CreatedTime)
		equal(t, "time until the planned deletion", planned, 90*time.Minute)

		required, limit := true, 7
		succeeds(t, kv.PatchMetadata(background, path, api.KVMetadataPatchInput{
			CASRequired: &required, MaxVersions: &limit, CustomMetadata: map[string]any{"stage": nil, "region": "eu"},
		}))
		metadata = must(kv.GetMetadata(background, path))(t)
		holds(t, "custom metadata", metadata.CustomMetadata, `{"owner": "team", "region": "eu"}`)
		equal(t, "cas_required", metadata.CASRequired, true)
		equal(t, "max_versions", metadata.MaxVersions, 7)
		equal(t, "delete_version_after", metadata.DeleteVersionAfter, 90*time.Minute)
		equal(t, "current_version", metadata.CurrentVersion, 1)
		equal(t, "oldest_version", metadata.OldestVersion, 0)
		equal(t, "version 1", metadata.Versions["1"], *written.VersionMetadata)
		equal(t, "updated before created", metadata.UpdatedTime.Before(metadata.CreatedTime), false)
		holds(t, "custom metadata of a read", must(kv.Get(background, path))(t).CustomMetadata, `{"owner": "team", "region": "eu"}`)

		succeeds(t, kv.PatchMetadata(background, path, api.KVMetadataPatchInput{CustomMetadata: map[string]any{}}))
		equal(t, "number of custom metadata", len(must(kv.GetMetadata(background, path))(t).CustomMetadata), 0)
	})
}

func TestPruning(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("pruned")
		succeeds(t, kv.PutMetadata(background, path, api.KVMetadataPutInput{MaxVersions: 2}))
		for n := 1; n <= 4; n++ {
			kv.put(t, path, numbered(n), n)
		}
		_, err := kv.GetVersion(background, path, 2)
		missing(t, err)
		metadata := must(kv.GetMetadata(background, path))(t)
		equal(t, "oldest_version", metadata.OldestVersion, 3)
		equal(t, "number of versions", len(metadata.Versions), 2)
	})
}

func TestCheckAndSet(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("cas")
		isRefused := func(options ...api.KVOption) {
			t.Helper()
			_, err := kv.Put(background, path, numbered(0), options...)
			badCheckAndSet(t, err)
		}
		isRefused(api.WithCheckAndSet(1))
		kv.put(t, path, numbered(1), 1, api.WithCheckAndSet(0))
		kv.put(t, path, numbered(2), 2, api.WithCheckAndSet(1))
		for _, wrong := range []int{0, 1, 3} {
			isRefused(api.WithCheckAndSet(wrong))
		}
		required := true
		succeeds(t, kv.PatchMetadata(background, path, api.KVMetadataPatchInput{CASRequired: &required}))
		isRefused()
		kv.put(t, path, numbered(3), 3, api.WithCheckAndSet(2))
		holds(t, "data", must(kv.Get(background, path))(t).Data, `{"n": 3}`)
	})
}

func TestDeleteEverything(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		path := kv.path("all")
		kv.put(t, path, numbered(1), 1)
		succeeds(t, kv.DeleteMetadata(background, path))
		_, err := kv.GetMetadata(background, path)
		missing(t, err)
		_, err = kv.GetVersionsAsList(background, path)
		missing(t, err)
		kv.put(t, path, numbered(2), 1)
	})
}

func TestMissingSecret(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		_, err := kv.Get(background, kv.path("none"))
		missing(t, err)
		_, err = kv.GetMetadata(background, kv.path("none"))
		missing(t, err)
		succeeds(t, kv.Delete(background, kv.path("none")))
		succeeds(t, kv.Destroy(background, kv.path("none"), []int{1}))
		succeeds(t, kv.DeleteMetadata(background, kv.path("none")))
	})
}

func TestConfiguration(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		configure := func(values map[string]any) {
			t.Helper()
			must(kv.client.Logical().WriteWithContext(background, "secret/config", values))(t)
		}
		unset := map[string]any{"cas_required": false, "max_versions": 0, "delete_version_after": "0s"}
		t.Cleanup(func() { configure(unset) })
		configure(map[string]any{"cas_required": true, "max_versions": 3, "delete_version_after": "1h"})
		read := must(kv.client.Logical().ReadWithContext(background, "secret/config"))(t)
		holds(t, "configuration", read.Data, `{"cas_required": true, "max_versions": 3, "delete_version_after": "1h0m0s"}`)
		_, err := kv.Put(background, kv.path("one"), numbered(1))
		badCheckAndSet(t, err)
	})
}

func TestStatusOfTheServer(t *testing.T) {
	eachAccess(t, func(t *testing.T, kv secrets) {
		health := must(kv.client.Sys().HealthWithContext(background))(t)
		equal(t, "initialized", health.Initialized, true)
		equal(t, "sealed", health.Sealed, false)
		equal(t, "standby", health.Standby, false)
		equal(t, "sealed", must(kv.client.Sys().SealStatusWithContext(background))(t).Sealed, false)
		equal(t, "initialized", must(kv.client.Sys().InitStatusWithContext(background))(t), true)
		equal(t, "ha_enabled", must(kv.client.Sys().LeaderWithContext(background))(t).HAEnabled, false)
	})
}

func TestTheToken(t *testing.T) {
	token := must(accesses["token"](t).Auth().Token().LookupSelfWithContext(background))(t)
	equal(t, "type", token.Data["type"], any("service"))
	equal(t, "renewable", must(token.TokenIsRenewable())(t), false)
	equal(t, "ttl", must(token.TokenTTL())(t), 0)

	stranger := connectByToken(t, "wrong")
	_, err := stranger.KVv2("secret").Get(background, "any")
	refused(t, err, http.StatusUnauthorized)
	_, err = stranger.Auth().Token().LookupSelfWithContext(background)
	refused(t, err, http.StatusUnauthorized)
}
