package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/internal/logfile"
)

// evidenceFlags name the logs of the organization's own servers.
type evidenceFlags struct {
	files []string
	zone  string
}

func (f *evidenceFlags) add(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.files, "evidence", nil,
		"`file` with a log: Postfix, Exchange tracking, IIS SMTP or message trace (repeatable)")
	c.Flags().StringVar(&f.zone, "log-zone", "", "`offset` from UTC of logs that write none, as +01:00")
}

// maxLog bounds what is read of one log. Its records are kept, not the file.
const maxLog = 4 << 30

// read reads the logs; nil without any.
func (f *evidenceFlags) read(a *app) (*evidence.Set, error) {
	var o evidence.Options
	if f.zone != "" {
		zone, ok := evidence.ParseZone(f.zone)
		if !ok {
			return nil, hint(fmt.Errorf("--log-zone %s: not an offset from UTC", f.zone), "for example +01:00, or Z")
		}
		o.Zone = zone
	}
	if len(f.files) == 0 {
		if f.zone != "" {
			return nil, hint(errors.New("--log-zone without --evidence"), "name the log with --evidence FILE")
		}
		return nil, nil
	}
	var logs []evidence.Log
	for _, name := range f.files {
		log, err := readLog(name, o)
		if err != nil {
			return nil, err
		}
		a.noteRead(name)
		logs = append(logs, log)
	}
	return evidence.NewSet(logs...), nil
}

func readLog(name string, o evidence.Options) (evidence.Log, error) {
	file, err := os.Open(name)
	if err != nil {
		return evidence.Log{}, describe("--evidence "+name, err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return evidence.Log{}, hint(fmt.Errorf("--evidence %s: is a directory", name), "name the log in it")
	}
	return parseLog(name, file, o, maxLog)
}

// parseLog reads a log of at most so many bytes, as they are when unpacked.
func parseLog(name string, file io.Reader, o evidence.Options, most int64) (evidence.Log, error) {
	log, err := logfile.Read(name, file, o, most)
	switch {
	case errors.Is(err, logfile.ErrLarge):
		return log, hint(describe("--evidence "+name, tooLarge(most)), "cut out the days in question")
	case errors.Is(err, logfile.ErrFormat):
		return log, hint(fmt.Errorf("--evidence %s: %w", name, err), logfile.Known)
	case err != nil:
		return log, describe("--evidence "+name, err)
	}
	return log, nil
}
