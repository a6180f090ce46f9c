// Package testmarkup checks what package markup and its users write.
package testmarkup

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/markup"
	"golang.org/x/net/html"
)

// Sheet checks that the hash of a style sheet is that of its text, and that the
// text reads the same in HTML and XML.
func Sheet(t testing.TB, name string, s markup.Sheet) {
	t.Helper()
	sum := sha256.Sum256([]byte(s.CSS))
	if want := "sha256-" + base64.StdEncoding.EncodeToString(sum[:]); s.Hash != want {
		t.Errorf("the hash of %s is %s, not %s", name, want, s.Hash)
	}
	if strings.ContainsAny(s.CSS, "<&") {
		t.Errorf("%s has a character that HTML and XML read differently", name)
	}
	if strings.Contains(s.CSS, "url(") || strings.Contains(s.CSS, "@import") {
		t.Errorf("%s loads something", name)
	}
}

// Node is an element with its attributes, or a text, in the order of the file.
type Node struct {
	Tag, Text string
	Attrs     map[string]string
}

// Read reads HTML or SVG by the rules of HTML and of XML. It fails if the two
// differ, and on anything that runs, loads or leads out of the page.
func Read(t testing.TB, data []byte) []Node {
	t.Helper()
	strict := readXML(t, data)
	lax := readHTML(t, data)
	for i := range min(len(strict), len(lax)) {
		if a, b := strict[i], lax[i]; a.Tag != b.Tag || a.Text != b.Text || len(a.Attrs) != len(b.Attrs) {
			t.Fatalf("XML reads %+v, HTML %+v", a, b)
		}
	}
	if len(strict) != len(lax) {
		t.Fatalf("XML reads %d nodes, HTML %d", len(strict), len(lax))
	}
	for _, n := range strict {
		harmless(t, n)
	}
	return strict
}

// harmful are the elements that run or load something, or send it somewhere.
var harmful = []string{"script", "iframe", "object", "embed", "img", "image", "link", "base", "form", "input", "button", "audio", "video",
	"use", "foreignobject", "animate", "set"}

func harmless(t testing.TB, n Node) {
	t.Helper()
	if slices.Contains(harmful, strings.ToLower(n.Tag)) {
		t.Errorf("there is an element %s", n.Tag)
	}
	for name, value := range n.Attrs {
		switch {
		case strings.HasPrefix(name, "on"), name == "style", name == "src", name == "action":
			t.Errorf("%s has an attribute %s", n.Tag, name)
		case name == "href" && !strings.HasPrefix(value, "#"):
			t.Errorf("a link leads to %s", value)
		}
	}
}

func readXML(t testing.TB, data []byte) (nodes []Node) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return nodes
		}
		if err != nil {
			t.Fatalf("no well-formed XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := Node{Tag: token.Name.Local, Attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.Attrs[a.Name.Local] = a.Value
			}
			nodes = append(nodes, n)
		case xml.CharData:
			nodes = appendText(nodes, string(token))
		}
	}
}

func readHTML(t testing.TB, data []byte) (nodes []Node) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	whole := bytes.HasPrefix(data, []byte("<!DOCTYPE"))
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			nodes = appendText(nodes, n.Data)
		case n.Type == html.ElementNode && (whole || n.Data != "html" && n.Data != "head" && n.Data != "body"):
			attrs := map[string]string{}
			for _, a := range n.Attr {
				attrs[a.Key] = a.Val
			}
			nodes = append(nodes, Node{Tag: n.Data, Attrs: attrs})
		}
	}
	return nodes
}

// appendText leaves out text that only lays out the file.
func appendText(nodes []Node, text string) []Node {
	if text = strings.TrimSpace(text); text == "" {
		return nodes
	}
	return append(nodes, Node{Text: text})
}
