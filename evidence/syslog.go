package evidence

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// logEntry is a message of a program in the system's log.
type logEntry struct {
	time, host string
	daemon     string // the part of Postfix: "smtpd", "cleanup"
	process    string // its number
	message    string
}

// syslogLine reads a line of Postfix as syslog writes it (RFC 3164, RFC 5424)
// or journalctl shows it: what stands before the program is the time and the
// host. Behind the mark of another program a client's words may stand.
func syslogLine(text string) (e logEntry, ok bool) {
	if strings.HasPrefix(text, "<") {
		if _, after, ok := strings.Cut(text, ">"); ok {
			if rest, structured := strings.CutPrefix(after, "1 "); structured {
				return structuredLine(rest)
			}
			text = after
		}
	}
	for start := 0; ; {
		end := strings.IndexByte(text[start:], ' ')
		if end < 0 {
			return e, false
		}
		token := text[start : start+end]
		if program, process, ok := postfixTag(token); ok {
			e.time, e.host = timeAndHost(text[:start])
			e.daemon, e.process, e.message = daemonOf(program), process, text[start+end+1:]
			return e, e.host != ""
		}
		start += end + 1
		if start > 200 || strings.HasSuffix(token, ":") {
			return e, false // no program stands so far behind, or it is another's message
		}
	}
}

// postfixTag reads "postfix/smtpd[123]:" and "postfix-out/submission/smtpd[1]:".
func postfixTag(token string) (program, process string, ok bool) {
	token, ok = strings.CutSuffix(token, "]:")
	if !ok || !strings.HasPrefix(token, "postfix") {
		return "", "", false
	}
	program, process, ok = strings.Cut(token, "[")
	return program, process, ok && strings.Contains(program, "/")
}

func daemonOf(program string) string { return program[strings.LastIndexByte(program, '/')+1:] }

func timeAndHost(text string) (time, host string) {
	text = strings.TrimRight(text, " ")
	at := strings.LastIndexByte(text, ' ')
	if at < 0 {
		return "", ""
	}
	return strings.TrimSpace(text[:at]), text[at+1:]
}

// structuredLine reads a line of RFC 5424 section 6 behind its version: time,
// host, program, process, message id, structured data, message.
func structuredLine(text string) (e logEntry, ok bool) {
	var fields [5]string
	for i := range fields {
		if fields[i], text, ok = strings.Cut(text, " "); !ok {
			return e, false
		}
	}
	if strings.HasPrefix(text, "[") {
		_, text, ok = strings.Cut(text, "] ")
	} else {
		_, text, ok = strings.Cut(text, " ")
	}
	e = logEntry{time: fields[0], host: fields[1], daemon: daemonOf(fields[2]), process: fields[3],
		message: strings.TrimPrefix(text, "\uFEFF")}
	return e, ok && strings.HasPrefix(fields[2], "postfix")
}

// journalEntry reads an object of journalctl -o json.
func journalEntry(n *tree.Node) (e logEntry, ok bool) {
	value := func(key string) string {
		if m := n.Member(key); m != nil {
			return m.Value
		}
		return ""
	}
	program := value("SYSLOG_IDENTIFIER")
	e = logEntry{time: value("__REALTIME_TIMESTAMP"), host: value("_HOSTNAME"), daemon: daemonOf(program),
		process: value("_PID"), message: value("MESSAGE")}
	if !ascii.HasPrefixFold(program, "postfix") || e.host == "" {
		return e, false
	}
	return e, true
}
