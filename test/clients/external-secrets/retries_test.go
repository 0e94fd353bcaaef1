// Calls that fail, for test/clients/retries: what the provider does with its defaults, and what its caller gets.

package clients

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	corev1 "k8s.io/api/core/v1"
)

type failingCall struct {
	Name, OkmsId, Token, Action, Path string
	Retries                           *int32
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
		settings := &esv1.SecretStoreRetrySettings{MaxRetries: call.Retries}
		if call.Retries == nil {
			settings = nil
		}
		store := connectTo(t, call.OkmsId, call.Token, settings)
		running.Go(func() { report(call.Name, makeCall(store, call)) })
	}
	running.Wait()
}

func makeCall(store esv1.SecretsClient, call failingCall) (err error) {
	if call.Action == "read" {
		_, err = store.GetSecret(background, esv1.ExternalSecretDataRemoteRef{Key: call.Path})
	} else {
		err = store.PushSecret(background, &corev1.Secret{Data: map[string][]byte{"c": []byte("d")}}, pushed{path: call.Path})
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
