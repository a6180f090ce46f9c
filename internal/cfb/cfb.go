// Package cfb reads Microsoft's compound files (MS-CFB, also called OLE or
// structured storage): a tree of storages, which are like folders, and
// streams, which are like files, inside one file.
//
// The file is a stranger's. Every directory entry is taken up once, no chain is
// followed further than the file is long, and all streams together read no more
// bytes than the file has; so time and memory are a fixed multiple of its size.
// That is why the reader is the project's own. The best kept module,
// github.com/richardlehane/mscfb, keeps the path of every entry: 2 MB of
// storages inside one another cost it 2 GB. The tests hold both against each
// other on sound files.
package cfb

// Is reports whether data begins as a compound file does.
func Is(data []byte) bool { return len(data) >= 8 && string(data[:8]) == magic }

// magic is the header signature (MS-CFB section 2.2).
const magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// Error says why a file, or a stream of it, cannot be read, and where.
type Error struct {
	Problem string
	Offset  int64 // in bytes from the beginning of the file
}

func (e *Error) Error() string { return "damaged compound file: " + e.Problem }

// File is an open compound file. It refers to the data it was opened on.
type File struct {
	data    []byte
	shift   uint     // a sector has 1<<shift bytes
	sectors int      // behind the header
	fat     []uint32 // the sectors that hold the FAT, in order
	miniFAT []uint32 // those that hold the mini FAT
	mini    []uint32 // those that hold the mini stream
	entries []Entry  // the root first
	unread  int      // bytes that streams may still have
}

// Values of a sector number or stream number that are none (MS-CFB section 2.1
// and 2.6.1).
const (
	maxRegular = 0xfffffffa
	endOfChain = 0xfffffffe
)

// Sizes that MS-CFB section 2.2 fixes; the header repeats them and cannot
// change them.
const (
	headerSize = 512
	miniShift  = 6    // a mini sector has 64 bytes
	miniCutoff = 4096 // smaller streams stand in the mini stream
	inHeader   = 109  // FAT sectors that the header names
)

// Open reads the header, the allocation tables and the directory. The error is
// an [*Error].
func Open(data []byte) (*File, error) {
	if !Is(data) {
		return nil, &Error{"the signature is missing", 0}
	}
	if len(data) < headerSize {
		return nil, &Error{"it ends in its header", int64(len(data))}
	}
	f := &File{data: data, shift: uint(u16(data[30:])), unread: len(data)}
	// MS-CFB section 2.2: 512 bytes in version 3, 4096 in version 4.
	if f.shift != 9 && f.shift != 12 {
		return nil, &Error{"its sectors have no legal size", 30}
	}
	if size := 1 << f.shift; len(data) > size {
		f.sectors = (len(data) - 1) >> f.shift // the last one may be cut short
	}
	if err := f.readFAT(); err != nil {
		return nil, err
	}
	if err := f.readDirectory(u32(data[48:])); err != nil {
		return nil, err
	}
	return f, f.readMini(u32(data[60:]))
}

// readFAT lists the sectors of the FAT: the header names the first, chained
// DIFAT sectors the others (MS-CFB section 2.5). No more are taken than the
// file has sectors to describe.
func (f *File) readFAT() error {
	per := 1 << (f.shift - 2)
	need := (f.sectors + per - 1) / per
	f.takeFAT(f.data[76:headerSize], need)
	for next := u32(f.data[68:]); len(f.fat) >= inHeader && len(f.fat) < need && next <= maxRegular; {
		table, err := f.sector(next)
		if err != nil {
			return err
		}
		if len(table) < 1<<f.shift {
			return &Error{"it ends in a DIFAT sector", int64(len(f.data))}
		}
		before := len(f.fat)
		f.takeFAT(table[:len(table)-4], need)
		if len(f.fat) == before {
			return nil
		}
		next = u32(table[len(table)-4:])
	}
	return nil
}

func (f *File) takeFAT(table []byte, need int) {
	for ; len(table) >= 4 && len(f.fat) < need && u32(table) <= maxRegular; table = table[4:] {
		f.fat = append(f.fat, u32(table))
	}
}

// readMini lists the sectors of the mini FAT and of the mini stream, which the
// root entry holds (MS-CFB section 2.6.2).
func (f *File) readMini(miniFAT uint32) error {
	root := f.entries[0].start
	if miniFAT > maxRegular || root > maxRegular || u32(f.data[64:]) == 0 {
		return nil
	}
	var err error
	if f.miniFAT, err = f.chain(miniFAT); err == nil {
		f.mini, err = f.chain(root)
	}
	return err
}

func u16(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }

func u32(b []byte) uint32 { return uint32(u16(b)) | uint32(u16(b[2:]))<<16 }
