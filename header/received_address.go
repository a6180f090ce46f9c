package header

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// rcvAddr is an address found in the text, with what stood around it.
type rcvAddr struct {
	ip             netip.Addr
	port           int
	ipStart, ipEnd int // without brackets, the tag "IPv6:", zone and port
	end            int // behind everything that belongs to the address
	bracketed      bool
}

// rcvAddress reads the address at start: address-literals (RFC 5321 section
// 4.1.3), bare addresses, with zone ("%11", RFC 4007 section 11), with port
// inside or outside the brackets, with stray or doubled brackets. ip is not
// valid if there is none.
func rcvAddress(text string, start, limit int) (a rcvAddr) {
	if start < limit && rcvBeginsAddress[text[start]] {
		a.read(text, start, limit)
	}
	return a
}

// rcvBeginsAddress are the bytes that an address may begin with, "IPv6:" included:
// most words begin with another.
var rcvBeginsAddress = ascii.SetOf(func(c byte) bool { return c == '[' || c|0x20 == 'i' || rcvIsAddressByte(c) })

func (a *rcvAddr) read(text string, start, limit int) {
	i := start
	for i < limit && text[i] == '[' {
		a.bracketed = true
		i++
	}
	if i < limit && text[i] == '(' && a.bracketed {
		i++ // "[(192.0.2.1)]"
	}
	if rcvHasPrefix(text[i:limit], "ipv6:") {
		i += len("ipv6:")
	}
	a.ipStart = i
	colons, dots := 0, 0
	for ; i < limit && rcvInAddress[text[i]] > 0; i++ {
		switch rcvInAddress[text[i]] {
		case addressDot:
			dots++
		case addressColon:
			colons++
		}
	}
	a.ipEnd, a.end = i, i
	a.resolve(text, colons, dots)
	if !a.ip.IsValid() {
		return
	}
	if a.end < limit && text[a.end] == '%' {
		for a.end < limit && text[a.end] != ']' && text[a.end] != ')' && rcvClass[text[a.end]] != classSpace {
			a.end++
		}
	}
	for a.end < limit && (text[a.end] == ']' || text[a.end] == ')' && a.bracketed) {
		a.end++
	}
	a.outerPort(text, limit)
}

// resolve parses the run of address bytes, which may end in a port.
func (a *rcvAddr) resolve(text string, colons, dots int) {
	run := text[a.ipStart:a.ipEnd]
	switch {
	case colons == 1 && dots == 3: // 192.0.2.1:25
		i := strings.IndexByte(run, ':')
		a.port = rcvPort(run[i+1:])
		a.ipEnd = a.ipStart + i
	case colons == 0 && dots == 4: // 192.0.2.1.25, old Exim
		i := strings.LastIndexByte(run, '.')
		a.port = rcvPort(run[i+1:])
		a.ipEnd = a.ipStart + i
		if a.port == 0 { // a version: "7.0.5.38.0"
			return
		}
	case colons < 2 && dots != 3:
		return
	}
	ip, err := netip.ParseAddr(text[a.ipStart:a.ipEnd])
	if err == nil {
		a.ip = ip.Unmap()
	}
}

// outerPort reads ":25" behind the brackets.
func (a *rcvAddr) outerPort(text string, limit int) {
	if a.end >= limit || text[a.end] != ':' || !a.bracketed {
		return
	}
	i := a.end + 1
	for i < limit && ascii.IsDigit(text[i]) {
		i++
	}
	if port := rcvPort(text[a.end+1 : i]); port > 0 {
		a.port, a.end = port, i
	}
}

// rcvPort is the port number, or 0 if s is none.
func rcvPort(s string) int {
	if len(s) > 5 {
		return 0
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if !ascii.IsDigit(s[i]) {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	if n > 65535 {
		return 0
	}
	return n
}

// Bytes of an address that are no digits.
const (
	addressDot   byte = 2
	addressColon byte = 3
)

// rcvInAddress are the bytes of an address; 1 is a hexadecimal digit.
var rcvInAddress = [256]byte{
	'0': 1, '1': 1, '2': 1, '3': 1, '4': 1, '5': 1, '6': 1, '7': 1, '8': 1, '9': 1,
	'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 1, 'f': 1, 'A': 1, 'B': 1, 'C': 1, 'D': 1, 'E': 1, 'F': 1,
	'.': addressDot, ':': addressColon,
}

func rcvIsAddressByte(c byte) bool { return rcvInAddress[c] > 0 }

// rcvIsLiteral reports whether a name is an address, in whatever dress.
func rcvIsLiteral(name string) bool {
	if name == "" || name[0] != '[' && !rcvIsAddressByte(name[0]) {
		return false
	}
	if name[0] == '[' {
		return true
	}
	a := rcvAddress(name, 0, len(name))
	return a.ip.IsValid() && a.end == len(name)
}
