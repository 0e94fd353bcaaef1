package clients

import (
	"os"
	"testing"

	"github.com/hashicorp/vault/api"
)

// A program that only reads what `okms-emulator env` prints for it; test/clients/environment runs this test.
func TestThePrintedEnvironment(t *testing.T) {
	if os.Getenv("VAULT_ADDR")+os.Getenv("BAO_ADDR") == "" {
		t.Skip("neither VAULT_ADDR nor BAO_ADDR is set")
	}
	kv := must(api.NewClient(nil))(t).KVv2("secret")
	must(kv.Put(background, "environment/go", map[string]any{"a": "b"}))(t)
	holds(t, "data", must(kv.Get(background, "environment/go"))(t).Data, `{"a": "b"}`)
}
