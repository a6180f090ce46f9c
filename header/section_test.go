package header

import (
	"net/mail"
	"net/textproto"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// check asserts what holds for every input: places are faithful and in order,
// and every byte that is not blank belongs to a field or to a Problem.
func check(t *testing.T, input string, s *Section) {
	t.Helper()
	covered := make([]bool, len(input))
	cover := func(at Span) {
		if at.Start < 0 || at.End > len(input) || at.Start > at.End {
			t.Fatalf("span %v outside the input of %d bytes", at, len(input))
		}
		for i := at.Start; i < at.End; i++ {
			covered[i] = true
		}
	}
	last := 0
	for i := range s.Fields {
		f := &s.Fields[i]
		cover(f.Span)
		if f.Mend&MendUTF16 == 0 && f.Raw != input[f.Span.Start:f.Span.End] {
			t.Fatalf("field %d: Raw differs from the input at %v", i, f.Span)
		}
		if f.Mend&MendTable == 0 && f.Span.Start < last {
			t.Fatalf("field %d at %v overlaps the one above it", i, f.Span)
		}
		last = f.Span.End
		checkValue(t, input, i, f)
		if want := 1 + lineBreaks(input[:f.Span.Start], input); f.Mend&MendUTF16 == 0 && f.Line != want {
			t.Fatalf("field %d: line %d, want %d", i, f.Line, want)
		}
	}
	for _, p := range s.Problems {
		if p.Code == "" {
			t.Fatal("a Problem without a code")
		}
		if p.Code != "utf16-text" && p.Code != "no-fields" {
			cover(p.Span)
		}
	}
	end := len(input)
	if s.Body >= 0 {
		end = s.Body
	}
	for i := range end {
		if !covered[i] && !ascii.IsSpace(input[i]) && !isDress(input, i, s) && !isUTF16([]byte(input)) {
			t.Fatalf("byte %d (%q) is in no field and in no Problem", i, input[i])
		}
	}
	if len(s.Problems) > 8+2*strings.Count(input, "\n")+strings.Count(input, "\r") {
		t.Fatalf("%d Problems", len(s.Problems))
	}
}

// isDress: quoting marks on a line that is otherwise blank belong to nothing, and
// in what is no regular section neither do no-break spaces: to a reader they are
// indentation.
func isDress(input string, i int, s *Section) bool {
	dress := ">| \t"
	if len(s.Problems) > 0 {
		dress += nbsp
	}
	start := strings.LastIndexAny(input[:i], "\r\n") + 1
	end := len(input)
	if n := strings.IndexAny(input[i:], "\r\n"); n >= 0 {
		end = i + n
	}
	return strings.Trim(input[start:end], dress) == ""
}

func checkValue(t *testing.T, input string, i int, f *Field) {
	t.Helper()
	text, at := f.Value()
	switch {
	case at < 0:
		if f.Mend&(MendTable|MendUTF16) == 0 {
			t.Fatalf("field %d: a value without a place", i)
		}
	case at < f.Span.Start || at+len(text) > f.Span.End:
		t.Fatalf("field %d: value at %d+%d outside %v", i, at, len(text), f.Span)
	case f.Mend == 0 && text != input[at:at+len(text)]:
		t.Fatalf("field %d: value differs from the input", i)
	default:
		for j := range len(text) {
			if text[j] != input[at+j] && text[j] != ' ' {
				t.Fatalf("field %d: byte %d of the value is %q, in the input %q", i, j, text[j], input[at+j])
			}
		}
	}
	if body := f.Body(); len(body) > len(text) || strings.Trim(body, " \t") != body {
		t.Fatalf("field %d: body %q", i, body)
	}
}

func lineBreaks(s, whole string) int {
	return strings.Count(s, string(lineEnd(whole)))
}

func TestRegular(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // "Name=body"
		body     int
	}{
		{"CRLF", "A: 1\r\nB: 2\r\n 3\r\n\r\nbody: x\r\n", []string{"A=1", "B=2 3"}, 18},
		{"LF", "A: 1\nB: 2\n\t3\n\nbody: x\n", []string{"A=1", "B=2\t3"}, 14},
		{"mixed", "A: 1\r\nB: 2\n 3\nC:\r\n\nx", []string{"A=1", "B=2 3", "C="}, 19},
		{"lone CR where there is no LF", "A: 1\rB: 2\r 3\r\rbody", []string{"A=1", "B=2 3"}, 14},
		{"lone CR beside LF is content", "A: 1\rB: 2\nC: 3\n", []string{"A=1\rB: 2", "C=3"}, -1},
		{"CR CR LF", "A: 1\r\r\n 2\r\r\nB: 3\r\r\n\r\r\nbody", []string{"A=1 2", "B=3"}, 22},
		{"no ending", "A: 1\nB: 2", []string{"A=1", "B=2"}, -1},
		{"bare section", "A: 1\nB: 2\n", []string{"A=1", "B=2"}, -1},
		{"leading blank lines", "\r\n \t\r\n\r\nA: 1\r\nB: 2\r\n", []string{"A=1", "B=2"}, -1},
		{"byte order mark", "\ufeffA: 1\nB: 2\n", []string{"A=1", "B=2"}, -1},
		{"obsolete white space before the colon", "A : 1\nB\t : 2\n", []string{"A=1", "B=2"}, -1},
		{"line of white space only is a fold", "A: 1\n \n 2\nB: 3\n\n", []string{"A=1  2", "B=3"}, 16},
		{"NUL", "A: 1\x002\nB: \x00\n", []string{"A=1\x002", "B=\x00"}, -1},
		{"empty bodies", "A:\nB: \nC:\n  \nD: 1\n", []string{"A=", "B=", "C=", "D=1"}, -1},
		{"odd but legal names", "A: 1\n !#$%=: 2\n!#$%=: 3\nX: a\n b\n", []string{"A=1 !#$%=: 2", "!#$%==3", "X=a b"}, -1},
		{"one field and a body of fields", "A: 1\n\nB: 2\nC: 3\n", []string{"A=1"}, 6},
		{"one field and a spaced body", "Subject: 1\n\nHello\n\nFrom: there\n\nBye\n", []string{"Subject=1"}, 12},
		{"folds make odd names a field", "A: 1\n b\n20:36: 2\nC: 3\n", []string{"A=1 b", "20=36: 2", "C=3"}, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Parse([]byte(tt.in))
			check(t, tt.in, &s)
			if got := pairs(&s); !slices.Equal(got, tt.want) {
				t.Errorf("fields %q, want %q", got, tt.want)
			}
			if s.Body != tt.body || s.Kind != KindEML || s.Truncated {
				t.Errorf("body %d, want %d; kind %v, truncated %v", s.Body, tt.body, s.Kind, s.Truncated)
			}
			for _, f := range s.Fields {
				if f.Mend != 0 {
					t.Errorf("%s was mended: %b", f.Name, f.Mend)
				}
			}
		})
	}
}

