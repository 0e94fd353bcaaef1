// Package clients drives a running okms-emulator with OVHcloud's own Go SDK, over mutual TLS.
// `npm run test:clients` starts the server and sets the environment that okms-cli reads too.
package clients

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
)

var (
	// The server under test, from the environment.
	endpoint string
	okmsId   uuid.UUID
	roots    *x509.CertPool
	access   tls.Certificate

	// kms is the client of every test: the SDK with its defaults, so with its retries.
	kms *okms.Client
	// wire is what kms sent and received.
	wire *journal

	// kmsByToken is the SDK with a token, and without a client certificate.
	kmsByToken  *okms.Client
	wireByToken *journal
)

func TestMain(m *testing.M) {
	if err := connect(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\nRun these tests with `npm run test:clients`, which starts a server.\n", err)
		os.Exit(1)
	}
	code := m.Run()
	for _, fault := range append(wire.faults, wireByToken.faults...) {
		fmt.Fprintf(os.Stderr, "FAULT ON THE WIRE: %s\n", fault)
		code = 1
	}
	os.Exit(code)
}

func connect() error {
	endpoint = os.Getenv("KMS_RESTAPI_ENDPOINT")
	if endpoint == "" {
		return errors.New("KMS_RESTAPI_ENDPOINT is not set")
	}
	var err error
	if okmsId, err = uuid.Parse(os.Getenv("KMS_RESTAPI_OKMSID")); err != nil {
		return fmt.Errorf("KMS_RESTAPI_OKMSID: %w", err)
	}
	ca, err := os.ReadFile(os.Getenv("KMS_RESTAPI_CA"))
	if err != nil {
		return fmt.Errorf("KMS_RESTAPI_CA: %w", err)
	}
	roots = x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		return errors.New("KMS_RESTAPI_CA: no certificate in it")
	}
	if access, err = tls.LoadX509KeyPair(os.Getenv("KMS_RESTAPI_CERT"), os.Getenv("KMS_RESTAPI_KEY")); err != nil {
		return fmt.Errorf("KMS_RESTAPI_CERT, KMS_RESTAPI_KEY: %w", err)
	}
	if kms, wire, err = newClient(withAccessCertificate()); err != nil {
		return err
	}
	kmsByToken, wireByToken, err = newClient(withoutCertificate())
	if err == nil {
		kmsByToken.SetCustomHeader("Authorization", "Bearer "+os.Getenv("KMS_RESTAPI_TOKEN"))
	}
	return err
}

// withAccessCertificate is what every official Go client sets: the server's CA, the access certificate, TLS 1.2 or later.
func withAccessCertificate() *tls.Config {
	return &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{access}, MinVersion: tls.VersionTLS12}
}

// withoutCertificate is for clients that send a token.
func withoutCertificate() *tls.Config {
	return &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
}

// newClient is the SDK with its defaults, and the journal of its attempts.
func newClient(config *tls.Config) (*okms.Client, *journal, error) {
	j := &journal{}
	client, err := okms.NewRestAPIClient(endpoint, okms.ClientConfig{
		TlsCfg: config,
		Middleware: func(next http.RoundTripper) http.RoundTripper {
			j.next = next
			return j
		},
	})
	return client, j, err
}

// exchange is one attempt on the wire and the status it was answered with.
type exchange struct {
	method, path, query string
	status              int
}

// journal stands below the SDK's retries, so it sees each attempt. It also checks what holds for every reply of the service:
// never a 5xx for what these tests send, JSON under exactly that name, and the error body of service.md 13.1.
type journal struct {
	next      http.RoundTripper
	mu        sync.Mutex
	exchanges []exchange
	faults    []string
}

func (j *journal) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := j.next.RoundTrip(request)
	if err != nil {
		return response, err
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil {
		return response, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.exchanges = append(j.exchanges, exchange{request.Method, request.URL.Path, request.URL.RawQuery, response.StatusCode})
	for _, fault := range faultsOf(request, response, body) {
		j.faults = append(j.faults, fmt.Sprintf("%s %s answered %d: %s", request.Method, request.URL.Path, response.StatusCode, fault))
	}
	return response, nil
}

func faultsOf(request *http.Request, response *http.Response, body []byte) (faults []string) {
	if response.StatusCode >= 500 {
		faults = append(faults, "official clients retry a 5xx; a client's mistake is a 4xx")
	}
	requestId := response.Header.Get("X-Request-Id")
	if _, err := uuid.Parse(requestId); err != nil {
		faults = append(faults, fmt.Sprintf("X-Request-Id is %q, not a UUID", requestId))
	}
	if response.StatusCode == http.StatusNoContent {
		if len(body) > 0 {
			faults = append(faults, "204 with a body")
		}
		return faults
	}
	if contentType := response.Header.Get("Content-Type"); contentType != "application/json" {
		faults = append(faults, fmt.Sprintf("Content-Type is %q, not exactly application/json", contentType))
	}
	if response.StatusCode >= 400 {
		// Only here, an error has the metadata of a deleted version (service.md 8.5).
		withData := response.StatusCode == 404 && strings.Contains(request.URL.Path, "/v1/secret/data/")
		faults = append(faults, errorBodyFaults(requestId, body, withData)...)
	}
	return faults
}

func errorBodyFaults(requestId string, body []byte, withData bool) (faults []string) {
	var refusal struct {
		ErrorId   *string         `json:"error_id"`
		ErrorCode *int32          `json:"error_code"`
		Errors    *[]string       `json:"errors"`
		RequestId *string         `json:"request_id"`
		Data      json.RawMessage `json:"data"`
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&refusal); err != nil {
		return []string{fmt.Sprintf("not the error body: %v in %s", err, body)}
	}
	if refusal.Data != nil && !withData {
		faults = append(faults, fmt.Sprintf("an error with data: %s", body))
	}
	if refusal.ErrorId == nil || refusal.ErrorCode == nil || refusal.Errors == nil || refusal.RequestId == nil {
		return []string{fmt.Sprintf("an error body without all of its four fields: %s", body)}
	}
	if len(*refusal.Errors) == 0 || (*refusal.Errors)[0] == "" {
		faults = append(faults, "an error without a text")
	}
	if *refusal.RequestId != requestId {
		faults = append(faults, fmt.Sprintf("request_id %s, but X-Request-Id %s", *refusal.RequestId, requestId))
	}
	return faults
}

// during gives the exchanges that the action made on this journal.
func (j *journal) during(action func()) []exchange {
	j.mu.Lock()
	before := len(j.exchanges)
	j.mu.Unlock()
	action()
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]exchange(nil), j.exchanges[before:]...)
}
