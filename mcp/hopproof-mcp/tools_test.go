package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/testdns"
)

const testdata = "../../testdata"

// TestMessages: analyze and verify give the command's document of every message,
// as a file, as text and as bytes.
func TestMessages(t *testing.T) {
	a := connect(t, "hopproof-mcp", "--files", testdata)
	names, err := filepath.Glob(testdata + "/*.eml")
	if err != nil || len(names) < 20 {
		t.Fatalf("%v %q", err, names)
	}
	for _, path := range names {
		name := filepath.Base(path)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) == 0 {
			continue // the command has no document of it: TestRefused
		}
		for _, lang := range []string{"en", "fr"} {
			file := arguments{"file": name, "lang": lang}
			if got, want := a.call("analyze", file), command(t, testdata, nil, "analyze", "--format", "json", "--lang", lang, name); got != want {
				t.Errorf("analyze %s in %s:\n%s\nwant\n%s", name, lang, got, want)
			}
		}
		declared := []string{"verify", "--format", "json", "--relay-ip", "203.0.113.25", "--relay-host", "relay.contoso.example", "--device-ip", "192.168.20.0/24",
			"--domain", "contoso.example", "--trust", "lists.example.org"}
		want := command(t, testdata, data, declared...)
		for _, source := range []arguments{{"message": string(data)}, {"message_base64": base64.StdEncoding.EncodeToString(data)}} {
			if _, text := source["message"]; text && !utf8.Valid(data) {
				continue // no text of JSON: that is what base64 is for
			}
			source["relay_ip"], source["relay_host"] = []string{"203.0.113.25"}, []string{"relay.contoso.example"}
			source["device_ip"], source["domain"] = []string{"192.168.20.0/24"}, []string{"contoso.example"}
			source["trust"] = []string{"lists.example.org"}
			if got := a.call("verify", source); got != want {
				t.Errorf("verify %s:\n%s\nwant\n%s", name, got, want)
			}
		}
	}
}

// TestVerify: each way to say what is expected.
func TestVerify(t *testing.T) {
	a := connect(t, "hopproof-mcp", "--files", testdata)
	for _, x := range []struct {
		args  arguments
		flags []string
	}{
		{arguments{"file": "direct-send.eml", "route": "direct-send", "device_ip": []string{"198.51.100.77"}}, []string{"--route", "direct-send", "--device-ip", "198.51.100.77"}},
		{arguments{"file": "relay-postfix-gmail.eml", "relay_ip": []string{"203.0.113.25"}, "destination": []string{"mx.google.com"}, "token": "hp-none", "sent_after": "2026-10-14T08:00:00Z",
			"tenant": "6f0c1a5e-0000-4000-8000-000000000001"},
			[]string{"--relay-ip", "203.0.113.25", "--destination", "mx.google.com", "--token", "hp-none", "--sent-after", "2026-10-14T08:00:00Z", "--tenant", "6f0c1a5e-0000-4000-8000-000000000001"}},
	} {
		file := x.args["file"].(string)
		want := command(t, testdata, nil, append(append([]string{"verify", "--format", "json"}, x.flags...), file)...)
		if got := a.call("verify", x.args); got != want {
			t.Errorf("%v:\n%s\nwant\n%s", x.args, got, want)
		}
	}
	text := "legs:\n  - {leg: relay, role: relay, ip: [203.0.113.25]}\n  - {leg: eop, role: eop}\n"
	if got := a.call("verify", arguments{"file": "relay-postfix-gmail.eml", "route_file": text}); !strings.Contains(got, `"outcome":"held"`) {
		t.Errorf("a route file: %s", got)
	}
	one, two := a.call("verify", arguments{"file": "relay-postfix-gmail.eml", "relay_ip": []string{"203.0.113.25"}}),
		a.call("verify", arguments{"file": "relay-postfix-gmail.eml", "relay_ip": []string{"203.0.113.25"}, "shared": true})
	if !strings.Contains(one, `"route":{"name":"office365-relay","outcome":"held"`) || !strings.Contains(two, `"route":{"name":"office365-relay","outcome":"unknown"`) {
		t.Errorf("an address that others share proves the relay:\n%s\n%s", one, two)
	}
}

