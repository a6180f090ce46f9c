package answer

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/wasm/page"
)

func file(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// connectorAnswer is what the page takes of an answer.
type connectorAnswer struct {
	Lint, Check json.RawMessage
	Words       map[string]string
	PowerShell  string
	Problems    []problem
}

func ask(t *testing.T, name string, data, message []byte, options string) connectorAnswer {
	t.Helper()
	e := page.Engine{Generator: "hopproof " + hopproof.Version}
	text, failed := Connector(&e, name, data, message, options)
	if failed != nil {
		t.Fatal(failed)
	}
	var got connectorAnswer
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return got
}

// TestConnector: the page says of connectors what the command says.
func TestConnector(t *testing.T) {
	setup := file(t, "cmd/hopproof/testdata/connectors.json")
	got := ask(t, "connectors.json", setup, file(t, "testdata/relay-postfix-gmail.eml"), "")
	for golden, document := range map[string]json.RawMessage{"connector-lint": got.Lint, "connector-check": got.Check} {
		var want bytes.Buffer
		if err := json.Compact(&want, file(t, "cmd/hopproof/testdata/golden/"+golden+".json")); err != nil {
			t.Fatal(err)
		}
		var plain any // the command writes < and > as they are
		if err := json.Unmarshal(document, &plain); err != nil {
			t.Fatal(err)
		}
		var expected any
		if err := json.Unmarshal(want.Bytes(), &expected); err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(plain)
		b, _ := json.Marshal(expected)
		if !bytes.Equal(a, b) {
			t.Errorf("%s:\n%s\nwant\n%s", golden, a, b)
		}
	}
	if w := got.Words; w["way"] != "taken by a connector" || w["condition.address"] != "address" || !strings.Contains(w["rule"], "MAIL FROM") {
		t.Errorf("%q", w)
	}
	if n := strings.Count(got.PowerShell, "New-InboundConnector"); n == 0 {
		t.Errorf("no command in %q", got.PowerShell)
	}
}

// TestConnectorForms: an export in UTF-16, a command line and YAML are read too,
// and without a message nothing is said of one.
func TestConnectorForms(t *testing.T) {
	command := "New-InboundConnector -Name Relay -ConnectorType OnPremises -SenderDomains '*' -SenderIPAddresses 203.0.113.25"
	windows := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(`[{"Name":"Relay","ConnectorType":"OnPremises","SenderIPAddresses":["203.0.113.25"]}]`)) {
		windows = append(windows, byte(unit), byte(unit>>8))
	}
	for name, data := range map[string][]byte{
		"a.ps1": []byte(command), "b.json": windows, "c.yaml": []byte("Name: Relay\nConnectorType: OnPremises\nSenderIPAddresses: [203.0.113.25]\n"),
	} {
		got := ask(t, name, data, nil, `{"lang":"fr"}`)
		if got.Check != nil || !strings.Contains(got.PowerShell, "203.0.113.25") || !strings.Contains(string(got.Lint), `"lang":"fr"`) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestConnectorDomains: the declared domains are accepted ones.
func TestConnectorDomains(t *testing.T) {
	setup := []byte(`[{"Name":"Relay","ConnectorType":"OnPremises","SenderDomains":["*"],"TlsSenderCertificateName":"mail.contoso.example"}]`)
	without := string(ask(t, "x", setup, nil, "").Lint)
	with := string(ask(t, "x", setup, nil, `{"declared":{"domain":["fabrikam.example"]}}`).Lint)
	if without == with {
		t.Errorf("the declared domains change nothing: %s", with)
	}
}

// TestConnectorRefused: what cannot be read is said with its place.
func TestConnectorRefused(t *testing.T) {
	got := ask(t, "x.json", []byte("{\n \"Name\": \n"), nil, "")
	if got.Lint != nil || len(got.Problems) == 0 || got.Problems[0].Line < 2 || got.Problems[0].Problem == "" {
		t.Errorf("%+v", got)
	}
	e := page.Engine{}
	if _, failed := Connector(&e, "x", nil, nil, `{"lnag":"fr"}`); failed == nil || failed.Code != page.OptionsInvalid {
		t.Errorf("%+v", failed)
	}
}
