// Imports of every kind of key that the SDK reads, and of none that does not fit together (service.md 4.1, clients.md 2.4 point 10).

package clients

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
	"golang.org/x/crypto/ssh"
)

// encodings are the PEM forms of a private key that ImportKeyPairPEM reads.
func encodings(t *testing.T, private crypto.Signer) map[string]*pem.Block {
	t.Helper()
	forms := map[string]*pem.Block{
		"PKCS8":   {Type: "PRIVATE KEY", Bytes: must(x509.MarshalPKCS8PrivateKey(private))(t)},
		"OpenSSH": must(ssh.MarshalPrivateKey(private, "imported"))(t),
	}
	switch private := private.(type) {
	case *rsa.PrivateKey:
		forms["PKCS1"] = &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(private)}
	case *ecdsa.PrivateKey:
		forms["SEC1"] = &pem.Block{Type: "EC PRIVATE KEY", Bytes: must(x509.MarshalECPrivateKey(private))(t)}
	}
	return forms
}

// localKeys are made outside the server, with an algorithm each.
func localKeys(t *testing.T) map[algorithm]crypto.Signer {
	t.Helper()
	return map[algorithm]crypto.Signer{
		{name: types.RS256, hash: crypto.SHA256}:            must(rsa.GenerateKey(rand.Reader, 2048))(t),
		{name: types.PS384, hash: crypto.SHA384, pss: true}: must(rsa.GenerateKey(rand.Reader, 3072))(t),
		{name: types.ES256, hash: crypto.SHA256}:            must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t),
		{name: types.ES384, hash: crypto.SHA384}:            must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader))(t),
		{name: types.ES512, hash: crypto.SHA512}:            must(ecdsa.GenerateKey(elliptic.P521(), rand.Reader))(t),
	}
}

// signsLike checks that the imported key is the local one: each accepts what the other signs.
func signsLike(t *testing.T, imported *key, alg algorithm, private crypto.Signer) {
	t.Helper()
	equal(t, "class", *imported.Class, types.KEYPAIR)
	message := []byte("signed there, verified here")
	remote := must(base64.StdEncoding.DecodeString(must(kms.Sign(background, okmsId, imported.Id, nil, alg.name, true, alg.digest(message)))(t)))(t)
	isTrue(t, "the local key accepts the server's signature", alg.accepts(private.Public(), message, remote))
	acceptsLocal(t, imported, alg, private)
}

func acceptsLocal(t *testing.T, imported *key, alg algorithm, private crypto.Signer) {
	t.Helper()
	message := []byte("signed here, verified there")
	local := base64.StdEncoding.EncodeToString(alg.sign(t, private, message))
	isTrue(t, "the server accepts the local signature", must(kms.Verify(background, okmsId, imported.Id, alg.name, true, alg.digest(message), local))(t))
	isTrue(t, "its public key is the local one", must(kms.ExportPublicKey(background, okmsId, imported.Id))(t).(interface{ Equal(crypto.PublicKey) bool }).Equal(private.Public()))
}

func TestImportKeyPairs(t *testing.T) {
	for alg, private := range localKeys(t) {
		for form, block := range encodings(t, private) {
			t.Run(string(alg.name)+" "+form, func(t *testing.T) {
				imported := must(kms.ImportKeyPairPEM(background, okmsId, pem.EncodeToMemory(block), uniqueName("pair"), "", signing))(t)
				signsLike(t, imported, alg, private)
			})
		}
		t.Run(string(alg.name)+" as a Go key", func(t *testing.T) {
			imported := must(kms.ImportKey(background, okmsId, private, uniqueName("pair"), "its context", signing))(t)
			signsLike(t, imported, alg, private)
		})
	}
}