const zone = `
contoso.example. MX 0 contoso-example.mail.protection.outlook.com.
contoso.example. TXT "v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com -all"
contoso-example.mail.protection.outlook.com. A 192.0.2.36
spf.protection.outlook.com. TXT "v=spf1 ip4:40.92.0.0/15 -all"
_dmarc.contoso.example. TXT "v=DMARC1; p=reject"
`

// TestDNSTools: spf and domain give the command's documents, by a resolver that
// the server or the call names.
func TestDNSTools(t *testing.T) {
	server := testdns.Parse(t, zone)
	dns := server.Serve(t)
	byServer, byCall := connect(t, "hopproof-mcp", "--dns", dns), connect(t, "hopproof-mcp")
	for _, x := range []struct {
		tool    string
		args    arguments
		command []string
	}{
		{"spf", arguments{"action": "lint", "record": "v=spf1 ipv4: 10.10.10.1 ~all"}, []string{"spf", "lint", "v=spf1 ipv4: 10.10.10.1 ~all"}},
		{"spf", arguments{"action": "lint", "domain": "contoso.example"}, []string{"spf", "lint", "contoso.example"}},
		{"spf", arguments{"action": "check", "domain": "contoso.example", "ip": "203.0.113.25"}, []string{"spf", "check", "contoso.example", "--ip", "203.0.113.25"}},
		{"spf", arguments{"action": "check", "helo": "contoso.example", "by_helo": true, "ip": "192.0.2.1", "lang": "fr"}, []string{"spf", "check", "--helo", "contoso.example", "--by-helo", "--ip", "192.0.2.1", "--lang", "fr"}},
		{"spf", arguments{"action": "check", "mail_from": "<a@contoso.example>", "ip": "40.92.1.1"}, []string{"spf", "check", "--mail-from", "<a@contoso.example>", "--ip", "40.92.1.1"}},
		{"spf", arguments{"action": "tree", "domain": "contoso.example"}, []string{"spf", "tree", "contoso.example"}},
		{"domain", arguments{"name": "contoso.example", "relay_ip": []string{"203.0.113.25"}}, []string{"domain", "contoso.example", "--relay-ip", "203.0.113.25"}},
	} {
		want := command(t, ".", nil, append(x.command, "--format", "json", "--dns", dns)...)
		if got := byServer.call(x.tool, x.args); got != want {
			t.Errorf("%v:\n%s\nwant\n%s", x.args, got, want)
		}
		x.args["dns"] = dns
		if got := byCall.call(x.tool, x.args); got != want {
			t.Errorf("%v, asked by the call:\n%s\nwant\n%s", x.args, got, want)
		}
	}
	message := arguments{"message": "Received: from contoso.example (contoso.example [203.0.113.25])\r\n by mx.example.org (Postfix) with ESMTP id 4A1; Tue, 3 Nov 2026 09:42:16 +0000\r\nReturn-Path: <a@contoso.example>\r\nFrom: <a@contoso.example>\r\n\r\n"}
	asked := len(server.Asked())
	if got := byCall.call("analyze", message); strings.Contains(got, `"live"`) || len(server.Asked()) != asked {
		t.Errorf("DNS is asked unasked: %s", got)
	}
	if got := byServer.call("analyze", message); !strings.Contains(got, `"live":{"resolver":"`+dns+`"`) || len(server.Asked()) == asked {
		t.Errorf("the server's resolver is not asked: %s", got)
	}
}

func TestExplain(t *testing.T) {
	a := connect(t, "hopproof-mcp")
	for _, words := range [][]string{{"5.7.64"}, {"SFV:SKI", "compauth"}, {"no-such-word"}, {"Remote Server returned '550 5.7.64 TenantAttribution; Relay Access Denied'\nSFV:SKI"}} {
		want := command(t, ".", nil, append([]string{"explain", "--format", "json", "--lang", "fr", "--"}, words...)...)
		if got := a.call("explain", arguments{"words": words, "lang": "fr"}); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", words, got, want)
		}
	}
}

