// encrypt and decrypt: round trips, the context, the token's exact form, and what is refused (service.md 5.1, 5.2).

package clients

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ovh/okms-sdk-go/types"
)

func TestEncryptAndDecrypt(t *testing.T) {
	for _, name := range []string{"AES-128", "AES-192", "AES-256"} {
		id := sharedKey(t, name).Id
		for _, length := range []int{1, 16, 1000, 3978, 4096} {
			plaintext := randomBytes(length)
			for _, context := range []string{"", "a context, with ünïcode", strings.Repeat("c", 64)} {
				ciphertext := must(kms.Encrypt(background, okmsId, id, context, plaintext))(t)
				decrypted := must(kms.Decrypt(background, okmsId, id, context, ciphertext))(t)
				isTrue(t, "decrypted as it was", bytes.Equal(decrypted, plaintext))
			}
		}
	}
}

func TestEncryptMakesTheTokenOfTheService(t *testing.T) {
	for enc, name := range map[string]string{"A128GCM": "AES-128", "A192GCM": "AES-192", "A256GCM": "AES-256"} {
		id := sharedKey(t, name).Id
		token := parseCompact(t, must(kms.Encrypt(background, okmsId, id, "", []byte("x")))(t), 5)
		equal(t, "protected header", string(token.bytes(t, 0)), `{"alg":"dir","enc":"`+enc+`","kid":"`+id.String()+`","x-key-ver":0}`)
	}
}

// With a key of our own the Go standard library opens what the server made: real AES-GCM, the context bound as the JWE AAD.
func TestEncryptIsReadByOtherCode(t *testing.T) {
	for _, length := range []int{16, 24, 32} {
		material := randomBytes(length)
		id := must(kms.ImportKey(background, okmsId, material, uniqueName("oracle"), "", encrypting))(t).Id
		for _, context := range []string{"", "the context"} {
			token := must(kms.Encrypt(background, okmsId, id, context, []byte("plaintext")))(t)
			equal(t, "decrypted locally", string(must(decryptLocally(t, material, token, context))(t)), "plaintext")
			if _, err := decryptLocally(t, material, token, context+"x"); err == nil {
				t.Fatal("the context is not bound to the token")
			}
		}
	}
}

func TestDecryptRefuses(t *testing.T) {
	id := sharedKey(t, "AES-256").Id
	token := must(kms.Encrypt(background, okmsId, id, "the context", []byte("plaintext")))(t)
	bare := must(kms.Encrypt(background, okmsId, id, "", []byte("plaintext")))(t)
	for what, call := range map[string]func() ([]byte, error){
		"the context left out": func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "", token) },
		"another context":      func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "The context", token) },
		"a context too many":   func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "the context", bare) },
		"another key":          func() ([]byte, error) { return kms.Decrypt(background, okmsId, ownKey(t).Id, "", bare) },
		"a changed tag":        func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "", changed(bare, 4)) },
		"a changed ciphertext": func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "", changed(bare, 3)) },
		"a changed iv":         func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "", changed(bare, 2)) },
		"no token":             func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "", "rubbish") },
		"an empty token":       func() ([]byte, error) { return kms.Decrypt(background, okmsId, id, "", "") },
		"a token with a newline": func() ([]byte, error) {
			return kms.Decrypt(background, okmsId, id, "", bare+"\n")
		},
	} {
		t.Run(what, func(t *testing.T) {
			_, err := call()
			mistaken(t, err)
		})
	}
}

// changed is the token with the first character of one part replaced.
func changed(token string, part int) string {
	cut := strings.Split(token, ".")
	first := "A"
	if cut[part][0] == 'A' {
		first = "B"
	}
	cut[part] = first + cut[part][1:]
	return strings.Join(cut, ".")
}

func TestEncryptRefuses(t *testing.T) {
	id := sharedKey(t, "AES-256").Id
	for what, call := range map[string]func() (string, error){
		"no plaintext":       func() (string, error) { return kms.Encrypt(background, okmsId, id, "", nil) },
		"an empty plaintext": func() (string, error) { return kms.Encrypt(background, okmsId, id, "", []byte{}) },
		"4097 bytes":         func() (string, error) { return kms.Encrypt(background, okmsId, id, "", randomBytes(4097)) },
		"5000 bytes":         func() (string, error) { return kms.Encrypt(background, okmsId, id, "", randomBytes(5000)) },
		"a context too long": func() (string, error) {
			return kms.Encrypt(background, okmsId, id, strings.Repeat("c", 65), []byte("x"))
		},
		"a key that can sign": func() (string, error) {
			return kms.Encrypt(background, okmsId, sharedKey(t, "P-256").Id, "", []byte("x"))
		},
	} {
		t.Run(what, func(t *testing.T) {
			_, err := call()
			mistaken(t, err)
		})
	}
	t.Run("a key that only wraps", func(t *testing.T) {
		wrapper := must(generateAES(types.N256, wrapping))(t).Id
		_, err := kms.Encrypt(background, okmsId, wrapper, "", []byte("x"))
		refused(t, err, wrongForKey.saying("encrypt"))
	})
}
