package spf

// The codes of findings.
const (
	// The text around the terms.
	LintQuotes         = "quotes"                // quotation marks of a zone file
	LintPasted         = "pasted-character"      // a character that a word processor or web page put in
	LintNotFirst       = "version-not-first"     // text or blanks before v=spf1
	LintVersionEnd     = "version-end"           // no blank after v=spf1
	LintVersion        = "version-misspelt"      // nearly v=spf1
	LintNoVersion      = "version-missing"       // terms without v=spf1
	LintVersionTwice   = "version-repeated"      // v=spf1 among the terms
	LintSenderID       = "sender-id"             // a record of Sender ID (RFC 4406), which is history
	LintSeparator      = "separator"             // a comma or semicolon between terms
	LintBlankAfter     = "blank-after"           // a blank after a colon or equals sign
	LintBlankBefore    = "blank-before"          // a blank before one
	LintBlankSign      = "blank-after-sign"      // "- all"
	LintBlankSlash     = "blank-before-slash"    // "ip4:192.0.2.0 /24"
	LintSignTwice      = "sign-repeated"         // "--all"
	LintUpper          = "upper-case"            // a name in capitals
	LintString         = "string-long"           // a character-string over 255 bytes
	LintSplit          = "string-split"          // a record that must be cut into strings
	LintLong           = "record-long"           // an answer that may not fit into a UDP packet
	LintSeveral        = "records-several"       // more than one record
	LintSyntax         = "syntax"                // anything else outside the grammar
	LintUnknownTerm    = "term-unknown"          // no mechanism of that name
	LintUnknownMod     = "modifier-unknown"      // legal, and ignored
	LintMisspelt       = "name-misspelt"         // nearly the name of a mechanism or modifier
	LintNoName         = "name-missing"          // an address without ip4 or ip6
	LintWrongSeparator = "separator-wrong"       // include= or redirect:
	LintColonTwice     = "colon-repeated"        // "ip4::192.0.2.1"
	LintNoValue        = "value-missing"         // "include:"
	LintEmptyValue     = "value-empty"           // "a:", which says no more than "a"
	LintFamily         = "family-wrong"          // an IPv6 address in ip4, or the reverse
	LintNotAddress     = "address-expected"      // a host name in ip4
	LintNotName        = "name-expected"         // an address in include or a
	LintNetmask        = "netmask"               // "/255.255.255.0"
	LintMapped         = "address-mapped"        // an IPv4 address in IPv6 form, which matches nobody
	LintScheme         = "scheme"                // "include:https://..."
	LintPrivate        = "address-private"       // no public receiver ever sees it
	LintReserved       = "address-reserved"      // nobody has it
	LintDocumentation  = "address-documentation" // meant for examples
	LintHostBits       = "host-bits"             // 192.0.2.1/24
	LintWide           = "network-wide"          // a very large network
	LintEverybody      = "network-everybody"     // /0
	LintCovered        = "network-covered"       // inside another of the record
	LintDuplicate      = "duplicate"             // the same mechanism again
	LintAllPass        = "all-pass"              // "+all"
	LintAllNeutral     = "all-neutral"           // "?all"
	LintNoAll          = "all-missing"           // neither "all" nor "redirect"
	LintAllTwice       = "all-repeated"          // a second "all"
	LintAfterAll       = "after-all"             // terms that nobody reaches
	LintRedirectAll    = "redirect-ignored"      // "redirect" beside "all"
	LintModifierTwice  = "modifier-repeated"     // a second "redirect" or "exp"
	LintPTR            = "ptr"                   // should not be used
	LintExpUnused      = "exp-unused"            // "exp" where nothing fails
	LintSelf           = "include-self"          // includes itself
	LintSingleLabel    = "name-single-label"     // no dot in a name
	LintBadName        = "name-invalid"          // a name that DNS cannot hold
	LintNotPublic      = "name-not-public"       // .local and its like
	LintFinalDot       = "name-final-dot"        // legal, and some receivers stumble
	LintMacroP         = "macro-p"               // should not be used
	LintMacroSender    = "macro-sender"          // another question for each sender
	LintMacroUpper     = "macro-upper"           // %{I}: URL-escaped
	LintExistsConstant = "exists-constant"       // the same for every client
	LintLookups        = "lookups-exceeded"      // more than ten by itself
	LintLookupsMany    = "lookups-many"          // nearly ten by itself
)