// TestCommand: hopproof mcp runs the program that lies beside it.
func TestCommand(t *testing.T) {
	a := connect(t, "hopproof", "mcp", "--dns", "never", "--files", testdata)
	list, err := a.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if !strings.Contains(tool.Description, "untrusted text by strangers") || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s: %s %+v", tool.Name, tool.Description, tool.Annotations)
		}
	}
	slices.Sort(names)
	if want := []string{"analyze", "domain", "explain", "spf", "verify"}; !slices.Equal(names, want) {
		t.Errorf("tools %q, want %q", names, want)
	}
	if i := a.InitializeResult().Instructions; !strings.Contains(i, "untrusted data") || !strings.Contains(i, "Never turn unknown") {
		t.Errorf("instructions: %s", i)
	}
	if got := a.call("verify", arguments{"file": "relay-postfix-gmail.eml", "relay_ip": []string{"203.0.113.25"}}); !strings.Contains(got, `"generator":"hopproof v9.8.7"`) {
		t.Errorf("%s", got)
	}
	if _, problem := a.try("domain", arguments{"name": "contoso.example", "dns": "127.0.0.1:1"}); !strings.Contains(problem, "DNS is locked") {
		t.Errorf("a locked server: %q", problem)
	}
}

// TestKnown: connectors and logs of the organization, as text and as files, give the
// command's document.
func TestKnown(t *testing.T) {
	a := connect(t, "hopproof-mcp", "--files", testdata)
	const connectors = `[{"Name":"Relay","ConnectorType":"OnPremises","Enabled":true,"SenderDomains":["*"],"SenderIPAddresses":["203.0.113.25"]}]`
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "connectors.json"), []byte(connectors), 0o600); err != nil {
		t.Fatal(err)
	}
	want := command(t, testdata, nil, "verify", "--format", "json", "--connector", filepath.Join(folder, "connectors.json"), "relay-postfix-gmail.eml")
	if got := a.call("verify", arguments{"file": "relay-postfix-gmail.eml", "connector": []string{connectors}}); got != want || !strings.Contains(got, `"outcome":"held"`) {
		t.Errorf("a connector:\n%s\nwant\n%s", got, want)
	}
	device := arguments{"file": "relay-iis-gmail.eml", "relay_ip": []string{"203.0.113.25"}, "device_ip": []string{"192.168.20.0/24"}}
	flags := []string{"verify", "--format", "json", "--relay-ip", "203.0.113.25", "--device-ip", "192.168.20.0/24"}
	want = command(t, testdata, nil, append(flags, "--evidence", "logs/iis-smtp.log", "relay-iis-gmail.eml")...)
	device["evidence_file"] = []string{"logs/iis-smtp.log"}
	if got := a.call("verify", device); got != want || !strings.Contains(got, `"basis":"log"`) {
		t.Errorf("a log:\n%s\nwant\n%s", got, want)
	}
	log, err := os.ReadFile(filepath.Join(testdata, "logs", "iis-smtp.log"))
	if err != nil {
		t.Fatal(err)
	}
	delete(device, "evidence_file")
	device["evidence"], device["log_zone"] = []string{string(log)}, "Z"
	if got := a.call("verify", device); !strings.Contains(got, `"source":"evidence 1"`) || !strings.Contains(got, `"outcome":"held"`) {
		t.Errorf("a log as text: %s", got)
	}
	other := connect(t, "hopproof-mcp", "--files", folder)
	if answer, problem := other.try("verify", arguments{"message": "Subject: x\n\n", "connector_file": []string{"connectors.json"}}); problem != "" || !strings.Contains(answer, `"route"`) {
		t.Errorf("a file with connectors: %s %s", answer, problem)
	}
}
