// Creation: every type, size, curve and set of usages, and what a new key looks like (service.md 4.1 to 4.3).

package clients

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ovh/okms-sdk-go/types"
)

func TestCreateEverySizeAndCurve(t *testing.T) {
	for _, want := range []struct {
		name  string
		kty   types.KeyTypes
		size  types.KeySizes
		curve types.Curves
		class types.ServiceKeyClassEnum
	}{
		{"AES-128", types.Oct, types.N128, "", types.SECRETKEY},
		{"AES-192", types.Oct, types.N192, "", types.SECRETKEY},
		{"AES-256", types.Oct, types.N256, "", types.SECRETKEY},
		{"RSA-2048", types.RSA, types.N2048, "", types.KEYPAIR},
		{"RSA-3072", types.RSA, types.N3072, "", types.KEYPAIR},
		{"RSA-4096", types.RSA, types.N4096, "", types.KEYPAIR},
		{"P-256", types.EC, 0, types.P256, types.KEYPAIR},
		{"P-384", types.EC, 0, types.P384, types.KEYPAIR},
		{"P-521", types.EC, 0, types.P521, types.KEYPAIR},
	} {
		t.Run(want.name, func(t *testing.T) {
			created := sharedKey(t, want.name)
			found := must(kms.GetServiceKey(background, okmsId, created.Id, nil))(t)
			for _, key := range []*key{created, found} {
				equal(t, "id", key.Id, created.Id)
				equal(t, "type", key.Type, want.kty)
				equal(t, "protectionLevel", key.ProtectionLevel, types.SOFTWARE)
				equal(t, "class", *key.Class, want.class)
				equal(t, "size is there", key.Size != nil, want.size != 0)
				equal(t, "curve is there", key.Curve != nil, want.curve != "")
				if key.Size != nil {
					equal(t, "size", *key.Size, want.size)
				}
				if key.Curve != nil {
					equal(t, "curve", *key.Curve, want.curve)
				}
				isTrue(t, "no key material without format=jwk", key.Keys == nil)
			}
		})
	}
}

func TestCreateEveryUsage(t *testing.T) {
	for _, given := range []struct {
		name      string
		create    func(types.KeySizes, []types.CryptographicUsages) (*key, error)
		size      types.KeySizes
		ops, want []types.CryptographicUsages
	}{
		{"AES by default", generateAES, types.N256, byDefault, encrypting},
		{"AES encrypting", generateAES, types.N256, encrypting, encrypting},
		{"AES wrapping", generateAES, types.N256, wrapping, wrapping},
		{"AES with all", generateAES, types.N256, allOfOct, allOfOct},
		{"RSA by default", generateRSA, types.N2048, byDefault, signing},
		{"RSA wrapping", generateRSA, types.N2048, wrapping, wrapping},
		{"EC by default", p256, 0, byDefault, signing},
		{"EC signing only", p256, 0, []types.CryptographicUsages{types.Sign}, []types.CryptographicUsages{types.Sign}},
		{"EC verifying only", p256, 0, []types.CryptographicUsages{types.Verify}, []types.CryptographicUsages{types.Verify}},
	} {
		t.Run(given.name, func(t *testing.T) {
			created := must(given.create(given.size, given.ops))(t)
			got := slices.Clone(*created.Operations)
			want := slices.Clone(given.want)
			slices.Sort(got)
			slices.Sort(want)
			isTrue(t, "the key may do exactly what was asked for", slices.Equal(got, want))
		})
	}
}

func p256(_ types.KeySizes, ops []types.CryptographicUsages) (*key, error) {
	return generateEC(types.P256, ops)
}

func TestCreateGivesAnActiveKeyWithItsDates(t *testing.T) {
	created := ownKey(t)
	attributes := *created.Attributes
	equal(t, "state", attributes["state"], any("active"))
	for _, name := range []string{"original_creation_date", "activation_date"} {
		date, _ := attributes[name].(string)
		must(time.Parse(time.RFC3339, date))(t)
	}
	for _, name := range []string{"deactivation_date", "compromise_date"} {
		isTrue(t, name+" is absent", attributes[name] == nil)
	}
	equal(t, "extractable", attributes["extractable"], any(false))
}

