package clientcert

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/pfx"
	"github.com/hopproof/hopproof/internal/testca"
)

var errNone = errors.New("no password")

var noPassword = func() (string, error) { return "", errNone }

func secret(s string) func() (string, error) { return func() (string, error) { return s, nil } }

// world is a public authority with one between, and a private one.
type world struct{ root, between, private *testca.Pair }

func newWorld(t testing.TB) world {
	root := testca.New(t, "Example Root", nil, testca.Authority)
	return world{root, testca.New(t, "Example Issuing", root, testca.Authority), testca.New(t, "Contoso Internal", nil, testca.Authority)}
}

func (w world) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(w.root.Certificate)
	return pool
}

const host = "mail.contoso.example"

func codes(list []connector.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

func TestCheck(t *testing.T) {
	w := newWorld(t)
	setup, err := connector.Read("f", []byte("New-InboundConnector -Name A -ConnectorType OnPremises -TlsSenderCertificateName *.contoso.example"))
	if err != nil {
		t.Fatal(err)
	}
	setup.Domains = []connector.AcceptedDomain{{Domain: "contoso.example"}}
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	leaf := func(change func(*x509.Certificate)) *testca.Pair { return testca.New(t, host, w.between, change) }
	for name, c := range map[string]struct {
		leaf  *testca.Pair
		chain []*testca.Pair
		want  string
	}{
		"good":             {leaf(nil), []*testca.Pair{w.between}, "chain-whole key-missing name-fits"},
		"with root":        {leaf(nil), []*testca.Pair{w.root, w.between}, "chain-whole key-missing name-fits"},
		"no intermediate":  {leaf(nil), nil, "chain-broken key-missing name-fits"},
		"self-signed":      {testca.New(t, host, nil, nil), nil, "self-signed key-missing name-fits"},
		"private issuer":   {testca.New(t, host, w.private, nil), []*testca.Pair{w.private}, "issuer-private key-missing name-fits"},
		"private, no root": {testca.New(t, host, w.private, nil), nil, "chain-broken key-missing name-fits"},
		"expired": {leaf(func(c *x509.Certificate) { c.NotAfter = testca.Now.Add(-time.Hour) }), []*testca.Pair{w.between},
			"expired chain-whole key-missing name-fits"},
		"not yet": {leaf(func(c *x509.Certificate) { c.NotBefore = testca.Now.Add(time.Hour) }), []*testca.Pair{w.between},
			"not-yet chain-whole key-missing name-fits"},
		"soon": {leaf(func(c *x509.Certificate) { c.NotAfter = testca.Now.AddDate(0, 0, 10) }), []*testca.Pair{w.between},
			"expires-soon chain-whole key-missing name-fits"},
		"other name": {testca.New(t, "mail.fabrikam.example", w.between, nil), []*testca.Pair{w.between}, "chain-whole key-missing name-differs"},
		"deep name":  {testca.New(t, "a.b.contoso.example", w.between, nil), []*testca.Pair{w.between}, "chain-whole key-missing name-undocumented"},
		"name in SAN": {testca.New(t, "fabrikam", w.between, func(c *x509.Certificate) { c.DNSNames = []string{"x.fabrikam.example", "*.contoso.example"} }),
			[]*testca.Pair{w.between}, "chain-whole key-missing name-fits"},
		"name in CN alone": {leaf(func(c *x509.Certificate) { c.DNSNames = nil }), []*testca.Pair{w.between}, "chain-whole key-missing name-fits"},
		"no name": {leaf(func(c *x509.Certificate) { c.Subject, c.DNSNames = pkix.Name{Organization: []string{"Contoso"}}, nil }), []*testca.Pair{w.between},
			"chain-whole key-missing no-name"},
		"server only": {leaf(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }), []*testca.Pair{w.between},
			"chain-whole key-missing server-only name-fits"},
		"code signing": {leaf(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageCodeSigning} }), []*testca.Pair{w.between},
			"chain-whole key-missing other-use name-fits"},
		"any use":    {leaf(func(c *x509.Certificate) { c.ExtKeyUsage = nil }), []*testca.Pair{w.between}, "chain-whole key-missing name-fits"},
		"encrypting": {leaf(func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }), []*testca.Pair{w.between}, "chain-whole key-missing cannot-sign name-fits"},
		"weak key":   {testca.Signed(t, host, weak, w.between, nil), []*testca.Pair{w.between}, "chain-whole key-weak key-missing name-fits"},
		"authority":  {w.between, []*testca.Pair{w.root}, "chain-whole key-missing is-authority cannot-sign no-name"},
	} {
		b := Bundle{Leaf: c.leaf.Certificate, Key: KeyMissing}
		for _, p := range c.chain {
			b.Chain = append(b.Chain, p.Certificate)
		}
		found := Check(&b, Options{Now: testca.Now, Roots: w.roots(), Setup: &setup})
		if got := codes(found); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestCheckWithout: no list of authorities, no connector, no accepted domain.
func TestCheckWithout(t *testing.T) {
	w := newWorld(t)
	leaf := testca.New(t, host, w.between, nil)
	b := Bundle{Leaf: leaf.Certificate, Chain: []*x509.Certificate{w.between.Certificate}, Key: KeyFits}
	if got := codes(Check(&b, Options{Now: testca.Now})); got != "no-roots usable-names" {
		t.Errorf("nothing known: %s", got)
	}
	for command, want := range map[string]string{
		"New-InboundConnector -Name A -ConnectorType OnPremises -SenderIPAddresses 203.0.113.25":                  "chain-whole not-asked",
		"New-InboundConnector -Name A -ConnectorType OnPremises -TlsSenderCertificateName mail.contoso.example":   "chain-whole name-fits domain-not-accepted",
		"New-InboundConnector -Name A -ConnectorType Partner -TlsSenderCertificateName mail.contoso.example":      "chain-whole name-fits",
		"New-InboundConnector -Name A -ConnectorType Partner -Enabled $false -TlsSenderCertificateName x.example": "chain-whole not-asked",
	} {
		setup, err := connector.Read("f", []byte(command))
		if err != nil {
			t.Fatal(err)
		}
		setup.Domains = []connector.AcceptedDomain{{Domain: "contoso.example"}}
		if got := codes(Check(&b, Options{Now: testca.Now, Roots: w.roots(), Setup: &setup})); got != want {
			t.Errorf("%s: %s, want %s", command, got, want)
		}
	}
}

func TestReadPEM(t *testing.T) {
	w := newWorld(t)
	leaf, other := testca.New(t, host, w.between, nil), testca.New(t, "x.example", w.between, nil)
	locked := append(testca.PEM(t, false, leaf), pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte{1}})...)
	odd := append(testca.PEM(t, false, leaf), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte{1}})...)
	for name, c := range map[string]struct {
		data  []byte
		key   Key
		chain int
	}{
		"leaf first":    {testca.PEM(t, true, leaf, w.between, w.root), KeyFits, 2},
		"leaf last":     {testca.PEM(t, false, w.root, w.between, leaf), KeyMissing, 2},
		"two leaves":    {append(testca.PEM(t, false, other), testca.PEM(t, true, leaf)...), KeyFits, 1},
		"key of other":  {append(testca.PEM(t, false, leaf), testca.PEM(t, true, other)[len(testca.PEM(t, false, other)):]...), KeyDiffers, 0},
		"key locked":    {locked, KeyLocked, 0},
		"key not known": {odd, KeyDiffers, 0},
		"DER":           {leaf.Certificate.Raw, KeyMissing, 0},
	} {
		b, err := Read(c.data, noPassword)
		if err != nil || !b.Leaf.Equal(leaf.Certificate) || b.Key != c.key || len(b.Chain) != c.chain {
			t.Errorf("%s: %v, key %d, chain of %d", name, err, b.Key, len(b.Chain))
		}
	}
}

