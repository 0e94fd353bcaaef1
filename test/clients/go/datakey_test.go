// Data keys: every size, the SDK's helpers, and its streaming encryption of 64 MiB (service.md 5.3, clients.md 1.7).

package clients

import (
	"bytes"
	"crypto/sha256"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

func TestDataKeyOfEverySize(t *testing.T) {
	id := sharedKey(t, "AES-256").Id
	for bits := int32(64); bits <= 4096; bits += 8 {
		plain, token, err := kms.GenerateDataKey(background, okmsId, id, uniqueName("dk"), bits)
		succeeds(t, err)
		equal(t, "bits of the data key", int32(len(plain)*8), bits)
		isTrue(t, "the same key again", bytes.Equal(must(kms.DecryptDataKey(background, okmsId, id, token))(t), plain))
	}
}

func TestDataKeyTokenIsTheMeasuredOne(t *testing.T) {
	material := randomBytes(32)
	id := must(kms.ImportKey(background, okmsId, material, uniqueName("oracle"), "", wrapping))(t).Id
	plain, token, err := kms.GenerateDataKey(background, okmsId, id, "", 256)
	succeeds(t, err)
	equal(t, "length of the token", len(token), 203)
	equal(t, "protected header", string(parseCompact(t, token, 5).bytes(t, 0)), `{"alg":"dir","enc":"A256GCM","kid":"`+id.String()+`","x-key-ver":0}`)
	isTrue(t, "opened by other code", bytes.Equal(must(decryptLocally(t, material, token, ""))(t), plain))
}

func TestDataKeyRefuses(t *testing.T) {
	id := sharedKey(t, "AES-256").Id
	for _, bits := range []int32{-8, 0, 8, 63, 65, 4097, 4104} {
		_, _, err := kms.GenerateDataKey(background, okmsId, id, "", bits)
		mistaken(t, err)
	}
	_, _, err := kms.GenerateDataKey(background, okmsId, id, uniqueName("a-name-longer-than-32"), 256)
	refused(t, err, malformed.saying("name"))

	encrypter := must(generateAES(types.N256, encrypting))(t).Id
	_, _, err = kms.GenerateDataKey(background, okmsId, encrypter, "", 256)
	refused(t, err, wrongForKey)
	_, _, err = kms.GenerateDataKey(background, okmsId, sharedKey(t, "P-256").Id, "", 256)
	mistaken(t, err)

	_, token, err := kms.GenerateDataKey(background, okmsId, id, "", 256)
	succeeds(t, err)
	_, err = kms.DecryptDataKey(background, okmsId, ownKey(t).Id, token)
	mistaken(t, err)
	_, err = kms.DecryptDataKey(background, okmsId, id, changed(token, 3))
	mistaken(t, err)
	_, err = kms.DecryptDataKey(background, okmsId, id, "rubbish")
	mistaken(t, err)
}

func TestDataKeyHelpers(t *testing.T) {
	provider := kms.DataKeys(okmsId, sharedKey(t, "AES-256").Id)
	aad := []byte("additional data")
	ciphertext, dataKey, nonce, err := provider.EncryptGCM(background, "helper", []byte("plaintext"), aad)
	succeeds(t, err)
	equal(t, "decrypted", string(must(provider.DecryptGCM(background, dataKey, ciphertext, nonce, aad))(t)), "plaintext")
}

func TestStreamOf64MiB(t *testing.T) {
	const length = 64 << 20
	for name, blockSize := range map[string]okms.BlockSize{"blocks of 32 kB": okms.BlockSizeDefault, "blocks of 4 MB": okms.BlockSize4MB} {
		t.Run(name, func(t *testing.T) {
			provider := kms.DataKeys(okmsId, sharedKey(t, "AES-256").Id)
			aad := []byte("additional data")
			source, sent, received := rand.NewChaCha8([32]byte{1}), sha256.New(), sha256.New()
			var read int64
			exchanges := wire.during(func() {
				reader, writer := io.Pipe()
				go func() {
					sealed, err := provider.EncryptStream(background, writer, aad, blockSize)
					if err == nil {
						_, err = io.Copy(io.MultiWriter(sealed, sent), io.LimitReader(source, length))
					}
					if err == nil {
						err = sealed.Close()
					}
					writer.CloseWithError(err)
				}()
				opened := must(provider.DecryptStream(background, reader, aad))(t)
				read = must(io.Copy(received, opened))(t)
			})
			equal(t, "bytes that came back", read, int64(length))
			isTrue(t, "the bytes that went in", bytes.Equal(sent.Sum(nil), received.Sum(nil)))
			equal(t, "calls: one datakey, one datakey/decrypt", len(exchanges), 2)
		})
	}
}
