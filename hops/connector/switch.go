package connector

// Switch is a parameter that is $true or $false. The zero Switch was not given.
type Switch uint8

// The switches.
const (
	Unset Switch = iota
	Off
	On
)

// String is the word of a Document: "unset", "false" or "true".
func (s Switch) String() string { return [...]string{"unset", "false", "true"}[s] }

// MarshalText writes what String does.
func (s Switch) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func switchOf(on bool) Switch {
	if on {
		return On
	}
	return Off
}
