package spf

// maxCompared bounds how many networks of a record are compared with each
// other. DNS can hardly carry more.
const maxCompared = 500

// networks finds those that another of the record makes needless.
func (d *draft) networks(r *Record, owners []int) {
	var seen []int
	for i := range r.Terms {
		if !r.Terms[i].Network.IsValid() || len(seen) == maxCompared {
			continue
		}
		for _, j := range seen {
			d.overlap(r, owners, j, i)
		}
		seen = append(seen, i)
	}
}

// overlap compares an earlier term with a later one. The later is never reached
// if the earlier covers it. The other way round, the earlier is needless if
// everything from it to the later has the same sign.
func (d *draft) overlap(r *Record, owners []int, earlier, later int) {
	a, b := &r.Terms[earlier], &r.Terms[later]
	if d.words[owners[earlier]].gone || d.words[owners[later]].gone || a.Network.Masked() == b.Network.Masked() {
		return
	}
	inner, outer := later, earlier
	if !covers(a.Network, b.Network) {
		if !covers(b.Network, a.Network) || !sameSigns(r.Terms[earlier:later+1]) {
			return
		}
		inner, outer = earlier, later
	}
	w := &d.words[owners[inner]]
	d.say(LintCovered, Info, w.span, true, Arg{"term", w.text}, Arg{"other", d.words[owners[outer]].text})
	w.gone = true
}

func sameSigns(terms []Term) bool {
	for i := range terms {
		if !terms[i].Kind.IsModifier() && terms[i].Qualifier != terms[0].Qualifier {
			return false
		}
	}
	return true
}
