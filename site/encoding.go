package site

import (
	"strconv"
	"strings"
)

// choose is the form of a file that a client likes best (RFC 9110 section
// 12.5.3): "br", "gzip", or "" for the file as it is. Of equal ones the smaller
// is taken. A client that refuses all gets the file as it is.
func (f *file) choose(fields []string) string {
	weights := accepted(fields)
	best, most := "", weights.of("identity", 1)
	for _, form := range []struct {
		name string
		data []byte
	}{{"gzip", f.gzip}, {"br", f.br}} {
		weight := weights.of(form.name, 0)
		if form.data != nil && weight > 0 && (weight >= most || best == "" && weights["identity"] == 0) {
			best, most = form.name, weight
		}
	}
	return best
}

// weights are the quality values of codings, in thousandths.
type weights map[string]int

// of is the weight of a coding; other in thousands if nothing says.
func (w weights) of(coding string, other int) int {
	if weight, said := w[coding]; said {
		return weight
	}
	if weight, said := w["*"]; said {
		return weight
	}
	return other
}

func accepted(fields []string) weights {
	w := weights{}
	for _, field := range fields {
		for item := range strings.SplitSeq(field, ",") {
			coding, parameters, _ := strings.Cut(item, ";")
			coding = strings.ToLower(strings.TrimSpace(coding))
			if coding == "x-gzip" {
				coding = "gzip"
			}
			if coding != "" {
				w[coding] = quality(parameters)
			}
		}
	}
	return w
}

// quality reads "q=0.5" in thousandths; without it, or where it is none, a coding
// is as good as any.
func quality(parameters string) int {
	name, value, _ := strings.Cut(strings.TrimSpace(parameters), "=")
	if !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 1000
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 1000
	}
	return int(q * 1000)
}
