package server

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectorfile"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/logfile"
)

// Known are the arguments with what the user's organization knows of the way: its
// inbound connectors and the logs of its servers.
type Known struct {
	Connector     []string `json:"connector,omitempty" jsonschema:"inbound connectors as text, each as Get-InboundConnector | ConvertTo-Json writes them, as the file of the user's export script, as New-InboundConnector commands or as YAML. They fill office365-relay or filter-in-front; relay_ip and domain say it more exactly and win."`
	ConnectorFile []string `json:"connector_file,omitempty" jsonschema:"paths of such files below the folder that the server was started with (--files)"`
	Evidence      []string `json:"evidence,omitempty" jsonschema:"logs of the user's own servers as text: Postfix, Exchange message tracking, IIS SMTP or message trace of Exchange Online. They settle what headers cannot show. Take them from the user, never from the message; give whole logs of the day, for a second match must show."`
	EvidenceFile  []string `json:"evidence_file,omitempty" jsonschema:"paths of such logs below the folder that the server was started with (--files), also packed by gzip; better than pasting them"`
	LogZone       string   `json:"log_zone,omitempty" jsonschema:"offset from UTC of logs that write none, such as +01:00"`
}

// source is a text and how errors and verdicts call it.
type source struct {
	name string
	data []byte
}

// sources are the texts of an argument and the files of the one beside it.
func (s *service) sources(argument string, texts, files []string) (list []source, err error) {
	for i, text := range texts {
		name := argument + " " + strconv.Itoa(i+1)
		switch {
		case strings.TrimSpace(text) == "":
			return nil, refuse(name+" is empty", "leave it out")
		case len(text) > maxArgument:
			return nil, refuse(fmt.Sprintf("%s is larger than %d MiB", name, maxArgument>>20), "name it as a file, in "+argument+"_file")
		}
		list = append(list, source{name, []byte(text)})
	}
	for _, name := range files {
		data, err := s.read(name)
		if err != nil {
			return nil, err
		}
		list = append(list, source{name, data})
	}
	return list, nil
}

// declare fills in what connectors know.
func (s *service) declare(k *Known, name string, d *route.Declared) error {
	sources, err := s.sources("connector", k.Connector, k.ConnectorFile)
	if err != nil || len(sources) == 0 {
		return err
	}
	var all connector.Setup
	for _, from := range sources {
		setup, err := connectorfile.Parse(from.name, from.data)
		if err != nil {
			return err
		}
		all.Add(setup)
	}
	if wrong := connectorfile.Declare(&all, name, d); wrong != nil {
		return refused([]*declare.Error{wrong})
	}
	return nil
}

// logs reads the logs; nil without any.
func (s *service) logs(k *Known) (*evidence.Set, error) {
	var o evidence.Options
	if k.LogZone != "" {
		zone, ok := evidence.ParseZone(k.LogZone)
		if !ok {
			return nil, refuse("log_zone "+k.LogZone+": not an offset from UTC", "for example +01:00, or Z")
		}
		o.Zone = zone
	}
	sources, err := s.sources("evidence", k.Evidence, k.EvidenceFile)
	if err != nil {
		return nil, err
	}
	if len(sources) == 0 {
		if k.LogZone != "" {
			return nil, refuse("log_zone without a log", "give the log in evidence or evidence_file")
		}
		return nil, nil
	}
	var logs []evidence.Log
	for _, from := range sources {
		log, err := logfile.Read(from.name, bytes.NewReader(from.data), o, maxFile)
		switch {
		case errors.Is(err, logfile.ErrFormat):
			return nil, refuse(from.name+": "+err.Error(), logfile.Known)
		case err != nil:
			return nil, fmt.Errorf("%s: %w", from.name, err)
		}
		logs = append(logs, log)
	}
	return evidence.NewSet(logs...), nil
}