// okms-cli always sends `context`, and `extractable` even when it is false.
func TestCreateAsTheCommandLineDoes(t *testing.T) {
	name := uniqueName("cli")
	created := must(kms.CreateImportServiceKey(background, okmsId, nil, types.CreateImportServiceKeyRequest{
		Name: name, Context: &name, Extractable: pointer(false), Type: pointer(types.Oct), Size: pointer(types.N256), Operations: &encrypting,
	}))(t)
	equal(t, "name", created.Name, name)
}

func TestCreateWithFormatJwkAnswersThePublicPart(t *testing.T) {
	created := must(kms.CreateImportServiceKey(background, okmsId, pointer(types.Jwk), types.CreateImportServiceKeyRequest{
		Name: uniqueName("jwk"), Type: pointer(types.EC), Curve: pointer(types.P384),
	}))(t)
	jwk := (*created.Keys)[0]
	equal(t, "kid", jwk.Kid, created.Id.String())
	isTrue(t, "the private part stays", jwk.D == nil)
}

func TestCreateKeepsTheProtectionLevel(t *testing.T) {
	created := must(kms.GenerateECKeyPair(background, okmsId, types.P256, uniqueName("hsm"), types.HSM, "", signing))(t)
	equal(t, "protectionLevel", created.ProtectionLevel, types.HSM)
}

func TestCreateRefuses(t *testing.T) {
	type request = types.CreateImportServiceKeyRequest
	usages := func(ops ...types.CryptographicUsages) *[]types.CryptographicUsages { return &ops }
	oct, rsa, ec := pointer(types.Oct), pointer(types.RSA), pointer(types.EC)
	for what, body := range map[string]request{
		"an RSA key of 256 bits":          {Type: rsa, Size: pointer(types.N256)},
		"an AES key of 2048 bits":         {Type: oct, Size: pointer(types.N2048)},
		"a size that nobody knows":        {Type: rsa, Size: pointer(types.KeySizes(1024))},
		"a curve that nobody knows":       {Type: ec, Curve: pointer(types.Curves("P-224"))},
		"an EC key with a size":           {Type: ec, Curve: pointer(types.P256), Size: pointer(types.N256)},
		"an AES key with a curve":         {Type: oct, Size: pointer(types.N256), Curve: pointer(types.P256)},
		"an AES key that signs":           {Type: oct, Size: pointer(types.N256), Operations: usages(types.Sign)},
		"an EC key that encrypts":         {Type: ec, Curve: pointer(types.P256), Operations: &encrypting},
		"an RSA key that signs and wraps": {Type: rsa, Size: pointer(types.N2048), Operations: usages(types.Sign, types.WrapKey)},
		"an RSA key that encrypts":        {Type: rsa, Size: pointer(types.N2048), Operations: &encrypting},
		"no type and no material":         {},
		"an id that is no UUID":           {Type: oct, Size: pointer(types.N256), Id: pointer("mine")},
		"a context of 65 characters":      {Type: oct, Size: pointer(types.N256), Context: pointer(strings.Repeat("c", 65))},
		"a name of 33 characters":         {Type: oct, Size: pointer(types.N256), Name: strings.Repeat("n", 33)},
	} {
		t.Run(what, func(t *testing.T) {
			if body.Name == "" {
				body.Name = uniqueName("refused")
			}
			_, err := kms.CreateImportServiceKey(background, okmsId, nil, body)
			mistaken(t, err)
		})
	}
	t.Run("an empty name", func(t *testing.T) {
		_, err := kms.CreateImportServiceKey(background, okmsId, nil, request{Type: oct, Size: pointer(types.N256)})
		refused(t, err, malformed.saying("name"))
	})
}
