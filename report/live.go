package report

// Live holds the checks made again against DNS as it is now. They are made
// elsewhere: this package has no network. What they prove of the way stands in
// the hops and the route, with the basis "sealed".
type Live struct {
	// Resolver is who was asked: "system", an address or a DNS over HTTPS URL.
	Resolver string `json:"resolver,omitempty"`
	// Questions is the number of DNS questions that were asked.
	Questions int `json:"questions"`
	// SPF is the evaluation of RFC 7208 for the connection by which the message
	// entered Microsoft 365, or the receiver where it did not pass through it.
	SPF *LiveSPF `json:"spf,omitempty"`
	// ReceiverSPF is that for the connection by which the receiver got it from
	// Microsoft 365.
	ReceiverSPF *LiveSPF `json:"receiver_spf,omitempty"`
	// DKIM are the signatures (RFC 6376), topmost first.
	DKIM []LiveDKIM `json:"dkim,omitempty"`
	// ARC is the chain (RFC 8617).
	ARC *LiveARC `json:"arc,omitempty"`
	// DMARC is the evaluation of RFC 9989.
	DMARC *LiveDMARC `json:"dmarc,omitempty"`
	// Sealed says whether signatures prove the entry into Microsoft 365.
	Sealed *LiveSealed `json:"sealed,omitempty"`
	// Changes are the differences between what was stamped then and what is
	// found now.
	Changes []LiveNote `json:"changes,omitempty"`
}

// LiveNote is one statement of the live checks, as a code with its sentence.
type LiveNote struct {
	// Code names the statement.
	Code string `json:"code"`
	// Severity says how much it matters.
	Severity Severity `json:"severity,omitempty"`
	// Args are the arguments of the sentence.
	Args Pairs `json:"args,omitempty"`
	// Text is the sentence.
	Text string `json:"text,omitempty"`
}

// LiveSPF is an SPF evaluation made now.
type LiveSPF struct {
	// Result is the result (RFC 7208 section 2.6).
	Result string `json:"result"`
	// Domain is the domain whose record was evaluated.
	Domain string `json:"domain,omitempty"`
	// IP is the client address that was evaluated.
	IP string `json:"ip,omitempty"`
	// Helo is what the client called itself.
	Helo string `json:"helo,omitempty"`
	// Hop is the number of the hop that recorded the client.
	Hop int `json:"hop,omitempty"`
	// Believed is whether that line is believed.
	Believed bool `json:"believed"`
	// MailFrom is the envelope sender that was evaluated; "<>" if it was empty.
	MailFrom string `json:"mail_from,omitempty"`
	// Record is the record that decided.
	Record string `json:"record,omitempty"`
	// Term is the term of it that decided.
	Term string `json:"term,omitempty"`
	// Lookups is how many terms asked DNS; at most 10 are allowed (RFC 7208
	// section 4.6.4).
	Lookups int `json:"lookups"`
	// Reason is the code of what led to the result.
	Reason string `json:"reason,omitempty"`
	// Args are the arguments of Reason.
	Args Pairs `json:"args,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
}

// LiveDKIM is a DKIM verification made now.
type LiveDKIM struct {
	// Field is the index of the signature's field; 0 is the topmost.
	Field int `json:"field"`
	// Result is the result (RFC 8601 section 2.7.1), or "header-valid": the
	// signature over the header fields is valid, and the body was not supplied.
	Result string `json:"result"`
	// Domain is the signing domain.
	Domain string `json:"domain,omitempty"`
	// Selector is the selector.
	Selector string `json:"selector,omitempty"`
	// Reason is the code of what led to the result.
	Reason string `json:"reason,omitempty"`
	// Args are the arguments of Reason.
	Args Pairs `json:"args,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
	// Notes are weaknesses that do not change the result.
	Notes []LiveNote `json:"notes,omitempty"`
}

// LiveARC is a validation of the ARC chain made now.
type LiveARC struct {
	// Result is the chain validation status (RFC 8617 section 4.4), or
	// "header-valid": all of it is valid but the body, which was not supplied.
	Result string `json:"result"`
	// OldestPass is the oldest set whose message signature is still valid (RFC
	// 8617 section 5.2); absent if it is unknown.
	OldestPass *int `json:"oldest_pass,omitempty"`
	// Sets are the sets of the chain, oldest first.
	Sets []LiveARCSet `json:"sets,omitempty"`
	// Reason is the code of what led to the result.
	Reason string `json:"reason,omitempty"`
	// Args are the arguments of Reason.
	Args Pairs `json:"args,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
}

// LiveARCSet is one ARC set, verified now.
type LiveARCSet struct {
	// Instance is the number of the set; 1 is the oldest.
	Instance int `json:"instance"`
	// Domain is the domain that sealed.
	Domain string `json:"domain,omitempty"`
	// Seal is the result of its ARC-Seal.
	Seal string `json:"seal"`
	// SealReason is the code of what led to it.
	SealReason string `json:"seal_reason,omitempty"`
	// SealArgs are the arguments of SealReason.
	SealArgs Pairs `json:"seal_args,omitempty"`
	// SealText is the sentence of SealReason.
	SealText string `json:"seal_text,omitempty"`
	// MessageSignature is the result of its ARC-Message-Signature, or
	// "header-valid".
	MessageSignature string `json:"message_signature"`
	// MessageSignatureReason is the code of what led to it.
	MessageSignatureReason string `json:"message_signature_reason,omitempty"`
	// MessageSignatureArgs are the arguments of MessageSignatureReason.
	MessageSignatureArgs Pairs `json:"message_signature_args,omitempty"`
	// MessageSignatureText is the sentence of MessageSignatureReason.
	MessageSignatureText string `json:"message_signature_text,omitempty"`
}

// LiveDMARC is a DMARC evaluation made now.
type LiveDMARC struct {
	// Result is the result, or "header-valid": only a signature aligns whose
	// body was not supplied.
	Result string `json:"result"`
	// Author is the domain of From.
	Author string `json:"author,omitempty"`
	// Domain is the domain whose record was found.
	Domain string `json:"domain,omitempty"`
	// Policy is the published policy that applies: none, quarantine, reject.
	Policy string `json:"policy,omitempty"`
	// Record is the record.
	Record string `json:"record,omitempty"`
	// Former is the result by RFC 7489, which many receivers still follow.
	Former string `json:"former,omitempty"`
	// Reason is the code of what led to the result.
	Reason string `json:"reason,omitempty"`
	// Args are the arguments of Reason.
	Args Pairs `json:"args,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
	// Notes are what else the record says, and where the two RFCs part.
	Notes []LiveNote `json:"notes,omitempty"`
}

// LiveSealed says whether signatures prove that Exchange Online took this
// message from an address.
type LiveSealed struct {
	// Outcome is held or unknown.
	Outcome Outcome `json:"outcome"`
	// IP is the address.
	IP string `json:"ip,omitempty"`
	// Domain is the organization domain whose signature binds the message to its
	// tenant.
	Domain string `json:"domain,omitempty"`
	// Field is the index of the ARC-Authentication-Results field that states it.
	Field *int `json:"field,omitempty"`
	// Missing are the conditions that are not met.
	Missing []LiveNote `json:"missing,omitempty"`
	// Text is the sentence.
	Text string `json:"text,omitempty"`
}
