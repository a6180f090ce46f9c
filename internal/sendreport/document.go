package sendreport

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hopproof/hopproof/explain"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/send"
)

// SchemaSend names the form of the document about a test message.
const SchemaSend = "hopproof-send/1"

// Planned is the outcome of a plan that was only shown.
const Planned = "planned"

// Send is an attempt to send a test message, or the plan of one.
type Send struct {
	live.Head
	Token   string `json:"token"`
	Outcome string `json:"outcome"` // planned, or one of package send
	Text    string `json:"text"`
	// Hint says what to do; empty if there is nothing to do.
	Hint       string           `json:"hint,omitempty"`
	Plan       SendPlan         `json:"plan"`
	Dialogue   []SendLine       `json:"dialogue,omitempty"`
	TLS        *SendTLS         `json:"tls,omitempty"`
	Recipients []SendRecipient  `json:"recipients"`
	Failure    *SendFailure     `json:"failure,omitempty"`
	Errors     []explain.Answer `json:"errors,omitempty"`
	Identity   SendIdentity     `json:"identity"`
	Notes      []SendNote       `json:"notes,omitempty"`
	Commands   []SendCommand    `json:"commands"`
	// Verify is the command that verifies the received copies.
	Verify string `json:"verify"`
}

// SendPlan is what is sent where, and how.
type SendPlan struct {
	Server string `json:"server"`
	Port   int    `json:"port"`
	Found  string `json:"found"` // given, mx or submission
	Source string `json:"source,omitempty"`
	Helo   string `json:"helo,omitempty"`
	TLS    string `json:"tls"`
	// Certificate is the file of the client certificate.
	Certificate string   `json:"certificate,omitempty"`
	Mechanism   string   `json:"mechanism,omitempty"`
	Notify      []string `json:"notify,omitempty"`
	Subject     string   `json:"subject"`
	MessageID   string   `json:"message_id"`
	Date        string   `json:"date"`
	TimeoutS    float64  `json:"timeout_s"`
	DataS       float64  `json:"data_timeout_s"`
}

// SendLine is one line of the dialogue.
type SendLine struct {
	From string `json:"from"` // client, server or note
	Text string `json:"text"`
}

// SendTLS is the encrypted session.
type SendTLS struct {
	Version   string `json:"version,omitempty"`
	Cipher    string `json:"cipher,omitempty"`
	Subject   string `json:"subject,omitempty"`
	Issuer    string `json:"issuer,omitempty"`
	NotAfter  string `json:"not_after,omitempty"`
	Verified  bool   `json:"verified"`
	Problem   string `json:"problem,omitempty"`
	Asked     bool   `json:"client_certificate_asked"`
	Presented bool   `json:"client_certificate_presented"`
}

// SendRecipient is one recipient and what became of the message for it.
type SendRecipient struct {
	Address  string `json:"address"`
	Internal bool   `json:"internal"`
	Accepted bool   `json:"accepted"`
	Reply    string `json:"reply,omitempty"`
}

// SendFailure is why not everything was accepted.
type SendFailure struct {
	Step  string            `json:"step"`
	Code  string            `json:"code"`
	Args  map[string]string `json:"args"`
	Reply string            `json:"reply,omitempty"`
	Text  string            `json:"text"`
}

// SendIdentity is as whom the message was sent.
type SendIdentity struct {
	Login      string `json:"login,omitempty"`
	MailFrom   string `json:"mail_from"`
	HeaderFrom string `json:"header_from"`
	ReplyTo    string `json:"reply_to,omitempty"`
	Outcome    string `json:"outcome,omitempty"`
	Text       string `json:"text,omitempty"`
	// Next is the command that tries the other way.
	Next string `json:"next,omitempty"`
}

// SendNote is a remark.
type SendNote struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
	Text string            `json:"text"`
}

// SendCommand is how another program does the same.
type SendCommand struct {
	Program string     `json:"program"`
	Lines   []string   `json:"lines"`
	Lacks   []SendNote `json:"lacks,omitempty"`
}

// SendJob is a plan, and what its document is to say beside it.
type SendJob struct {
	Plan send.Plan
	// Found says how the server was found: given, mx or submission.
	Found string
	// Domains are the accepted domains: recipients in them are internal.
	Domains []string
}

