// Calls that fail, for test/clients/retries: what the SDK does with its defaults, and what its caller gets.

package clients

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

type failingCall struct {
	Name, Token, Action, Path string
	OkmsId                    uuid.UUID
	Retries                   *int
}

func TestRetries(t *testing.T) {
	makeCalls(t, func(call failingCall) (*okms.Client, error) {
		config := okms.ClientConfig{TlsCfg: withoutCertificate()}
		if call.Retries != nil {
			config.Retry = &okms.RetryConfig{RetryMax: *call.Retries}
		}
		return okms.NewRestAPIClient(endpoint, config)
	})
}

// The provider ovh of External Secrets, among others, brings an HTTP client of its own.
func TestRetriesWithOwnHTTPClient(t *testing.T) {
	makeCalls(t, func(failingCall) (*okms.Client, error) {
		transport := &http.Transport{TLSClientConfig: withoutCertificate()}
		return okms.NewRestAPIClientWithHttp(endpoint, &http.Client{Transport: transport})
	})
}

// makeCalls makes all calls at once, and prints what each one ends with.
func makeCalls(t *testing.T, newClient func(failingCall) (*okms.Client, error)) {
	text := os.Getenv("RETRY_CALLS")
	if text == "" {
		t.Skip("run by test/clients/retries")
	}
	var calls []failingCall
	succeeds(t, json.Unmarshal([]byte(text), &calls))
	var running sync.WaitGroup
	for _, call := range calls {
		client := must(newClient(call))(t)
		client.SetCustomHeader("Authorization", "Bearer "+call.Token)
		running.Go(func() { report(call.Name, makeCall(client, call)) })
	}
	running.Wait()
}

func makeCall(client *okms.Client, call failingCall) (err error) {
	if call.Action == "read" {
		_, err = client.GetSecretRequest(background, call.OkmsId, call.Path, nil)
	} else {
		data := map[string]any{"c": "d"}
		_, err = client.PostSecretRequest(background, call.OkmsId, call.Path, types.PostSecretRequest{Data: &data})
	}
	return err
}

func report(name string, err error) {
	line := map[string]any{"name": name, "error": nil}
	if err != nil {
		line["error"] = fmt.Sprintf("%T: %v (status %d)", err, err, okms.ErrStatusCode(err))
	}
	encoded, _ := json.Marshal(line)
	fmt.Printf("RETRY %s\n", encoded)
}
