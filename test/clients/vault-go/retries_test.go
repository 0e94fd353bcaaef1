// Calls that fail, for test/clients/retries: what the client does with its defaults, and what its caller gets.

package clients

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/hashicorp/vault/api"
)

type failingCall struct {
	Name, OkmsId, Token, Action, Path string
	Retries                           *int
}

func TestRetries(t *testing.T) {
	text := os.Getenv("RETRY_CALLS")
	if text == "" {
		t.Skip("run by test/clients/retries")
	}
	var calls []failingCall
	succeeds(t, json.Unmarshal([]byte(text), &calls))
	var running sync.WaitGroup
	for _, call := range calls {
		config := api.DefaultConfig()
		config.Address = os.Getenv("KMS_RESTAPI_ENDPOINT") + "/api/" + call.OkmsId
		if call.Retries != nil {
			config.MaxRetries = *call.Retries
		}
		succeeds(t, config.ConfigureTLS(&api.TLSConfig{CACert: os.Getenv("KMS_RESTAPI_CA")}))
		client := must(api.NewClient(config))(t)
		client.SetToken(call.Token)
		running.Go(func() { report(call.Name, makeCall(client.KVv2("secret"), call)) })
	}
	running.Wait()
}

func makeCall(kv *api.KVv2, call failingCall) (err error) {
	if call.Action == "read" {
		_, err = kv.Get(background, call.Path)
	} else {
		_, err = kv.Put(background, call.Path, map[string]any{"c": "d"})
	}
	return err
}

func report(name string, err error) {
	line := map[string]any{"name": name, "error": nil}
	if err != nil {
		text := err.Error()
		// With the types that errors.As finds.
		for cause := err; cause != nil; cause = errors.Unwrap(cause) {
			text = fmt.Sprintf("%T: %s", cause, text)
		}
		line["error"] = text
	}
	encoded, _ := json.Marshal(line)
	fmt.Printf("RETRY %s\n", encoded)
}
