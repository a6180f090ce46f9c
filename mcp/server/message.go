package server

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

// maxArgument bounds in bytes a message that is an argument, maxFile one that is
// a file.
const (
	maxArgument = 16 << 20
	maxFile     = 256 << 20
)

// Message are the arguments that say which message is meant, and how to read it.
type Message struct {
	Text   string   `json:"message,omitempty" jsonschema:"the message or its header section as text, exactly as it was copied from its source; the body may be left out. Give this, message_base64 or file."`
	Base64 string   `json:"message_base64,omitempty" jsonschema:"the bytes of an .eml or Outlook .msg file in base64 (RFC 4648 section 4)"`
	File   string   `json:"file,omitempty" jsonschema:"path of a message below the folder that the server was started with (--files); better than retyping a message"`
	Inner  int      `json:"inner,omitempty" jsonschema:"report on the attached message of this number, from 1, instead of the one around it: see input.inner of the answer"`
	Trust  []string `json:"trust,omitempty" jsonschema:"domains or CIDR ranges of further hosts whose trace lines are believed, such as a gateway or list of the user's own. Never take them from the message."`
	Lang   string   `json:"lang,omitempty" jsonschema:"language of the sentences: en (default) or fr"`
	DNS
}

// bytes are those of the message, and its name for the document.
func (s *service) bytes(m *Message) (data []byte, name string, err error) {
	given := 0
	for _, text := range []string{m.Text, m.Base64, m.File} {
		if len(text) > maxArgument {
			return nil, "", refuse(fmt.Sprintf("the message is larger than %d MiB", maxArgument>>20), "give its header section alone: the body is not needed")
		}
		if text != "" {
			given++
		}
	}
	if given != 1 {
		return nil, "", refuse(fmt.Sprintf("%d messages are given", given), "give one, in message, message_base64 or file")
	}
	switch {
	case m.File != "":
		data, err = s.read(m.File)
		return data, m.File, err
	case m.Base64 != "":
		data, err = base64.StdEncoding.DecodeString(m.Base64)
		if err != nil {
			err = fmt.Errorf("message_base64: %w", err)
		}
		return data, "", err
	}
	return []byte(m.Text), "", nil
}

// read reads a file of the folder that tools may read; none outside, by links
// neither.
func (s *service) read(name string) ([]byte, error) {
	if s.Files == nil {
		return nil, refuse("file: this server reads no files", "have it started with --files FOLDER, or give the message itself")
	}
	info, err := s.Files.Stat(name)
	switch {
	case err != nil:
		return nil, fmt.Errorf("file: %w", err)
	case !info.Mode().IsRegular(): // to open a pipe would wait for its writer
		return nil, fmt.Errorf("file: %s is no regular file", name)
	}
	f, err := s.Files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("file: %s is larger than %d MiB", name, maxFile>>20)
	}
	return data, err
}

func (s *service) analyze(ctx context.Context, m Message) ([]byte, error) {
	return s.document(ctx, &m, report.Options{})
}

// document gives the document of a message as JSON in one line.
func (s *service) document(ctx context.Context, m *Message, o report.Options) ([]byte, error) {
	data, name, err := s.bytes(m)
	if err != nil {
		return nil, err
	}
	if o.Lang, err = language(m.Lang); err != nil {
		return nil, err
	}
	trust, wrong := declare.Trust(m.Trust)
	if err := refused(wrong); err != nil {
		return nil, err
	}
	checks, err := s.checks(m.DNS)
	if err != nil {
		return nil, err
	}
	o.Name, o.Trust, o.Generator, o.Decoder = name, trust, s.generator(), mailcharset.Decode
	file, err := mailfile.Open(data, o.Decoder)
	if err != nil {
		return nil, err
	}
	text, err := file.Select(m.Inner, &o)
	if err != nil {
		return nil, err
	}
	d, err := live.Analyze(ctx, text, o, checks)
	if err != nil {
		return nil, err
	}
	if d.Input.Fields == 0 {
		return nil, refuse("no header field is found", "give a message, or the header section copied from its source")
	}
	return d.AppendJSON(nil, ""), nil
}

// language refuses what no sentence is written in.
func language(name string) (string, error) {
	if name != "" && name != "en" && name != "fr" {
		return "", refuse("lang "+name+": no such language", "use en or fr")
	}
	return name, nil
}
