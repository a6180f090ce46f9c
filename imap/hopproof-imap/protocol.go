package main

import "time"

// protocol names the form of request and answers.
const protocol = "hopproof-imap/1"

// request is what is asked for.
type request struct {
	Protocol string `json:"protocol"`
	Address  string `json:"address"`
	TLS      string `json:"tls"` // implicit, starttls or off
	CA       string `json:"ca"`  // PEM; empty: those of the system
	User     string `json:"user"`
	Password string `json:"password"`
	Token    string `json:"token"` // for XOAUTH2, instead of Password
	Mailbox  string `json:"mailbox"`
	// UID is the last message that is known while UIDVALIDITY is Validity.
	UID      uint32 `json:"uid"`
	Validity uint32 `json:"uid_validity"`
	NewOnly  bool   `json:"new_only"` // leave out what is there
	Once     bool   `json:"once"`     // end when there are no more
	Section  int    `json:"section"`  // how much of a header section to give, in bytes
}

// answer is one line of what is reported.
type answer struct {
	Kind      string    `json:"kind"` // open, message, current or failed
	Validity  uint32    `json:"uid_validity,omitempty"`
	UID       uint32    `json:"uid,omitempty"`
	Size      int64     `json:"size,omitempty"`
	Received  time.Time `json:"received,omitzero"`
	Head      []byte    `json:"head,omitempty"`
	Problem   string    `json:"problem,omitempty"`
	Permanent bool      `json:"permanent,omitempty"`
}

// permanentError says that trying again will not help.
type permanentError struct{ error }

func (e *permanentError) Unwrap() error { return e.error }
