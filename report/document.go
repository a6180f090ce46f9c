package report

// SchemaName is the value of [Document.Schema] for this version of the form.
const SchemaName = "hopproof/1"

// Document is everything hopproof has to say about one message. A key that is
// absent is not known; a known 0 or false is written.
type Document struct {
	// Schema names the form of the document: "hopproof/1".
	Schema string `json:"schema"`
	// Generator is the program that wrote the document, with its version.
	Generator string `json:"generator,omitempty"`
	// Lang is the language of the sentences: "en" or "fr".
	Lang string `json:"lang,omitempty"`
	// Receiver is the host whose word every verdict rests on.
	Receiver Receiver `json:"receiver,omitzero"`
	// Input describes the text that was read.
	Input Input `json:"input"`
	// Message holds what identifies the message.
	Message Message `json:"message,omitzero"`
	// Hops are the Received fields, oldest first. Empty: there are none.
	Hops []Hop `json:"hops,omitzero"`
	// TotalSeconds is the time from the oldest to the newest known stamp.
	TotalSeconds *int64 `json:"total_s,omitempty"`
	// Entries are all border lines with a peer outside Microsoft, oldest
	// first, believed or not.
	Entries []Entry `json:"entries,omitzero"`
	// Boundary is where belief ends.
	Boundary Boundary `json:"boundary,omitzero"`
	// Authentication holds the recorded authentication results (RFC 8601).
	Authentication *Authentication `json:"authentication,omitempty"`
	// Microsoft holds what Microsoft's own fields say.
	Microsoft *Microsoft `json:"microsoft,omitempty"`
	// Verdicts are the verdicts of mail filters other than Microsoft's, topmost
	// field first.
	Verdicts []VerdictField `json:"verdicts,omitempty"`
	// Sending is the way the message was handed to Microsoft 365.
	Sending *Sending `json:"sending,omitempty"`
	// Identity compares the login with the addresses of the message.
	Identity *Identity `json:"identity,omitempty"`
	// Forwarding lists the signs that the message was passed on.
	Forwarding []Forwarding `json:"forwarding,omitempty"`
	// Filters lists the mail filters on the way.
	Filters []Filter `json:"filters,omitempty"`
	// Route is the verdict on an expected route, if one was asked for.
	Route *Route `json:"route,omitempty"`
	// WhatIf are the answers to what would become of the message under another
	// setup, one for each question that was asked.
	WhatIf []WhatIf `json:"what_if,omitempty"`
	// Live holds the checks made again against today's DNS.
	Live *Live `json:"live,omitempty"`
	// Findings are about the message: what its fields mean.
	Findings []Finding `json:"findings,omitzero"`
	// Problems are about the text: what had to be mended or skipped.
	Problems []Problem `json:"problems,omitzero"`
}

// Receiver is the host that handed the message over to the reader.
type Receiver struct {
	// Name is its host name, or the name of its operator.
	Name string `json:"name,omitempty"`
	// Assumed is true if nothing but the order of the lines names it.
	Assumed bool `json:"assumed"`
}

// Input describes the text that was read.
type Input struct {
	// Name is the file name, or absent for standard input and pasted text.
	Name string `json:"name,omitempty"`
	// Bytes is the size of the input in bytes; of an Outlook file, that of its
	// transport headers as UTF-8.
	Bytes int `json:"bytes"`
	// HeaderBytes is the size of the header section in bytes.
	HeaderBytes int `json:"header_bytes"`
	// Fields is the number of header fields.
	Fields int `json:"fields"`
	// Kind is the dress in which the header section came.
	Kind InputKind `json:"kind,omitempty"`
	// Truncated is true if the text was visibly cut off or a limit ended the
	// reading.
	Truncated bool `json:"truncated"`
	// InnerNumber is the number of the inner message that the document is about;
	// absent for the message itself.
	InnerNumber int `json:"inner_number,omitempty"`
	// Inner lists the messages that are attached to this one.
	Inner []InnerMessage `json:"inner,omitempty"`
}

// InnerMessage is a message attached to another: a reported mail, or the
// message that a delivery report returns.
type InnerMessage struct {
	// Index counts the inner messages of a file from 1, in the order of the
	// file; one that is attached to an inner message stands behind it.
	Index int `json:"index"`
	// Subject is its decoded Subject.
	Subject string `json:"subject,omitempty"`
	// Kind is the form in which it is attached.
	Kind InnerKind `json:"kind"`
}

// Message holds what identifies the message, as its fields state it.
type Message struct {
	// MessageID is the Message-ID with its angle brackets (RFC 5322 section
	// 3.6.4).
	MessageID string `json:"message_id,omitempty"`
	// Date is the Date field, RFC 3339 with its own offset.
	Date string `json:"date,omitempty"`
	// Subject is the decoded Subject.
	Subject string `json:"subject,omitempty"`
	// HeaderFrom lists the addresses of RFC5322.From.
	HeaderFrom []string `json:"header_from,omitempty"`
	// Sender is the address of the Sender field.
	Sender string `json:"sender,omitempty"`
	// ReplyTo lists the addresses of Reply-To.
	ReplyTo []string `json:"reply_to,omitempty"`
	// To lists the addresses of To.
	To []string `json:"to,omitempty"`
	// Cc lists the addresses of Cc.
	Cc []string `json:"cc,omitempty"`
	// MailFrom is RFC5321.MailFrom from Return-Path; "<>" if it was empty.
	MailFrom string `json:"mail_from,omitempty"`
}
