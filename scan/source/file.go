package source

import (
	"io"
	"io/fs"
)

// file is an open file.
type file interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	io.Closer
}

// fileInfo is what its system says of a file.
type fileInfo struct {
	size int64
	mode fs.FileMode // the type bits
	id   fileID
}

// fileID is the same for all names of a file; zero: the system does not tell.
type fileID struct{ device, number uint64 }
