// Wrapped import, export and re-import with the SDK's own calls, and wrapping by hand with what Go has (service.md 6, clients.md 2.3).

package clients

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

var oaepHashes = map[types.WrappingAlgorithms]func() hash.Hash{types.RSAOAEP: sha1.New, types.RSAOAEP256: sha256.New}

var segment = base64.RawURLEncoding

// unwrap decrypts a compact JWE with A256GCM, without the server and without the SDK.
func unwrap(t *testing.T, private *rsa.PrivateKey, token string) []byte {
	t.Helper()
	parts := strings.Split(token, ".")
	equal(t, "parts", len(parts), 5)
	var header struct{ Alg, Enc, Kid string }
	if err := json.Unmarshal(must(segment.DecodeString(parts[0]))(t), &header); err != nil {
		t.Fatal(err)
	}
	equal(t, "enc", header.Enc, "A256GCM")
	cek := must(rsa.DecryptOAEP(oaepHashes[types.WrappingAlgorithms(header.Alg)](), nil, private, must(segment.DecodeString(parts[1]))(t), nil))(t)
	gcm := must(cipher.NewGCM(must(aes.NewCipher(cek))(t)))(t)
	sealed := append(must(segment.DecodeString(parts[3]))(t), must(segment.DecodeString(parts[4]))(t)...)
	return must(gcm.Open(nil, must(segment.DecodeString(parts[2]))(t), sealed, []byte(parts[0])))(t)
}

// wrap encrypts as a compact JWE with A256GCM.
func wrap(t *testing.T, public *rsa.PublicKey, alg types.WrappingAlgorithms, material []byte) string {
	t.Helper()
	header := segment.EncodeToString([]byte(fmt.Sprintf(`{"alg":"%s","enc":"A256GCM"}`, alg)))
	cek, iv := randomBytes(32), randomBytes(12)
	encryptedKey := must(rsa.EncryptOAEP(oaepHashes[alg](), rand.Reader, public, cek, nil))(t)
	sealed := must(cipher.NewGCM(must(aes.NewCipher(cek))(t)))(t).Seal(nil, iv, material, []byte(header))
	end := len(sealed) - 16
	parts := []string{header}
	for _, part := range [][]byte{encryptedKey, iv, sealed[:end], sealed[end:]} {
		parts = append(parts, segment.EncodeToString(part))
	}
	return strings.Join(parts, ".")
}

func transportKey(t *testing.T) *key {
	t.Helper()
	return must(generateRSA(types.N2048, wrapping))(t)
}

func exported(t *testing.T, id, transport uuid.UUID, format types.KeyFormatTypes, alg types.WrappingAlgorithms) types.WrappedKeyEntry {
	t.Helper()
	entries := must(kms.GetWrappedServiceKey(background, okmsId, id, transport, format, alg))(t)
	equal(t, "entries", len(entries), 1)
	equal(t, "keyFormatType", entries[0].KeyFormatType, format)
	equal(t, "wrappingKeyId", entries[0].WrappingKeyId, transport)
	return entries[0]
}

func imported(t *testing.T, entry types.WrappedKeyEntry, ops []types.CryptographicUsages, opts ...okms.ServiceKeyOption) *key {
	t.Helper()
	return must(kms.ImportWrappedServiceKey(background, okmsId, entry.WrappingKeyId, entry.Ciphertext, entry.KeyFormatType, uniqueName("wrapped"), "", ops, opts...))(t)
}

// As the SDK's own example does: one key wraps and unwraps, and a copy does what its source does.
func TestWrappedExportAndImportOfASecretKey(t *testing.T) {
	transport := transportKey(t).Id
	source := must(kms.GenerateSymmetricKey(background, okmsId, types.N256, uniqueName("source"), types.SOFTWARE, "", allOfOct, okms.WithExtractable(true)))(t)
	for alg := range oaepHashes {
		for _, format := range []types.KeyFormatTypes{types.RAW, types.JWK} {
			t.Run(fmt.Sprint(alg, " ", format), func(t *testing.T) {
				copied := imported(t, exported(t, source.Id, transport, format, alg), encrypting)
				equal(t, "class", *copied.Class, types.SECRETKEY)
				equal(t, "size", *copied.Size, types.N256)
				material := must(kms.GetWrappedServiceKey(background, okmsId, source.Id, transport, format, alg))(t)
				isTrue(t, "each export is encrypted anew", material[0].Ciphertext != exported(t, source.Id, transport, format, alg).Ciphertext)
				equal(t, "extractable of the copy", attribute(t, copied.Id, "extractable"), any(false))
				equal(t, "never_extractable of the copy", attribute(t, copied.Id, "never_extractable"), any(false))
			})
		}
	}
}

