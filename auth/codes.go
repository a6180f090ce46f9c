package auth

import "github.com/hopproof/hopproof/hops"

// Codes of findings; each is the key of its sentence in the catalogues. What
// stands behind a code are its arguments; all of a signature have domain.
const (
	// Of a DKIM-Signature, an ARC-Message-Signature or an ARC-Seal.
	CodePass             = "auth.dkim.pass"
	CodeHeaderValid      = "auth.dkim.header-valid"      // header signature valid, body not supplied
	CodeBodyChanged      = "auth.dkim.body-changed"      // header right, body hash wrong
	CodeBodyShort        = "auth.dkim.body-short"        // l= is more than the body; length
	CodeHeaderChanged    = "auth.dkim.header-changed"    // the signature is not that of these fields
	CodeBothChanged      = "auth.dkim.both-changed"      // neither header nor body
	CodeExpired          = "auth.dkim.expired"           // x= has passed; expiry
	CodeFuture           = "auth.dkim.future"            // t= is to come; time
	CodeSyntax           = "auth.dkim.syntax"            // the field is not well formed; problem, tag
	CodeAlgorithmRefused = "auth.dkim.algorithm-refused" // rsa-sha1; algorithm
	CodeAlgorithmUnknown = "auth.dkim.algorithm-unknown" // algorithm
	CodeMended           = "auth.dkim.mended"            // a signed field exists only by repair of the text
	CodeTooMany          = "auth.dkim.too-many"          // this and later signatures were not verified; limit
	CodeDNS              = "auth.dkim.dns"               // no answer; name
	CodeKeyName          = "auth.dkim.key-name"          // selector and domain are no name; name
	CodeKeyLimit         = "auth.dkim.key-limit"         // too many keys in one message; limit
	CodeKeyMissing       = "auth.dkim.key-missing"       // name, selector
	CodeKeyRevoked       = "auth.dkim.key-revoked"       // p= is empty; name, selector
	CodeKeySeveral       = "auth.dkim.key-several"       // several records; name, count, selector
	CodeKeyInvalid       = "auth.dkim.key-invalid"       // name, tag, selector
	CodeKeyType          = "auth.dkim.key-type"          // k= is unknown; name, type, selector
	CodeKeyService       = "auth.dkim.key-service"       // s= is not for e-mail; name, service, selector
	CodeKeyShort         = "auth.dkim.key-short"         // less than 1024 bits; name, bits, selector
	CodeKeyLong          = "auth.dkim.key-long"          // more than MaxKeyBits; name, selector
	CodeKeyAlgorithm     = "auth.dkim.key-algorithm"     // the key is of another kind than a=; algorithm, type
	CodeKeyHash          = "auth.dkim.key-hash"          // h= of the key forbids the hash; algorithm
	CodeKeyIdentity      = "auth.dkim.key-identity"      // t=s, and i= is below d=
	CodePartialBody      = "auth.dkim.partial-body"      // l=; length
	CodeUnsignedCopy     = "auth.dkim.unsigned-copy"     // a field stands more often than it is signed; field, count
	CodeTestKey          = "auth.dkim.test-key"          // t=y
	CodeKeyWeak          = "auth.dkim.key-weak"          // 1024 to 2047 bits; bits

	// Of a chain of ARC sets.
	CodeARCNone        = "auth.arc.none"
	CodeARCPass        = "auth.arc.pass"         // sets, domain
	CodeARCHeaderValid = "auth.arc.header-valid" // all but the body, which was not supplied; sets, domain
	CodeARCStructure   = "auth.arc.structure"    // problem, and those of the problem: instance, field, cv
	CodeARCMessage     = "auth.arc.message"      // the newest message signature is not right; instance, domain, reason
	CodeARCSeal        = "auth.arc.seal"         // a seal is not right; instance, domain, reason
	CodeARCPartMissing = "auth.arc.part-missing" // a set up to this one lacks a part
	CodeSealPass       = "auth.arc.seal-pass"    // domain
	CodeSealChanged    = "auth.arc.seal-changed" // the seal is not that of these sets; domain

	// Of DMARC.
	CodeDMARCPass          = "auth.dmarc.pass"           // domain, by, aligned
	CodeDMARCHeaderValid   = "auth.dmarc.header-valid"   // would pass with the signed body; domain, aligned
	CodeDMARCFail          = "auth.dmarc.fail"           // domain, policy
	CodeDMARCNone          = "auth.dmarc.none"           // no record; domain
	CodeDMARCSeveral       = "auth.dmarc.several"        // several records; name
	CodeDMARCInvalid       = "auth.dmarc.invalid"        // a record without policy; name
	CodeDMARCFrom          = "auth.dmarc.from"           // not one author domain; count
	CodeDMARCDNS           = "auth.dmarc.dns"            // no answer; name
	CodeDMARCPending       = "auth.dmarc.pending"        // what could align was a temperror; domain
	CodeDMARCTesting       = "auth.dmarc.testing"        // t=y: one step weaker; asked, applied
	CodeDMARCPercent       = "auth.dmarc.percent"        // pct; percent
	CodeDMARCPercentGone   = "auth.dmarc.percent-gone"   // pct has no meaning in RFC 9989; percent
	CodeDMARCOrganization  = "auth.dmarc.organization"   // the organizational domains differ; psl, walk
	CodeDMARCResultDiffers = "auth.dmarc.result-differs" // rfc7489, rfc9989
	CodeDMARCPolicyDiffers = "auth.dmarc.policy-differs" // rfc7489, rfc9989

	// Of a sealed fact: the conditions that are not met.
	CodeSealedNoSet          = "auth.sealed.no-set"
	CodeSealedMended         = "auth.sealed.mended"                   // field
	CodeSealedUnclear        = "auth.sealed.text-unclear"             // problem
	CodeSealedNotSingle      = "auth.sealed.not-single"               // field, count
	CodeSealedChain          = "auth.sealed.chain"                    // reason
	CodeSealedSeal           = "auth.sealed.seal"                     // instance, domain, reason
	CodeSealedForeign        = "auth.sealed.foreign-domain"           // authserv_id, domain, want
	CodeSealedMessage        = "auth.sealed.message-signature"        // reason
	CodeSealedNotCovered     = "auth.sealed.not-covered"              // field, domain
	CodeSealedPartial        = "auth.sealed.partial-body"             // domain
	CodeSealedTestKey        = "auth.sealed.test-key"                 // domain
	CodeSealedFiltering      = "auth.sealed.enhanced-filtering"       // field
	CodeSealedResults        = "auth.sealed.results-ambiguous"        // the results can be read in two ways
	CodeSealedNoAddress      = "auth.sealed.no-address"               // count
	CodeSealedNotPublic      = "auth.sealed.address-not-public"       // ip
	CodeSealedNoOrganization = "auth.sealed.no-organization"          // no domain was declared
	CodeSealedTenant         = "auth.sealed.tenant-not-bound"         // domains
	CodeSealedSignature      = "auth.sealed.domain-signature"         // domain, reason
	CodeSealedBefore         = "auth.sealed.signed-before-entry"      // domain
	CodeSealedLater          = "auth.sealed.signed-after-later-entry" // domain, instance

	// Of what was stamped then and what is found now.
	CodeChangeKeyMissing  = "auth.change.dkim-then-pass-now-key-missing"  // domain, selector
	CodeChangeKeyRevoked  = "auth.change.dkim-then-pass-now-key-revoked"  // domain, selector
	CodeChangeKeyInvalid  = "auth.change.dkim-then-pass-now-key-unusable" // domain, selector
	CodeChangeDKIMFail    = "auth.change.dkim-then-pass-now-fail"         // domain, now
	CodeChangeDKIMPass    = "auth.change.dkim-then-fail-now-pass"         // domain, then
	CodeChangeDKIMExpired = "auth.change.dkim-then-pass-now-expired"      // domain
	CodeChangeDKIMGone    = "auth.change.dkim-signature-gone"             // domain
	CodeChangeNoBody      = "auth.change.body-not-supplied"               // domain
	CodeChangeNoAnswer    = "auth.change.dns-no-answer"                   // method
	CodeChangeSPF         = "auth.change.spf-policy-changed"              // domain, then, now
	CodeChangeDMARC       = "auth.change.dmarc-result-changed"            // domain, then, now
	CodeChangePolicy      = "auth.change.dmarc-policy-changed"            // domain, then, now
	CodeChangeARC         = "auth.change.arc-result-changed"              // then, now
)

