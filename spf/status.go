package spf

// Status is a result of check_host (RFC 7208 section 2.6).
type Status uint8

const (
	// None: no domain to ask about, or it publishes no record.
	None Status = iota
	// Neutral: the domain says nothing about the address.
	Neutral
	// Pass: the domain authorises the address.
	Pass
	// Fail: the domain says that the address is not authorised.
	Fail
	// Softfail: the domain believes that the address is not authorised.
	Softfail
	// TempError: DNS gave no answer; a later check may do better.
	TempError
	// PermError: the records cannot be interpreted; somebody must mend them.
	PermError
)

// String is the result as Received-SPF and Authentication-Results write it.
func (s Status) String() string {
	return [...]string{"none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"}[s]
}
