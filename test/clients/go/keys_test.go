// Service keys that tests share, made once: an RSA-4096 key takes the server seconds.

package clients

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go/types"
)

// background is the context of every call: the SDK has a time limit of its own.
var background = context.Background()

var (
	signing    = []types.CryptographicUsages{types.Sign, types.Verify}
	encrypting = []types.CryptographicUsages{types.Encrypt, types.Decrypt}
	wrapping   = []types.CryptographicUsages{types.WrapKey, types.UnwrapKey}
	allOfOct   = []types.CryptographicUsages{types.Encrypt, types.Decrypt, types.WrapKey, types.UnwrapKey}
	byDefault  []types.CryptographicUsages
)

type key = types.GetServiceKeyResponse

var shared = map[string]func() (*key, error){
	"AES-128":  once(func() (*key, error) { return generateAES(types.N128, allOfOct) }),
	"AES-192":  once(func() (*key, error) { return generateAES(types.N192, allOfOct) }),
	"AES-256":  once(func() (*key, error) { return generateAES(types.N256, allOfOct) }),
	"RSA-2048": once(func() (*key, error) { return generateRSA(types.N2048, signing) }),
	"RSA-3072": once(func() (*key, error) { return generateRSA(types.N3072, signing) }),
	"RSA-4096": once(func() (*key, error) { return generateRSA(types.N4096, signing) }),
	"P-256":    once(func() (*key, error) { return generateEC(types.P256, signing) }),
	"P-384":    once(func() (*key, error) { return generateEC(types.P384, signing) }),
	"P-521":    once(func() (*key, error) { return generateEC(types.P521, signing) }),
}

func once(make func() (*key, error)) func() (*key, error) { return sync.OnceValues(make) }

// sharedKey is a key that no test may change. It has every usage of its type; RSA signs.
func sharedKey(t *testing.T, name string) *key {
	t.Helper()
	return must(shared[name]())(t)
}

func generateAES(size types.KeySizes, ops []types.CryptographicUsages) (*key, error) {
	return kms.GenerateSymmetricKey(background, okmsId, size, uniqueName("aes"), types.SOFTWARE, "", ops)
}

func generateRSA(size types.KeySizes, ops []types.CryptographicUsages) (*key, error) {
	return kms.GenerateRSAKeyPair(background, okmsId, size, uniqueName("rsa"), types.SOFTWARE, "", ops)
}

func generateEC(curve types.Curves, ops []types.CryptographicUsages) (*key, error) {
	return kms.GenerateECKeyPair(background, okmsId, curve, uniqueName("ec"), types.SOFTWARE, "", ops)
}

// ownKey is a cheap key that a test may deactivate and delete.
func ownKey(t *testing.T) *key {
	t.Helper()
	return must(generateAES(types.N256, allOfOct))(t)
}

// uniqueName tells the keys of a test from those of the others; at most 32 characters.
func uniqueName(prefix string) string { return prefix + "-" + hex.EncodeToString(randomBytes(8)) }

func randomBytes(length int) []byte {
	bytes := make([]byte, length)
	rand.Read(bytes)
	return bytes
}

// attribute is one of the key's attributes as it is now, nil when it is absent.
func attribute(t *testing.T, id uuid.UUID, name string) any {
	t.Helper()
	found := must(kms.GetServiceKey(background, okmsId, id, nil))(t)
	if found.Attributes == nil {
		t.Fatalf("key %s has no attributes", id)
	}
	return (*found.Attributes)[name]
}

func pointer[T any](value T) *T { return &value }
