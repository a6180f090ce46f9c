package report

import "github.com/hopproof/hopproof/header"

// OfSection is Of for a section that is parsed already, by [header.ParseHead] for
// example; size is that of the whole input in bytes.
func OfSection(section *header.Section, size int, o Options) Document {
	return analyze(section, size, &o)
}
