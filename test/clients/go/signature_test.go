// sign and verify in all nine algorithms, both ways: the server's signatures read by Go, Go's signatures read by the server.

package clients

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/ovh/okms-sdk-go/types"
)

func TestSignInEveryAlgorithm(t *testing.T) {
	message := []byte("the message that is signed")
	for _, alg := range algorithms {
		t.Run(string(alg.name), func(t *testing.T) {
			id := sharedKey(t, alg.key).Id
			public := must(kms.ExportPublicKey(background, okmsId, id))(t)
			for _, isDigest := range []bool{false, true} {
				input := message
				if isDigest {
					input = alg.digest(message)
				}
				// okms-cli sends no format, the SDK's signer sends raw: the same answer.
				for _, format := range []*types.SignatureFormats{nil, pointer(types.Raw)} {
					signature := must(kms.Sign(background, okmsId, id, format, alg.name, isDigest, input))(t)
					raw := must(base64.StdEncoding.Strict().DecodeString(signature))(t)
					equal(t, "bytes of the signature", len(raw), signatureLength(public))
					isTrue(t, "Go accepts the signature", alg.accepts(public, message, raw))
					isTrue(t, "the server accepts it", must(kms.Verify(background, okmsId, id, alg.name, isDigest, input, signature))(t))

					other := alg.digest([]byte("another message"))
					equal(t, "the server accepts it for another message", must(kms.Verify(background, okmsId, id, alg.name, isDigest, other, signature))(t), false)
					raw[len(raw)-1] ^= 1
					flipped := base64.StdEncoding.EncodeToString(raw)
					equal(t, "the server accepts a changed one", must(kms.Verify(background, okmsId, id, alg.name, isDigest, input, flipped))(t), false)
				}
			}
		})
	}
}

// clients.md 2.4, points 7 and 8: rubbish is an answer, not an error.
func TestVerifyOfRubbishIsFalse(t *testing.T) {
	for _, alg := range algorithms {
		id := sharedKey(t, alg.key).Id
		for _, rubbish := range []string{"YmFkIHNpZ25hdHVyZQo=", "AA==", strings.Repeat("AAAA", 44), "not base64!"} {
			equal(t, string(alg.name)+" of "+rubbish, must(kms.Verify(background, okmsId, id, alg.name, false, []byte("message"), rubbish))(t), false)
		}
	}
}

func TestSignRefuses(t *testing.T) {
	type attempt struct {
		key      string
		alg      types.DigitalSignatureAlgorithms
		isDigest bool
		message  []byte
	}
	for what, try := range map[string]attempt{
		"ES256 with an RSA key":    {"RSA-2048", types.ES256, false, []byte("message")},
		"RS256 with an EC key":     {"P-256", types.RS256, false, []byte("message")},
		"ES384 with a P-256 key":   {"P-256", types.ES384, false, []byte("message")},
		"ES256 with a P-521 key":   {"P-521", types.ES256, false, []byte("message")},
		"RS256 with an AES key":    {"AES-256", types.RS256, false, []byte("message")},
		"an unknown algorithm":     {"RSA-2048", "HS256", false, []byte("message")},
		"no message":               {"P-256", types.ES256, false, nil},
		"an empty message":         {"P-256", types.ES256, false, []byte{}},
		"a digest of 20 bytes":     {"P-256", types.ES256, true, make([]byte, 20)},
		"a SHA-512 for RS256":      {"RSA-2048", types.RS256, true, make([]byte, 64)},
		"a message of 4097 bytes":  {"P-256", types.ES256, false, make([]byte, 4097)},
		"a message of 10000 bytes": {"P-256", types.ES256, false, make([]byte, 10000)},
	} {
		t.Run(what, func(t *testing.T) {
			id := sharedKey(t, try.key).Id
			_, err := kms.Sign(background, okmsId, id, nil, try.alg, try.isDigest, try.message)
			mistaken(t, err)
		})
	}
	for what, try := range map[string]attempt{
		"ES256 with an RSA key":  {"RSA-2048", types.ES256, false, nil},
		"ES384 with a P-256 key": {"P-256", types.ES384, false, nil},
	} {
		t.Run("verify: "+what, func(t *testing.T) {
			_, err := kms.Verify(background, okmsId, sharedKey(t, try.key).Id, try.alg, false, []byte("message"), "YmFkIHNpZ25hdHVyZQo=")
			refused(t, err, wrongForKey.saying(string(try.alg)))
		})
	}
}

