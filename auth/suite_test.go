package auth

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/internal/tsv"
)

// Published example keys: RFC 6376 appendix C, RFC 8463 appendix A.2.
const (
	rfc6376Key = "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
	rfc8463RSA = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
	rfc8463Ed  = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
)

//go:embed testdata/dkim-cases.tsv
var dkimCases string

// TestDKIMSuites runs the messages of other verifiers whose keys are known.
func TestDKIMSuites(t *testing.T) {
	root := testcorpus.Path(t, "suites", "dkim-arc")
	published := texts(
		"brisbane._domainkey.example.com", rfc6376Key, "s.flags._domainkey.example.com", rfc6376Key+"; t=s",
		"brisbane._domainkey.football.example.com", rfc8463Ed, "test._domainkey.football.example.com", rfc8463RSA,
	)
	n := 0
	for _, row := range tsv.Rows(dkimCases) {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(row[0])))
		if err != nil {
			t.Error(err)
			continue
		}
		n++
		text, z := string(data), published
		if strings.HasPrefix(row[0], "stalwart/") {
			text, z = ownKeys(text)
		}
		now, _ := strconv.ParseInt(row[1], 10, 64)
		for _, text := range []string{text, crlf(text)} {
			if got := results(text, z, now); got != row[2] {
				t.Errorf("%s: %s, want %s", row[0], got, row[2])
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d cases", n)
	}
}

// crlf gives every line CRLF.
func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// ownKeys takes the key records off the top of a file.
func ownKeys(text string) (message string, z *zone) {
	head, message, _ := strings.Cut(text, "\n\n")
	z = texts()
	for line := range strings.Lines(head) {
		name, record, _ := strings.Cut(strings.TrimSpace(line), " ")
		name = strings.ToLower(name)
		z.texts[name] = append(z.texts[name], record)
	}
	return message, z
}

// split parses a message. The body is not nil.
func split(text string) (header.Section, []byte) {
	section := header.Parse([]byte(text))
	if section.Body < 0 {
		return section, []byte{}
	}
	return section, []byte(text[section.Body:])
}

// results writes the results of a message in short.
func results(text string, z *zone, now int64) string {
	section, body := split(text)
	r := Check(context.Background(), &section, body, Options{Resolver: z, Now: now})
	var words []string
	for _, v := range r.DKIM {
		words = append(words, string(v.Status)+":"+strings.TrimPrefix(v.Reason.Code, "auth.dkim."))
	}
	if r.ARC.Status != None {
		words = append(words, "arc="+string(r.ARC.Status))
	}
	return strings.Join(words, " ")
}

// canonical is the canonical form of a whole message, all fields.
func canonical(text string, relaxed bool) string {
	section, body := split(text)
	var out []byte
	for i := range section.Fields {
		out = appendField(out, section.Fields[i].Raw, relaxed)
	}
	return string(out) + "\r\n" + string(canonicalBody(body, relaxed))
}

// TestFlanker runs the canonicalization messages. In the relaxed form of email.24
// the suite keeps empty lines in front of a last line of one blank: it is of a
// draft. By RFC 6376 section 3.4.4 white space at the end of a line goes first,
// and that line then is one of the empty lines at the end.
func TestFlanker(t *testing.T) {
	root := testcorpus.Path(t, "suites", "dkim-arc", "flanker")
	n := 0
	for i := 1; i <= 25; i++ {
		number := strconv.Itoa(i)
		if i < 10 {
			number = "0" + number
		}
		data, err := os.ReadFile(filepath.Join(root, "email."+number))
		if err != nil {
			continue
		}
		for _, form := range []string{"simple", "relaxed"} {
			want, err := os.ReadFile(filepath.Join(root, form+".expected."+number))
			if err != nil {
				t.Fatal(err)
			}
			n++
			got, expected := canonical(string(data), form == "relaxed"), string(want)
			if number == "24" && form == "relaxed" {
				expected = strings.TrimRight(expected, " \r\n") + "\r\n\r\n"
			}
			if got != expected {
				t.Errorf("%s %s:\n got %q\nwant %q", form, number, got, expected)
			}
		}
	}
	if n != 40 {
		t.Errorf("%d comparisons", n)
	}
}
