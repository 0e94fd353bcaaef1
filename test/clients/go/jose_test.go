// JOSE and raw signatures by the Go standard library alone: the oracle for what the server makes, and for what it is given.

package clients

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	_ "crypto/sha256"
	_ "crypto/sha512"

	"github.com/ovh/okms-sdk-go/types"
)

// algorithm is one row of RFC 7518 section 3.1, with a shared key that fits it.
type algorithm struct {
	name types.DigitalSignatureAlgorithms
	key  string
	hash crypto.Hash
	pss  bool
}

var algorithms = []algorithm{
	{types.RS256, "RSA-2048", crypto.SHA256, false},
	{types.RS384, "RSA-3072", crypto.SHA384, false},
	{types.RS512, "RSA-4096", crypto.SHA512, false},
	{types.PS256, "RSA-2048", crypto.SHA256, true},
	{types.PS384, "RSA-3072", crypto.SHA384, true},
	{types.PS512, "RSA-4096", crypto.SHA512, true},
	{types.ES256, "P-256", crypto.SHA256, false},
	{types.ES384, "P-384", crypto.SHA384, false},
	{types.ES512, "P-521", crypto.SHA512, false},
}

// pssOptions: RFC 7518 section 3.5 makes the salt as long as the hash.
func (alg algorithm) pssOptions() *rsa.PSSOptions {
	return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: alg.hash}
}

func (alg algorithm) digest(message []byte) []byte {
	hash := alg.hash.New()
	hash.Write(message)
	return hash.Sum(nil)
}

// signatureLength in bytes: the modulus, or r and s each as wide as the curve (132 for P-521).
func signatureLength(public crypto.PublicKey) int {
	switch public := public.(type) {
	case *rsa.PublicKey:
		return public.Size()
	case *ecdsa.PublicKey:
		return 2 * ((public.Curve.Params().BitSize + 7) / 8)
	}
	panic(fmt.Sprintf("no signatures with %T", public))
}

// accepts verifies a raw signature, r||s for ECDSA.
func (alg algorithm) accepts(public crypto.PublicKey, message, signature []byte) bool {
	if len(signature) != signatureLength(public) {
		return false
	}
	digest := alg.digest(message)
	switch public := public.(type) {
	case *rsa.PublicKey:
		if alg.pss {
			return rsa.VerifyPSS(public, alg.hash, digest, signature, alg.pssOptions()) == nil
		}
		return rsa.VerifyPKCS1v15(public, alg.hash, digest, signature) == nil
	case *ecdsa.PublicKey:
		half := len(signature) / 2
		r, s := new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])
		return ecdsa.Verify(public, digest, r, s)
	}
	return false
}

// sign makes a raw signature with a key outside the server.
func (alg algorithm) sign(t *testing.T, private crypto.Signer, message []byte) []byte {
	t.Helper()
	digest := alg.digest(message)
	switch private := private.(type) {
	case *rsa.PrivateKey:
		if alg.pss {
			return must(rsa.SignPSS(rand.Reader, private, alg.hash, digest, alg.pssOptions()))(t)
		}
		return must(rsa.SignPKCS1v15(rand.Reader, private, alg.hash, digest))(t)
	case *ecdsa.PrivateKey:
		r, s, err := ecdsa.Sign(rand.Reader, private, digest)
		succeeds(t, err)
		signature := make([]byte, signatureLength(&private.PublicKey))
		r.FillBytes(signature[:len(signature)/2])
		s.FillBytes(signature[len(signature)/2:])
		return signature
	}
	t.Fatalf("no signatures with %T", private)
	return nil
}

// compact is a token in compact serialization (RFC 7515 section 7.1, RFC 7516 section 7.1), cut at its dots.
type compact []string

// parseCompact cuts a token, and checks that it is one word of the expected number of parts.
func parseCompact(t *testing.T, token string, parts int) compact {
	t.Helper()
	cut := compact(strings.Split(token, "."))
	equal(t, "parts of the token", len(cut), parts)
	return cut
}

func (c compact) bytes(t *testing.T, part int) []byte {
	t.Helper()
	return must(base64.RawURLEncoding.Strict().DecodeString(c[part]))(t)
}

func (c compact) header(t *testing.T) map[string]any {
	t.Helper()
	var header map[string]any
	succeeds(t, json.Unmarshal(c.bytes(t, 0), &header))
	return header
}

// decryptLocally opens a `dir` JWE with the key itself. The context, if any, is the JWE AAD (RFC 7516 section 5.1 step 14).
func decryptLocally(t *testing.T, key []byte, token, context string) ([]byte, error) {
	t.Helper()
	jwe := parseCompact(t, token, 5)
	equal(t, "encrypted key of a direct token", jwe[1], "")
	aad := jwe[0]
	if context != "" {
		aad += "." + base64.RawURLEncoding.EncodeToString([]byte(context))
	}
	block := must(aes.NewCipher(key))(t)
	gcm := must(cipher.NewGCM(block))(t)
	nonce := jwe.bytes(t, 2)
	equal(t, "length of the initialization vector", len(nonce), 12)
	equal(t, "length of the authentication tag", len(jwe.bytes(t, 4)), 16)
	return gcm.Open(nil, nonce, append(jwe.bytes(t, 3), jwe.bytes(t, 4)...), []byte(aad))
}