// DescribeSend makes the document of an attempt; r is nil if there was none.
func DescribeSend(job *SendJob, r *send.Result, head live.Head) Send {
	w := words{Lookup(head.Lang)}
	head.Schema, head.Lang = SchemaSend, w.c.Lang()
	p := &job.Plan
	d := Send{Head: head, Token: p.Message.Token, Outcome: Planned, Plan: job.describe(), Recipients: []SendRecipient{}}
	d.Identity = SendIdentity{Login: p.User, MailFrom: p.MailFrom, HeaderFrom: p.Message.From.Address, ReplyTo: p.Message.ReplyTo.Address}
	for _, to := range p.Message.To {
		d.Recipients = append(d.Recipients, SendRecipient{Address: to.Address, Internal: job.isInternal(to.Address)})
	}
	if r != nil {
		d.attempt(w, job, r)
	}
	d.Text = w.text("send.outcome."+d.Outcome, map[string]string{"host": p.Host})
	for _, c := range p.Commands() {
		d.Commands = append(d.Commands, w.sendCommand(&c))
	}
	d.Verify = d.verifyCommand(r)
	return d
}

func (job *SendJob) describe() SendPlan {
	p := &job.Plan
	out := SendPlan{Server: p.Host, Port: p.Port, Found: job.Found, Helo: p.Helo, TLS: string(p.TLS), Certificate: p.CertificateFile,
		Subject: p.Message.Subject(), MessageID: p.Message.ID(), Date: p.Message.Date.Format(time.RFC3339),
		TimeoutS: p.Timeout.Seconds(), DataS: p.DataTimeout.Seconds()}
	if p.Source.IsValid() {
		out.Source = p.Source.String()
	}
	if p.User != "" {
		out.Mechanism = string(p.Mechanism)
	}
	for _, n := range p.Notify {
		out.Notify = append(out.Notify, string(n))
	}
	return out
}

// isInternal: an accepted domain, not one below it (RFC 5321 section 2.3.5).
func (job *SendJob) isInternal(address string) bool {
	_, domain, _ := strings.Cut(address, "@")
	return slices.ContainsFunc(job.Domains, func(d string) bool { return strings.EqualFold(d, domain) })
}

// attempt adds what came of it.
func (d *Send) attempt(w words, job *SendJob, r *send.Result) {
	d.Outcome = string(r.Outcome)
	for _, l := range r.Lines {
		d.Dialogue = append(d.Dialogue, SendLine{string(l.From), l.Text})
	}
	for i := range r.Recipients {
		to := &d.Recipients[i]
		to.Accepted = r.Recipients[i].Accepted
		if reply := r.Recipients[i].Reply; reply != nil {
			to.Reply = reply.Text()
		}
	}
	if r.TLS != nil {
		d.TLS = describeTLS(r.TLS)
	}
	if f := r.Failure; f != nil {
		d.failure(w, f)
	}
	for _, text := range refusals(r) {
		d.explain(text)
	}
	d.Notes = w.sendNotes(&job.Plan, r)
	d.identity(w, job, r)
}

func (d *Send) failure(w words, f *send.Failure) {
	args := map[string]string{"step": string(f.Step)}
	for name, value := range f.Args {
		args[name] = value
	}
	d.Failure = &SendFailure{Step: string(f.Step), Code: f.Code, Args: f.Args}
	if f.Reply != nil {
		d.Failure.Reply = f.Reply.Text()
		args["reply"] = d.Failure.Reply
	}
	d.Failure.Text = w.text("send.failure."+f.Code, args)
	if key := "send.hint." + f.Code; w.c.Has(key) {
		d.Hint = w.text(key, args)
	}
}

// refusals are the replies with which the server refused something.
func refusals(r *send.Result) []string {
	var list []string
	add := func(reply *send.Reply) {
		if reply != nil && reply.Code >= 400 && !slices.Contains(list, reply.Text()) {
			list = append(list, reply.Text())
		}
	}
	if r.Failure != nil {
		add(r.Failure.Reply)
	}
	for i := range r.Recipients {
		add(r.Recipients[i].Reply)
	}
	return list
}

