package journal_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hopproof/hopproof/scan/journal"
)

// A journal says where to go on, but only to the run that wrote it.
func ExampleRead() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "scan.journal")
	none, err := journal.Read(path, "one question")
	fmt.Println(none, err)
	if err := journal.Write(path, journal.State{Run: "one question", Messages: 1200}); err != nil {
		fmt.Println(err)
		return
	}
	state, err := journal.Read(path, "one question")
	fmt.Println(state.Messages, err)
	_, err = journal.Read(path, "another")
	fmt.Println(errors.Is(err, journal.ErrOther))
	// Output:
	// <nil> <nil>
	// 1200 <nil>
	// true
}
