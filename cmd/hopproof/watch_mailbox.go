package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/watch"
)

// imapVariable holds the password, or the access token, of a mailbox.
const imapVariable = "HOPPROOF_IMAP_PASSWORD"

// mailboxFlags say how to reach a mailbox.
type mailboxFlags struct{ mechanism, passwordFile, tls, ca string }

func (f *mailboxFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.mechanism, "mechanism", "", "how to log in to a mailbox: password or xoauth2 (default password)")
	fs.StringVar(&f.passwordFile, "password-file", "", "`file` with the password or access token in its first line, read again for each connection")
	fs.StringVar(&f.tls, "tls", "", "off: reach a mailbox on this machine without TLS")
	fs.StringVar(&f.ca, "ca", "", "PEM `file` of the authorities to trust for the server, instead of this system's")
	offer(c, "mechanism", "password", "xoauth2")
	offer(c, "tls", "off")
}

func (f *mailboxFlags) any() bool { return *f != mailboxFlags{} }

// isMailbox reports whether a source is the address of a mailbox.
func isMailbox(name string) bool {
	scheme, _, found := strings.Cut(name, "://")
	return found && (strings.EqualFold(scheme, "imap") || strings.EqualFold(scheme, "imaps"))
}

// mailboxSource is the mailbox of that address, by the program hopproof-imap.
func (a *app) mailboxSource(f *watchFlags, name string) (watch.Source, error) {
	q, err := mailboxRequest(name)
	if err == nil {
		err = f.mailbox.security(&q)
	}
	if err != nil {
		return nil, err
	}
	if q.CA, err = a.authorities(f.mailbox.ca); err != nil {
		return nil, err
	}
	program, err := companion("imap")
	if err != nil {
		return nil, err
	}
	// A person is asked once; a file is read each time, for tokens do not last.
	secret, err := a.secret(imapVariable, f.mailbox.passwordFile, "Password of "+q.User)
	if err != nil {
		return nil, err
	}
	request := func() (watch.Request, error) {
		if f.mailbox.passwordFile != "" {
			if secret, err = a.secret(imapVariable, f.mailbox.passwordFile, ""); err != nil {
				return watch.Request{}, err
			}
		}
		if f.mailbox.mechanism == "xoauth2" {
			q.Token = secret
		} else {
			q.Password = secret
		}
		return q, nil
	}
	return &watch.Remote{Title: mailboxTitle(&q), Command: []string{program}, Request: request, NewOnly: f.newOnly, Stderr: a.err}, nil
}

// authorities are those of a PEM file, as text; empty without one.
func (a *app) authorities(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	pem, err := a.small(file)
	if err == nil && !x509.NewCertPool().AppendCertsFromPEM(pem) {
		err = hint(fmt.Errorf("--ca %s: no certificate in it", file), "give a PEM file")
	}
	return string(pem), err
}

// mailboxRequest reads the address of a mailbox (RFC 5092, without
// parameters).
func mailboxRequest(name string) (q watch.Request, err error) {
	bad := func(problem, advice string) (watch.Request, error) {
		return watch.Request{}, hint(errors.New("the mailbox: "+problem), advice)
	}
	u, err := url.Parse(name)
	if err != nil { // which may quote a password
		return bad("not an address", "write imaps://USER@HOST/MAILBOX, with %40 for an @ in USER")
	}
	if _, has := u.User.Password(); has {
		return bad("a password in an argument is seen by everybody on this machine", "set "+imapVariable+", or name a file with --password-file")
	}
	mailbox := strings.Trim(u.Path, "/")
	switch {
	case u.User.Username() == "" || u.Hostname() == "":
		return bad("USER or HOST is missing", "write imaps://USER@HOST/MAILBOX, with %40 for an @ in USER")
	case u.RawQuery != "" || u.Fragment != "" || strings.Contains(u.User.Username()+mailbox, ";"):
		return bad("has parameters, which are not known here", "write imaps://USER@HOST/MAILBOX alone")
	case mailbox == "":
		mailbox = "INBOX"
	}
	q = watch.Request{TLS: "starttls", User: u.User.Username(), Mailbox: mailbox}
	port := "143"
	if strings.EqualFold(u.Scheme, "imaps") {
		q.TLS, port = "implicit", "993"
	}
	if u.Port() != "" {
		port = u.Port()
	}
	q.Address = net.JoinHostPort(u.Hostname(), port)
	return q, nil
}

// security checks that no password leaves this machine in the clear.
func (f *mailboxFlags) security(q *watch.Request) error {
	switch f.mechanism {
	case "", "password", "xoauth2":
	default:
		return hint(fmt.Errorf("--mechanism %s: not known", f.mechanism), "use password or xoauth2")
	}
	switch {
	case f.tls == "":
		return nil
	case f.tls != "off":
		return hint(fmt.Errorf("--tls %s: not known", f.tls), "leave it out for TLS: imaps:// begins with it, imap:// asks for it by STARTTLS")
	case q.TLS == "implicit":
		return hint(errors.New("--tls off with imaps://"), "use imap://")
	}
	host, _, _ := net.SplitHostPort(q.Address)
	ip, err := netip.ParseAddr(host)
	if host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return hint(errors.New("--tls off: anybody on the way could read the password"), "it is for servers on this machine, such as 127.0.0.1")
	}
	q.TLS = "off"
	return nil
}

// mailboxTitle is the address of a mailbox as events name it.
func mailboxTitle(q *watch.Request) string {
	scheme := "imap"
	if q.TLS == "implicit" {
		scheme = "imaps"
	}
	return scheme + "://" + url.User(q.User).String() + "@" + q.Address + "/" + url.PathEscape(q.Mailbox)
}