func TestAKeySignsOnlyIfItMay(t *testing.T) {
	verifier := must(generateEC(types.P256, []types.CryptographicUsages{types.Verify}))(t).Id
	_, err := kms.Sign(background, okmsId, verifier, nil, types.ES256, false, []byte("message"))
	refused(t, err, wrongForKey.saying("sign"))

	signer := must(generateEC(types.P256, []types.CryptographicUsages{types.Sign}))(t).Id
	signature := must(kms.Sign(background, okmsId, signer, nil, types.ES256, false, []byte("message")))(t)
	_, err = kms.Verify(background, okmsId, signer, types.ES256, false, []byte("message"), signature)
	refused(t, err, wrongForKey.saying("verify"))
}

// choices.md 4: a compact JWS, or a JWT when the message is a JSON object, which verify takes in place of the signature.
func TestSignedTokens(t *testing.T) {
	claims := []byte(`{"sub":"somebody"}`)
	for _, alg := range algorithms {
		id := sharedKey(t, alg.key).Id
		public := must(kms.ExportPublicKey(background, okmsId, id))(t)
		for format, typ := range map[types.SignatureFormats]any{types.Jws: nil, types.Jwt: "JWT"} {
			t.Run(string(alg.name)+" "+string(format), func(t *testing.T) {
				token := must(kms.Sign(background, okmsId, id, &format, alg.name, false, claims))(t)
				jws := parseCompact(t, token, 3)
				header := jws.header(t)
				equal(t, "alg", header["alg"], any(string(alg.name)))
				equal(t, "kid", header["kid"], any(id.String()))
				equal(t, "typ", header["typ"], typ)
				isTrue(t, "the payload is the message", bytes.Equal(jws.bytes(t, 1), claims))
				isTrue(t, "Go accepts the token", alg.accepts(public, []byte(jws[0]+"."+jws[1]), jws.bytes(t, 2)))

				isTrue(t, "the server accepts it with its message", must(kms.Verify(background, okmsId, id, alg.name, false, claims, token))(t))
				isTrue(t, "and without (the SDK sends null)", must(kms.Verify(background, okmsId, id, alg.name, false, nil, token))(t))
				equal(t, "with another message", must(kms.Verify(background, okmsId, id, alg.name, false, []byte(`{}`), token))(t), false)
				equal(t, "changed", must(kms.Verify(background, okmsId, id, alg.name, false, nil, changed(token, 2)))(t), false)
			})
		}
	}

	id := sharedKey(t, "P-256").Id
	jws, jwt := pointer(types.Jws), pointer(types.Jwt)
	must(kms.Sign(background, okmsId, id, jws, types.ES256, false, []byte("not JSON")))(t)
	_, err := kms.Sign(background, okmsId, id, jwt, types.ES256, false, []byte("not JSON"))
	mistaken(t, err)
	_, err = kms.Sign(background, okmsId, id, jws, types.ES256, true, make([]byte, 32))
	mistaken(t, err)
}

func TestExportPublicKey(t *testing.T) {
	for _, name := range []string{"RSA-2048", "RSA-3072", "RSA-4096", "P-256", "P-384", "P-521"} {
		id := sharedKey(t, name).Id
		jwk := must(kms.ExportJwkPublicKey(background, okmsId, id))(t)
		equal(t, "kid, which the SDK's signer parses", jwk.Kid, id.String())
		for member, value := range map[string]*string{"d": jwk.D, "p": jwk.P, "q": jwk.Q, "dp": jwk.Dp, "dq": jwk.Dq, "qi": jwk.Qi, "k": jwk.K} {
			isTrue(t, "no private member "+member, value == nil)
		}
		// Fixed width (RFC 7518 section 6.2.1.2): a coordinate with a leading zero keeps it.
		if jwk.X != nil {
			half := signatureLength(must(jwk.PublicKey())(t)) / 2
			for _, coordinate := range []*string{jwk.X, jwk.Y} {
				equal(t, "width of a coordinate", len(must(base64.RawURLEncoding.DecodeString(*coordinate))(t)), half)
			}
		}
	}

	// clients.md 2.4, point 9: a symmetric key has nothing to export.
	if _, err := kms.ExportJwkPublicKey(background, okmsId, sharedKey(t, "AES-256").Id); err == nil || !strings.Contains(err.Error(), "no public key") {
		t.Fatalf("exporting an AES key: got %v", err)
	}
}
