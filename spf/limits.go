package spf

// Limits bound the work of a check (RFC 7208 section 4.6.4). A zero field is
// the limit of the RFC; a negative one allows nothing.
type Limits struct {
	// Lookups is how many terms may ask DNS, over all included records. Zero is
	// 10.
	Lookups int
	// Voids is how many of the questions of those terms may find nothing. Zero
	// is 2.
	Voids int
	// MX is how many mail exchangers of one "mx" are looked up. One more is a
	// permerror. Zero is 10.
	MX int
	// PTR is how many names of the address are looked up for "ptr" and %{p};
	// the others are ignored. Zero is 10.
	PTR int
	// Depth is how deep includes and redirects may nest. The RFC has no such
	// limit; zero is 10, which its limit of lookups gives.
	Depth int
}

// The limits of RFC 7208 section 4.6.4: how many terms may ask DNS, and how many
// of their questions may find nothing.
const (
	DefaultLookups = 10
	DefaultVoids   = 2
)

func (l Limits) withDefaults() Limits {
	return Limits{
		Lookups: orDefault(l.Lookups, DefaultLookups),
		Voids:   orDefault(l.Voids, DefaultVoids),
		MX:      orDefault(l.MX, 10),
		PTR:     orDefault(l.PTR, 10),
		Depth:   orDefault(l.Depth, 10),
	}
}

func orDefault(n, rfc int) int {
	if n == 0 {
		return rfc
	}
	return max(n, 0)
}
