// The SDK's NewSigner with Go's crypto/x509 and crypto/tls, which check each signature that they are given.

package clients

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go/types"
)

func signerOf(t *testing.T, name string) (crypto.Signer, uuid.UUID) {
	t.Helper()
	id := sharedKey(t, name).Id
	return must(kms.NewSigner(background, okmsId, id))(t), id
}

func certificate(t *testing.T, template, parent *x509.Certificate, public crypto.PublicKey, signer crypto.Signer) *x509.Certificate {
	t.Helper()
	template.SerialNumber = new(big.Int).SetBytes(randomBytes(16))
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	der := must(x509.CreateCertificate(rand.Reader, template, parent, public, signer))(t)
	return must(x509.ParseCertificate(der))(t)
}

// authority makes a self-signed CA; as okms-cli does, its subject key id is the id of the service key.
func authority(t *testing.T, key string, algorithm x509.SignatureAlgorithm) (*x509.Certificate, crypto.Signer) {
	t.Helper()
	signer, id := signerOf(t, key)
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: "A CA in the KMS"}, SignatureAlgorithm: algorithm, SubjectKeyId: id[:],
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	return certificate(t, template, template, signer.Public(), signer), signer
}

func TestX509(t *testing.T) {
	for _, with := range []struct {
		key       string
		algorithm x509.SignatureAlgorithm
	}{
		{"P-256", x509.ECDSAWithSHA256},
		{"P-384", x509.ECDSAWithSHA384},
		{"P-521", x509.ECDSAWithSHA512},
		{"RSA-2048", x509.SHA256WithRSA},
		{"RSA-3072", x509.SHA384WithRSA},
		{"RSA-4096", x509.SHA512WithRSA},
		{"RSA-2048", x509.SHA256WithRSAPSS},
		{"RSA-3072", x509.SHA384WithRSAPSS},
		{"RSA-4096", x509.SHA512WithRSAPSS},
	} {
		t.Run(with.key+" "+with.algorithm.String(), func(t *testing.T) {
			ca, signer := authority(t, with.key, with.algorithm)
			succeeds(t, ca.CheckSignatureFrom(ca))

			leafSigner, _ := signerOf(t, "P-256")
			request := must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
				Subject: pkix.Name{CommonName: "leaf"}, DNSNames: []string{"leaf.example"},
			}, leafSigner))(t)
			csr := must(x509.ParseCertificateRequest(request))(t)
			succeeds(t, csr.CheckSignature())

			leaf := certificate(t, &x509.Certificate{
				Subject: csr.Subject, DNSNames: csr.DNSNames, SignatureAlgorithm: with.algorithm,
				KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
			}, ca, csr.PublicKey, signer)
			roots := x509.NewCertPool()
			roots.AddCert(ca)
			must(leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: "leaf.example"}))(t)

			list := must(x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
				Number: big.NewInt(1), ThisUpdate: time.Now(), NextUpdate: time.Now().Add(time.Hour), SignatureAlgorithm: with.algorithm,
				RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: leaf.SerialNumber, RevocationTime: time.Now()}},
			}, ca, signer))(t)
			crl := must(x509.ParseRevocationList(list))(t)
			succeeds(t, crl.CheckSignatureFrom(ca))
		})
	}
}

// A CSR signed by the key that it is about, in each family; CreateCertificateRequest does not check itself.
func TestX509Requests(t *testing.T) {
	for key, algorithm := range map[string]x509.SignatureAlgorithm{
		"P-384": x509.ECDSAWithSHA384, "P-521": x509.ECDSAWithSHA512, "RSA-2048": x509.SHA256WithRSA, "RSA-3072": x509.SHA384WithRSAPSS,
	} {
		signer, _ := signerOf(t, key)
		der := must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{SignatureAlgorithm: algorithm}, signer))(t)
		succeeds(t, must(x509.ParseCertificateRequest(der))(t).CheckSignature())
	}
}

func TestSignerMakesPSSAndRefusesOtherSalts(t *testing.T) {
	signer, _ := signerOf(t, "RSA-2048")
	digest := sha256.Sum256([]byte("message"))
	for _, salt := range []int{rsa.PSSSaltLengthAuto, rsa.PSSSaltLengthEqualsHash, 32} {
		signature := must(signer.Sign(rand.Reader, digest[:], &rsa.PSSOptions{SaltLength: salt, Hash: crypto.SHA256}))(t)
		succeeds(t, rsa.VerifyPSS(signer.Public().(*rsa.PublicKey), crypto.SHA256, digest[:], signature, &rsa.PSSOptions{SaltLength: 32}))
	}
}

func TestSignerNeedsAPair(t *testing.T) {
	if _, err := kms.NewSigner(background, okmsId, sharedKey(t, "AES-256").Id); err == nil {
		t.Fatal("there is no signer for a symmetric key")
	}
	_, err := kms.NewSigner(background, okmsId, uuid.New())
	refused(t, err, keyNotFound)
	verifier := must(generateEC(types.P256, []types.CryptographicUsages{types.Verify}))(t)
	signer := must(kms.NewSigner(background, okmsId, verifier.Id))(t)
	_, err = signer.Sign(rand.Reader, make([]byte, 32), crypto.SHA256)
	refused(t, err, wrongForKey)
}

// A TLS server whose private key never leaves the KMS.
func TestTLSServerWithAKeyOfTheKMS(t *testing.T) {
	for _, with := range []struct {
		key     string
		version uint16
	}{
		{"P-256", tls.VersionTLS12},
		{"RSA-2048", tls.VersionTLS12},
		// Before TLS 1.3 a hash is not tied to a curve: Go would ask a P-384 key for SHA-256, which no ES algorithm is.
		{"P-256", tls.VersionTLS13},
		{"P-384", tls.VersionTLS13},
		{"P-521", tls.VersionTLS13},
		{"RSA-2048", tls.VersionTLS13},
	} {
		t.Run(with.key+" "+tls.VersionName(with.version), func(t *testing.T) {
			signer, id := signerOf(t, with.key)
			template := &x509.Certificate{
				DNSNames: []string{"kms.example"}, SubjectKeyId: id[:], IsCA: true, BasicConstraintsValid: true,
				KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
			}
			own := certificate(t, template, template, signer.Public(), signer)
			roots := x509.NewCertPool()
			roots.AddCert(own)

			near, far := net.Pipe()
			server := tls.Server(far, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{own.Raw}, PrivateKey: signer}}, MaxVersion: with.version})
			client := tls.Client(near, &tls.Config{RootCAs: roots, ServerName: "kms.example", MinVersion: with.version, MaxVersion: with.version})
			served := make(chan error, 1)
			go func() {
				_, err := io.WriteString(server, "served")
				served <- err
			}()
			got := make([]byte, len("served"))
			must(io.ReadFull(client, got))(t)
			equal(t, "what came over TLS", string(got), "served")
			succeeds(t, <-served)
		})
	}
}
