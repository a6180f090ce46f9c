package markup

// An outcome is told by its form, not by colour alone: a disc with a tick, an
// octagon with a cross, a square with a question mark. The page has the same.

// outline is the frame of a sign and the sign in it, in a box of 24.
type outline struct{ frame, sign string }

func outlineOf(outcome string) outline {
	switch outcome {
	case "held":
		return outline{"M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21z", "M7 12.4l3.4 3.4L17 8.8"}
	case "broken":
		return outline{"M7.6 1.5h8.8l6.1 6.1v8.8l-6.1 6.1H7.6l-6.1-6.1V7.6z", "M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4"}
	}
	return outline{"M5.5 2h13a3.5 3.5 0 0 1 3.5 3.5v13a3.5 3.5 0 0 1-3.5 3.5h-13A3.5 3.5 0 0 1 2 18.5v-13A3.5 3.5 0 0 1 5.5 2z",
		"M9.5 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.4"}
}

// glyphOf is a small drawing of what a host does, in a box of 24.
func glyphOf(role string) string {
	switch role {
	case "device":
		return "M7 9V3h10v6M7 17H4v-7h16v7h-3M7 14h10v7H7zM16.5 12h.5"
	case "relay", "submission", "forwarder":
		return "M4 4h16v6H4zM4 14h16v6H4zM7 7h.5M7 17h.5M12 10v4"
	case "filter":
		return "M3 4h18l-7 9v7l-4-2v-5z"
	case "eop", "eop-outbound":
		return "M12 2.5l8 3v6c0 5-3.4 8.3-8 10c-4.6-1.7-8-5-8-10v-6z"
	case "exchange-online":
		return "M7 19a4.5 4.5 0 0 1-.6-8.95A6 6 0 0 1 18 9.6A4.7 4.7 0 0 1 17.3 19z"
	case "destination", "internal", "list":
		return "M3 5h18v14H3zM3 6l9 7l9-7"
	}
	return "M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14z"
}

// Sign writes the sign of an outcome (held, broken, else unknown) in running
// text. It says nothing to a screen reader: the word stands beside it.
func (w *Writer) Sign(outcome string) {
	w.Open("svg", Class("sign "+outcome), Attr{"viewBox", "0 0 24 24"}, Attr{"aria-hidden", "true"})
	w.outline(outlineOf(outcome))
	w.Close()
}

// Badge draws the sign of an outcome in a picture.
func (w *Writer) Badge(outcome string, at Point, radius float64) {
	w.Open("g", Class("badge "+outcome), place(Point{at.X - radius, at.Y - radius}, radius/12))
	w.outline(outlineOf(outcome))
	w.Close()
}

func (w *Writer) outline(o outline) {
	w.Void("path", Class("frame"), Attr{"d", o.frame})
	w.Void("path", Class("stroke"), Attr{"d", o.sign})
}

// Glyph draws what a host of the role does; other roles get a ring.
func (w *Writer) Glyph(role string, at Point, radius float64) {
	w.Void("path", Class("glyph"), Attr{"d", glyphOf(role)}, place(Point{at.X - radius, at.Y - radius}, radius/12))
}

// Arrow draws a line that ends in a tip. Its form tells the outcome as well:
// whole, interrupted by a cross, or dotted.
func (w *Writer) Arrow(outcome string, from, to Point) {
	across := from.Y == to.Y
	w.Open("g", Class("line "+outcome))
	if outcome == "broken" {
		w.interrupted(from, to, across)
	} else {
		w.Line("shaft", from, to)
	}
	w.Close()
	tip := new(Pen).Move(Point{to.X - 6, to.Y - 2}).Line(Point{to.X, to.Y + 7}).Line(Point{to.X + 6, to.Y - 2}).Shut()
	if across {
		tip = new(Pen).Move(Point{to.X - 2, to.Y - 6}).Line(Point{to.X + 7, to.Y}).Line(Point{to.X - 2, to.Y + 6}).Shut()
	}
	w.Path("tip "+outcome, tip)
}

func (w *Writer) interrupted(from, to Point, across bool) {
	mid, gap, arm := Point{(from.X + to.X) / 2, (from.Y + to.Y) / 2}, Point{0, 7}, 5.0
	if across {
		gap = Point{7, 0}
	}
	w.Path("shaft", new(Pen).Move(from).Line(Point{mid.X - gap.X, mid.Y - gap.Y}).Move(Point{mid.X + gap.X, mid.Y + gap.Y}).Line(to))
	w.Path("shaft", new(Pen).Move(Point{mid.X - arm, mid.Y - arm}).Line(Point{mid.X + arm, mid.Y + arm}).
		Move(Point{mid.X + arm, mid.Y - arm}).Line(Point{mid.X - arm, mid.Y + arm}))
}

// place moves a drawing and sets its size.
func place(at Point, scale float64) Attr {
	b := appendNumber([]byte("translate("), at.X)
	b = appendNumber(append(b, ' '), at.Y)
	b = appendNumber(append(b, ") scale("...), scale)
	return Attr{"transform", string(append(b, ')'))}
}
