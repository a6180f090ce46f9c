package verdict

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// The forms of values. Each sets what it understands and leaves the rest in
// Detail; a value of another shape becomes Detail as a whole.

// detail: a text, or a code that only the product itself can read.
func detail(v *Verdict, body string) { v.Detail = body }

// flag: YES, NO, 1, 0, true, false.
func flag(v *Verdict, body string) {
	word, rest := cutWord(body)
	if v.Word = yesNo(word); v.Word == "" {
		v.Detail = body
		return
	}
	v.Detail = rest
}

func yesNo(word string) Word {
	switch {
	case ascii.IsAny(word, "yes", "true", "1"):
		return Spam
	case ascii.IsAny(word, "no", "false", "0"):
		return NotSpam
	}
	return ""
}

// phishy is a flag for phishing.
func phishy(v *Verdict, body string) {
	if flag(v, body); v.Word == Spam {
		v.Word = Phishing
	}
}

// state: a word, perhaps with more behind it: "clean", "spam:medium".
func state(v *Verdict, body string) {
	word, rest := cutWord(body)
	level := ""
	if before, after, found := strings.Cut(word, ":"); found {
		word, level = before, after
	}
	v.Word = wordOf(word)
	if ascii.IsAny(word, "not") && ascii.HasPrefixFold(rest, "scanned") {
		v.Word = NotScanned
	}
	if v.Word == "" || level != "" || v.Word == NotScanned {
		v.Detail = body
		return
	}
	v.Detail = rest
}

// wordOf knows the words of several products; empty for another.
func wordOf(word string) Word {
	switch {
	case ascii.IsAny(word, "spam", "kas_status_spam", "fail", "reject", "junk"):
		return Spam
	case ascii.IsAny(word, "clean", "ok", "ham", "legit", "nonspam", "notspam", "not_detected", "kas_status_not_detected",
		"pass", "safe", "accept"):
		return NotSpam
	case ascii.IsAny(word, "unsure", "suspect", "probable_spam", "kas_status_probable_spam", "gray"):
		return Suspect
	case ascii.IsAny(word, "bulk", "commercial", "community", "transactional"):
		return Bulk
	case ascii.IsAny(word, "phishing", "phish", "scam"):
		return Phishing
	case ascii.IsAny(word, "virus", "malware"):
		return Malware
	case ascii.IsAny(word, "skipped", "disabled", "processing_failed"):
		return NotScanned
	}
	return ""
}

// virus is a state about malware alone: what has none may still be spam.
func virus(v *Verdict, body string) {
	switch state(v, body); v.Word {
	case Spam:
		v.Word = Malware
	case NotSpam:
		v.Word, v.Detail = "", body
	}
}

// score: "2.0", "3.1 (+++)", "-1.31 / 15.00 / 15.00", with the threshold
// second.
func score(v *Verdict, body string) {
	rest := ""
	if v.Score, rest = cutNumber(body); v.Score == "" {
		v.Detail = body
		return
	}
	v.Detail = strings.TrimLeft(rest, " \t")
	if after, ok := strings.CutPrefix(v.Detail, "/"); ok {
		if v.Threshold, rest = cutNumber(after); v.Threshold != "" {
			v.Detail = strings.TrimLeft(rest, " \t")
		}
	}
}

// status: "No, score=2.0 required=5.0 tests=...", in older writing hits=, at
// Barracuda's "SCORE=0.00 ... TAG_LEVEL=5.0", at MailScanner's "not spam,
// SpamAssassin (score=1.8, required 4, ...".
func status(v *Verdict, body string) {
	word, rest := cutWord(body)
	v.Word = yesNo(word)
	switch {
	case v.Word != "":
	case ascii.IsAny(word, "not") && ascii.HasPrefixFold(rest, "spam"):
		v.Word = NotSpam
	case ascii.IsAny(word, "spam"):
		v.Word = Spam
	default:
		rest = body
	}
	v.Detail = rest
	v.Score = numberAfter(rest, "score=", "hits=")
	v.Threshold = numberAfter(rest, "required=", "tag_level=", "required ")
}

// level: a star for each whole point of the score. Without one the score lies
// anywhere below 1.
func level(v *Verdict, body string) {
	switch {
	case strings.Trim(body, "*") != "" || len(body) > 99:
		v.Detail = body
	case body != "":
		v.Score = itoa(len(body))
	}
}

// rspamd: "default: False [8.61 / 25.00]; SYMBOL(1.00)[...]; ...".
func rspamd(v *Verdict, body string) {
	v.Detail = body
	_, rest, found := strings.Cut(body, ": ")
	word, rest := cutWord(rest)
	if v.Word = yesNo(word); !found || v.Word == "" {
		v.Word = ""
		return
	}
	inner, after, found := strings.Cut(strings.TrimPrefix(rest, "["), "]")
	numbers := Verdict{}
	if score(&numbers, inner); !found || numbers.Threshold == "" || numbers.Detail != "" {
		return
	}
	v.Score, v.Threshold = numbers.Score, numbers.Threshold
	v.Detail = strings.TrimLeft(after, "; ")
}

// action: what rspamd advises to do.
func action(v *Verdict, body string) {
	switch {
	case ascii.IsAny(body, "no action"):
		v.Word = NotSpam
	case ascii.IsAny(body, "greylist", "soft reject"):
		v.Word = Suspect
	case ascii.IsAny(body, "add header", "rewrite subject", "reject", "quarantine"):
		v.Word = Spam
	}
	if v.Word != NotSpam {
		v.Detail = body
	}
}

// proofpoint: "rule=outbound_notspam policy=outbound score=5 spamscore=5 ...".
func proofpoint(v *Verdict, body string) {
	v.Detail = body
	rule := valueOf(body, "rule")
	if i := strings.LastIndexByte(rule, '_'); i >= 0 {
		rule = rule[i+1:]
	}
	v.Word = wordOf(rule)
	v.Score, _ = cutNumber(valueOf(body, "score"))
}

// gauge: "Gauge=XIIIIIII, Probability=8%, Report='...'".
func gauge(v *Verdict, body string) {
	v.Detail = body
	v.Score = numberAfter(body, "probability=")
}

// vade: "score=300, verdict=phishing, state=101 spamcause=...".
func vade(v *Verdict, body string) {
	v.Detail = body
	v.Word = wordOf(strings.TrimSuffix(valueOf(body, "verdict"), ","))
	v.Score, _ = cutNumber(valueOf(body, "score"))
}

// trend: numbers parted by "-", so that "--" stands before a negative one:
// "No--4.326-5.0-31-10" is verdict, score, threshold, category, type; in
// "No-10--8.6328-8.0", and in X-TMASE-Result, the type comes first. The score
// is the first number with a fraction.
func trend(v *Verdict, body string) {
	v.Detail = body
	word, rest, _ := strings.Cut(body, "-")
	v.Word = yesNo(word)
	if v.Word == "" || ascii.IsAny(word, "0", "1") {
		v.Word, rest = "", body
	}
	for rest != "" && v.Threshold == "" {
		number, after := cutNumber(rest)
		if number == "" {
			return
		}
		switch {
		case v.Score != "":
			v.Threshold = number
		case strings.IndexByte(number, '.') >= 0:
			v.Score = number
		}
		rest = strings.TrimPrefix(after, "-")
	}
}
