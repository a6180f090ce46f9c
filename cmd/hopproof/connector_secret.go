package main

import (
	"errors"
	"fmt"

	"github.com/hopproof/hopproof/internal/pfx"
	"github.com/hopproof/hopproof/internal/smtpprobe"
)

// password comes from where secrets come from.
func (a *app) password(file string) (string, error) {
	return a.secret(pfxVariable, file, "Password")
}

// hintOfFile adds what to do about a file that cannot be read.
func hintOfFile(name string, err error) error {
	named := fmt.Errorf("%s: %w", name, err)
	var said hinted
	switch {
	case errors.As(err, &said):
		return named
	case errors.Is(err, pfx.ErrWrongPassword):
		return hint(named, "put the password into "+pfxVariable+" or a file for --password-file")
	case errors.Is(err, pfx.ErrBroken):
		return hint(named, "export it again with its chain, as PFX or PEM")
	case errors.Is(err, pfx.ErrTooSlow):
		return hint(named, "export it again with fewer iterations, or as PEM")
	}
	return hint(named, "give the certificate with its chain, as PEM or PFX")
}

// hintOfProbe adds what to do where a server shows no certificate.
func hintOfProbe(address string, err error) error {
	named := fmt.Errorf("%s: %w", address, err)
	var e *smtpprobe.Error
	if !errors.As(err, &e) {
		return named
	}
	switch {
	case errors.Is(err, smtpprobe.ErrNoStartTLS):
		return hint(named, "give the server a certificate and turn TLS on, or check the file itself")
	case errors.Is(err, smtpprobe.ErrRefused), errors.Is(err, smtpprobe.ErrPlain), errors.Is(err, smtpprobe.ErrInjected):
		return hint(named, "look in the server's log; something between may rewrite the session")
	}
	return hint(named, map[smtpprobe.Step]string{
		smtpprobe.Connecting: "check name, port and firewall; many providers block port 25",
		smtpprobe.Greeting:   "check that a mail server listens there, and that it does not delay or refuse this address",
		smtpprobe.Hello:      "the server may refuse the name: give another with --helo",
		smtpprobe.StartTLS:   "look in the server's log",
		smtpprobe.Handshake:  "look in the server's log; its certificate or key may be missing",
	}[e.Step])
}