// severities grades the codes that are more than information.
var severities = map[string]hops.Severity{
	CodeBodyChanged: hops.Warning, CodeBodyShort: hops.Warning, CodeHeaderChanged: hops.Warning, CodeBothChanged: hops.Warning,
	CodeExpired: hops.Warning, CodeFuture: hops.Warning, CodeSyntax: hops.Error, CodeAlgorithmRefused: hops.Error,
	CodeAlgorithmUnknown: hops.Warning, CodeMended: hops.Warning, CodeTooMany: hops.Warning, CodeDNS: hops.Warning,
	CodeKeyName: hops.Error, CodeKeyLimit: hops.Warning, CodeKeyMissing: hops.Warning, CodeKeyRevoked: hops.Warning,
	CodeKeySeveral: hops.Error, CodeKeyInvalid: hops.Error, CodeKeyType: hops.Error, CodeKeyService: hops.Error,
	CodeKeyShort: hops.Error, CodeKeyLong: hops.Error, CodeKeyAlgorithm: hops.Error, CodeKeyHash: hops.Error, CodeKeyIdentity: hops.Error,
	CodePartialBody: hops.Warning, CodeUnsignedCopy: hops.Warning, CodeTestKey: hops.Warning,
	CodeARCStructure: hops.Warning, CodeARCMessage: hops.Warning, CodeARCSeal: hops.Warning, CodeARCPartMissing: hops.Warning, CodeSealChanged: hops.Warning,
	CodeDMARCFail: hops.Warning, CodeDMARCSeveral: hops.Error, CodeDMARCInvalid: hops.Error, CodeDMARCFrom: hops.Warning,
	CodeDMARCDNS: hops.Warning, CodeDMARCPending: hops.Warning, CodeDMARCResultDiffers: hops.Warning,
	CodeSealedForeign: hops.Error, CodeSealedMessage: hops.Warning, CodeSealedSeal: hops.Warning, CodeSealedChain: hops.Warning,
	CodeSealedNotSingle: hops.Error, CodeSealedSignature: hops.Warning,
	CodeChangeKeyRevoked: hops.Warning, CodeChangeKeyInvalid: hops.Warning, CodeChangeDKIMFail: hops.Warning, CodeChangeDKIMGone: hops.Warning,
	CodeChangeSPF: hops.Warning, CodeChangeDMARC: hops.Warning,
}
