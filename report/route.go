package report

// Boundary is the oldest hop whose writer there is reason to believe.
// Everything older is hearsay.
type Boundary struct {
	// Hop is the number of that hop; absent if no line is believed.
	Hop int `json:"hop,omitempty"`
	// Basis is why that hop is believed.
	Basis Basis `json:"basis,omitempty"`
	// Reason is the code of why belief ends there.
	Reason string `json:"reason,omitempty"`
	// Args are the arguments of Reason.
	Args Pairs `json:"args,omitempty"`
	// Text is the sentence of Reason.
	Text string `json:"text,omitempty"`
}

// Entry is a border line: the line that an EOP front end wrote for a
// connection from outside Microsoft.
type Entry struct {
	// Hop is the number of the hop.
	Hop int `json:"hop"`
	// IP is the address that connected.
	IP string `json:"ip,omitempty"`
	// Helo is what the client called itself.
	Helo string `json:"helo,omitempty"`
	// TLS is whether the connection was encrypted.
	TLS *bool `json:"tls,omitempty"`
	// Basis is why the line is believed, or "claimed" if it is not.
	Basis Basis `json:"basis,omitempty"`
	// Witnesses are other fields that name the connecting address.
	Witnesses []Witness `json:"witnesses"`
}

// Witness is another field's word on the address of an entry. It is compared
// and shown; it never replaces the line's own word.
type Witness struct {
	// Field is the index of the header field; 0 is the topmost.
	Field int `json:"field"`
	// Source names the field and the key in it.
	Source string `json:"source"`
	// Value is what it says.
	Value string `json:"value"`
	// Agrees is whether that is the address of the entry.
	Agrees bool `json:"agrees"`
	// Explained is whether a difference has a known harmless cause, such as
	// Enhanced Filtering.
	Explained bool `json:"explained"`
}

// Route is the verdict on an expected route.
type Route struct {
	// Name is the name of the route.
	Name string `json:"name,omitempty"`
	// Outcome is the verdict.
	Outcome Outcome `json:"outcome"`
	// Sentence is the verdict in one sentence.
	Sentence string `json:"sentence,omitempty"`
	// Question is what to ask the administrator who declared too little.
	Question *Question `json:"question,omitempty"`
	// Legs are the steps of the route, oldest first.
	Legs []Leg `json:"legs"`
	// Conditions are those of the route as a whole: attributed, forbid,
	// strict, within.
	Conditions []Condition `json:"conditions,omitempty"`
}

// Question asks the administrator for what the headers cannot tell.
type Question struct {
	// Code names the sentence.
	Code string `json:"code"`
	// Args are the arguments of the sentence.
	Args Pairs `json:"args"`
	// Text is the sentence.
	Text string `json:"text,omitempty"`
}

// Leg is one step of the expected route.
type Leg struct {
	// Leg is the name of the leg in the route.
	Leg string `json:"leg"`
	// Role is the role that the leg asks for.
	Role Role `json:"role,omitempty"`
	// Outcome is the verdict on the leg.
	Outcome Outcome `json:"outcome"`
	// Hops lists the hops used; the host's own line comes first.
	Hops []int `json:"hops"`
	// Required is whether the route depends on the leg.
	Required bool `json:"required"`
	// Reason is the code of why the leg has its outcome.
	Reason string `json:"reason,omitempty"`
	// Remedy is the code of what to do about it.
	Remedy string `json:"remedy,omitempty"`
	// Args are the arguments of Reason and Remedy.
	Args Pairs `json:"args,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
	// RemedyText is the sentence of Remedy.
	RemedyText string `json:"remedy_text,omitempty"`
	// Conditions are what the leg asks for.
	Conditions []Condition `json:"conditions"`
	// Basis is "log" if the outcome rests on a log, and not on headers alone.
	Basis Basis `json:"basis,omitempty"`
}

// Condition is one thing that a leg or a route asks for.
type Condition struct {
	// Condition is its key in the route: ip, by, helo, tls and so on.
	Condition string `json:"condition"`
	// Outcome is the verdict on it.
	Outcome Outcome `json:"outcome"`
	// Want is what the route declares.
	Want string `json:"want,omitempty"`
	// Got is what the line says.
	Got string `json:"got,omitempty"`
	// Reason is the code of why the condition has its outcome.
	Reason string `json:"reason,omitempty"`
	// Remedy is the code of what to do about it.
	Remedy string `json:"remedy,omitempty"`
	// Args are the arguments of Reason and Remedy, beside want and got.
	Args Pairs `json:"args,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
	// RemedyText is the sentence of Remedy.
	RemedyText string `json:"remedy_text,omitempty"`
	// Evidence are the fields that show it.
	Evidence []Evidence `json:"evidence"`
	// Basis is "log" if lines of a log settle it, and not the headers.
	Basis Basis `json:"basis,omitempty"`
	// Tie is what ties those lines to the message.
	Tie Tie `json:"tie,omitempty"`
	// Log are those lines.
	Log []LogLine `json:"log,omitempty"`
}

// LogLine is a line of a log of the organization's own servers.
type LogLine struct {
	// Source is the name of the file.
	Source string `json:"source"`
	// Line is the number of the line, from 1.
	Line int `json:"line"`
	// Text is the line as written; of a long one the beginning.
	Text string `json:"text"`
}

// Title names the condition among the others of a route, which may forbid
// several hosts.
func (k *Condition) Title() string {
	if k.Condition == "forbid" && k.Want != "" {
		return k.Condition + " " + k.Want
	}
	return k.Condition
}

// Evidence is a place in the message that shows something.
type Evidence struct {
	// Field is the index of the header field; 0 is the topmost.
	Field int `json:"field"`
	// Hop is the number of the hop, if the field is a Received field.
	Hop int `json:"hop,omitempty"`
	// Basis is why the field is believed.
	Basis Basis `json:"basis,omitempty"`
	// Span is the place in the input.
	Span Span `json:"span,omitzero"`
}
