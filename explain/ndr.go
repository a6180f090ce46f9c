package explain

import "slices"

const (
	// mostStatuses bounds how many different codes of a report are explained.
	mostStatuses = 64
	// mostHits bounds how often one pattern is taken up.
	mostHits = 8
)

// How an error was recognised, from the least specific.
const (
	byRegistry = iota // the code is explained by its class only
	byCode            // the code alone stands for the error
	byWords           // the words are known, with another code or none
	byBoth            // the words are known and the code fits
)

// hit is an error that was recognised in a report.
type hit struct {
	how        int
	known      *smtpError // nil: byRegistry
	says       string     // the words, as servers write them
	length     int        // of the words
	status     status
	start, end int
	piece      int
}

// NDR explains the errors that a text tells of: a non-delivery report, a log
// line, what a device shows. It finds every status code of failure and every
// known wording in the first megabyte, and explains each once: the surest first.
func NDR(text, lang string) []Answer {
	r := readReply(text)
	hits := wordHits(r)
	hits = append(hits, codeHits(r, hits)...)
	slices.SortStableFunc(hits, compareHits)
	a := ask(lang)
	var list []Answer
	for i := range hits {
		h := &hits[i]
		switch {
		case slices.ContainsFunc(hits[:i], h.same):
		case h.known == nil:
			list = append(list, a.registered(h.status))
		default:
			list = append(list, a.smtpError(h.known, h.status, h.says))
		}
	}
	return list
}

func compareHits(x, y hit) int {
	if x.how != y.how {
		return y.how - x.how
	}
	if x.length != y.length {
		return y.length - x.length
	}
	return x.start - y.start
}

// same reports whether two hits are one answer.
func (h *hit) same(other hit) bool {
	if h.known != nil || other.known != nil {
		return h.known == other.known
	}
	return h.status == other.status
}

// wordHits finds the known wordings. Where the code beside the words decides
// for an error, by itself or with the words, others with similar words are not
// meant; nor is one whose words are part of longer known words.
func wordHits(r *reply) []hit {
	var all []hit
	table := errorTable()
	for i := range table {
		for j := range table[i].patterns {
			all = append(all, patternHits(r, &table[i], &table[i].patterns[j])...)
		}
	}
	decided := make([]bool, len(r.pieces))
	for i := range all {
		h := &all[i]
		decided[h.piece] = decided[h.piece] || h.how == byBoth || standsAlone(h.status)
	}
	var kept []hit
	for i := range all {
		h := &all[i]
		if h.how == byWords && decided[h.piece] || slices.ContainsFunc(all, h.within) {
			continue
		}
		kept = append(kept, *h)
	}
	return kept
}

// within reports whether h is part of a longer hit that is as sure.
func (h *hit) within(other hit) bool {
	return other.how >= h.how && other.start <= h.start && other.end >= h.end && other.end-other.start > h.end-h.start
}

func patternHits(r *reply, e *smtpError, p *pattern) []hit {
	var list []hit
	p.find(r, func(start, end, piece int) bool {
		h := hit{byWords, e, p.says, p.length, r.pieces[piece].status, start, end, piece}
		if fit, _ := e.fit(h.status); fit > 0 {
			h.how = byBoth
		}
		if h.how == byBoth || !p.weak {
			list = append(list, h)
		}
		return len(list) < mostHits
	})
	return list
}

// codeHits explains the codes of failure that no known wording explains.
func codeHits(r *reply, words []hit) []hit {
	var list []hit
	var seen []status
	for i := range r.pieces {
		s := r.pieces[i].status
		if s.severity() < 4 || slices.Contains(seen, s) {
			continue
		}
		if seen = append(seen, s); len(seen) > mostStatuses {
			break
		}
		if explained(words, s, i) {
			continue
		}
		sure, _ := errorsOf(s)
		for _, e := range sure {
			list = append(list, hit{how: byCode, known: e, status: s, start: r.pieces[i].start, piece: i})
		}
		if len(sure) == 0 {
			list = append(list, hit{how: byRegistry, status: s, start: r.pieces[i].start, piece: i})
		}
	}
	return list
}

// explained reports whether known words explain a code: an enhanced one that
// fits their error, or a reply code, which says little itself, beside them.
func explained(words []hit, s status, piece int) bool {
	for i := range words {
		if fit, _ := words[i].known.fit(s); fit > 0 && words[i].how == byBoth || !s.enhanced() && words[i].piece == piece {
			return true
		}
	}
	return false
}
