package source

import (
	"archive/tar"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"
)

// maxZstd is the memory that an archive may ask for to be unpacked; zstd's own
// tool goes no further than 128 MiB without being told to.
const maxZstd = 32 << 20

// gzip unpacks RFC 1952; several members follow one another as one text.
func (x *walker) gzip(name string, w *window) {
	r, err := gzip.NewReader(w)
	if err != nil {
		x.fail(name, Damaged, err)
		return
	}
	defer r.Close()
	x.layer(name, r, -1)
}

// zstd unpacks RFC 8878.
func (x *walker) zstd(name string, w *window) {
	r, err := zstd.NewReader(w, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxZstd))
	if err != nil {
		x.fail(name, Damaged, err)
		return
	}
	defer r.Close()
	x.layer(name, r, -1)
}

// tar yields what is in the files of an archive; links and folders hold nothing.
func (x *walker) tar(name string, w *window) {
	r := tar.NewReader(w)
	for !x.stopped() {
		h, err := r.Next()
		switch {
		case err == io.EOF:
			return
		case err != nil:
			x.fail(name, Damaged, err)
			return
		case h.Typeflag != tar.TypeReg || x.leaveOut(h.Name):
			continue
		}
		x.layer(name+"/"+h.Name, r, h.Size)
	}
}

// zip yields what is in the files of an archive. Its list stands at its end, so
// one that comes as a stream is put into a temporary file first.
func (x *walker) zip(name string, w *window) {
	var file io.ReaderAt = w.file
	size := w.size
	if w.file == nil {
		spooled, err := spool(w)
		if err != nil {
			x.fail(name, Damaged, err)
			return
		}
		defer spooled.discard()
		file, size = spooled, spooled.size
	}
	if n, err := listSize(file, size); err == nil && n > MaxList {
		x.problem(name, limited(LongList, MaxList))
		return
	}
	r, err := zip.NewReader(&counted{file, &x.budget}, size)
	if err != nil {
		x.fail(name, Damaged, err)
		return
	}
	if isOffice(r) {
		x.yield(&Message{Name: name, Head: []byte(magics[2].text), Size: int(size)})
		return
	}
	for _, f := range r.File {
		if x.stopped() {
			return
		}
		x.entry(name+"/"+f.Name, f)
	}
}

// entry yields what is in one file of a ZIP archive.
func (x *walker) entry(name string, f *zip.File) {
	switch {
	case !f.Mode().IsRegular() || x.leaveOut(f.Name):
		return
	case f.Flags&1 != 0: // APPNOTE section 4.4.4
		x.problem(name, problem(Encrypted))
		return
	}
	r, err := f.Open()
	if err != nil {
		x.fail(name, Damaged, err)
		return
	}
	defer r.Close()
	size := int64(-1)
	if f.UncompressedSize64 < 1<<62 {
		size = int64(f.UncompressedSize64)
	}
	x.layer(name, r, size)
}

// isOffice: the archive is a document (ECMA-376 part 2, OpenDocument part 2).
func isOffice(r *zip.Reader) bool {
	return len(r.File) > 0 && (r.File[0].Name == "[Content_Types].xml" || r.File[0].Name == "mimetype")
}

// counted is a file that counts what is read of it.
type counted struct {
	at     io.ReaderAt
	budget *budget
}

func (c *counted) ReadAt(p []byte, offset int64) (int, error) {
	n, err := c.at.ReadAt(p, offset)
	c.budget.read(n)
	return n, err
}
