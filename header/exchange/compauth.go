package exchange

// OwnDomainReason reports whether a reason code of compauth says that the
// author's domain is one of the receiver's own: 010 and 601. The others from 600
// on say nothing of it (Microsoft Learn, "Anti-spam message headers in Microsoft
// 365", 2026-07-27).
func OwnDomainReason(reason string) bool {
	return reason == "010" || reason == "601"
}
