package msg

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/cfb"
)

// Names in the compound file (MS-OXMSG section 2.1.3 and 2.2). A property of
// variable length has a stream of its own, named by its id and type.
const (
	propertyStream = "__properties_version1.0"
	valueStream    = "__substg1.0_"
	attachStorage  = "__attach_version1.0_#"
)

// Property ids (MS-OXPROPS section 2).
const (
	propClass     = "001A" // PidTagMessageClass
	propSubject   = "0037" // PidTagSubject
	propHeaders   = "007D" // PidTagTransportMessageHeaders
	propShortName = "3704" // PidTagAttachFilename
	propLongName  = "3707" // PidTagAttachLongFilename
	propMIME      = "370E" // PidTagAttachMimeTag
	propData      = "3701" // PidTagAttachDataBinary, PidTagAttachDataObject
)

// Types of a property (MS-OXCDATA section 2.11.1).
const (
	typeUnicode = "001F" // UTF-16LE
	typeString8 = "001E" // in the code page of the item
	typeBinary  = "0102"
	typeObject  = "000D"
)

// Tags of properties of fixed length: the id, and PtypInteger32.
const (
	tagFlags            = 0x0e07_0003 // PidTagMessageFlags
	tagAttachMethod     = 0x3705_0003 // PidTagAttachMethod
	tagInternetCodePage = 0x3fde_0003 // PidTagInternetCodepage
	tagMessageCodePage  = 0x3ffd_0003 // PidTagMessageCodepage
)

// Flags of PidTagMessageFlags (MS-OXCMSG section 2.2.1.6).
const (
	flagUnsent = 0x08
	flagFromMe = 0x20
)

// Lengths of the header of a property stream (MS-OXMSG section 2.4).
const (
	topHeader        = 32
	embeddedHeader   = 24
	attachmentHeader = 8
)

// properties are the entries of a property stream, 16 bytes each.
type properties []byte

func (r *reader) properties(storage *cfb.Entry, skip int) (properties, error) {
	b, err := r.stream(storage, propertyStream)
	return properties(b[min(skip, len(b)):]), err
}

// long gives the value of a 32-bit property; 0 if there is none (MS-OXMSG
// section 2.4.2.1).
func (p properties) long(tag uint32) uint32 {
	for ; len(p) >= 16; p = p[16:] {
		if little(p) == tag {
			return little(p[8:])
		}
	}
	return 0
}

func little(b []byte) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// stream reads a stream of a storage; nil if there is none.
func (r *reader) stream(storage *cfb.Entry, name string) ([]byte, error) {
	e := r.Find(storage, name)
	if e == nil {
		return nil, nil
	}
	return r.Read(e)
}

// text reads a property that is text, as UTF-8; empty if there is none. NULs
// at its end are no part of it.
func (r *reader) text(m *Message, storage *cfb.Entry, property string) (string, error) {
	if e := r.Find(storage, valueStream+property+typeUnicode); e != nil {
		b, err := r.Read(e)
		return strings.TrimRight(fromUTF16(b), "\x00"), err
	}
	b, err := r.stream(storage, valueStream+property+typeString8)
	return strings.TrimRight(r.decode(m, b), "\x00"), err
}

// fromUTF16 decodes UTF-16LE. What is no character becomes U+FFFD.
func fromUTF16(b []byte) string {
	out := make([]byte, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		c := rune(b[i]) | rune(b[i+1])<<8
		if utf16.IsSurrogate(c) {
			low := rune(utf8.RuneError)
			if i+3 < len(b) {
				low = rune(b[i+2]) | rune(b[i+3])<<8
			}
			if c = utf16.DecodeRune(c, low); c != utf8.RuneError {
				i += 2
			}
		}
		out = utf8.AppendRune(out, c)
	}
	return string(out)
}

// decode reads an 8-bit text in the code page of the item.
func (r *reader) decode(m *Message, b []byte) string {
	if isASCII(b) {
		return string(b)
	}
	if name := charset(m.CodePage); name != "" {
		if s, ok := header.DecodeText(name, b, r.dec); ok {
			return s
		}
	}
	m.Undecoded = true
	return strings.Map(func(c rune) rune {
		if c >= utf8.RuneSelf {
			return utf8.RuneError
		}
		return c
	}, string(b))
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