func TestImportPublicKeys(t *testing.T) {
	for alg, private := range localKeys(t) {
		forms := map[string]*pem.Block{"PKIX": {Type: "PUBLIC KEY", Bytes: must(x509.MarshalPKIXPublicKey(private.Public()))(t)}}
		if public, ok := private.Public().(*rsa.PublicKey); ok {
			forms["PKCS1"] = &pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(public)}
		}
		for form, block := range forms {
			t.Run(string(alg.name)+" "+form, func(t *testing.T) {
				imported := must(kms.ImportKeyPairPEM(background, okmsId, pem.EncodeToMemory(block), uniqueName("public"), "", []types.CryptographicUsages{types.Verify}))(t)
				equal(t, "class", *imported.Class, types.PUBLICKEY)
				acceptsLocal(t, imported, alg, private)
				_, err := kms.Sign(background, okmsId, imported.Id, nil, alg.name, true, alg.digest([]byte("message")))
				mistaken(t, err)
			})
		}
	}
	t.Run("RSA for wrapping", func(t *testing.T) {
		public := must(rsa.GenerateKey(rand.Reader, 2048))(t).Public()
		imported := must(kms.ImportKey(background, okmsId, public, uniqueName("transport"), "", []types.CryptographicUsages{types.WrapKey}))(t)
		equal(t, "class", *imported.Class, types.PUBLICKEY)
		_, err := kms.ImportKey(background, okmsId, public, uniqueName("transport"), "", []types.CryptographicUsages{types.UnwrapKey})
		mistaken(t, err)
	})
}

// The SDK writes coordinates as big integers, so a leading zero byte is not sent; half of all P-521 keys have one.
func TestImportECKeysThatTheSDKShortens(t *testing.T) {
	for alg, curve := range map[algorithm]elliptic.Curve{
		{name: types.ES256, hash: crypto.SHA256}: elliptic.P256(),
		{name: types.ES384, hash: crypto.SHA384}: elliptic.P384(),
		{name: types.ES512, hash: crypto.SHA512}: elliptic.P521(),
	} {
		width := (curve.Params().BitSize + 7) / 8
		for name, first := range map[string]func(point, scalar []byte) byte{
			"x": func(point, _ []byte) byte { return point[1] },
			"y": func(point, _ []byte) byte { return point[1+width] },
			"d": func(_, scalar []byte) byte { return scalar[0] },
		} {
			t.Run(string(alg.name)+" short "+name, func(t *testing.T) {
				for {
					private := must(ecdsa.GenerateKey(curve, rand.Reader))(t)
					if first(must(private.PublicKey.Bytes())(t), must(private.Bytes())(t)) != 0 {
						continue
					}
					signsLike(t, must(kms.ImportKey(background, okmsId, private, uniqueName("short"), "", signing))(t), alg, private)
					return
				}
			})
		}
	}
}

func TestImportSymmetricKeys(t *testing.T) {
	for name, material := range map[string][]byte{
		"16 bytes":                         append([]byte{1}, randomBytes(15)...),
		"24 bytes":                         append([]byte{1}, randomBytes(23)...),
		"32 bytes":                         append([]byte{1}, randomBytes(31)...),
		"16 bytes, first zero":             append([]byte{0, 1}, randomBytes(14)...),
		"24 bytes, first two zero":         append([]byte{0, 0, 1}, randomBytes(21)...),
		"32 bytes, first three zero":       append([]byte{0, 0, 0, 1}, randomBytes(28)...),
		"32 bytes, first zero, last zeros": append(append([]byte{0, 1}, randomBytes(28)...), 0, 0),
	} {
		t.Run(name, func(t *testing.T) {
			imported := must(kms.ImportKey(background, okmsId, material, uniqueName("oct"), "", allOfOct))(t)
			equal(t, "type", imported.Type, types.Oct)
			equal(t, "class", *imported.Class, types.SECRETKEY)
			equal(t, "size", *imported.Size, types.KeySizes(len(material)*8))
			isTrue(t, "the material does not come back", imported.Keys == nil || len(*imported.Keys) == 0)

			token := must(kms.Encrypt(background, okmsId, imported.Id, "", []byte("plaintext")))(t)
			isTrue(t, "it is that key", bytes.Equal(must(decryptLocally(t, material, token, ""))(t), []byte("plaintext")))
		})
	}
	for _, length := range []int{1, 8, 12, 17, 20, 28, 33, 64} {
		_, err := kms.ImportKey(background, okmsId, append([]byte{1}, randomBytes(length-1)...), uniqueName("oct"), "", encrypting)
		mistaken(t, err)
	}
}

func TestImportWithAChosenId(t *testing.T) {
	id := uuid.New()
	imported := must(kms.ImportKey(background, okmsId, must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t), uniqueName("chosen"), "", signing, okms.WithKeyID(id)))(t)
	equal(t, "id", imported.Id, id)
	equal(t, "kid", (*imported.Keys)[0].Kid, id.String())
	_, err := kms.ImportKey(background, okmsId, randomBytes(32), uniqueName("chosen"), "", encrypting, okms.WithKeyID(id))
	refused(t, err, keyIdTaken)
}

