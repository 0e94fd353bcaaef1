// Who may call, over which TLS, and what a client sees when it makes a mistake (service.md 2, clients.md 1.1, 1.4).

package clients

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

// connecting is a client of its own with this TLS configuration; its journal must end without a fault.
func connecting(t *testing.T, config *tls.Config) (*okms.Client, *journal) {
	t.Helper()
	client, attempts, err := newClient(config)
	succeeds(t, err)
	attempts.endsWithoutFault(t)
	return client, attempts
}

// endsWithoutFault is for a journal beside wire, whose faults TestMain reports.
func (j *journal) endsWithoutFault(t *testing.T) {
	t.Cleanup(func() {
		for _, fault := range j.faults {
			t.Error(fault)
		}
	})
}

func TestTLSVersions(t *testing.T) {
	id := sharedKey(t, "AES-256").Id
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run("only "+tls.VersionName(version), func(t *testing.T) {
			config := withAccessCertificate()
			config.MinVersion, config.MaxVersion = version, version
			client, _ := connecting(t, config)
			ciphertext := must(client.Encrypt(background, okmsId, id, "", []byte("plaintext")))(t)
			equal(t, "decrypted", string(must(client.Decrypt(background, okmsId, id, "", ciphertext))(t)), "plaintext")
		})
	}
	t.Run("nothing older", func(t *testing.T) {
		config := withAccessCertificate()
		config.MinVersion, config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		host := strings.TrimPrefix(endpoint, "https://")
		if connection, err := tls.Dial("tcp", host, config); err == nil {
			connection.Close()
			t.Fatal("TLS 1.1 was accepted")
		}
	})
}

func TestWithoutTheServersCA(t *testing.T) {
	client, err := okms.NewRestAPIClient(endpoint, okms.ClientConfig{
		TlsCfg: &tls.Config{RootCAs: x509.NewCertPool(), Certificates: []tls.Certificate{access}}, Retry: &okms.RetryConfig{},
	})
	succeeds(t, err)
	if _, err := client.ListServiceKeys(background, okmsId, nil, nil, nil); err == nil || !strings.Contains(err.Error(), "unknown authority") {
		t.Fatalf("a client that does not know the CA must not connect; got %v", err)
	}
}

func TestCallersThatAreNotKnown(t *testing.T) {
	list := func(client *okms.Client) error {
		_, err := client.ListServiceKeys(background, okmsId, nil, nil, nil)
		return err
	}
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run("no certificate, "+tls.VersionName(version), func(t *testing.T) {
			client, attempts := connecting(t, &tls.Config{RootCAs: roots, MinVersion: version, MaxVersion: version})
			refused(t, list(client), notLoggedIn.saying("no credentials"))
			equal(t, "attempts", len(attempts.exchanges), 1)
		})
		t.Run("a certificate of its own making, "+tls.VersionName(version), func(t *testing.T) {
			forged := selfSigned(t)
			config := &tls.Config{RootCAs: roots, MinVersion: version, MaxVersion: version}
			// Not Certificates: Go would keep a certificate back that no CA of the server's list has signed.
			config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return forged, nil }
			client, _ := connecting(t, config)
			refused(t, list(client), notTrusted.saying("client certificate"))
		})
	}
	t.Run("an unknown token, even with a good certificate", func(t *testing.T) {
		client, _ := connecting(t, withAccessCertificate())
		refused(t, list(client.WithCustomHeader("Authorization", "Bearer not-a-token")), tokenUnknown)
	})
}

// selfSigned has the names of the true access certificate, and another key under it.
func selfSigned(t *testing.T) *tls.Certificate {
	t.Helper()
	genuine := must(x509.ParseCertificate(access.Certificate[0]))(t)
	private := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	template := &x509.Certificate{
		SerialNumber: new(big.Int).Set(genuine.SerialNumber), Subject: genuine.Subject, ExtraExtensions: genuine.Extensions,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der := must(x509.CreateCertificate(rand.Reader, template, template, private.Public(), private))(t)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private}
}

