// An okms domain that go-ovh orders is used by okms-sdk-go with the credential that go-ovh makes: one emulator behind both.
package goovh

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/go-ovh/ovh"
	"github.com/ovh/okms-sdk-go"
	"github.com/ovh/okms-sdk-go/types"
)

func succeeds(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// ordered is the id of a new domain, by the calls of Terraform's provider.
func ordered(t *testing.T, api *ovh.Client) string {
	t.Helper()
	var cart struct{ CartId string }
	succeeds(t, "cart", api.Post("/order/cart", map[string]string{"ovhSubsidiary": "FR"}, &cart))
	succeeds(t, "assign", api.Post("/order/cart/"+cart.CartId+"/assign", nil, nil))
	var item struct{ ItemId int }
	product := map[string]any{"planCode": "okms", "duration": "P1M", "pricingMode": "default", "quantity": 1}
	succeeds(t, "item", api.Post("/order/cart/"+cart.CartId+"/okms", product, &item))
	region := map[string]string{"label": "region", "value": "eu-west-sbg"}
	succeeds(t, "region", api.Post(fmt.Sprintf("/order/cart/%s/item/%d/configuration", cart.CartId, item.ItemId), region, nil))
	var methods []int
	succeeds(t, "methods", api.Get("/me/payment/method?default=true", &methods))
	var order struct{ OrderId int }
	succeeds(t, "checkout", api.Post("/order/cart/"+cart.CartId+"/checkout", nil, &order))
	payment := map[string]any{"paymentMethod": map[string]int{"id": methods[0]}}
	succeeds(t, "pay", api.Post(fmt.Sprintf("/me/order/%d/pay", order.OrderId), payment, nil))
	var status string
	succeeds(t, "status", api.Get(fmt.Sprintf("/me/order/%d/status", order.OrderId), &status))
	if status != "delivered" {
		t.Fatalf("the order is %s", status)
	}
	var details []int
	succeeds(t, "details", api.Get(fmt.Sprintf("/me/order/%d/details", order.OrderId), &details))
	var detail struct{ Domain string }
	succeeds(t, "detail", api.Get(fmt.Sprintf("/me/order/%d/details/%d", order.OrderId, details[0]), &detail))
	return detail.Domain
}

// holder is a client of the data plane with a new credential of the domain.
func holder(t *testing.T, api *ovh.Client, domain string) *okms.Client {
	t.Helper()
	var made struct{ Id, Status, PrivateKeyPEM string }
	request := map[string]any{"name": "app", "identityURNs": []string{"urn:v1:eu:identity:account:emulator-ovh"}}
	succeeds(t, "credential", api.Post(domain+"/credential", request, &made))
	if made.Status != "CREATING" {
		t.Errorf("a new credential is %s", made.Status)
	}
	var ready struct{ Status, CertificatePEM string }
	succeeds(t, "credential", api.Get(domain+"/credential/"+made.Id, &ready))
	if ready.Status != "READY" {
		t.Fatalf("the credential is %s", ready.Status)
	}
	certificate, err := tls.X509KeyPair([]byte(ready.CertificatePEM), []byte(made.PrivateKeyPEM))
	succeeds(t, "key pair", err)
	var resource struct{ RestEndpoint, PublicCA string }
	succeeds(t, "domain", api.Get(domain+"?publicCA=true", &resource))
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM([]byte(resource.PublicCA)) {
		t.Fatal("publicCA is no certificate")
	}
	client, err := okms.NewRestAPIClient(resource.RestEndpoint, okms.ClientConfig{
		TlsCfg: &tls.Config{Certificates: []tls.Certificate{certificate}, RootCAs: trusted},
	})
	succeeds(t, "client", err)
	return client
}

func TestAnOrderedDomainIsUsedByTheSDK(t *testing.T) {
	api := client(t, os.Getenv("OVH_ENDPOINT"), nil)
	id := ordered(t, api)
	okmsId := uuid.MustParse(id)
	domain := "/v2/okms/resource/" + id
	kms := holder(t, api, domain)
	background := context.Background()

	operations := []types.CryptographicUsages{types.Encrypt, types.Decrypt}
	byData, err := kms.GenerateSymmetricKey(
		background, okmsId, types.N256, "by the data plane", types.SOFTWARE, "", operations)
	succeeds(t, "generate", err)
	var seen struct{ Name, State string }
	succeeds(t, "key", api.Get(domain+"/serviceKey/"+byData.Id.String(), &seen))
	if seen.Name != "by the data plane" || seen.State != "ACTIVE" {
		t.Errorf("the control plane shows %+v", seen)
	}

	var byControl struct{ Id string }
	request := map[string]any{"name": "by the control plane", "type": "oct", "size": 256}
	succeeds(t, "create", api.Post(domain+"/serviceKey", request, &byControl))
	keyId := uuid.MustParse(byControl.Id)
	ciphertext, err := kms.Encrypt(background, okmsId, keyId, "", []byte("plaintext"))
	succeeds(t, "encrypt", err)
	plaintext, err := kms.Decrypt(background, okmsId, keyId, "", ciphertext)
	succeeds(t, "decrypt", err)
	if string(plaintext) != "plaintext" {
		t.Errorf("decrypted %q", plaintext)
	}
}
