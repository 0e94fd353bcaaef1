// Life cycle: rename, activate, deactivate, delete, with the points that OVHcloud's own suite proves (clients.md 2.4).

package clients

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

func TestRename(t *testing.T) {
	id := ownKey(t).Id
	name := uniqueName("renamed")
	equal(t, "name in the answer", must(kms.UpdateServiceKey(background, okmsId, id, types.PatchServiceKeyRequest{Name: &name}))(t).Name, name)
	equal(t, "name afterwards", must(kms.GetServiceKey(background, okmsId, id, nil))(t).Name, name)

	for _, wrong := range []string{"", strings.Repeat("n", 33)} {
		_, err := kms.UpdateServiceKey(background, okmsId, id, types.PatchServiceKeyRequest{Name: &wrong})
		refused(t, err, malformed.saying("name"))
	}
	equal(t, "name after refusals", must(kms.GetServiceKey(background, okmsId, id, nil))(t).Name, name)
}

func TestActivateAnActiveKeyIsFine(t *testing.T) {
	id := ownKey(t).Id
	succeeds(t, kms.ActivateServiceKey(background, okmsId, id))
	equal(t, "state", attribute(t, id, "state"), any("active"))
}

func TestDeactivateWithEveryReason(t *testing.T) {
	for reason, state := range map[types.RevocationReasons]string{
		types.Unspecified:          "deactivated",
		types.KeyCompromise:        "compromised",
		types.CaCompromise:         "compromised",
		types.AffiliationChanged:   "deactivated",
		types.Superseded:           "deactivated",
		types.CessationOfOperation: "deactivated",
		types.PrivilegeWithdrawn:   "deactivated",
	} {
		t.Run(string(reason), func(t *testing.T) {
			id := ownKey(t).Id
			succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, reason))
			equal(t, "state", attribute(t, id, "state"), any(state))
			equal(t, "compromise_date is there", attribute(t, id, "compromise_date") != nil, state == "compromised")

			succeeds(t, kms.ActivateServiceKey(background, okmsId, id))
			equal(t, "state after activation", attribute(t, id, "state"), any("active"))
			equal(t, "compromise_date after activation", attribute(t, id, "compromise_date"), nil)
			equal(t, "deactivation_date after activation", attribute(t, id, "deactivation_date"), nil)
		})
	}
	t.Run("none that anybody knows", func(t *testing.T) {
		id := ownKey(t).Id
		refused(t, kms.DeactivateServiceKey(background, okmsId, id, "boredom"), malformed.saying("reason"))
		equal(t, "state", attribute(t, id, "state"), any("active"))
	})
}

// clients.md 2.4, point 3: a deactivated key can still turn out to be compromised, and come back from that.
func TestDeactivatedThenCompromisedThenActive(t *testing.T) {
	id := ownKey(t).Id
	succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, types.Unspecified))
	equal(t, "state", attribute(t, id, "state"), any("deactivated"))
	equal(t, "compromise_date", attribute(t, id, "compromise_date"), nil)

	succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, types.KeyCompromise))
	equal(t, "state", attribute(t, id, "state"), any("compromised"))
	date, _ := attribute(t, id, "compromise_date").(string)
	must(time.Parse(time.RFC3339, date))(t)

	succeeds(t, kms.ActivateServiceKey(background, okmsId, id))
	equal(t, "state", attribute(t, id, "state"), any("active"))
	equal(t, "compromise_date", attribute(t, id, "compromise_date"), nil)
}

// The forced delete of okms-cli deactivates first, whatever the state is.
func TestDeactivateTwiceIsFine(t *testing.T) {
	for reason, state := range map[types.RevocationReasons]string{types.Unspecified: "deactivated", types.KeyCompromise: "compromised"} {
		id := ownKey(t).Id
		succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, reason))
		succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, types.Unspecified))
		equal(t, "state", attribute(t, id, "state"), any(state))
		succeeds(t, kms.DeleteServiceKey(background, okmsId, id))
	}
}

