package markdown_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/hopproof/hopproof/internal/markdown"
	"github.com/hopproof/hopproof/internal/textout"
)

// read renders Markdown as GitHub does, raw HTML included, and returns the text
// and the names of the elements.
func read(t *testing.T, text []byte) (content string, tags []string) {
	t.Helper()
	var out bytes.Buffer
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	if err := gfm.Convert(text, &out); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			words.WriteString(n.Data)
		case html.ElementNode:
			tags = append(tags, n.Data)
		case html.CommentNode:
			t.Errorf("there is a comment: %s", n.Data)
		}
	}
	return words.String(), tags
}

// plain is what a reader of text sees, blanks as HTML shows them.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u200b", "")), " ")
}

// block is what every page is made of, to goldmark and to the HTML parser.
var block = []string{"html", "head", "body"}

func check(t *testing.T, text string) {
	t.Helper()
	want := plain(textout.Clean(text))
	w := markdown.New(nil)
	w.Heading(2, text)
	w.Paragraph(markdown.Escape(text))
	w.Item(0, markdown.Escape(text))
	w.Item(1, w.Strong("x")+" "+markdown.Escape(text))
	w.Gap()
	w.Row("h", text)
	w.Rule(2)
	w.Row(text, text)
	w.Gap()
	content, tags := read(t, w.B)
	if got := plain(content); got != plain(strings.Join([]string{want, want, want, "x", want, "h", want, want, want}, " ")) {
		t.Errorf("%q shows as %q, from\n%s", text, got, w.B)
	}
	for _, tag := range tags {
		allowed := append(block, "h2", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td")
		if !slices.Contains(allowed, tag) {
			t.Errorf("%q makes an element %s, from\n%s", text, tag, w.B)
		}
	}
}

// hostile are texts that Markdown or GitHub would make something of.
var hostile = []string{
	"<script>alert(1)</script>", "<!-- x -->", "&lt;b&gt; &copy;", "*a* **b** _c_ ~~d~~", "[a](http://evil.example)", "![a](x.png)",
	"http://evil.example/ www.evil.example x@evil.example", "<http://evil.example>", "@admin (@admin) “@admin”", "#1 GH-1 a/b#2",
	"- a", "+ a", "1. a", "1) a", "# a", "> a", "---", "===", "```", "~~~", "    code", "\tcode", "a | b | c", `a \| b`, `\`, "a\\",
	"`a`@b", "``` @a", "a@b|c", `a@b\|c`, "[x] a", "[^1]: a", "| --- |", "$x$ $$y$$", ":smile:", "deadbee 0123456789abcdef", "<a@b.example>",
	"a\n\n# b", "a\r- b", "\u2028x", "x  ", "\x00\x1b[31m", "ww.www.a.example", "WWW.evil.example", "CVE-2020-1234", "- [ ] task", "``", "a`b``c @x",
	"&#64;admin", "www.@", "\xffhttp://a", "x:", "“www.evil.example”.", "漢字@漢字", strings.Repeat("`", 200) + "@a", strings.Repeat("[", 500) + "x",
}

func TestHostileTextStaysText(t *testing.T) {
	for _, text := range hostile {
		check(t, text)
	}
}

// TestCodeOrApart: what GitHub looks for behind Markdown stands in code, or is
// torn apart.
func TestCodeOrApart(t *testing.T) {
	for text, want := range map[string]string{
		"by scanner@contoso.example, ok": "by `scanner@contoso.example`, ok",
		"(@admin)":                       "(`@admin`)",
		"see GH-12.":                     "see `GH-12`.",
		"relay.contoso.example":          "relay.contoso.example",
		"203.0.113.25: relay":            "203.0.113.25: relay",
		"--relay-ip 203.0.113.25":        "--relay-ip 203.0.113.25",
		"a_b [x]":                        `a\_b \[x\]`,
		"`@a":                            "\\`&#8203;\\@&#8203;a",
		"at 1a2b3c4d":                    "at `1a2b3c4d`",
		"AM9PR05CA0731.outlook":          "AM9PR05CA0731.outlook",
	} {
		if got := markdown.Escape(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1000 { // goldmark takes long for some
			check(t, text)
		}
	})
}
