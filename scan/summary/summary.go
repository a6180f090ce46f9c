package summary

import "github.com/hopproof/hopproof/report"

// SchemaName is the value of [Summary.Schema] for this version of the form.
const SchemaName = "hopproof-summary/1"

// Summary is what many messages show together. Its order is that of the
// figures: the greatest first, days in their own order.
type Summary struct {
	// Schema names the form: "hopproof-summary/1".
	Schema string `json:"schema"`
	// Generator is the program that counted, with its version.
	Generator string `json:"generator,omitempty"`
	// Lang is the language of the sentences; a writer sets it.
	Lang string `json:"lang,omitempty"`
	// Messages is the number of messages that were read.
	Messages int64 `json:"messages"`
	// Unreadable are the inputs that could not be read as a message.
	Unreadable Tally `json:"unreadable"`
	// Verified is the number of messages of which a route was asked.
	Verified int64 `json:"verified"`
	// Outcomes are the messages by the outcome of their route; absent if none was
	// asked for.
	Outcomes *Outcomes `json:"outcomes,omitempty"`
	// Reasons are what decided the outcomes that are not held: outcome, leg or
	// condition, and code.
	Reasons Table `json:"by_reason"`
	// Modes are the ways of sending.
	Modes Table `json:"by_mode"`
	// Entries are the addresses that handed over to Microsoft 365: of a message
	// the oldest believed one, or else the oldest claimed one.
	Entries Table `json:"by_entry"`
	// Filters are the products of mail filters on the way, as the lines claim.
	Filters Table `json:"by_filter"`
	// Domains are those of RFC5322.From.
	Domains Table `json:"by_domain"`
	// Receivers are the hosts on whose word the outcomes rest.
	Receivers Table `json:"by_receiver"`
	// Days are UTC days, by the newest stamp in a believed line; of a message
	// without one the name is empty.
	Days Table `json:"by_day"`
	// Ways are the ways that the messages took, the most frequent first.
	Ways []Way `json:"ways"`
	// OtherWays are the messages on ways beyond those.
	OtherWays *Other `json:"other_ways,omitempty"`
	// Delays are distributions of the time between two hosts, the total first.
	Delays []Delay `json:"delays"`
	// Findings are counted once a message.
	Findings Table `json:"findings"`
	// Problems are those of the text, counted once a message.
	Problems Table `json:"problems"`
	// WhatIf are the answers to the questions that were asked.
	WhatIf []WhatIf `json:"what_if,omitempty"`
}

// Tally is a number of messages, by outcome, and a few of their names.
type Tally struct {
	// Messages is their number.
	Messages int64 `json:"messages"`
	// Held are those whose route is held; 0, as the next two, if none was asked for.
	Held int64 `json:"held"`
	// Broken are those whose route is broken.
	Broken int64 `json:"broken"`
	// Unknown are those whose route is unknown.
	Unknown int64 `json:"unknown"`
	// Missed is how many messages may be missing at most, for they were counted
	// under others before; absent: none.
	Missed int64 `json:"missed,omitempty"`
	// Examples are the names of at most three of the messages.
	Examples []string `json:"examples"`
}

// Outcomes are messages by the outcome of their route.
type Outcomes struct {
	// Held are the messages that went the expected way.
	Held Tally `json:"held"`
	// Broken are those that a believed line shows on another way.
	Broken Tally `json:"broken"`
	// Unknown are those of which the headers prove neither.
	Unknown Tally `json:"unknown"`
}

// Table are tallies by a key.
type Table struct {
	// Rows are the keys with most messages.
	Rows []Row `json:"rows"`
	// Other are the messages of all other keys.
	Other *Other `json:"other,omitempty"`
}

// Row is the tally of a key.
type Row struct {
	// Name is the key: an address, a domain, a day, the code of a mode, of a
	// reason, of a finding. Empty: the message does not tell.
	Name string `json:"name"`
	// Claimed is true if only lines say so that nobody vouches for.
	Claimed bool `json:"claimed,omitempty"`
	// Outcome is, of a reason, the outcome that it decided; of a what-if, what
	// would become of the messages.
	Outcome string `json:"outcome,omitempty"`
	// Leg is, of a reason, the leg or condition.
	Leg string `json:"leg,omitempty"`
	// Severity is that of a finding.
	Severity report.Severity `json:"severity,omitempty"`
	// Args are the arguments of a code in the first example.
	Args report.Pairs `json:"args,omitempty"`
	// Text is the sentence of a code with those arguments; a writer sets it.
	Text string `json:"text,omitempty"`
	Tally
}

// Other are messages that no row counts.
type Other struct {
	// Names is the number of different keys; absent if it is not known, for too
	// many were met.
	Names int64 `json:"names,omitempty"`
	Tally
}

// Way is a way that messages took.
type Way struct {
	// Stops are its hosts, oldest first.
	Stops []Stop `json:"stops"`
	Tally
}

// Stop is a host on the way, or several in a row with one role.
type Stop struct {
	// Role is what it did; "origin" is whoever handed over to the first host that
	// wrote a line, and "earlier" stands for hosts that are not shown.
	Role report.Role `json:"role"`
	// Name is the address, product, operator or host, where one tells more than
	// the role.
	Name string `json:"name,omitempty"`
	// Claimed is true if nobody vouches for the line.
	Claimed bool `json:"claimed"`
}

// Delay is the distribution of the time between two hosts, in seconds.
type Delay struct {
	// From is the role of the first host; absent, as To, of the time from the oldest
	// stamp to the newest.
	From report.Role `json:"from,omitempty"`
	// To is the role of the second one.
	To report.Role `json:"to,omitempty"`
	// Claimed is true if nobody vouches for one of the stamps.
	Claimed bool `json:"claimed"`
	// Count is the number of delays of 0 or more.
	Count int64 `json:"count"`
	// MedianSeconds is the median, at most a 16th too high.
	MedianSeconds int64 `json:"median_s"`
	// P95Seconds is the delay that 95 in 100 do not exceed, likewise.
	P95Seconds int64 `json:"p95_s"`
	// MaxSeconds is the longest delay.
	MaxSeconds int64 `json:"max_s"`
	// Negative is the number of negative delays, which tell of clocks.
	Negative int64 `json:"negative"`
	// MinSeconds is the most negative one; absent: there is none.
	MinSeconds int64 `json:"min_s,omitempty"`
	// Classes are how many delays there are from each bound to the next.
	Classes []Class `json:"classes"`
}

// Class is a class of delays.
type Class struct {
	// FromSeconds is the least delay of the class.
	FromSeconds int64 `json:"from_s"`
	// Count is how many delays are in it.
	Count int64 `json:"count"`
}

// WhatIf are the answers to a question about another setup.
type WhatIf struct {
	// Question names the setup that was asked about.
	Question report.WhatIfQuestion `json:"question"`
	// Text says what was asked; a writer sets it.
	Text string `json:"text,omitempty"`
	// Refused is the number of messages that would be refused.
	Refused int64 `json:"refused"`
	// Accepted is the number of those that would be taken.
	Accepted int64 `json:"accepted"`
	// Unknown is the number of those of which headers do not tell.
	Unknown int64 `json:"unknown"`
	// Reasons are why, with the outcome of each.
	Reasons Table `json:"by_reason"`
}
