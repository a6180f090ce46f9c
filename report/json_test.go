package report

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/hopproof/hopproof/internal/docgen"
	"github.com/hopproof/hopproof/internal/jsontext"
)

const schemaPath = "schema/hopproof-1.schema.json"

// complete is a Document in which every key is known.
func complete(text func() string) *Document {
	var d Document
	n := 0
	fill(reflect.ValueOf(&d).Elem(), &n, text)
	return &d
}

func numbered() func() string {
	n := 0
	return func() string { n++; return "s" + number(uint64(n)) }
}

func TestGeneratedFilesAreCurrent(t *testing.T) {
	for path, generate := range map[string]func(string) ([]byte, error){
		"json_gen.go": docgen.Writer, schemaPath: docgen.Document.Schema,
		"../site/types/document.d.ts": docgen.PageTypes, "../npm/src/document.d.ts": docgen.PackageTypes,
	} {
		want, err := generate(".")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is out of date (%v): run go generate ./report", path, err)
		}
	}
}

// TestJSONAgrees holds the writer against encoding/json: same keys, same
// order, same values, nothing lost on the way back.
func TestJSONAgrees(t *testing.T) {
	all := samples()
	all["complete"] = complete(numbered())
	all["zero"] = &Document{}
	for name, d := range all {
		t.Run(name, func(t *testing.T) { agree(t, d) })
	}
}

func agree(t *testing.T, d *Document) {
	t.Helper()
	ours := d.AppendJSON(nil, "")
	theirs, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	// A nil list that is always written is [] here and null there.
	theirs = bytes.ReplaceAll(theirs, []byte(":null"), []byte(":[]"))
	for _, key := range []string{"args", "properties"} {
		theirs = bytes.ReplaceAll(theirs, []byte(`"`+key+`":[]`), []byte(`"`+key+`":{}`))
	}
	if at, ok := sameTokens(ours, theirs); !ok {
		t.Errorf("the writer and encoding/json differ: %q", ours[max(at-60, 0):min(int(at)+60, len(ours))])
	}
	var back Document
	if err := json.Unmarshal(ours, &back); err != nil {
		t.Fatalf("%v in %s", err, ours)
	}
	if again := back.AppendJSON(nil, ""); !bytes.Equal(again, ours) {
		t.Errorf("a round trip changes the text: %s", difference(string(ours), string(again)))
	}
	indented := d.AppendJSON(nil, "  ")
	var compact bytes.Buffer
	if err := json.Compact(&compact, indented); err != nil || compact.String() != string(ours) {
		t.Errorf("indenting changes more than blanks (%v): %s", err, difference(compact.String(), string(ours)))
	}
}

// difference shows both texts from a little before they part.
func difference(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	from := max(at-60, 0)
	return strconv.Quote(a[from:min(at+60, len(a))]) + " and " + strconv.Quote(b[from:min(at+60, len(b))])
}

// sameTokens reports whether two texts are the same but for the choice of
// escapes, and how far they are: keys, their order, and values.
func sameTokens(a, b []byte) (at int64, same bool) {
	one, other := json.NewDecoder(bytes.NewReader(a)), json.NewDecoder(bytes.NewReader(b))
	one.UseNumber()
	other.UseNumber()
	for {
		at = one.InputOffset()
		x, err := one.Token()
		y, otherErr := other.Token()
		switch {
		case err == io.EOF && otherErr == io.EOF:
			return at, true
		case err != nil || otherErr != nil || x != y:
			return at, false
		}
	}
}

func FuzzJSON(f *testing.F) {
	members := reflect.TypeFor[Document]().NumField()
	for member := range members {
		f.Add("a\x00\x1b\u2028\xff<>&", "\u202e\"\\/\b", uint8(member))
		f.Add("\xed\xa0\x80", "\U0001f642\x7f\u0085", uint8(member))
	}
	f.Fuzz(func(t *testing.T, a, b string, member uint8) {
		// Each string of the Document is one of them, and a character is escaped
		// by itself: longer ones only take longer.
		a, b = a[:min(len(a), 24)], b[:min(len(b), 24)]
		odd := false
		// One member at a time: a whole Document takes twenty times as long.
		var d Document
		n := 0
		fill(reflect.ValueOf(&d).Elem().Field(int(member)%members), &n, func() string {
			odd = !odd
			if odd {
				return a
			}
			return b
		})
		text := string(d.AppendJSON(nil, ""))
		if !utf8.ValidString(text) || strings.ContainsFunc(text, jsontext.IsControl) {
			t.Errorf("not harmless text: %q", text)
		}
		agree(t, &d)
	})
}

func TestDocumentsMatchTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaPath)
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range samples() {
		if name == "hostile" {
			continue // its words are none of the schema's
		}
		for _, lang := range []string{"", "en", "fr"} {
			if lang != "" {
				d.Localize(lang)
			}
			if err := validate(schema, d.AppendJSON(nil, "  ")); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	wrong := sampleHeld()
	wrong.Route.Outcome = "maybe"
	if validate(schema, wrong.AppendJSON(nil, "")) == nil {
		t.Error("the schema allows an outcome that does not exist")
	}
}

func validate(schema *jsonschema.Schema, text []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// TestKeysOfTheContract lists keys that programs depend on already.
func TestKeysOfTheContract(t *testing.T) {
	text := string(complete(numbered()).AppendJSON(nil, ""))
	for _, key := range strings.Fields(`schema generator lang receiver name assumed input bytes header_bytes fields kind
		truncated message message_id date subject header_from sender reply_to to cc mail_from hops hop field span from helo
		rdns rdns_verified ip port by via with id for envelope_from tls version cipher client_certificate subject issuer
		verified authenticated method user software time delay_s role operator basis link total_s entries witnesses source
		value agrees boundary authentication results authserv_id believed result reason properties comment arc instance cv
		domain alignment spf dkim microsoft tenant_id direction auth_as auth_mechanism entity attribution antispam header key
		meaning sending mode because identity login outcome forwarding filters product before_eop route legs leg required
		remedy conditions condition want got evidence live dmarc findings code severity args text problems`) {
		if !strings.Contains(text, `"`+key+`":`) {
			t.Errorf("the key %s is gone", key)
		}
	}
}

func TestUnknownIsAbsentAndZeroIsWritten(t *testing.T) {
	h := Hop{Hop: 1, DelaySeconds: new(int64(0)), From: Peer{RDNSVerified: new(false)}}
	d := Document{Schema: SchemaName, Hops: []Hop{h}}
	const want = `{"schema":"hopproof/1","input":{"bytes":0,"header_bytes":0,"fields":0,"truncated":false},` +
		`"hops":[{"hop":1,"field":0,"span":[0,0],"from":{"rdns_verified":false},"delay_s":0,"mended":false}]}`
	if got := string(d.AppendJSON(nil, "")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPairs(t *testing.T) {
	p := Pairs{{Name: "b", Value: "1"}, {Name: "a", Value: "2"}, {Name: "b", Value: "3"}}
	if got, err := json.Marshal(p); err != nil || string(got) != `{"a":"2","b":"1"}` {
		t.Errorf("got %s, %v", got, err)
	}
	if p[0].Name != "b" {
		t.Error("writing changed the order of the pairs")
	}
	for _, wrong := range []string{`[]`, `{"a":1}`, `{"a":"b"`, `{"a"}`, `{"a":"\x"}`, `{"a":"b",}`} {
		if err := p.UnmarshalJSON([]byte(wrong)); err == nil {
			t.Errorf("%s is taken for an object of strings", wrong)
		}
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	d := sampleHeld()
	d.Localize("en")
	buf := d.AppendJSON(nil, "")
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		buf = d.AppendJSON(buf[:0], "")
	}
}

func BenchmarkLocalize(b *testing.B) {
	d := sampleHeld()
	b.ReportAllocs()
	for b.Loop() {
		d.Localize("en")
	}
}

func BenchmarkAppendText(b *testing.B) {
	d := sampleHeld()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = AppendText(buf[:0], d, TextOptions{})
	}
}
