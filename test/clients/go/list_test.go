// Lists: the SDK's iterator over several pages, and the filter by state (service.md 4.5, clients.md 1.3).

package clients

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go/types"
)

// listed counts how often the iterator gave each key whose name begins with the prefix.
func listed(t *testing.T, prefix string, pageSize *uint32, state *types.KeyStates) map[uuid.UUID]int {
	t.Helper()
	found := map[uuid.UUID]int{}
	for key, err := range kms.ListAllServiceKeys(okmsId, pageSize, state).Iter(background) {
		succeeds(t, err)
		if strings.HasPrefix(key.Name, prefix) {
			found[key.Id]++
		}
	}
	return found
}

func exactly(t *testing.T, what string, found map[uuid.UUID]int, want []uuid.UUID) {
	t.Helper()
	equal(t, "number of "+what, len(found), len(want))
	for _, id := range want {
		equal(t, "times that the list gave "+id.String(), found[id], 1)
	}
}

func TestList(t *testing.T) {
	prefix := uniqueName("l")
	var ids []uuid.UUID
	for range 25 {
		created := must(kms.GenerateSymmetricKey(background, okmsId, types.N128, prefix, types.SOFTWARE, "", encrypting))(t)
		ids = append(ids, created.Id)
	}
	ten := pointer(uint32(10))

	t.Run("over pages of ten", func(t *testing.T) {
		var found map[uuid.UUID]int
		pages := wire.during(func() { found = listed(t, prefix, ten, pointer(types.KeyStatesActive)) })
		exactly(t, "active keys", found, ids)
		isTrue(t, "at least three pages were asked for", len(pages) >= 3)
		for number, page := range pages {
			equal(t, "method", page.method, http.MethodGet)
			equal(t, "a token is sent from the second page on", strings.Contains(page.query, "continuation-token="), number > 0)
		}
	})

	t.Run("a page is full while more follow, and says so", func(t *testing.T) {
		page := must(kms.ListServiceKeys(background, okmsId, nil, ten, nil))(t)
		equal(t, "keys on the page", len(page.ObjectsList), 10)
		isTrue(t, "is_truncated", page.IsTruncated)
		isTrue(t, "continuation_token", page.ContinuationToken != "")
		isTrue(t, "no key material", page.ObjectsList[0].Keys == nil)
	})

	t.Run("by state", func(t *testing.T) {
		deactivated, compromised, destroyed, wrecked, active := ids[0:12], ids[12:14], ids[14:16], ids[16:17], ids[17:]
		revoke := func(ids []uuid.UUID, reason types.RevocationReasons) {
			for _, id := range ids {
				succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, reason))
			}
		}
		revoke(deactivated, types.Unspecified)
		revoke(compromised, types.KeyCompromise)
		revoke(destroyed, types.Superseded)
		revoke(wrecked, types.CaCompromise)
		for _, id := range ids[14:17] {
			succeeds(t, kms.DeleteServiceKey(background, okmsId, id))
		}
		for state, want := range map[types.KeyStates][]uuid.UUID{
			types.KeyStatesActive:               active,
			types.KeyStatesDeactivated:          deactivated,
			types.KeyStatesCompromised:          compromised,
			types.KeyStatesDestroyed:            destroyed,
			types.KeyStatesDestroyedCompromised: wrecked,
			types.KeyStatesPreActive:            nil,
			types.KeyStatesAll:                  ids,
		} {
			exactly(t, string(state)+" keys", listed(t, prefix, ten, &state), want)
		}
		exactly(t, "keys without a filter", listed(t, prefix, nil, nil), append(append([]uuid.UUID(nil), ids[:14]...), active...))
	})

	t.Run("refuses", func(t *testing.T) {
		for what, call := range map[string]func() error{
			"max": func() error {
				_, err := kms.ListServiceKeys(background, okmsId, nil, pointer(uint32(9)), nil)
				return err
			},
			"max ": func() error {
				_, err := kms.ListServiceKeys(background, okmsId, nil, pointer(uint32(101)), nil)
				return err
			},
			"state": func() error {
				_, err := kms.ListServiceKeys(background, okmsId, nil, nil, pointer(types.KeyStates("enabled")))
				return err
			},
			"continuation-token": func() error {
				_, err := kms.ListServiceKeys(background, okmsId, pointer("not a token"), nil, nil)
				return err
			},
		} {
			t.Run(what, func(t *testing.T) { mistaken(t, call()) })
		}
	})
}
