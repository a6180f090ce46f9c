package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hopproof/hopproof/scan/whatif"
)

// fingerprint is a hash of what a run is asked for and of what: only the same run
// can be gone on with. Of folders, the names show in the position.
func fingerprint(c *cobra.Command, f *scanFlags, paths []string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", generator())
	c.Flags().Visit(func(flag *pflag.Flag) {
		switch flag.Name {
		case "resume", "workers", "color": // the output does not depend on them
		default:
			fmt.Fprintf(h, "--%s %q\n", flag.Name, flag.Value.String())
		}
	})
	for _, file := range f.files() {
		data, err := os.ReadFile(file)
		fmt.Fprintf(h, "%q %x %v\n", file, sha256.Sum256(data), err != nil)
	}
	for _, path := range paths {
		fmt.Fprintf(h, "%q", path)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			fmt.Fprintf(h, " %d %d", info.Size(), info.ModTime().UnixNano())
		}
		io.WriteString(h, "\n")
	}
	return hex.EncodeToString(h.Sum(nil))
}

// files are those that the flags name and of which the output depends.
func (f *scanFlags) files() []string {
	files := append([]string{f.way.route}, f.way.connectors...)
	for _, text := range f.whatIf {
		_, file, _ := whatif.Parse(text) // what is none has been refused
		files = append(files, file)
	}
	return files
}
