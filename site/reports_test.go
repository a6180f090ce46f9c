package site_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// writeReports writes the pages and pictures that the command makes into a folder
// of dir, for the browser to open: of messages that are held, broken and unknown,
// of many, of a comparison, and of one that would like to run something.
func writeReports(t *testing.T, root, dir string) {
	t.Helper()
	hostile := filepath.Join(dir, "hostile.eml")
	if err := os.WriteFile(hostile, hostileMessage(), 0o644); err != nil {
		t.Fatal(err)
	}
	long := filepath.Join(dir, "long.eml")
	if err := os.WriteFile(long, longMessage(10_000), 0o644); err != nil {
		t.Fatal(err)
	}
	const held, broken, unknown = "testdata/relay-postfix-gmail.eml", "testdata/direct-send.eml", "testdata/forged-border.eml"
	relay := []string{"--relay-ip", "203.0.113.25", "--relay-host", "relay.contoso.example"}
	for name, args := range map[string][]string{
		"held": {"verify", held}, "broken": {"verify", broken}, "unknown": {"verify", unknown},
		"hostile": {"verify", hostile}, "long": {"verify", long},
	} {
		writeReport(t, root, dir, name, "html", append(args, relay...))
		writeReport(t, root, dir, name, "svg", append(args, relay...))
	}
	writeReport(t, root, dir, "analyze", "html", []string{"analyze", held})
	writeReport(t, root, dir, "analyze", "svg", []string{"analyze", hostile})
	writeReport(t, root, dir, "many", "html", append([]string{"verify", held, broken, unknown, hostile}, relay...))
	writeReport(t, root, dir, "compare", "html", append([]string{"compare", held, broken}, relay...))
	writeReport(t, root, dir, "compare-hostile", "html", []string{"compare", held, hostile})
}

// writeReport writes one in both languages.
func writeReport(t *testing.T, root, dir, name, format string, args []string) {
	t.Helper()
	for _, lang := range []string{"en", "fr"} {
		c := exec.Command(filepath.Join(dir, "hopproof"), append(args, "--format", format, "--lang", lang)...)
		c.Dir = root
		out, _ := c.Output() // broken and unknown are exit codes, and no failure here
		if len(out) == 0 {
			t.Fatalf("hopproof %s: no answer", strings.Join(args, " "))
		}
		folder := filepath.Join(dir, "reports")
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+"."+lang+"."+format), out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// evil is what a message would like a page to run, load, turn around or burst.
const evil = "</title></style></svg><script>globalThis.owned=1</script><img src=//evil.example/x onerror=globalThis.owned=1>" +
	"\x00\x1b[31m\u202egpj.exe\u2066 &lt;b&gt; javascript:alert(1) {color:red} "

// hostileMessage has it in every field that a report shows, and two words of
// 100 KB.
func hostileMessage() []byte {
	long := strings.Repeat("W", 100_000)
	var b bytes.Buffer
	field := func(name, value string) { b.WriteString(name + ": " + value + "\r\n") }
	field("Received", "from "+evil+long+" ([203.0.113.25]) by x"+evil+" with "+evil+" id "+evil+" for <"+evil+"@contoso.example>; Tue, 3 Nov 2026 09:42:11 +0100")
	field("Received", `from "<script>globalThis.owned=1</script>" ([192.0.2.1]) by <b>x</b>; Tue, 3 Nov 2026 09:42:10 +0100`)
	field("Authentication-Results", "<i>x</i>"+evil+"; spf=pass ("+evil+") smtp.mailfrom="+evil)
	field("X-Forefront-Antispam-Report", "CIP:203.0.113.25;CTRY:<script>;SFV:"+evil+";H:"+evil+";")
	field("X-Spam-Status", "Yes, score=99 "+evil)
	field("Subject", evil+"שלום "+long)
	field("From", `"`+evil+`" <x@contoso.example>`)
	field("To", evil)
	field("Message-ID", "<"+evil+">")
	return b.Bytes()
}

// longMessage has many hops.
func longMessage(hops int) []byte {
	var b bytes.Buffer
	for i := range hops {
		n := strconv.Itoa(i)
		b.WriteString("Received: from h" + n + ".example ([192.0.2." + strconv.Itoa(i%250+1) + "]) by h" + strconv.Itoa(i+1) +
			".example with ESMTP; Tue, 3 Nov 2026 09:42:11 +0100\r\n")
	}
	b.WriteString("Subject: a long way\r\n")
	return b.Bytes()
}
