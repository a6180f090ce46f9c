package exchange

// OwnDomainReason reports whether a reason code of compauth says that the
// author's domain is one of the receiver's own: 010, and those from 600 on
// (Microsoft Learn, "Anti-spam message headers in Microsoft 365").
func OwnDomainReason(reason string) bool {
	return reason == "010" || len(reason) == 3 && reason[0] == '6'
}
