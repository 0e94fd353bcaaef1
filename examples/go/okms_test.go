// Package okmsexample tests against the emulator with OVHcloud's Go SDK: okms-emulator exec -- go test ./...
package okmsexample

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

func connect(t *testing.T) (*okms.Client, uuid.UUID) {
	t.Helper()
	endpoint := os.Getenv("KMS_RESTAPI_ENDPOINT")
	if endpoint == "" {
		t.Skip("no emulator: okms-emulator exec -- go test ./...")
	}
	domain, err := uuid.Parse(os.Getenv("KMS_RESTAPI_OKMSID"))
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := tls.LoadX509KeyPair(os.Getenv("KMS_RESTAPI_CERT"), os.Getenv("KMS_RESTAPI_KEY"))
	if err != nil {
		t.Fatal(err)
	}
	ca, err := os.ReadFile(os.Getenv("KMS_RESTAPI_CA"))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	client, err := okms.NewRestAPIClient(endpoint, okms.ClientConfig{
		TlsCfg: &tls.Config{Certificates: []tls.Certificate{certificate}, RootCAs: roots, MinVersion: tls.VersionTLS12},
	})
	if err != nil {
		t.Fatal(err)
	}
	return client, domain
}

func TestEncryptedDataComesBack(t *testing.T) {
	client, domain := connect(t)
	ctx := context.Background()
	key, err := client.GenerateSymmetricKey(ctx, domain, types.N256, "go example", types.SOFTWARE, "", []types.CryptographicUsages{types.Encrypt, types.Decrypt})
	if err != nil {
		t.Fatal(err)
	}
	token, err := client.Encrypt(ctx, domain, key.Id, "project A", []byte("Hello World"))
	if err != nil {
		t.Fatal(err)
	}
	plaintext, err := client.Decrypt(ctx, domain, key.Id, "project A", token)
	if err != nil {
		t.Fatal(err)
	}
	if string(plaintext) != "Hello World" {
		t.Fatalf("got %q", plaintext)
	}
	if _, err = client.Decrypt(ctx, domain, key.Id, "project B", token); err == nil {
		t.Fatal("decrypted under another context")
	}
}

// emulator runs a command on the server of `okms-emulator exec`, and gives what it prints.
func emulator(t *testing.T, arguments ...string) string {
	t.Helper()
	output, err := exec.Command("okms-emulator", arguments...).Output()
	if err != nil {
		t.Fatalf("okms-emulator %s: %v", strings.Join(arguments, " "), err)
	}
	return strings.TrimSpace(string(output))
}

func TestABusyServiceIsCalledAgain(t *testing.T) {
	client, domain := connect(t)
	ctx := context.Background()
	created, err := client.GenerateSymmetricKey(ctx, domain, types.N256, "busy", types.SOFTWARE, "", []types.CryptographicUsages{types.Encrypt})
	if err != nil {
		t.Fatal(err)
	}
	emulator(t, "fault", "add", "--operation", "GetServiceKey", "--next", "2", "--status", "503", "--retry-after", "0")
	if _, err := client.GetServiceKey(ctx, domain, created.Id, nil); err != nil {
		t.Fatal(err)
	}
	if requests := emulator(t, "journal", "count", "--operation", "GetServiceKey"); requests != "3" {
		t.Fatalf("%s requests, want 3", requests)
	}
}
