package markup

// Sheet is a style sheet that is part of the program.
type Sheet struct {
	// CSS is its text. It has none of the characters < and &, so that it reads the
	// same in HTML and in XML.
	CSS string
	// Hash is the SHA-256 of CSS as a policy names it: "sha256-…" in base64 (CSP
	// Level 3, section 2.3.1). It is written down, and held to CSS by a test, to
	// spare the page the code that computes it.
	Hash string
}

// Page is the frame of a report: one file that loads nothing, runs nothing and
// says so in a policy of its own.
type Page struct {
	// Lang is the language of the page (RFC 5646).
	Lang string
	// Title is its title.
	Title string
	// Sheets are further style sheets, behind [Report].
	Sheets []Sheet
}

// Append appends the page to b; body writes what stands between its tags.
func (p Page) Append(b []byte, body func(*Writer)) []byte {
	w := New(append(b, "<!DOCTYPE html>\n"...))
	sheets := append([]Sheet{Report}, p.Sheets...)
	w.Open("html", At("lang", p.Lang))
	w.Open("head")
	w.Void("meta", At("charset", "utf-8"))
	w.Void("meta", At("http-equiv", "Content-Security-Policy"), At("content", policy(sheets)))
	w.Void("meta", At("name", "viewport"), At("content", "width=device-width, initial-scale=1"))
	w.Void("meta", At("name", "color-scheme"), At("content", "light dark"))
	w.Void("meta", At("name", "referrer"), At("content", "no-referrer"))
	w.Element("title", p.Title)
	for _, s := range sheets {
		w.Style(s)
	}
	w.Close()
	w.Open("body")
	body(w)
	return w.Bytes()
}

// policy allows the sheets, and nothing else.
func policy(sheets []Sheet) string {
	text := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src"
	for _, s := range sheets {
		text += " '" + s.Hash + "'"
	}
	return text
}

// Style writes a style element.
func (w *Writer) Style(s Sheet) {
	w.Open("style")
	w.b = append(w.b, s.CSS...)
	w.Close()
}