func pairs(s *Section) []string {
	var all []string
	for i := range s.Fields {
		all = append(all, s.Fields[i].Name+"="+s.Fields[i].Body())
	}
	return all
}

func codes(s *Section) []string {
	var all []string
	for _, p := range s.Problems {
		all = append(all, p.Code)
	}
	return all
}

func TestProblems(t *testing.T) {
	tests := []struct {
		in        string
		code      string
		at        Span
		truncated bool
	}{
		{"\ufeffA: 1\nB: 2\n", "byte-order-mark", Span{0, 3}, false},
		{"From a@example.com Mon\nA: 1\nB: 2\n", "mbox-line", Span{0, 23}, false},
		{" by b; date\nA: 1\nB: 2\n", "text-outside-fields", Span{0, 12}, true},
		{"A: 1\nB: 2\nX-Forefro", "cut-off", Span{10, 19}, true},
		{"A: 1\nB: 2\x00\x00\n", "nul-byte", Span{9, 10}, false},
		{"A: 1\nB: 2\rC: 3\n", "bare-cr", Span{9, 10}, false},
		{"A: 1\r\nB: 2\r\r\nC: 3\r\n", "bare-cr", Span{10, 11}, false},
		{"A: 1\r\n x\r\nB: 2\r\r\nC: 3\r\n", "bare-cr", Span{14, 15}, false},
		{"A: 1\n \t\nB: 2\n  \nC: 3\n", "blank-fold", Span{5, 8}, false},
		{"A: 1\n x\n \t\nB: 2\n  \n\nC: 3\n", "blank-fold", Span{8, 11}, false},
		{"", "no-fields", Span{}, false},
		{"\n \n", "no-fields", Span{0, 3}, false},
	}
	for _, tt := range tests {
		s := ParseString(tt.in)
		check(t, tt.in, &s)
		if len(s.Problems) != 1 || s.Problems[0].Code != tt.code || s.Problems[0].Span != tt.at {
			t.Errorf("%q: problems %v, want %s at %v", tt.in, s.Problems, tt.code, tt.at)
		}
		if s.Truncated != tt.truncated {
			t.Errorf("%q: truncated %v", tt.in, s.Truncated)
		}
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		in     string
		lim    limits
		code   string
		fields int
	}{
		{"A: 1\nB: 2\nC: 3\n\nbody", limits{100, 2}, "field-limit", 2},
		{"A: 1\nB: 2\nC: 3\n\nbody", limits{12, 9}, "section-limit", 3},
		{"> A: 1\n> B: 2\n> C: 3\n\nbody", limits{100, 2}, "field-limit", 2},
		{"#\tHeader\tValue\n1\tA\t1\n2\tB\t2\n3\tC\t3\n", limits{100, 2}, "field-limit", 2},
	}
	for _, tt := range tests {
		s := parse([]byte(tt.in), tt.lim, new(Reader))
		check(t, tt.in, &s)
		if !s.Truncated || !s.Unread() || !slices.Contains(codes(&s), tt.code) || len(s.Fields) != tt.fields {
			t.Errorf("%q: truncated %v, %v, %d fields", tt.in, s.Truncated, codes(&s), len(s.Fields))
		}
	}
	s := parse([]byte("A: 1\nB: 2\n\nlong body"), limits{14, 9}, new(Reader))
	if s.Truncated || s.Unread() || len(s.Problems) > 0 {
		t.Errorf("a body beyond the limit: truncated %v, %v", s.Truncated, s.Problems)
	}
}

