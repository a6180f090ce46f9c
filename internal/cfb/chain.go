package cfb

// sector gives the bytes of a sector. The last one of the file may be short.
func (f *File) sector(n uint32) ([]byte, error) {
	at := f.offset(n)
	if n > maxRegular || at >= int64(len(f.data)) {
		return nil, &Error{"a sector lies beyond its end", int64(len(f.data))}
	}
	return f.data[at:min(at+1<<f.shift, int64(len(f.data)))], nil
}

// offset is the place of a sector: the header fills the one before the first
// (MS-CFB section 2.2).
func (f *File) offset(n uint32) int64 { return (int64(n) + 1) << f.shift }

// next looks up the sector that follows n in its chain, in the FAT or mini FAT
// that stands in the sectors of table (MS-CFB sections 2.3 and 2.4).
func (f *File) next(table []uint32, n uint32) (uint32, error) {
	per := f.shift - 2
	if int64(n>>per) >= int64(len(table)) {
		return 0, &Error{"a chain leaves the allocation table", f.offset(n)}
	}
	fat, err := f.sector(table[n>>per])
	if err != nil {
		return 0, err
	}
	at := int(n&(1<<per-1)) * 4
	if at+4 > len(fat) {
		return 0, &Error{"it ends in its allocation table", int64(len(f.data))}
	}
	return u32(fat[at:]), nil
}

// chain lists the sectors from start to the end of their chain.
func (f *File) chain(start uint32) ([]uint32, error) {
	var list []uint32
	for n := start; n != endOfChain; {
		if len(list) == f.sectors {
			return nil, &Error{"a chain of sectors has no end", f.offset(start)}
		}
		if _, err := f.sector(n); err != nil {
			return nil, err
		}
		list = append(list, n)
		var err error
		if n, err = f.next(f.fat, n); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Read gives the content of a stream. Each stream can be read once: together
// they have no more bytes than the file, or some share their sectors, which no
// sound file does.
func (f *File) Read(e *Entry) ([]byte, error) {
	if !e.Stream {
		return nil, &Error{"a storage stands in place of a stream", 0}
	}
	if e.size > uint64(f.unread) {
		return nil, &Error{"its streams are longer than the file", f.offset(e.start)}
	}
	f.unread -= int(e.size)
	out, table, piece, whole := make([]byte, 0, e.size), f.fat, f.sector, 1<<f.shift
	if e.size < miniCutoff {
		table, piece, whole = f.miniFAT, f.miniSector, 1<<miniShift
	}
	for n := e.start; len(out) < int(e.size); {
		rest := int(e.size) - len(out)
		b, err := piece(n)
		if err != nil {
			return nil, err
		}
		if len(b) < min(rest, whole) {
			return nil, &Error{"it ends in a stream", int64(len(f.data))}
		}
		out = append(out, b[:min(len(b), rest)]...)
		if rest > whole {
			if n, err = f.next(table, n); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// miniSector gives the bytes of a mini sector (MS-CFB section 2.4).
func (f *File) miniSector(n uint32) ([]byte, error) {
	at := int64(n) << miniShift
	if at>>f.shift >= int64(len(f.mini)) {
		return nil, &Error{"a stream leaves the mini stream", 0}
	}
	b, err := f.sector(f.mini[at>>f.shift])
	if err != nil {
		return nil, err
	}
	from := min(int(at&(1<<f.shift-1)), len(b))
	return b[from:min(from+1<<miniShift, len(b))], nil
}
