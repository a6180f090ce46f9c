package report

import "github.com/hopproof/hopproof/internal/markup"

// minus is the sign of a negative delay (U+2212).
const minus = "−"

// chunk is how many hops a table has. A longer way is several tables, each of
// which the browser lays out when it comes into view.
const chunk = 100

// hops writes the hops, oldest first.
func (h *htmlWriter) hops() {
	if len(h.d.Hops) == 0 {
		h.section("hops", h.label("no-hops"))
		h.Close()
		return
	}
	h.section("hops", h.hopsTitle(minus))
	scale := h.d.longest()
	for start := 0; start < len(h.d.Hops); start += chunk {
		h.hopTable(start, min(start+chunk, len(h.d.Hops)), scale)
	}
	if reason := h.wholeReason(); reason != "" {
		h.Open("p", markup.Class("muted"))
		h.Element("bdi", reason)
		h.Close()
	}
	h.Close()
}

// hopTable writes the hops from start to end.
func (h *htmlWriter) hopTable(start, end int, scale int64) {
	class := "hops-of"
	if len(h.d.Hops) > chunk {
		class += " many"
	}
	h.Open("div", markup.Class(class))
	h.Open("table", markup.Class("hops"), markup.At("aria-labelledby", h.prefix+"hops"))
	h.Open("thead")
	h.Open("tr")
	for _, head := range [...]string{"#", h.label("from-by"), h.label("role"), h.label("time"), h.label("delay")} {
		h.Element("th", head, markup.At("scope", "col"))
	}
	h.Close()
	h.Close()
	h.Open("tbody")
	for i := start; i < end; i++ {
		hop := &h.d.Hops[i]
		if hop.Hop == h.d.Boundary.Hop && i > 0 {
			h.boundary(true)
		}
		h.hop(hop, scale)
	}
	if h.d.Boundary.Hop == 0 && end == len(h.d.Hops) {
		h.boundary(false)
	}
	h.Close()
	h.Close()
	h.Close()
}

func (h *htmlWriter) hop(hop *Hop, scale int64) {
	outcome := string(hop.hopOutcome())
	h.Open("tr", markup.Class("hop "+outcome))
	h.Open("td", markup.Class("col-hop"))
	h.Element("b", ordinal(hop.Hop))
	h.Text(" ")
	h.Sign(outcome)
	h.Element("span", h.hopWord(hop), markup.Class("hidden"))
	h.Close()
	h.Open("td", markup.Class("col-host"))
	h.hosts(hop)
	h.Close()
	h.Open("td", markup.Class("col-role"))
	h.Text(h.role(hop))
	h.Element("small", h.hopWord(hop))
	h.Close()
	h.Open("td", markup.Class("col-time"))
	h.Element("span", localDay(hop))
	h.Text(" ")
	h.Element("span", h.clock(hop))
	h.Element("small", hop.protocol())
	h.Close()
	h.Open("td", markup.Class("col-delay"))
	h.delay(hop, scale)
	h.Close()
	h.Close()
}

// hosts are who handed the message over to whom, with what else the line says.
func (h *htmlWriter) hosts(hop *Hop) {
	from := hop.From.show()
	if from == "" {
		from = "·"
	}
	h.Element("bdi", from, markup.Class("host"))
	h.Open("span", markup.Class("host by"))
	h.Text("→ ")
	h.Element("bdi", hop.writer())
	h.Close()
	h.Open("details")
	h.Element("summary", h.label("details"))
	h.Open("dl", markup.Class("terms"))
	for _, row := range h.hopDetails(hop) {
		h.Open("div")
		h.Element("dt", row[0])
		h.Element("dd", row[1], markup.At("dir", "auto"))
		h.Close()
	}
	h.Close()
	h.Close()
}

func (h *htmlWriter) delay(hop *Hop, scale int64) {
	if hop.DelaySeconds == nil {
		return
	}
	s := *hop.DelaySeconds
	h.Element("span", h.c.duration(s, minus), markup.Class("amount"))
	if s > 0 && scale > 0 {
		const width, height = 80, 6
		h.Open("svg", markup.Class("delay-bar"), markup.At("viewBox", "0 0 80 6"), markup.At("aria-hidden", "true"))
		h.Bar("bar", markup.Box{Width: width, Height: height}, float64(s)/float64(scale))
		h.Close()
	}
}

// boundary is the row at which belief ends; older hops stand above it.
func (h *htmlWriter) boundary(believedBelow bool) {
	h.Open("tr", markup.Class("boundary-row"))
	h.Open("td", markup.At("colspan", "5"))
	h.Element("b", "▲ "+h.label("claimed-above"))
	if believedBelow {
		h.Text(" ")
		h.Element("b", "▼ "+h.label("believed-below"), markup.Class("word held"))
	} else {
		h.Text(" " + h.label("all-claimed"))
	}
	if reason := h.boundaryReason(); reason != "" {
		h.Open("p", markup.Class("muted"))
		h.Element("bdi", reason)
		h.Close()
	}
	h.Close()
	h.Close()
}
