package evidence

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

// Origin follows a message back on its way through content filters: a record
// whose delivery was queued under the id of r, or whose id r names as its
// origin, on the same host. It is r itself if there is none, and nil if there
// are several.
func (s *Set) Origin(r *Record) *Record {
	for range 8 { // no message passes more filters
		var found *Record
		for _, o := range s.ByMessageID(r.MessageID) {
			if o == r || o.Host != r.Host || r.QueueID == "" || !o.leadsTo(r) {
				continue
			}
			if found != nil {
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

func (r *Record) leadsTo(next *Record) bool {
	if next.originQueueID != "" && next.originQueueID == r.QueueID {
		return true
	}
	for i := range r.Deliveries {
		if r.Deliveries[i].QueuedAs == next.QueueID {
			return true
		}
	}
	return false
}