func TestFind(t *testing.T) {
	s := ParseString("Received: 1\nX-K: k\nreceived: 2\nRECEIVED: 3\n")
	if f := s.Find("rEceived"); f == nil || f.Body() != "1" {
		t.Errorf("Find = %v", f)
	}
	if f := s.Find("X-\u212a"); f != nil {
		t.Errorf("Find(KELVIN SIGN) = %v", f)
	}
	if s.Count("Received") != 3 || s.Count("Receive") != 0 {
		t.Error("Count")
	}
	var at []int
	for i, f := range s.All("received") {
		at = append(at, i)
		if f.Body() == "2" {
			break
		}
	}
	if !slices.Equal(at, []int{0, 2}) {
		t.Errorf("All = %v", at)
	}
}

func TestNoAllocs(t *testing.T) {
	s := ParseString("Received: 1\nSubject: k\n")
	if n := testing.AllocsPerRun(100, func() {
		_ = s.Find("subject").Body()
		_ = s.Count("received")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestMendAgrees: on a section that needs no mending the mender must see
// exactly what the reader of regular sections sees.
func TestMendAgrees(t *testing.T) {
	for _, in := range []string{
		"A: 1\nB: 2\n 3\n\nbody", "\n\nDate: 1\r\n\tx\r\nB: 2\r\n\r\n", "From x y\nA: 1\n  b\nC:\n",
	} {
		agree(t, in)
	}
}

func agree(t *testing.T, in string) {
	t.Helper()
	want := newParser(in, len(in), defaultLimits)
	if !want.regular() {
		return
	}
	got := newParser(in, len(in), defaultLimits)
	got.mend()
	a, b := want.finish(len(in)), got.finish(len(in))
	if a.Truncated { // text above the first field is set aside by other means
		return
	}
	if !slices.Equal(a.Fields, b.Fields) || a.Body != b.Body || a.Span != b.Span || a.Kind != b.Kind {
		t.Errorf("regular and mend differ: %d fields %v %d, %d fields %v %d",
			len(a.Fields), a.Span, a.Body, len(b.Fields), b.Span, b.Body)
	}
}

// TestCorpus compares with a reading of RFC 5322 section 2.2 by the standard
// library, on sections in which it finds nothing wrong.
func TestCorpus(t *testing.T) {
	regular, mended := 0, 0
	for _, m := range testcorpus.Messages(t) {
		in := string(m.Data)
		s := Parse(m.Data)
		t.Run(m.Name, func(t *testing.T) {
			check(t, in, &s)
			agree(t, in)
			if s.Kind == KindPaste {
				mended++
				t.Logf("mended: %d fields, %v", len(s.Fields), codes(&s))
				return
			}
			regular++
			compareMail(t, in, &s)
		})
	}
	t.Logf("%d regular, %d mended", regular, mended)
	if mended > regular/50 {
		t.Errorf("%d of %d sections were mended", mended, mended+regular)
	}
}

func compareMail(t *testing.T, in string, s *Section) {
	text := in[s.Span.Start:s.Span.End]
	msg, err := mail.ReadMessage(strings.NewReader(text + "\n\n"))
	if err != nil {
		t.Logf("net/mail: no message")
		return
	}
	n := 0
	for _, values := range msg.Header {
		n += len(values)
	}
	if n != len(s.Fields) {
		t.Errorf("%d fields, net/mail has %d", len(s.Fields), n)
	}
	seen := map[string]int{}
	for i := range s.Fields {
		key := textproto.CanonicalMIMEHeaderKey(s.Fields[i].Name)
		want := msg.Header[key]
		if seen[key] >= len(want) {
			t.Errorf("field %d is not in net/mail", i)
			continue
		}
		if got := squeeze(s.Fields[i].Body()); got != squeeze(want[seen[key]]) {
			t.Errorf("field %d (%s): body differs from net/mail", i, key)
		}
		seen[key]++
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"A: 1\r\nB: 2\r\n 3\r\n\r\nbody", "Received: from a\nby b;\n20:36:41 +0000\nSubject: x\n",
		"> A: 1\n>  2\n> B: 3\n", ">From x\nA : 1\n", "\ufeffFrom x\n\nA:\n", "\xff\xfeA\x00:\x001\x00",
		"Received: a\n\nby b\n\nSubject: c\n\n\n\nbody", "A: 1\n\u00a0\u00a02\n", "A: 1\rB: 2\r\r",
		"Hop\tSubmitting host\tReceiving host\tTime\tDelay\tType\n1\ta\tb\tc\td\te\n#\tHeader\tValue\n1\tX\ty",
		"see\n\u00a0A:%\xb8\xad@] 1\n\u00a0",
		"Original Message\nMessage ID\t<a>\nFrom:\tx\n\nSubject: z\n", "  Subject: a\n  To: b\n",
		"see\n\u00a0A: 1\n\u00a0",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		text := string(in)
		s := Parse(in)
		check(t, text, &s)
		agree(t, text)
		// ParseString makes no outline.
		if o := ParseString(text); !slices.Equal(o.Fields, s.Fields) || o.Body != s.Body || o.Span != s.Span || o.Kind != s.Kind ||
			o.Truncated != s.Truncated || !reflect.DeepEqual(o.Problems, s.Problems) {
			t.Fatal("ParseString differs from Parse")
		}
		reparse(t, &s)
	})
}

// reparse: the fields of a section, put together again, are the same section.
// For fields that a mend made, no less text than before is found in fields.
func reparse(t *testing.T, s *Section) {
	var b strings.Builder
	mended := false
	for i := range s.Fields {
		b.WriteString(s.Fields[i].Raw)
		mended = mended || s.Fields[i].Mend != 0
	}
	again := ParseString(b.String())
	if mended || s.Kind == KindPaste || s.Truncated {
		check(t, b.String(), &again)
		return
	}
	if strings.Contains(b.String(), "\r") && !strings.Contains(b.String(), "\n") {
		return // what was a lone CR beside an LF is now a line ending
	}
	if a, b := pairs(s), pairs(&again); !slices.Equal(a, b) {
		t.Fatalf("fields %q, read again %q", a, b)
	}
}

// TestOutline: nearly all real sections have an outline, and it says what reading
// their lines says; ParseString makes none.
func TestOutline(t *testing.T) {
	outlined := 0
	messages := testcorpus.Messages(t)
	for _, m := range messages {
		if hasOutline(m.Data) {
			outlined++
		}
		if got, want := Parse(m.Data), ParseString(string(m.Data)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: Parse and ParseString differ", m.Name)
		}
	}
	if t.Logf("%d of %d have an outline", outlined, len(messages)); outlined < len(messages)*3/4 {
		t.Error("too few")
	}
	for _, in := range []string{
		"", ">A: 1\n b\n\n", "A: 1\n b", "A : 1\n b\n", " a\nB: 1\n b\n", "A: 1\nstray\n b\n", "A: 1\n\n", "\nA: 1\n b\n", "\ufeffA: 1\n b\n", ": 1\n b\n",
	} {
		if hasOutline([]byte(in)) {
			t.Errorf("%q has an outline", in)
		}
	}
}

func hasOutline(in []byte) bool {
	p := newParser("", len(in), defaultLimits)
	return p.outline(in)
}