func TestAnotherDomain(t *testing.T) {
	stranger := uuid.New()
	_, err := kms.ListServiceKeys(background, stranger, nil, nil, nil)
	refused(t, err, domainNotFound.saying(stranger.String()))
	_, err = kms.GetServiceKey(background, stranger, sharedKey(t, "AES-256").Id, nil)
	refused(t, err, domainNotFound)
	_, err = kms.CreateImportServiceKey(background, stranger, nil, types.CreateImportServiceKeyRequest{Name: "stray", Type: pointer(types.Oct), Size: pointer(types.N256)})
	refused(t, err, domainNotFound)
}

// The SDK retries a 5xx for up to a minute, so each mistake has to cost one attempt, and its error has to tell all.
func TestMistakesAreNotRetried(t *testing.T) {
	known, unknown := sharedKey(t, "AES-256").Id, uuid.New()
	for what, mistake := range map[string]struct {
		call func() error
		want refusal
	}{
		"an unknown key": {func() error { _, err := kms.GetServiceKey(background, okmsId, unknown, nil); return err }, keyNotFound.saying(unknown.String())},
		"an unknown key to encrypt with": {func() error {
			_, err := kms.Encrypt(background, okmsId, unknown, "", []byte("x"))
			return err
		}, keyNotFound},
		"a changed token": {func() error {
			token := must(kms.Encrypt(background, okmsId, known, "", []byte("x")))(t)
			_, err := kms.Decrypt(background, okmsId, known, "", changed(token, 3))
			return err
		}, badArgument.saying("ciphertext")},
		"an active key to delete": {func() error { return kms.DeleteServiceKey(background, okmsId, known) }, wrongForKey},
		"an id that is taken": {func() error {
			_, err := kms.ImportKey(background, okmsId, randomBytes(32), uniqueName("taken"), "", encrypting, okms.WithKeyID(known))
			return err
		}, keyIdTaken},
		"an unknown reason": {func() error { return kms.DeactivateServiceKey(background, okmsId, known, "boredom") }, malformed},
		"another domain":    {func() error { return kms.ActivateServiceKey(background, unknown, known) }, domainNotFound},
	} {
		t.Run(what, func(t *testing.T) {
			var err error
			attempts := wire.during(func() { err = mistake.call() })
			refused(t, err, mistake.want)
			failed := 0
			for _, attempt := range attempts {
				if attempt.status >= 400 {
					failed++
				}
			}
			equal(t, "attempts that failed", failed, 1)
		})
	}
}

// The SDK has no call for random bytes, so its HTTP client asks.
func TestRandom(t *testing.T) {
	attempts := &journal{next: &http.Transport{TLSClientConfig: withAccessCertificate()}}
	attempts.endsWithoutFault(t)
	client := &http.Client{Transport: attempts}
	get := func(t *testing.T, query string) (int, []byte) {
		t.Helper()
		response := must(client.Get(fmt.Sprintf("%s/api/%s/v1/random%s", endpoint, okmsId, query)))(t)
		defer response.Body.Close()
		return response.StatusCode, must(io.ReadAll(response.Body))(t)
	}
	for query, length := range map[string]int{"": 1, "?length=1": 1, "?length=32": 32, "?length=4096": 4096} {
		status, body := get(t, query)
		equal(t, "status", status, 200)
		var random struct{ Bytes []byte }
		succeeds(t, json.Unmarshal(body, &random))
		equal(t, "bytes", len(random.Bytes), length)
	}
	_, one := get(t, "?length=32")
	_, two := get(t, "?length=32")
	isTrue(t, "never the same twice", string(one) != string(two))
	for _, query := range []string{"?length=0", "?length=4097", "?length=-1", "?length=many", "?length=1.5"} {
		status, body := get(t, query)
		equal(t, "status of "+query, status, 400)
		equal(t, "code", okms.NewKmsErrorFromBytes(body).ErrorCode, malformed.code)
	}
}
