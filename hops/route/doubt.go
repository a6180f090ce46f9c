package route

import "github.com/hopproof/hopproof/hops"

// disputed finds a witness that names another address than the border line
// does, where nothing explains it (P11). Enhanced Filtering does, but anybody
// can write the field that says so: in somebody else's tenant it counts for an
// address that the route declares.
func (v *verifier) disputed() (hops.Witness, bool) {
	for i := range v.t.Entries {
		e := &v.t.Entries[i]
		if v.ingress == nil || e.Hop != v.ingress.Number {
			continue
		}
		for _, w := range e.Witnesses {
			explained := w.Explained && (e.Basis == hops.Receiver || v.declares(w))
			if !w.Agrees && !explained {
				return w, true
			}
		}
	}
	return hops.Witness{}, false
}

// declares reports whether a leg of the route has the address of w.
func (v *verifier) declares(w hops.Witness) bool {
	for i := range v.r.Legs {
		if hops.InPrefixes(v.r.Legs[i].IP, w.Value) {
			return true
		}
	}
	return false
}

// doubtAll doubts every condition of a leg that is read at the entry.
func (v *verifier) doubtAll(l *LegVerdict) {
	for i := range l.Conditions {
		v.doubt(&l.Conditions[i])
	}
}

// doubt takes back what rests on a disputed entry. What is broken stays so: a
// field that anybody can add must not hide it.
func (v *verifier) doubt(c *Condition) {
	if c.Outcome != Held {
		return
	}
	w, ok := v.disputed()
	if !ok {
		return
	}
	c.Outcome = Unknown
	c.Reason = coded("witness-differs", arg("source", w.Source), arg("got", w.Value.String()), arg("ip", address(v.ingress)))
	c.Remedy = coded("look-in-message-trace")
	c.Evidence = append(c.Evidence, hops.Evidence{Field: w.Field, Span: v.t.Section.Fields[w.Field].Span})
}
