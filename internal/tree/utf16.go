package tree

import "unicode/utf16"

// UTF16 decodes code units whose low byte stands at the offset low (0 or 1). Half
// a unit at the end is half of a cut file.
func UTF16(data []byte, low int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+1-low])<<8
	}
	text := string(utf16.Decode(units))
	if len(data)%2 != 0 {
		text += "\uFFFD"
	}
	return text
}