// The guide's form: type and operations beside the material, and no key_ops in it.
func TestImportWithTypeAndOperationsBesideTheJWK(t *testing.T) {
	jwk := requestOf(t, must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t))
	jwk.KeyOps, jwk.Kid = nil, nil
	body := types.CreateImportServiceKeyRequest{Name: uniqueName("guide"), Type: pointer(types.EC), Operations: &signing, Keys: &[]types.JsonWebKeyRequest{jwk}}
	imported := must(kms.CreateImportServiceKey(background, okmsId, nil, body))(t)
	equal(t, "curve", *imported.Curve, types.P256)

	body.Type = pointer(types.RSA)
	_, err := kms.CreateImportServiceKey(background, okmsId, nil, body)
	mistaken(t, err)
	body.Type, body.Keys = nil, &[]types.JsonWebKeyRequest{jwk, jwk}
	_, err = kms.CreateImportServiceKey(background, okmsId, nil, body)
	mistaken(t, err)
}

// requestOf is the JWK that ImportKey would send.
func requestOf(t *testing.T, private any) types.JsonWebKeyRequest {
	t.Helper()
	jwk := must(types.NewJsonWebKey(private, signing, "imported"))(t)
	return types.JsonWebKeyRequest{
		Kid: &jwk.Kid, KeyOps: jwk.KeyOps, Kty: jwk.Kty, Crv: jwk.Crv, X: jwk.X, Y: jwk.Y, D: jwk.D,
		N: jwk.N, E: jwk.E, P: jwk.P, Q: jwk.Q, Dp: jwk.Dp, Dq: jwk.Dq, Qi: jwk.Qi,
	}
}

func TestImportRefusesWhatDoesNotFitTogether(t *testing.T) {
	ec, otherEC := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t), must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	rsaKey, otherRSA := must(rsa.GenerateKey(rand.Reader, 2048))(t), must(rsa.GenerateKey(rand.Reader, 2048))(t)
	number := func(value *big.Int) *string { return pointer(base64.RawURLEncoding.EncodeToString(value.Bytes())) }
	for what, spoil := range map[string]func(ec, rsa *types.JsonWebKeyRequest) *types.JsonWebKeyRequest{
		"the public part of another EC key": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			other := requestOf(t, otherEC)
			ec.X, ec.Y = other.X, other.Y
			return ec
		},
		"a point off the curve": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			ec.Y = ec.X
			return ec
		},
		"a coordinate too wide": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			ec.X = pointer("AA" + *ec.X)
			return ec
		},
		"another curve": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			ec.Crv = pointer(types.P384)
			return ec
		},
		"no y": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			ec.Y = nil
			return ec
		},
		"base64 with padding": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			ec.X = pointer(*ec.X + "=")
			return ec
		},
		"a modulus that is not p times q": func(_, rsa *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			rsa.N = number(otherRSA.N)
			return rsa
		},
		"the private exponent of another RSA key": func(_, rsa *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			rsa.D = number(otherRSA.D)
			return rsa
		},
		"a wrong CRT exponent": func(_, rsa *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			rsa.Dp = rsa.Dq
			return rsa
		},
		"an even public exponent": func(_, rsa *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			rsa.E = number(big.NewInt(65536))
			return rsa
		},
		"a signing key that encrypts": func(ec, _ *types.JsonWebKeyRequest) *types.JsonWebKeyRequest {
			ec.KeyOps = &encrypting
			return ec
		},
	} {
		t.Run(what, func(t *testing.T) {
			ecJwk, rsaJwk := requestOf(t, ec), requestOf(t, rsaKey)
			_, err := kms.ImportKey(background, okmsId, spoil(&ecJwk, &rsaJwk), uniqueName("refused"), "", nil)
			mistaken(t, err)
		})
	}
	t.Run("a key on a curve that the service does not have", func(t *testing.T) {
		_, err := kms.ImportKey(background, okmsId, must(ecdsa.GenerateKey(elliptic.P224(), rand.Reader))(t), uniqueName("refused"), "", signing)
		mistaken(t, err)
	})
	t.Run("an RSA key of 1024 bits", func(t *testing.T) {
		t.Setenv("GODEBUG", "rsa1024min=0")
		_, err := kms.ImportKey(background, okmsId, must(rsa.GenerateKey(rand.Reader, 1024))(t), uniqueName("refused"), "", signing)
		mistaken(t, err)
	})
}