func TestAKeyThatIsNotActiveDoesNothing(t *testing.T) {
	aes := ownKey(t).Id
	ciphertext := must(kms.Encrypt(background, okmsId, aes, "", []byte("before")))(t)
	_, dataKey, err := kms.GenerateDataKey(background, okmsId, aes, "", 256)
	succeeds(t, err)
	pair := must(generateEC(types.P256, signing))(t).Id
	signature := must(kms.Sign(background, okmsId, pair, nil, types.ES256, false, []byte("before")))(t)
	for _, id := range []uuid.UUID{aes, pair} {
		succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, types.Superseded))
	}

	for what, call := range map[string]func() error{
		"encrypt":         func() error { _, err := kms.Encrypt(background, okmsId, aes, "", []byte("after")); return err },
		"decrypt":         func() error { _, err := kms.Decrypt(background, okmsId, aes, "", ciphertext); return err },
		"datakey":         func() error { _, _, err := kms.GenerateDataKey(background, okmsId, aes, "", 256); return err },
		"datakey/decrypt": func() error { _, err := kms.DecryptDataKey(background, okmsId, aes, dataKey); return err },
		"sign": func() error {
			_, err := kms.Sign(background, okmsId, pair, nil, types.ES256, false, []byte("after"))
			return err
		},
		"verify": func() error {
			_, err := kms.Verify(background, okmsId, pair, types.ES256, false, []byte("before"), signature)
			return err
		},
	} {
		t.Run(what, func(t *testing.T) { refused(t, call(), wrongForKey.saying("deactivated")) })
	}

	if _, err := kms.ExportPublicKey(background, okmsId, pair); err == nil || !strings.Contains(err.Error(), "not active") {
		t.Fatalf("the SDK exports only active keys, which it reads from the attributes; it said: %v", err)
	}
	succeeds(t, kms.ActivateServiceKey(background, okmsId, aes))
	equal(t, "decrypted again", string(must(kms.Decrypt(background, okmsId, aes, "", ciphertext))(t)), "before")
}

func TestDelete(t *testing.T) {
	id := ownKey(t).Id
	refused(t, kms.DeleteServiceKey(background, okmsId, id), wrongForKey.saying("deactivate"))
	must(kms.GetServiceKey(background, okmsId, id, nil))(t)

	succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, types.CessationOfOperation))
	succeeds(t, kms.DeleteServiceKey(background, okmsId, id))
	_, err := kms.GetServiceKey(background, okmsId, id, nil)
	refused(t, err, keyNotFound)
	refused(t, kms.DeleteServiceKey(background, okmsId, id), keyNotFound)
	refused(t, kms.ActivateServiceKey(background, okmsId, id), keyNotFound)
	refused(t, kms.DeactivateServiceKey(background, okmsId, id, types.Unspecified), keyNotFound)
	_, err = kms.Encrypt(background, okmsId, id, "", []byte("gone"))
	refused(t, err, keyNotFound)
}

func TestAnIdIsUsedOnce(t *testing.T) {
	id := uuid.New()
	create := func() (*key, error) {
		return kms.GenerateECKeyPair(background, okmsId, types.P256, uniqueName("chosen"), types.SOFTWARE, "", signing, okms.WithKeyID(id))
	}
	equal(t, "id", must(create())(t).Id, id)
	_, err := create()
	refused(t, err, keyIdTaken)
	_, err = kms.ImportKey(background, okmsId, randomBytes(32), uniqueName("chosen"), "", encrypting, okms.WithKeyID(id))
	refused(t, err, keyIdTaken)

	succeeds(t, kms.DeactivateServiceKey(background, okmsId, id, types.Unspecified))
	succeeds(t, kms.DeleteServiceKey(background, okmsId, id))
	_, err = create()
	refused(t, err, keyIdTaken)
}
