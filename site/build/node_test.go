package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/hopproof/hopproof/internal/wasmbuild"
)

// request is one call of a function of a bundle: the content of a file or a text
// is the first argument.
type request struct {
	Function string   `json:"function"`
	File     string   `json:"file,omitempty"`
	Text     string   `json:"text"`
	Rest     []string `json:"rest,omitempty"`
}

type answer struct {
	Answer string
	Error  *struct{ Message, Code, Key, Value, Hint string }
}

const testVersion = "9.8.7"

// programs are the bundles and the command, compiled once for all tests.
var programs = sync.OnceValues(func() (dir string, err error) {
	if dir, err = os.MkdirTemp("", "hopproof-test-"); err != nil {
		return "", err
	}
	b := &build{root: "../..", version: testVersion}
	for _, name := range []string{"offline", "more"} {
		data, err := b.sources().Compile(name, true)
		if err != nil {
			return dir, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return dir, err
		}
	}
	c := exec.Command("go", "build", "-ldflags=-X main.version="+testVersion, "-o", filepath.Join(dir, "hopproof"), "./cmd/hopproof")
	c.Dir = "../.."
	if out, err := c.CombinedOutput(); err != nil {
		return dir, &exec.Error{Name: string(out), Err: err}
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if compiled {
		dir, _ := programs()
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// compiled: there is something to remove.
var compiled bool

func compiledPrograms(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short leaves out the bundles")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("skipped: node is not installed")
	}
	compiled = true
	dir, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// ask calls functions of a bundle one after the other.
func ask(t *testing.T, bundle string, requests []request) []answer {
	t.Helper()
	dir := compiledPrograms(t)
	root, err := wasmbuild.Build{Root: "../.."}.Goroot()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(requests)
	if err != nil {
		t.Fatal(err)
	}
	global := map[string]string{"offline": "hopproofGo", "more": "hopproofMore"}[bundle]
	c := exec.Command("node", "testdata/ask.js", root, filepath.Join(dir, bundle), global)
	c.Stdin = bytes.NewReader(text)
	var complaints bytes.Buffer
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests, %v", len(answers), len(requests), err)
	}
	return answers
}

// command runs the command and returns what it prints.
func command(t *testing.T, args ...string) string {
	t.Helper()
	c := exec.Command(filepath.Join(compiledPrograms(t), "hopproof"), args...)
	out, err := c.Output()
	if code := c.ProcessState.ExitCode(); code == 2 {
		t.Fatalf("hopproof %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}

// question is one way to look at a message: flags of the command, and the
// options that say the same.
type question struct{ flags, options string }

var questions = []question{
	{"analyze", `{}`},
	{"analyze --lang fr", `{"lang":"fr"}`},
	{"analyze --trust 198.51.100.50/32", `{"trust":["198.51.100.50/32"]}`},
	{"verify", `{"route":"office365-relay"}`},
	{"verify --lang fr --relay-ip 203.0.113.25 --relay-host relay.contoso.example --device-ip 192.168.20.0/24 --domain contoso.example",
		`{"lang":"fr","declared":{"relay_ip":["203.0.113.25"],"relay_host":["relay.contoso.example"],"device_ip":["192.168.20.0/24"],"domain":["contoso.example"]}}`},
	{"verify --route direct-send --device-ip 198.51.100.77 --destination mx.google.com --token test-1",
		`{"route":"direct-send","declared":{"device_ip":["198.51.100.77"],"destination":["mx.google.com"]},"token":"test-1"}`},
	{"verify --tenant 6f0c1a5e-0000-4000-8000-000000000001 --sent-after 2026-10-14T08:00:00Z",
		`{"declared":{"tenant":"6f0c1a5e-0000-4000-8000-000000000001"},"sent_after":"2026-10-14T08:00:00Z"}`},
}

func messages(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("../../testdata/*.[et][mx]*")
	if err != nil || len(list) < 20 {
		t.Fatal("the messages are not there", err)
	}
	return append(list, oddMessages(t)...)
}

// oddMessages are what the made-up ones do not have: other charsets, bytes that
// are no text, long sections that make the stack grow and memory be collected.
func oddMessages(t *testing.T) []string {
	t.Helper()
	sample, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for name, text := range map[string]string{
		"charsets.eml": "Subject: =?koi8-r?B?8NLJ18XU?= =?windows-1251?Q?=CF=F0=E8=E2=E5=F2?= =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?x-none?Q?a?=\nFrom: a@contoso.example\n\n",
		"bytes.eml":    "Subject: \x00\xff\xed\xa0\x80\u202e</script>\r\nReceived: \xff\n\n",
		"bare.txt":     "nothing of mail",
		"long.eml":     strings.Repeat("X-Long: "+strings.Repeat("word ", 200)+"\n", 2000) + string(sample),
		"hops.eml":     strings.Repeat("Received: from a.example (b.example [192.0.2.1]) by c.example; Tue, 3 Nov 2026 08:42:12 +0000\n", 3000) + string(sample),
		"body.eml":     string(sample) + strings.Repeat("body\n", 1<<20),
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		list = append(list, file)
	}
	return list
}

// TestBundleEqualsCommand: the page says what the command says, byte for byte.
func TestBundleEqualsCommand(t *testing.T) {
	compiledPrograms(t)
	var requests []request
	var want []string
	for _, q := range questions {
		files := messages(t)
		for _, file := range files {
			if strings.HasSuffix(file, "bare.txt") {
				continue // the command refuses it
			}
			options := strings.Replace(q.options, "{", `{"name":`+quoted(t, file)+",", 1)
			requests = append(requests, request{Function: "analyze", File: file, Rest: []string{strings.Replace(options, ",}", "}", 1)}})
		}
		want = append(want, documents(t, q.flags, requests[len(want):])...)
	}
	for i, a := range ask(t, "offline", requests) {
		switch r := requests[i]; {
		case a.Error != nil:
			t.Errorf("%s %s: %+v", r.File, r.Rest[0], *a.Error)
		case a.Answer != want[i]:
			t.Errorf("%s %s: the page says\n%.300s\nand the command\n%.300s", r.File, r.Rest[0], a.Answer, want[i])
		}
	}
}

// documents are what the command says of each message. With a token it takes
// several for copies of one and says something of all, so it is asked one by one.
func documents(t *testing.T, flags string, requests []request) (list []string) {
	t.Helper()
	args := append(strings.Fields(flags), "--format", "ndjson")
	if strings.Contains(flags, "--token") {
		for _, r := range requests {
			list = append(list, strings.TrimSuffix(command(t, append(args[:len(args):len(args)], r.File)...), "\n"))
		}
		return list
	}
	for _, r := range requests {
		args = append(args, r.File)
	}
	return strings.Split(strings.TrimSuffix(command(t, args...), "\n"), "\n")
}

func quoted(t *testing.T, text string) string {
	t.Helper()
	b, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestMoreEqualsCommand: so do the text form, explain and the reading of a route.
func TestMoreEqualsCommand(t *testing.T) {
	const file, flags = "../../testdata/relay-postfix-gmail.eml", "--lang fr --relay-ip 203.0.113.25"
	options := `{"lang":"fr","name":"` + file + `","declared":{"relay_ip":["203.0.113.25"]}}`
	const ndr = "550 5.7.64 TenantAttribution; Relay Access Denied"
	requests := []request{
		{Function: "text", File: file, Rest: []string{options}},
		{Function: "explain", Text: ndr, Rest: []string{"fr"}},
		{Function: "explain", Text: "nonsense", Rest: []string{"en"}},
		{Function: "reading", Text: options},
	}
	answers := ask(t, "more", requests)
	if want := command(t, append(strings.Fields("verify "+flags), file)...); answers[0].Answer != want {
		t.Errorf("text: %s\nwant %s", answers[0].Answer, want)
	}
	for i, args := range [][]string{{"explain", "--lang", "fr", ndr}, {"explain", "nonsense"}} {
		var want bytes.Buffer
		if err := json.Compact(&want, []byte(command(t, append(args, "--format", "json")...))); err != nil {
			t.Fatal(err)
		}
		if got := answers[1+i].Answer; got != want.String() {
			t.Errorf("explain: %s\nwant %s", got, want.String())
		}
	}
	text := command(t, strings.Fields("verify --explain-route "+flags)...)
	var lines []struct{ Leg, Text string }
	if err := json.Unmarshal([]byte(answers[3].Answer), &lines); err != nil || len(lines) < 10 {
		t.Fatal(err, answers[3].Answer)
	}
	for _, line := range lines {
		contains(t, "explain-route", text, strings.ReplaceAll(line.Text, "\u202f", " ")) // a terminal's blank
	}
}

// TestRefusals: what is wrong comes as an error with a code, or as problems.
func TestRefusals(t *testing.T) {
	const file = "../../testdata/relay-postfix-gmail.eml"
	for i, a := range ask(t, "offline", []request{
		{Function: "analyze", File: file, Rest: []string{`{"lang":1}`}},
		{Function: "analyze", File: file, Rest: []string{`{"relay":1}`}},
		{Function: "analyze", File: file, Rest: []string{`{`}},
		{Function: "analyze", File: file, Rest: []string{`{"declared":{"relay_ip":["10.0.0.1"]}}`}},
		{Function: "analyze", File: file, Rest: []string{`{"route":"nowhere"}`}},
		{Function: "analyze", File: file, Rest: []string{`{"route":{"legs":[]}}`}},
	}) {
		want := []string{"options-invalid", "options-invalid", "options-invalid", "declared-invalid", "route-invalid", "route-invalid"}[i]
		if a.Error == nil || a.Error.Code != want || !strings.HasSuffix(a.Error.Message, ".") {
			t.Errorf("%d: %+v, want %s", i, a, want)
		}
	}
	answers := ask(t, "offline", []request{
		{Function: "route", Text: `{"declared":{"relay_ip":["10.0.0.1","x"],"tenant":"1"},"trust":["a b"]}`},
		{Function: "route", Text: `{"text":"{\n \"legs\": [{\"role\": \"relais\"}]}"}`},
		{Function: "route", Text: `{"declared":{"relay_ip":["203.0.113.25"],"shared":true}}`},
		{Function: "route", Text: `{}`},
		{Function: "fields", File: file},
	})
	type problem struct {
		Code, Key string
		Line      int
	}
	var got [4]struct {
		Route    json.RawMessage
		YAML     string
		Problems []problem
	}
	for i := range got {
		if err := json.Unmarshal([]byte(answers[i].Answer), &got[i]); err != nil {
			t.Fatal(err, answers[i])
		}
	}
	if len(got[0].Problems) != 4 || got[0].Route != nil {
		t.Errorf("a form with four mistakes: %+v", got[0])
	}
	if p := got[1].Problems; len(p) == 0 || p[0].Line != 2 || p[0].Key != "role" {
		t.Errorf("a route file with a mistake: %+v", p)
	}
	if len(got[2].Problems) != 0 || !strings.Contains(string(got[2].Route), `"shared": true`) || !strings.Contains(got[2].YAML, "shared: true") {
		t.Errorf("a route: %+v", got[2])
	}
	if got[3].Route != nil || len(got[3].Problems) != 0 {
		t.Errorf("no route: %+v", got[3])
	}
	var fields [][2]int
	if err := json.Unmarshal([]byte(answers[4].Answer), &fields); err != nil || len(fields) < 10 || fields[0][0] != 0 {
		t.Errorf("fields: %v %v", err, fields)
	}
}
