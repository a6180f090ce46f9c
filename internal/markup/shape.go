package markup

import "unicode/utf8"

// Point is a place in a picture.
type Point struct{ X, Y float64 }

// Box is a rectangle: its upper left corner and its size.
type Box struct{ X, Y, Width, Height float64 }

// Anchor is the end of a label that stands at its point.
type Anchor string

// The anchors.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Picture is the frame of an SVG image.
type Picture struct {
	// Name is the first part of the ids in it: two pictures in one page must differ.
	Name string
	// Title says what the picture is, Text what it shows, for those who do not see
	// it.
	Title, Text string
	// Width and Height are its size.
	Width, Height float64
	// Margin is the room around it in a file of its own.
	Margin float64
	// Class is the class of the svg element.
	Class string
}

// Open begins the picture in a page, which [Writer.Close] ends. The page's own
// sheet is its style.
func (p Picture) Open(w *Writer) { p.open(w, Box{Width: p.Width, Height: p.Height}) }

// Append appends the picture to b as a file of its own, with its style and a
// ground that follows the theme of the reader. body draws.
func (p Picture) Append(b []byte, body func(*Writer)) []byte {
	w := New(append(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"...))
	whole := Box{-p.Margin, -p.Margin, p.Width + 2*p.Margin, p.Height + 2*p.Margin}
	p.open(w, whole, Attr{"xmlns", "http://www.w3.org/2000/svg"}, Num("width", whole.Width), Num("height", whole.Height))
	w.Style(Drawing)
	w.Rect("ground", whole, p.Margin)
	body(w)
	return w.Bytes()
}

func (p Picture) open(w *Writer, view Box, more ...Attr) {
	var box []byte
	for i, n := range [...]float64{view.X, view.Y, view.Width, view.Height} {
		if i > 0 {
			box = append(box, ' ')
		}
		box = appendNumber(box, n)
	}
	title, text := p.Name+"-title", p.Name+"-text"
	w.Open("svg", append(more, Class(p.Class), Attr{"viewBox", string(box)}, Attr{"role", "img"},
		Attr{"aria-labelledby", title}, Attr{"aria-describedby", text})...)
	w.Element("title", p.Title, Attr{"id", title})
	w.Element("desc", p.Text, Attr{"id", text})
}

// Label writes text at a point. It keeps to at most characters by cutting out its
// middle, for a picture has no lines to break; the whole is its title then.
func (w *Writer) Label(class string, at Point, anchor Anchor, text string, most int) {
	if text == "" {
		return
	}
	short := Fit(text, most)
	w.Open("text", Class(class), Num("x", at.X), Num("y", at.Y), Attr{"text-anchor", string(anchor)})
	if short != text {
		w.Element("title", text)
	}
	w.Text(short)
	w.Close()
}

// Fit cuts the middle out of a text of more than most characters, so that most
// are left, the ellipsis among them. Of a host the beginning and the end tell it
// from others.
func Fit(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	tail := max(most-1, 0) / 2
	head := max(most-1, 1) - tail
	return text[:after(text, head)] + "…" + text[before(text, tail):]
}

// after is the place behind the first n characters of text.
func after(text string, n int) int {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// before is the place in front of the last n characters of text.
func before(text string, n int) int {
	at := len(text)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return at
}

// Rect draws a box with rounded corners.
func (w *Writer) Rect(class string, b Box, radius float64) {
	w.Void("rect", Class(class), Num("x", b.X), Num("y", b.Y), Num("width", max(b.Width, 0)), Num("height", max(b.Height, 0)),
		Num("rx", min(radius, b.Width/2, b.Height/2)))
}

// Bar draws the part share of a box from its left, share from 0 to 1. What is
// above zero shows.
func (w *Writer) Bar(class string, b Box, share float64) {
	if !(share > 0) {
		return
	}
	const least = 2
	b.Width = max(min(share, 1)*b.Width, least)
	w.Rect(class, b, b.Height/2)
}

// Line draws a straight line.
func (w *Writer) Line(class string, from, to Point) {
	w.Path(class, new(Pen).Move(from).Line(to))
}

// Circle draws a circle.
func (w *Writer) Circle(class string, at Point, radius float64) {
	w.Void("circle", Class(class), Num("cx", at.X), Num("cy", at.Y), Num("r", radius))
}

// Path draws what the pen drew.
func (w *Writer) Path(class string, p *Pen) {
	w.Void("path", Class(class), Attr{"d", string(p.d)})
}

// Pen draws the outline of a path (SVG 2 section 9.3).
type Pen struct{ d []byte }

// Move lifts the pen to a point.
func (p *Pen) Move(to Point) *Pen { return p.to('M', to) }

// Line draws a line to a point.
func (p *Pen) Line(to Point) *Pen { return p.to('L', to) }

// Curve draws a cubic Bézier curve to a point.
func (p *Pen) Curve(first, second, to Point) *Pen {
	p.to('C', first)
	p.to(' ', second)
	return p.to(' ', to)
}

// Shut draws a line to where the pen last came down.
func (p *Pen) Shut() *Pen {
	p.d = append(p.d, 'Z')
	return p
}

func (p *Pen) to(command byte, at Point) *Pen {
	p.d = appendNumber(append(p.d, command), at.X)
	p.d = appendNumber(append(p.d, ' '), at.Y)
	return p
}
