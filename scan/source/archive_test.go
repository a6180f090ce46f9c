package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/scan/source"
)

// file is one in an archive.
type file struct{ name, text string }

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func tarOf(t *testing.T, files ...file) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	must(t, w.WriteHeader(&tar.Header{Name: "folder/", Typeflag: tar.TypeDir, Mode: 0o755}))
	must(t, w.WriteHeader(&tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}))
	for _, f := range files {
		must(t, w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.text)), Mode: 0o644}))
		_, err := io.WriteString(w, f.text)
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

func zipOf(t *testing.T, files ...file) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.Create(f.name)
		must(t, err)
		_, err = io.WriteString(e, f.text)
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

func gzipOf(t *testing.T, text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	must(t, err, w.Close())
	return b.String()
}

func zstdOf(t *testing.T, text string) string {
	e, err := zstd.NewWriter(nil)
	must(t, err)
	return string(e.EncodeAll([]byte(text), nil))
}

// TestArchives: each kind, in each other, as a file and as a stream.
func TestArchives(t *testing.T) {
	mbox := from + first + "\n" + from + second
	large := second + strings.Repeat("0123456789abcdef\n", 60_000)
	files := []file{{"a.eml", first}, {"2026/large.eml", large}, {"__MACOSX/._a.eml", "\x00"}, {"box", mbox}}
	item := string((&msggen.Item{Headers: "Subject: item\r\n"}).Bytes())
	inside := func(name string) []string {
		return []string{name + `/a.eml 17 "Subject: 1"`, fmt.Sprintf(`%s/2026/large.eml %d "Subject: 2"`, name, len(large)), name + `/box#1 17 "Subject: 1" mbox`, name + `/box#2 41 "Subject: 2" mbox`}
	}
	both := []string{`x#1 17 "Subject: 1" mbox`, `x#2 41 "Subject: 2" mbox`}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"tar":              {tarOf(t, files...), inside("x")},
		"zip":              {zipOf(t, files...), inside("x")},
		"tar.gz":           {gzipOf(t, tarOf(t, files...)), inside("x")},
		"tar.zst":          {zstdOf(t, tarOf(t, files...)), inside("x")},
		"mbox.gz":          {gzipOf(t, mbox), both},
		"mbox.gz.gz":       {gzipOf(t, mbox[:50]) + gzipOf(t, mbox[50:]), both},
		"eml.gz":           {gzipOf(t, large), []string{fmt.Sprintf(`x %d "Subject: 2"`, len(large))}},
		"zip in tar.gz":    {gzipOf(t, tarOf(t, file{"b.zip", zipOf(t, files...)}, file{"c.eml", first})), append(inside("x/b.zip"), `x/c.eml 17 "Subject: 1"`)},
		"gz in zip":        {zipOf(t, file{"m.gz", gzipOf(t, mbox)}), []string{`x/m.gz#1 17 "Subject: 1" mbox`, `x/m.gz#2 41 "Subject: 2" mbox`}},
		"item in zip":      {zipOf(t, file{"m.msg", item}), []string{fmt.Sprintf("x/m.msg %d %.40q", len(item), item)}},
		"tar before ustar": {old(tarOf(t, file{"a.eml", first})), []string{`x/a.eml 17 "Subject: 1"`}},
		"empty zip":        {zipOf(t), nil},
		"document":         {zipOf(t, file{"[Content_Types].xml", "<x/>"}, file{"word/document.xml", "<x/>"}), []string{fmt.Sprintf(`x %d "PK\x03\x04"`, len(zipOf(t, file{"[Content_Types].xml", "<x/>"}, file{"word/document.xml", "<x/>"})))}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, map[string]string{"x": c.text})
			same(t, found(t, dir, nil, filepath.Join(dir, "x")), c.want...)
			var want []string
			for _, line := range c.want {
				want = append(want, "-"+line[1:])
			}
			same(t, found(t, "", strings.NewReader(c.text), "-"), want...)
		})
	}
}

// old takes the magic out of the headers of an archive of one small file.
func old(archive string) string {
	b := []byte(archive)
	for at := 0; at+512 <= len(b); at += 512 {
		block := b[at : at+512]
		if string(block[257:262]) != "ustar" {
			continue
		}
		clear(block[257:512])
		copy(block[148:156], "        ")
		sum := 0
		for _, c := range block {
			sum += int(c)
		}
		copy(block[148:156], fmt.Sprintf("%06o\x00 ", sum))
	}
	return string(b)
}

