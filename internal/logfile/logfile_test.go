package logfile

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"testing"

	"github.com/hopproof/hopproof/evidence"
)

// FuzzRead: a log file, packed or not, gives a log of a known kind or an error;
// packed, it gives the same.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"postfix.log", "exchange-tracking.log", "iis-smtp.log", "message-trace.json"} {
		data, err := os.ReadFile("../../testdata/logs/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(packed(data))
	}
	f.Add([]byte("\x1f\x8b"))
	f.Add(packed(packed([]byte("x")))[:20])
	const most = 1 << 20
	f.Fuzz(func(t *testing.T, data []byte) {
		log, err := Read("x.log", bytes.NewReader(data), evidence.Options{}, most)
		if (log.Format == "") != (err != nil) || int64(len(data)) <= most && errors.Is(err, ErrLarge) && !bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			t.Errorf("%q, %v", log.Format, err)
		}
		if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			return
		}
		again, errAgain := Read("x.log", bytes.NewReader(packed(data)), evidence.Options{}, most)
		if (err == nil) != (errAgain == nil) || len(again.Records) != len(log.Records) || again.Format != log.Format {
			t.Errorf("%v, packed %v; %d records and %d", err, errAgain, len(log.Records), len(again.Records))
		}
	})
}

// packer is kept: a new one takes most of a megabyte.
var packer, _ = gzip.NewWriterLevel(nil, gzip.BestSpeed)

func packed(data []byte) []byte {
	var b bytes.Buffer
	packer.Reset(&b)
	packer.Write(data)
	packer.Close()
	return b.Bytes()
}
