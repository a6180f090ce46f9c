package evidence

import "net/netip"

// Format is the kind of a log.
type Format string

// The formats.
const (
	Postfix  Format = "postfix"           // syslog or systemd journal
	Tracking Format = "exchange-tracking" // message tracking log of Exchange on premises
	IIS      Format = "iis-smtp"          // W3C extended log of the IIS SMTP service
	Trace    Format = "message-trace"     // of Exchange Online: cmdlets, reports, Graph
)

// Line is a line of a log.
type Line struct {
	Number int // from 1; 0: there is none
	// Text is the line as written, of a long one the beginning; of a row of a
	// message trace, what was read of it.
	Text string
	Time Stamp
}

// Record is what a log knows of one passage of a message through a server, or,
// of a message trace, one row.
type Record struct {
	Format Format
	Source string // name of the file
	// Host wrote the log; empty if it does not name itself.
	Host string
	// MessageID is the Message-ID with its brackets.
	MessageID string
	// NetworkID is Exchange's network message id: a GUID in lower case with
	// hyphens, which names the passage through one organization.
	NetworkID string
	// QueueID is Postfix's name of the message on that host. Short ones are used
	// again.
	QueueID string
	Sender  string
	// Recipients are those of the line that shows how the message came.
	Recipients []string
	Client     Client
	Deliveries []Delivery
	Attributed Attribution
	// Unread: not all of its deliveries are known.
	Unread bool
	// First is the line by which the record is quoted.
	First Line

	originQueueID string // of the server that Postfix's filter handed back to
}

// Client is who handed the message over, as the server saw it.
type Client struct {
	Name string // of Postfix the name that it looked up and checked forward
	IP   netip.Addr
	// Login is the user that logged in (RFC 4954), Method how.
	Login, Method string
	Line          Line
}

// Delivery is one attempt to hand the message on to one recipient.
type Delivery struct {
	To    string
	Relay string // name of the next host
	IP    netip.Addr
	Port  int
	Sent  bool // the next host took responsibility (RFC 5321 section 4.2.5)
	// Status is the log's word: "sent", "deferred", "bounced"; DSN the code of
	// RFC 3463.
	Status, DSN string
	// Host is the server that Exchange Online names in its reply.
	Host string
	// QueuedAs is the queue id that Postfix names in its reply.
	QueuedAs string
	TLS      string // version, "1.3"; empty: not said
	Line     Line
	TLSLine  Line // the line that says TLS, if it is another one
}

// Attribution is what a message trace says of how the message came in.
type Attribution struct {
	Event         string // "Receive"
	FromIP        netip.Addr
	Connector     string // name of the inbound connector
	ConnectorType string // "OnPremises", "Partner"; empty: not said
	Certificate   string // name on the client's certificate
	Tenant        string
	// Behind is the entry of the trace's data, with words of the client or the
	// sender, that stands in front of one of these: they may be a part of it, unless
	// it is known what those words are. Empty: there is none.
	Behind string
}

// ClientName is the entry of a trace's data that holds the client's name.
const ClientName = "ProxiedClientHostname"

// IsZero reports that there is no such line.
func (l Line) IsZero() bool { return l.Number == 0 }

// Problem is something in a log that was not read.
type Problem struct {
	Code  string
	Line  int // the first such line
	Count int
}

// The problems.
const (
	ProblemForeign   = "log-foreign-line"   // of another program, or of no known format
	ProblemCut       = "log-cut-line"       // ends too early
	ProblemLong      = "log-long-line"      // longer than a log's lines are
	ProblemAmbiguous = "log-ambiguous-line" // can be read in two ways
	ProblemTime      = "log-unread-time"
	ProblemTooMany   = "log-too-many-records"
	ProblemSyntax    = "log-syntax" // JSON that is not well formed
)

// Log is what was read of one file.
type Log struct {
	Name     string
	Format   Format // empty: the content is of no known format
	Lines    int
	Records  []Record
	Problems []Problem // each code once, in the order of their first lines
}