// TestDamage: what is damaged is said, and what stands before it is read, and what
// stands beside it.
func TestDamage(t *testing.T) {
	many := ""
	for i := range 200 {
		many += from + fmt.Sprintf("Subject: %d\n\n%x\n\n", i, i*i*i)
	}
	encrypted := []byte(zipOf(t, file{"a", first}, file{"b", second}))
	at := bytes.Index(encrypted, []byte("PK\x01\x02"))
	encrypted[at+8] |= 1
	packed := gzipOf(t, many)
	wrong := []byte(packed)
	wrong[len(wrong)-5] ^= 1 // of the checksum
	archive := tarOf(t, file{"a", first}, file{"b", strings.Repeat("x", 5000)}, file{"c", second})
	for name, c := range map[string]struct {
		text string
		last string
		n    int // lines; 0: more than one
	}{
		"cut gzip":          {packed[:len(packed)/2], "x 0 archive-damaged", 0},
		"checksum":          {string(wrong), "x 0 archive-damaged", 201},
		"cut tar":           {archive[:4096], "x 0 archive-damaged", 3},
		"junk in tar":       {archive[:2048] + strings.Repeat("junk", 512), "x 0 archive-damaged", 2},
		"cut zip":           {zipOf(t, file{"a", first})[:60], "x 0 archive-damaged", 1},
		"cut zstd":          {zstdOf(t, many)[:300], "x 0 archive-damaged", 1},
		"only gzip's magic": {"\x1f\x8b\x08", "x 0 archive-damaged", 1},
		"encrypted":         {string(encrypted), `x/b 41 "Subject: 2"`, 2},
		"cut eml.gz":        {gzipOf(t, first+many)[:100], "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, map[string]string{"x": c.text, "y.eml": first})
			got := found(t, dir, nil, dir)
			if n := len(got); n < 2 || got[n-1] != `y.eml 17 "Subject: 1"` {
				t.Fatalf("%q", got)
			}
			got = got[:len(got)-1]
			if last := got[len(got)-1]; c.last != "" && last != c.last || c.n > 0 && len(got) != c.n || c.n == 0 && len(got) < 2 {
				t.Errorf("%d lines, the last is %q", len(got), last)
			}
			if all := strings.Join(got, "\n"); name != "encrypted" && !strings.Contains(all, "unreadable") && !strings.Contains(all, "archive-") {
				t.Errorf("nothing is said: %q", got)
			}
		})
	}
}

// TestBombs end early, whatever they unpack to.
func TestBombs(t *testing.T) {
	zeros := zeroGzip(t, 160<<20)
	for name, text := range map[string]string{
		"gzip":         zeros,
		"gzip in gzip": gzipOf(t, zeros),
		"mbox":         gzipOf(t, from+first+"\n"+from) + zeros,
		"tar":          gzipOf(t, tarOf(t, file{"a", first})[:2048]) + gzipOf(t, tarHead(t, 160<<20)) + zeros,
		"zip":          zipOf(t, file{"a", zeros}),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, map[string]string{"x": text, "y.eml": first})
			got := found(t, dir, nil, dir)
			if !strings.Contains(strings.Join(got, "\n"), source.Bomb) || got[len(got)-1] != `y.eml 17 "Subject: 1"` {
				t.Errorf("%q", got)
			}
		})
	}
}

// zeroGzip packs n zeros.
func zeroGzip(t *testing.T, n int64) string {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	must(t, err)
	_, err = io.CopyN(w, zeros{}, n)
	must(t, err, w.Close())
	return b.String()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// tarHead is the header of a file of n bytes.
func tarHead(t *testing.T, n int64) string {
	var b bytes.Buffer
	must(t, tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "zeros", Size: n, Mode: 0o644}))
	return b.String()
}

// TestNesting ends at a fixed depth.
func TestNesting(t *testing.T) {
	text := first
	for range source.MaxDepth {
		text = gzipOf(t, text)
	}
	same(t, found(t, "", strings.NewReader(text), "-"), `- 17 "Subject: 1"`)
	same(t, found(t, "", strings.NewReader(gzipOf(t, text)), "-"), "- 0 archive-nested")
}

// TestLongList: the list of a ZIP archive is not read into memory at any length.
func TestLongList(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.zip")
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range 3 {
		_, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i), Comment: strings.Repeat("x", 60_000)})
		must(t, err)
	}
	must(t, w.Close())
	small := b.Bytes()
	must(t, os.WriteFile(path, small, 0o644))
	if got := found(t, dir, nil, path); len(got) != 3 {
		t.Errorf("%q", got)
	}
	// The size of the list, and where it begins, as a larger one would say it.
	end := len(small) - 22
	copy(small[end+12:], "\x00\x00\x00\x7f")
	must(t, os.WriteFile(path, small, 0o644))
	same(t, found(t, dir, nil, path), "x.zip 0 "+source.LongList)
}
