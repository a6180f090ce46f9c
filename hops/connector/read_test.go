package connector

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// export is what Windows PowerShell 5.1 writes of two connectors: numbers for
// enumerations, lists as {value, Count}, dates in its own form.
const export = `[
  {
    "Enabled":  true,
    "ConnectorType":  1,
    "ConnectorSource":  {"value": 0, "Value": "Default"},
    "Comment":  null,
    "SenderIPAddresses":  {"value": ["203.0.113.25", {"Expression": "198.51.100.0/28", "CIDRLength": 28}], "Count": 2},
    "SenderDomains":  ["smtp:*;1"],
    "TrustedOrganizations":  [],
    "AssociatedAcceptedDomains":  {"value": [], "Count": 0},
    "RequireTls":  false,
    "TlsSenderCertificateName":  {"Domain": "*.contoso.example", "Issuer": null},
    "EFSkipIPs": null,
    "FutureThing": {"a": [1, "x"]},
    "SenderIPAdresses": "typo",
    "WhenChangedUTC":  {"value": "\/Date(1700000000000)\/", "DateTime": "Tuesday"},
    "Identity":  "Scanners",
    "Name":  "Scanners"
  },
  {"Name": "Lock", "ConnectorType": "partner", "SenderDomains": "fabrikam.example wingtip.example", "RestrictDomainsToIPAddresses": "True",
   "WhenChanged": "2026-10-14T08:00:00Z"}
]`

func wantExport() []Connector {
	return []Connector{
		{Name: "Scanners", Type: OnPremises, Enabled: On, Source: "Default", SenderIPAddresses: []string{"203.0.113.25", "198.51.100.0/28"},
			SenderDomains: []string{"smtp:*;1"}, TLSSenderCertificateName: "*.contoso.example", RequireTLS: Off,
			TrustedOrganizations: []string{}, AssociatedAcceptedDomains: []string{}, Changed: 1700000000,
			Other: []Property{{"FutureThing", `{"a":[1,"x"]}`}, {"SenderIPAdresses", "typo"},
				{"WhenChangedUTC", "/Date(1700000000000)/"}, {"Identity", "Scanners"}}},
		{Name: "Lock", Type: Partner, SenderDomains: []string{"fabrikam.example", "wingtip.example"}, RestrictDomainsToIPAddresses: On,
			Changed: 1791964800, Other: []Property{{"WhenChanged", "2026-10-14T08:00:00Z"}}},
	}
}

func TestExport(t *testing.T) {
	for name, data := range map[string][]byte{
		"UTF-8": []byte(export), "UTF-8 with mark": []byte("\uFEFF" + export), "little endian": inUTF16(export, 0), "big endian": inUTF16(export, 1),
	} {
		s, err := Read("export.json", data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := wantExport(); !reflect.DeepEqual(s.Connectors, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, s.Connectors, want)
		}
		var codes []string
		for _, f := range s.Notes {
			codes = append(codes, f.Code+" "+f.Connector)
		}
		if want := []string{"type-number Scanners", "unknown-parameter Scanners", "unknown-parameter-similar Scanners"}; !slices.Equal(codes, want) {
			t.Errorf("%s: notes %v, want %v", name, codes, want)
		}
	}
}

// inUTF16 encodes with a byte order mark; low is where the low byte stands.
func inUTF16(text string, low int) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		pair := [2]byte{}
		pair[low], pair[1-low] = byte(unit), byte(unit>>8)
		b = append(b, pair[:]...)
	}
	return b
}

