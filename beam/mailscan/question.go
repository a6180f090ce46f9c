package mailscan

import (
	"fmt"
	"os"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectorfile"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/whatif"
)

// File is a file of the submitter, with its content for the workers, which do not
// have it.
type File struct{ Name, Text string }

func readFile(name string) (File, error) {
	data, err := os.ReadFile(name)
	return File{name, string(data)}, err
}

// setup is what connectors the files hold.
func setup(files ...File) (all connector.Setup, err error) {
	for _, f := range files {
		s, err := connectorfile.Parse(f.Name, []byte(f.Text))
		if err != nil {
			return all, err
		}
		all.Add(s)
	}
	return all, nil
}

// declareConnectors fills in what the connectors of files know of the way.
func declareConnectors(names []string, name string, d *route.Declared) error {
	var files []File
	for _, name := range names {
		f, err := readFile(name)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	s, err := setup(files...)
	if err != nil || len(files) == 0 {
		return err
	}
	if wrong := connectorfile.Declare(&s, name, d); wrong != nil {
		return fmt.Errorf("--%w (%s)", wrong, wrong.Hint)
	}
	return nil
}

// Question is what would become of each message: reject-direct-send, or connector
// with a file.
type Question struct {
	Name  string
	Files []File // of connectors, at most one
}

// question reads a question of --what-if.
func question(text string) (q Question, err error) {
	name, file, err := whatif.Parse(text)
	if err != nil {
		return q, fmt.Errorf("--what-if %s: %w (use %s)", text, err, whatif.Usage)
	}
	if q.Name = string(name); file != "" {
		q.Files = make([]File, 1)
		q.Files[0], err = readFile(file)
	}
	return q, err
}

// judge answers it. The accepted domains are those of the organization.
func (q *Question) judge(domains []string) (report.Judge, error) {
	s, err := setup(q.Files...)
	if err != nil {
		return nil, err
	}
	for _, d := range domains {
		s.Domains = append(s.Domains, connector.AcceptedDomain{Domain: d})
	}
	j, ok := whatif.Ask(report.WhatIfQuestion(q.Name), s)
	if !ok {
		return nil, fmt.Errorf("--what-if %s: %w", q.Name, whatif.ErrQuestion)
	}
	return j, nil
}
