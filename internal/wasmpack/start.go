package wasmpack

// The sections that a function at the start changes.
const (
	sectionType     = 1
	sectionFunction = 3
	sectionStart    = 8
)

// noParameters is the type of a function that takes and gives nothing.
var noParameters = []byte{0x60, 0, 0}

// withStart adds a function that runs when the program is instantiated, behind
// all others, so that their numbers stay (WebAssembly core specification,
// section 2.5.9).
func withStart(sections []section, imports int, body []byte) ([]section, error) {
	var out []section
	kind, number := -1, -1
	for _, s := range sections {
		var err error
		switch s.id {
		case sectionType:
			s.body, kind, err = appended(s.body, noParameters)
		case sectionFunction:
			s.body, number, err = appended(s.body, appendUint(nil, max(kind, 0)))
		case sectionElement:
			out = append(out, section{sectionStart, appendUint(nil, imports+number)})
		case sectionCode:
			s.body, _, err = appended(s.body, append(appendUint(nil, len(body)), body...))
		case sectionStart:
			return nil, errModule // the Go linker makes none
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if kind < 0 || number < 0 {
		return nil, errModule
	}
	return out, nil
}

// appended adds an item to a list and gives its number.
func appended(list, item []byte) ([]byte, int, error) {
	r := reader{b: list}
	n := r.uint()
	if r.failed {
		return nil, 0, errModule
	}
	return append(append(appendUint(nil, n+1), list[r.at:]...), item...), n, nil
}