// TestForms: the other things that a file may hold.
func TestForms(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want Setup
	}{
		"one object": {`{"Name": "A", "ConnectorType": "OnPremises"}`, Setup{Connectors: []Connector{{Name: "A", Type: OnPremises}}}},
		"domains": {`[{"DomainName": "contoso.example", "DomainType": 2, "MatchSubDomains": true, "Default": false, "Name": "c"}]`,
			Setup{Domains: []AcceptedDomain{{"contoso.example", "InternalRelay", On, Off}}, DomainsComplete: true}},
		"bare domains": {`["contoso.example"]`, Setup{Domains: []AcceptedDomain{{Domain: "contoso.example"}}}},
		"organization": {`{"Name": "contoso", "RejectDirectSend": true}`, Setup{RejectDirectSend: On}},
		"export script": {`{"InboundConnectors": [{"Name": "A", "ConnectorType": "Partner"}], "AcceptedDomains": [{"DomainName": "contoso.example", "DomainType": "Authoritative"}],
			"OrganizationConfig": {"RejectDirectSend": "False"}}`,
			Setup{Connectors: []Connector{{Name: "A", Type: Partner}}, Domains: []AcceptedDomain{{Domain: "contoso.example", Type: "Authoritative"}},
				DomainsComplete: true, RejectDirectSend: Off}},
		"command": {"New-InboundConnector A -ConnectorT OnPremises `\r\n  –SenderIP 203.0.113.25,\n  '198.51.100.1' -Enabled:$false # why not",
			Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25", "198.51.100.1"}, Enabled: Off}}}},
		"variables": {"$d = 'contoso'\n$p = @{ Name = \"Mail of $d.example\"\n SenderDomains = @('*') }\nNew-InboundConnector @p -ConnectorType Partner | Out-Null",
			Setup{Connectors: []Connector{{Name: "Mail of contoso.example", Type: Partner, SenderDomains: []string{"*"}}}}},
		"set on new": {"New-InboundConnector -Name A -ConnectorType OnPremises -SenderIPAddresses 203.0.113.25; Set-InboundConnector a -SenderIPAddresses $null -Name B",
			Setup{Connectors: []Connector{{Name: "B", Type: OnPremises, SenderIPAddresses: []string{}}}}},
		"in a script": {"Connect-ExchangeOnline -UserPrincipalName a@contoso.example\nif (-not (Get-InboundConnector 'A')) {\n  $c = New-InboundConnector -Name A -ConnectorType OnPremises -Confirm:$false -ErrorAction Stop\n}\nWrite-Host \"done ($c)\"",
			Setup{Connectors: []Connector{{Name: "A", Type: OnPremises}}, Notes: []Finding{finding("flow-not-followed", "", "word", "if")}}},
		"lists of variables": {"$a = @('x.example','y.example','z.example')\n$b = $a + 'b.example'\n$c = $a + 'c.example'\nNew-InboundConnector A -SenderDomains $b\nNew-InboundConnector C -SenderDomains $c",
			Setup{Connectors: []Connector{{Name: "A", SenderDomains: []string{"x.example", "y.example", "z.example", "b.example"}},
				{Name: "C", SenderDomains: []string{"x.example", "y.example", "z.example", "c.example"}}}}},
		"here-strings": {"$note = @\"\nit's $(Get-Date)\n\"@\nNew-InboundConnector -Name A -Comment @'\r\ntwo\nit's\r\n'@ -Enabled $true",
			Setup{Connectors: []Connector{{Name: "A", Comment: "two\nit's", Enabled: On}}}},
		"here-string passed by": {"Write-Host @'\nit's\n'@; New-InboundConnector -Name A", Setup{Connectors: []Connector{{Name: "A"}}}},
		"characters": {"New-InboundConnector -Name (\"a`tb`u{e9}\" + [char]0x41 + [char]66) -Comment \"x`\"y`$z\"\"w`q\"",
			Setup{Connectors: []Connector{{Name: "a\tb\u00e9AB", Comment: `x"y$z"wq`}}}},
		"long names of variables": {"${my name} = 'A'\nNew-InboundConnector ${my name} -Comment \"of ${my name}, $ 5\"",
			Setup{Connectors: []Connector{{Name: "A", Comment: "of A, $ 5"}}}},
		"texts in brackets": {"New-InboundConnector -Name ([string]'A') -Comment ([string](1)) -SenderDomains ('a.example', 'b.example')",
			Setup{Connectors: []Connector{{Name: "A", Comment: "1", SenderDomains: []string{"a.example", "b.example"}}}}},
		"list by lines": {"New-InboundConnector A -SenderDomains @('a.example'\n'b.example'; 'c.example')",
			Setup{Connectors: []Connector{{Name: "A", SenderDomains: []string{"a.example", "b.example", "c.example"}}}}},
		"comments":           {"New-InboundConnector <# of the relay #> -Name A `\n -Comment x # end", Setup{Connectors: []Connector{{Name: "A", Comment: "x"}}}},
		"typographic quotes": {"New-InboundConnector \u2018A\u2019 -Comment \u201cx\u201d", Setup{Connectors: []Connector{{Name: "A", Comment: "x"}}}},
		"quoted keys":        {"$p = @{ 'Name' = 'A'\n \"Comment\" = 'x' # y\n }\nNew-InboundConnector @p", Setup{Connectors: []Connector{{Name: "A", Comment: "x"}}}},
		"switches as numbers": {`{"Name": "A", "ConnectorType": "OnPremises", "Enabled": 1, "RequireTls": 0, "CloudServicesMailEnabled": "", "Odd": [null, true, "\u0001\"\\"]}`,
			Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, Enabled: On, RequireTLS: Off, Other: []Property{{"Odd", `[null,true,"\u0001\"\\"]`}}}},
				Notes: []Finding{finding("unknown-parameter", "A", "parameter", "Odd")}}},
		"direct send": {"Set-OrganizationConfig -RejectDirectSend $true", Setup{RejectDirectSend: On}},
	} {
		got, err := Read(name, []byte(c.text))
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", name, err, got, c.want)
		}
	}
}

