package source

import (
	_ "embed" // the table
	"path"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

// leftOutTSV names files and folders that systems put beside others by
// themselves. They are passed over without a word.
//
//go:embed leftout.tsv
var leftOutTSV string

var leftOut = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, row := range tsv.Rows(leftOutTSV) {
		names[row[0]] = true
	}
	return names
})

// leaveOut looks at the name of a file in an archive.
func (x *walker) leaveOut(name string) bool {
	folder, _, _ := strings.Cut(name, "/")
	return leftOut()[folder] || leftOut()[path.Base(name)]
}