func TestReadPFX(t *testing.T) {
	w := newWorld(t)
	leaf := testca.New(t, host, w.between, nil)
	chain := []*x509.Certificate{w.between.Certificate}
	encoder := pkcs12.Modern.WithIterations(16)
	pack := func(password string) []byte {
		data, err := encoder.Encode(leaf.Key, leaf.Certificate, chain, password)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	store, err := encoder.EncodeTrustStore([]*x509.Certificate{leaf.Certificate}, "s")
	if err != nil {
		t.Fatal(err)
	}
	good := pack("s3cret")
	for name, c := range map[string]struct {
		data     []byte
		password func() (string, error)
		want     error
		key      Key
	}{
		"right":          {good, secret("s3cret"), nil, KeyFits},
		"empty":          {pack(""), noPassword, nil, KeyFits},
		"wrong":          {good, secret("other"), pfx.ErrWrongPassword, 0},
		"none":           {good, noPassword, errNone, 0},
		"cut":            {good[:len(good)/2], secret("s3cret"), pfx.ErrBroken, 0},
		"without a key":  {store, secret("s"), nil, KeyMissing},
		"only beginning": {[]byte{0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0x30}, noPassword, pfx.ErrBroken, 0},
		"no certificate": {[]byte("hello"), noPassword, ErrNoCertificate, 0},
		"empty file":     {nil, noPassword, ErrNoCertificate, 0},
	} {
		b, err := Read(c.data, c.password)
		if !errors.Is(err, c.want) || err == nil && (!b.Leaf.Equal(leaf.Certificate) || b.Key != c.key) {
			t.Errorf("%s: %v, key %d", name, err, b.Key)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the password is in %v", name, err)
		}
	}
}

// TestTooSlow: a file may ask for any amount of work.
func TestTooSlow(t *testing.T) {
	w := newWorld(t)
	data, err := pkcs12.Modern.WithIterations(100000).Encode(w.root.Key, w.root.Certificate, nil, "s")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openPFX(data, "s", time.Millisecond); !errors.Is(err, pfx.ErrTooSlow) {
		t.Errorf("error %v", err)
	}
}

func TestNames(t *testing.T) {
	p := testca.New(t, "Mail.Contoso.example", nil, func(c *x509.Certificate) {
		c.DNSNames = []string{"mail.contoso.example", "*.contoso.example", "localhost"}
	})
	if got, want := Names(p.Certificate), []string{"mail.contoso.example", "*.contoso.example"}; !slices.Equal(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
}

// FuzzRead: whatever the file, there is a certificate or an error, and no
// password in it.
func FuzzRead(f *testing.F) {
	w := newWorld(f)
	f.Add(testca.PEM(f, true, w.between, w.root))
	f.Add(w.root.Certificate.Raw)
	data, err := pkcs12.Modern.WithIterations(1).Encode(w.root.Key, w.root.Certificate, nil, "hunter2")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Read(data, secret("hunter2"))
		if (err == nil) != (b.Leaf != nil) {
			t.Errorf("certificate %v, error %v", b.Leaf != nil, err)
		}
		if err == nil {
			Check(&b, Options{Now: testca.Now})
		}
	})
}