// TestRefusals: what cannot be read is said with its place.
func TestRefusals(t *testing.T) {
	for text, want := range map[string]string{
		`{"Name": "A"}`:                 "f:1:1: no inbound connector",
		`[]`:                            "f:1:1: no inbound connector",
		"connectors:\n- Name: A\n":      "f:1:1: neither JSON nor a command",
		`{"ConnectorType": "Partner", `: "f:1:30: a key in double quotes",
		`[{"ConnectorType": "Partner", "Enabled": "x"}]`:                  `f:1:42: "Enabled": must be true or false`,
		`[1, {"ConnectorType": "Partner"}]`:                               "f:1:2: a number stands where a connector",
		"New-InboundConnector -Name 'A":                                   "f:1:28: the string does not end",
		"New-InboundConnector -Enabled true -Name A":                      `f:1:31: "Enabled": must be true or false, not "true"`,
		"New-InboundConnector -Name A -Name B":                            "f:1:30: -Name is given twice",
		`[{"DomainName": "", "DomainType": "Authoritative"}]`:             "f:1:2: an accepted domain has no DomainName",
		"New-InboundConnector \"`u{110000}\"":                             "f:1:25: not a character",
		"New-InboundConnector \"`u{e9\"":                                  "f:1:25: not a character",
		"$a=@('x')\nNew-InboundConnector -Name \"$a\"":                    "f:2:29: a list or table within a string",
		"New-InboundConnector -Name (@{a='x'} + 'y')":                     "f:1:40: only texts and lists are added",
		"New-InboundConnector -Name $(Get-Date)":                          "f:1:28: $( is not run",
		"New-InboundConnector -Name \"${a\"":                              "f:1:31: the name of the variable does not end",
		"New-InboundConnector -SenderDomains @('a'":                       "f:1:37: the bracket does not close",
		"New-InboundConnector -SenderDomains ('a'":                        "f:1:41: a closing bracket is expected",
		"$p=@{Name 'A'}\nNew-InboundConnector @p":                         `f:1:11: = is expected behind the key "Name"`,
		"$p=@{='A'}\nNew-InboundConnector @p":                             "f:1:6: a key is expected",
		"$p=@{Name='A' 'B'}\nNew-InboundConnector @p":                     "f:1:15: the end of the line is expected",
		"New-InboundConnector -Name ([int]5)":                             "f:1:29: types are not read here",
		"New-InboundConnector -Name (1G)":                                 "f:1:29: not a number",
		"New-InboundConnector -Name a'b'":                                 "f:1:29: a quote or variable within a word",
		"New-InboundConnector -Name A -":                                  "f:1:30: a parameter is expected behind the dash",
		"Set-OrganizationConfig A":                                        "f:1:24: a parameter is expected",
		"New-InboundConnector -Name A B":                                  "f:1:30: a value without a parameter",
		"New-InboundConnector -Name":                                      "f:1:22: -Name has no value",
		"New-InboundConnector -Name $name":                                `f:1:28: the value of $"name" is not in the file`,
		"New-InboundConnector -Name \"$(Get-Date)\"":                      "f:1:29: $( in a string is not run",
		"New-InboundConnector -Name (Get-Date).Year":                      "f:1:29: a value is expected here",
		"New-InboundConnector -Name 'a'.Length":                           "f:1:31: properties and elements",
		"New-InboundConnector -Restrict $true":                            "f:1:22: -Restrict may be RestrictDomainsToIPAddresses",
		"$a='x'\n$a+='y'\nNew-InboundConnector $a":                        "f:2:1: what changes the variable here",
		"$a=@('x')\n$a.Add('y')\nNew-InboundConnector $a":                 "f:2:1: what changes the variable here",
		"$a='x'\n$a=Get-Date\nNew-InboundConnector $a":                    "f:2:1: what is assigned here",
		"New-InboundConnector @p":                                         `f:1:22: the value of $"p" is not`,
		"$p = 'x'\nNew-InboundConnector @p":                               "f:2:22: what is splatted is no hash table",
		"$p = @{Name = A}\nNew-InboundConnector @p":                       "f:1:15: a value is expected here",
		"Set-InboundConnector A -SenderIPAddresses @{Add='203.0.113.25'}": "f:1:43: a hash table is no list",
		"New-InboundConnector -Name " + strings.Repeat("(", 99) + "1":     "f:1:61: brackets nest too deep",
		"Write-Host 'New-InboundConnector -Name A'":                       "f:1:1: no command that creates",
		"New-InboundConnector -Name @'\nA":                                "f:1:28: the string does not end",
		"$a='xxxxxxxxxxxxxxxxxxxx'\n" + strings.Repeat("$a=\"$a$a\"\n", 40) + "New-InboundConnector -Name $a": "the variables grow too large",
	} {
		_, err := Read("f", []byte(text))
		var list Errors
		if !errors.As(err, &list) {
			t.Errorf("%q: error %v", text, err)
		} else if !strings.Contains(list[0].Error(), want) {
			t.Errorf("%q: error %q, want %q", text, list[0], want)
		}
	}
}

