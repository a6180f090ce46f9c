package msggen

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"
)

// Item is an Outlook item to write (MS-OXMSG).
type Item struct {
	Class, Subject, Headers string
	// Encode makes the texts 8-bit ones of this CodePage; nil: they are UTF-16.
	Encode   func(string) []byte
	CodePage uint32
	// CodePageTag is the property that names the code page: 0x3ffd, or 0x3fde.
	CodePageTag uint32
	Flags       uint32
	Version     int // of the compound file: 3 or 4
	Attached    []Attachment
}

// Attachment is an item, or a file with Name and Data.
type Attachment struct {
	Item   *Item
	Name   string
	MIME   string
	Data   []byte
	Method uint32 // 0: the one that fits
}

// Bytes writes the item as a .msg file.
func (m *Item) Bytes() []byte { return Compound(m.Version, m.nodes(32)...) }

// nodes are the streams and storages of the item. The header of the property
// stream has 32 bytes at the top, 24 in an attached item (MS-OXMSG section 2.4).
func (m *Item) nodes(header int) []*Node {
	list := []*Node{Storage("__nameid_version1.0", Stream("__substg1.0_00020102", nil))}
	properties := make([]byte, header)
	text := func(id uint32, value string) {
		if value == "" {
			return
		}
		data, typ := utf16LE(value), uint32(0x1f)
		if m.Encode != nil {
			data, typ = m.Encode(value), 0x1e
		}
		list = append(list, Stream(fmt.Sprintf("__substg1.0_%04X%04X", id, typ), data))
		properties = append(properties, property(id<<16|typ, uint32(len(data)))...)
	}
	text(0x1a, m.Class)
	text(0x37, m.Subject)
	text(0x7d, m.Headers)
	text(0x1000, "The body.\r\n")
	properties = append(properties, property(0x0e070003, m.Flags)...)
	if m.CodePage != 0 {
		properties = append(properties, property(m.CodePageTag<<16|3, m.CodePage)...)
	}
	list = append(list, Stream("__properties_version1.0", properties))
	for i := range m.Attached {
		name := fmt.Sprintf("__attach_version1.0_#%08X", i)
		list = append(list, Storage(name, m.Attached[i].nodes()...))
	}
	return list
}

func (a *Attachment) nodes() []*Node {
	method, content := uint32(1), Stream("__substg1.0_37010102", a.Data)
	if a.Item != nil {
		method, content = 5, Storage("__substg1.0_3701000D", a.Item.nodes(24)...)
	}
	if a.Method != 0 {
		method = a.Method
	}
	list := []*Node{content, Stream("__properties_version1.0", append(make([]byte, 8), property(0x37050003, method)...))}
	if a.Name != "" {
		list = append(list, Stream("__substg1.0_3707001F", utf16LE(a.Name)))
	}
	if a.MIME != "" {
		list = append(list, Stream("__substg1.0_370E001F", utf16LE(a.MIME)))
	}
	return list
}

// property is an entry of a property stream: tag, flags, value.
func property(tag, value uint32) []byte {
	return append(words([]uint32{tag, 6, value}), 0, 0, 0, 0)
}

func utf16LE(s string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}
