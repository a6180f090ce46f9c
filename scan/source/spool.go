package source

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
)

// spooled is a temporary file.
type spooled struct {
	*os.File
	size int64
}

// spool puts what is left of an input into a temporary file.
func spool(w *window) (*spooled, error) {
	f, err := os.CreateTemp("", "hopproof-*.zip")
	if err != nil {
		return nil, unreadable(err)
	}
	s := &spooled{File: f}
	s.size, err = io.Copy(f, io.LimitReader(w, MaxSpool+1))
	switch {
	case err == nil && s.size > MaxSpool:
		err = limited(TooLarge, MaxSpool)
	case err == nil:
		err = w.failure()
	}
	if err != nil {
		s.discard()
		return nil, err
	}
	return s, nil
}

func (s *spooled) discard() {
	s.Close()
	os.Remove(s.Name())
}

// Records at the end of a ZIP archive (PKWARE APPNOTE sections 4.3.14 to 4.3.16).
const (
	endSize      = 22
	end64Locator = 20
	end64Size    = 56
	maxComment   = 1<<16 - 1
)

// listSize is how many bytes at the end of an archive may be taken for its list
// of files, found without reading the list.
func listSize(r io.ReaderAt, size int64) (int64, error) {
	tail := make([]byte, min(size, end64Locator+endSize+maxComment))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return 0, err
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < endSize {
		return 0, io.ErrUnexpectedEOF
	}
	length, offset := uint64(binary.LittleEndian.Uint32(tail[at+12:])), uint64(binary.LittleEndian.Uint32(tail[at+16:]))
	if locator := at - end64Locator; locator >= 0 && string(tail[locator:locator+4]) == "PK\x06\x07" {
		record := make([]byte, end64Size)
		if _, err := r.ReadAt(record, int64(binary.LittleEndian.Uint64(tail[locator+8:])&(1<<62-1))); err != nil {
			return 0, err
		}
		length, offset = binary.LittleEndian.Uint64(record[40:]), binary.LittleEndian.Uint64(record[48:])
	}
	return max(int64(length&(1<<62-1)), size-int64(min(offset, uint64(size)))), nil
}
