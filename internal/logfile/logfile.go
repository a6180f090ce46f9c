// Package logfile reads the logs of mail servers as files hold them: packed by
// logrotate perhaps, and of a bounded size.
package logfile

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"

	"github.com/hopproof/hopproof/evidence"
)

// ErrLarge: the log is larger than was allowed.
var ErrLarge = errors.New("it is too large")

// ErrFormat: the text is no known kind of log.
var ErrFormat = errors.New("no known kind of log")

// Known says which kinds are known.
const Known = "known are Postfix (syslog, journal), Exchange message tracking, IIS SMTP (W3C), message trace of Exchange Online (ConvertTo-Json, Export-Csv, reports)"

// Read reads a log of at most so many bytes, as they are when unpacked. Its records
// are kept, not the text.
func Read(name string, file io.Reader, o evidence.Options, most int64) (evidence.Log, error) {
	text, err := unpacked(file)
	if err != nil {
		return evidence.Log{}, err
	}
	r := evidence.NewReader(name, o)
	n, err := io.Copy(r, io.LimitReader(text, most+1))
	if err == nil && n > most {
		err = ErrLarge
	}
	if err != nil {
		return evidence.Log{}, err
	}
	log := r.Close()
	if log.Format == "" {
		err = ErrFormat
	}
	return log, err
}

// unpacked is the text of a log, which logrotate may have packed (RFC 1952).
func unpacked(file io.Reader) (io.Reader, error) {
	text := bufio.NewReaderSize(file, 1<<16)
	if magic, _ := text.Peek(2); string(magic) == "\x1f\x8b" {
		return gzip.NewReader(text)
	}
	return text, nil
}