// TestExportScript: what the script writes is read, and it only gets.
func TestExportScript(t *testing.T) {
	script := ExportScript()
	for _, line := range strings.Split(script, "\n") {
		for _, verb := range []string{"Set-", "New-I", "Remove-", "Enable-", "Disable-", "Invoke-"} {
			if strings.Contains(line, verb) && !strings.HasPrefix(line, "#") {
				t.Errorf("the script does more than read: %s", line)
			}
		}
	}
	for key := range sections {
		if strings.HasSuffix(key, "connectors") && key != "connectors" && !strings.Contains(strings.ToLower(script), key) {
			t.Errorf("the script writes no %s", key)
		}
	}
}

// TestLinear: twice the text takes about twice the memory, never its square.
func TestLinear(t *testing.T) {
	for name, unit := range map[string]string{
		"commands": "New-InboundConnector -Name A -ConnectorType OnPremises -SenderIPAddresses 203.0.113.25,203.0.113.26\n",
		"brackets": "foo (((\n", "quotes": "'\n", "comments": "<# x\n", "variables": "$a = 'x'; ", "escapes": "\"`a`b",
		"dollars": "$", "at": "@{",
	} {
		size := func(n int) float64 {
			text := []byte(strings.Repeat(unit, n) + "\nNew-InboundConnector -Name A")
			return testing.AllocsPerRun(1, func() { Read("f", text) })
		}
		if small, large := size(200), size(800); large > 6*small+200 {
			t.Errorf("%s: %v allocations for 200, %v for 800", name, small, large)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(export))
	f.Add(inUTF16(`{"Name":"A","ConnectorType":"Partner"}`, 0))
	table, _ := os.ReadFile("testdata/cases.tsv")
	for line := range strings.Lines(string(table)) {
		if cells := strings.Split(line, "\t"); len(cells) > 2 {
			f.Add([]byte(cells[2]))
		}
	}
	f.Add([]byte("$p=@{Name=('a'+[char]0xd83d+[char]0xde00)}\nSet-InboundConnector @p -EFSkipIPs @('a','b') # x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read("f", data)
		if err != nil {
			return
		}
		Lint(&s)
		for i := range s.Connectors {
			c := &s.Connectors[i]
			if c.Name == "" && c.Partial {
				continue // Set-InboundConnector without an identity changes nothing
			}
			sameWhenWritten(t, c)
		}
	})
}