func TestWrappedExportAndImportOfKeyPairs(t *testing.T) {
	transport := transportKey(t).Id
	for alg, private := range localKeys(t) {
		source := must(kms.ImportKey(background, okmsId, private, uniqueName("source"), "", signing, okms.WithExtractable(true)))(t)
		formats := []types.KeyFormatTypes{types.PKCS8, types.JWK}
		if _, ok := private.(*rsa.PrivateKey); ok {
			formats = append(formats, types.PKCS1)
		}
		for _, format := range formats {
			t.Run(fmt.Sprint(alg.name, " ", format), func(t *testing.T) {
				signsLike(t, imported(t, exported(t, source.Id, transport, format, types.RSAOAEP256), signing), alg, private)
			})
		}
	}
}

// The other half of the exchange is Go's: a public key of ours receives, and a key of ours arrives.
func TestWrappedKeysAreReadAndWrittenByGo(t *testing.T) {
	receiver := must(rsa.GenerateKey(rand.Reader, 2048))(t)
	receiverId := must(kms.ImportKey(background, okmsId, receiver.Public(), uniqueName("receiver"), "", []types.CryptographicUsages{types.WrapKey}))(t).Id
	transport := transportKey(t).Id
	transportPublic := must(kms.ExportPublicKey(background, okmsId, transport))(t).(*rsa.PublicKey)
	pair := must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader))(t)
	pkcs8 := must(x509.MarshalPKCS8PrivateKey(pair))(t)

	for alg := range oaepHashes {
		t.Run(string(alg), func(t *testing.T) {
			entry := types.WrappedKeyEntry{KeyFormatType: types.PKCS8, WrappingKeyId: transport, Ciphertext: wrap(t, transportPublic, alg, pkcs8)}
			id := uuid.New()
			arrived := imported(t, entry, signing, okms.WithExtractable(true), okms.WithKeyID(id))
			equal(t, "id", arrived.Id, id)
			signsLike(t, arrived, algorithm{name: types.ES384, hash: crypto.SHA384}, pair)

			der := unwrap(t, receiver, exported(t, id, receiverId, types.PKCS8, alg).Ciphertext)
			isTrue(t, "the same key comes back", must(x509.ParsePKCS8PrivateKey(der))(t).(*ecdsa.PrivateKey).Equal(pair))
		})
	}
}

func TestExtractableLatchesNeverExtractable(t *testing.T) {
	id := ownKey(t).Id
	equal(t, "never_extractable at first", attribute(t, id, "never_extractable"), any(true))
	for _, extractable := range []bool{true, false} {
		must(kms.UpdateServiceKey(background, okmsId, id, types.PatchServiceKeyRequest{Extractable: pointer(extractable)}))(t)
		equal(t, "extractable", attribute(t, id, "extractable"), any(extractable))
		equal(t, "never_extractable", attribute(t, id, "never_extractable"), any(false))
	}
}

func TestWrappedRefusals(t *testing.T) {
	transport := transportKey(t).Id
	signer := sharedKey(t, "RSA-2048").Id
	source := must(kms.GenerateSymmetricKey(background, okmsId, types.N256, uniqueName("source"), types.SOFTWARE, "", encrypting, okms.WithExtractable(true)))(t).Id
	export := func(id, transport uuid.UUID, format types.KeyFormatTypes) error {
		_, err := kms.GetWrappedServiceKey(background, okmsId, id, transport, format, types.RSAOAEP256)
		return err
	}
	mistaken(t, export(ownKey(t).Id, transport, types.RAW))
	mistaken(t, export(source, signer, types.RAW))
	mistaken(t, export(source, source, types.RAW))
	mistaken(t, export(source, transport, types.PKCS8))
	refused(t, export(source, uuid.New(), types.RAW), keyNotFound)

	entry := exported(t, source, transport, types.RAW, types.RSAOAEP256)
	for what, token := range map[string]string{
		"cut short":   entry.Ciphertext[:len(entry.Ciphertext)-4],
		"no token":    "a.b.c.d.e",
		"another tag": entry.Ciphertext[:strings.LastIndex(entry.Ciphertext, ".")+1] + segment.EncodeToString(randomBytes(16)),
	} {
		t.Run(what, func(t *testing.T) {
			_, err := kms.ImportWrappedServiceKey(background, okmsId, transport, token, types.RAW, uniqueName("refused"), "", encrypting)
			mistaken(t, err)
		})
	}
}
