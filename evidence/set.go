package evidence

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Set is all that the logs at hand know. The zero value and nil know nothing.
type Set struct {
	Logs []Log

	byMessage map[string][]*Record
	byNetwork map[string][]*Record
}

// NewSet puts logs together.
func NewSet(logs ...Log) *Set {
	s := &Set{Logs: logs, byMessage: map[string][]*Record{}, byNetwork: map[string][]*Record{}}
	for i := range s.Logs {
		for k := range s.Logs[i].Records {
			r := &s.Logs[i].Records[k]
			if r.MessageID != "" {
				s.byMessage[r.MessageID] = append(s.byMessage[r.MessageID], r)
			}
			if r.NetworkID != "" {
				s.byNetwork[r.NetworkID] = append(s.byNetwork[r.NetworkID], r)
			}
		}
	}
	return s
}

// Whole reports whether every record was kept. In logs that are not whole, a
// second message under a Message-ID may be missing: also where lines that can be
// read in two ways, or are too long, were left out. Of Postfix such a line leaves
// its record.
func (s *Set) Whole() bool {
	if s == nil {
		return true
	}
	for i := range s.Logs {
		for _, p := range s.Logs[i].Problems {
			switch p.Code {
			case ProblemTooMany, ProblemLong:
				return false
			case ProblemAmbiguous:
				if s.Logs[i].Format != Postfix {
					return false
				}
			}
		}
	}
	return true
}

// ByMessageID are the records of a Message-ID, with its brackets.
func (s *Set) ByMessageID(id string) []*Record {
	if s == nil {
		return nil
	}
	return s.byMessage[id]
}

// ByNetworkID are the records of a network message id, in any spelling.
func (s *Set) ByNetworkID(id string) []*Record {
	if s == nil {
		return nil
	}
	return s.byNetwork[guid(id)]
}

// Origin follows a message back on its way through content filters and servers
// whose logs are at hand: to the record that shows how it came to the first of
// them. It is r itself if no other leads to it, and nil if several do, or one that
// a stranger's server may have made to.
func (s *Set) Origin(r *Record) *Record {
	for range 8 { // no message passes more
		var found *Record
		for _, o := range s.ByMessageID(r.MessageID) {
			if o == r || o.Format != r.Format || !o.leadsTo(r) || found != nil && o.First.Text == found.First.Text {
				continue
			}
			if found != nil || !o.surely(r) {
				return nil
			}
			found = o
		}
		if found == nil {
			return r
		}
		r = found
	}
	return nil
}

// leadsTo: a delivery of r was queued under the id of next, a filter handed r
// back as next, or Exchange sent r to the server of next.
func (r *Record) leadsTo(next *Record) bool {
	if next.originQueueID != "" && next.originQueueID == r.QueueID && r.Host == next.Host {
		return true
	}
	for i := range r.Deliveries {
		d := &r.Deliveries[i]
		switch {
		case next.QueueID != "" && d.QueuedAs == next.QueueID:
			return true
		case r.Format == Tracking && r.NetworkID != "" && r.NetworkID == next.NetworkID && ascii.EqualFold(label(d.Relay), label(next.Host)):
			return true
		}
	}
	return false
}

// surely: who handed next over is the host of r, or a filter on it. The id in a
// reply alone is the word of whoever got the message there: a stranger's server can
// name the id of another message, sent under the same Message-ID meanwhile.
func (r *Record) surely(next *Record) bool {
	if r.Format != Postfix || next.originQueueID != "" && next.originQueueID == r.QueueID {
		return true
	}
	client := &next.Client
	if r.Host == next.Host {
		return client.IP.IsLoopback()
	}
	// A log may name its host by the first label. Whose that is in a name is only
	// known of private addresses, which have their names from the organization.
	return ascii.EqualFold(client.Name, r.Host) || client.IP.IsPrivate() && ascii.EqualFold(label(client.Name), r.Host)
}

// label is the first label of a host name.
func label(host string) string {
	first, _, _ := strings.Cut(host, ".")
	return first
}
