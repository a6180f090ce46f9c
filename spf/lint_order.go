package spf

// order looks at how the terms stand to each other: repetitions, and what
// nobody reaches.
func (d *draft) order(r *Record, owners []int) {
	seen := map[string]int{}
	first := -1 // the first "all"
	for i := range r.Terms {
		t, w := &r.Terms[i], &d.words[owners[i]]
		switch {
		case t.Kind == KindInvalid:
		case t.Kind.IsModifier():
			d.repeatedModifier(r, t, w)
		case t.Kind == KindAll && first >= 0:
			d.say(LintAllTwice, Warning, w.span, true, Arg{"term", w.text}, Arg{"other", d.words[owners[first]].text})
			w.gone = true
		case t.Kind == KindAll:
			first = i
		default:
			key := sameness(r, t)
			if j, twice := seen[key]; twice {
				d.say(LintDuplicate, Warning, w.span, true, Arg{"term", w.text}, Arg{"other", d.words[j].text})
				w.gone = true
				continue
			}
			seen[key] = owners[i]
			if first >= 0 {
				d.afterAll(w, owners[first])
			}
		}
	}
	if t := r.Find(KindRedirect); t != nil && first >= 0 { // section 6.1
		d.redirectBesideAll(r, owners)
	}
}

// afterAll proposes to move "all" to the end: whoever wrote terms behind it
// wanted them to count.
func (d *draft) afterAll(w *word, all int) {
	d.say(LintAfterAll, Warning, w.span, true, Arg{"term", w.text}, Arg{"other", d.words[all].text})
	d.last = all
}

func (d *draft) redirectBesideAll(r *Record, owners []int) {
	for i := range r.Terms {
		if w := &d.words[owners[i]]; r.Terms[i].Kind == KindRedirect && !w.gone {
			d.say(LintRedirectAll, Warning, w.span, true, Arg{"term", w.text})
			w.gone = true
		}
	}
}

// repeatedModifier is section 6: redirect and exp stand once at most. Of two
// that differ, only the author knows which is meant.
func (d *draft) repeatedModifier(r *Record, t *Term, w *word) {
	if t.Kind == KindUnknown {
		return
	}
	f := r.Find(t.Kind)
	if f == t {
		return
	}
	same := folded(r.TextOf(f)) == folded(r.TextOf(t))
	d.say(LintModifierTwice, Error, w.span, same, Arg{"term", w.text}, Arg{"other", r.TextOf(f)})
	w.gone = same
}

// sameness is equal for mechanisms that match the same clients.
func sameness(r *Record, t *Term) string {
	if t.Network.IsValid() {
		return t.Network.Masked().String()
	}
	name := folded(withoutFinalDot(t.Value.In(r.Text)))
	return t.Kind.String() + ":" + name + "/" + number(int(t.Bits4)) + "//" + number(int(t.Bits6))
}