// explain adds what is known of a reply, once.
func (d *Send) explain(reply string) {
	for _, a := range explain.NDR(reply, d.Lang) {
		if !slices.ContainsFunc(d.Errors, func(b explain.Answer) bool { return a.Subject == b.Subject && a.Says == b.Says }) {
			d.Errors = append(d.Errors, a)
		}
	}
}

func describeTLS(t *send.TLSState) *SendTLS {
	out := &SendTLS{Version: t.Version, Cipher: t.Cipher, Verified: t.Verified, Problem: t.Problem, Asked: t.Asked, Presented: t.Presented}
	if len(t.Server) > 0 {
		c := t.Server[0]
		out.Subject, out.Issuer = textout.Clean(c.Subject.String()), textout.Clean(c.Issuer.String())
		out.NotAfter = c.NotAfter.UTC().Format(time.RFC3339)
	}
	return out
}

// sendNotes are the remarks about what was done otherwise than one may think.
func (w words) sendNotes(p *send.Plan, r *send.Result) []SendNote {
	var list []SendNote
	add := func(code string, args map[string]string) {
		list = append(list, SendNote{code, args, w.text("send.note."+code, args)})
	}
	reached := r.Final != nil
	if reached && len(p.Notify) > 0 && !r.Notified {
		add("notify-not-offered", nil)
	}
	if reached && r.TLS == nil {
		add("plain-text", nil)
	}
	if t := r.TLS; t != nil && len(t.Server) > 0 && !t.Verified {
		add("server-unverified", map[string]string{"problem": t.Problem})
	}
	if t := r.TLS; t != nil && p.Certificate != nil && !t.Asked {
		add("certificate-not-asked", nil)
	}
	return list
}

func (w words) sendCommand(c *send.Command) SendCommand {
	out := SendCommand{Program: string(c.Program), Lines: c.Lines}
	for _, code := range c.Lacks {
		out.Lacks = append(out.Lacks, SendNote{Code: code, Text: w.text("send.lack."+code, nil)})
	}
	return out
}

// identity says what the attempt tells of sending as somebody else, and how to
// try the other way.
func (d *Send) identity(w words, job *SendJob, r *send.Result) {
	i := &d.Identity
	if r.Identity == send.NoLogin {
		return
	}
	i.Outcome = string(r.Identity)
	args := map[string]string{"login": i.Login, "from": i.HeaderFrom, "mail_from": i.MailFrom}
	i.Text = w.text("send.identity."+i.Outcome, args)
	if r.Identity != send.SendAsRefused {
		return
	}
	if _, err := send.ParseAddress(i.Login); err == nil {
		i.Next = job.loginCommand()
	}
}

// loginCommand sends as the login, with the person in Reply-To.
func (job *SendJob) loginCommand() string {
	p := &job.Plan
	args := []string{"hopproof send --server", send.Shell(p.Host + ":" + strconv.Itoa(p.Port)), "--login", send.Shell(p.User)}
	if p.Mechanism != send.ByPassword {
		args = append(args, "--mechanism", string(p.Mechanism))
	}
	args = append(args, "--from", send.Shell(p.User), "--reply-to", send.Shell(p.Message.From.Address))
	for _, to := range p.Message.To {
		args = append(args, "--to", send.Shell(to.Address))
	}
	return strings.Join(args, " ")
}

// verifyCommand names a file for each copy that is to be expected, and for the
// report.
func (d *Send) verifyCommand(r *send.Result) string {
	args := []string{"hopproof verify --token", send.Shell(d.Token)}
	for _, want := range [...]struct {
		internal bool
		file     string
	}{{true, "internal.eml"}, {false, "external.eml"}} {
		if slices.ContainsFunc(d.Recipients, func(to SendRecipient) bool {
			return to.Internal == want.internal && (to.Accepted || r == nil)
		}) {
			args = append(args, want.file)
		}
	}
	if len(d.Plan.Notify) > 0 && !slices.Contains(d.Plan.Notify, string(send.NotifyNever)) {
		args = append(args, "report.eml")
	}
	return strings.Join(args, " ")
}
