package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/hopproof/hopproof/internal/clientcert"
	"github.com/hopproof/hopproof/internal/smtpprobe"
)

// passwordVariable names the environment variable with a password: an argument
// would be seen by everybody who lists processes.
const passwordVariable = "HOPPROOF_CERTIFICATE_PASSWORD"

// password comes from a file, the environment, or a person at the terminal.
func (a *app) password(file string) (string, error) {
	if file != "" {
		data, err := a.read(file)
		if err != nil {
			return "", err
		}
		line, _, _ := strings.Cut(string(data), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	if secret := a.getenv(passwordVariable); secret != "" {
		return secret, nil
	}
	in, ok := a.in.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return "", clientcert.ErrNoPassword
	}
	io.WriteString(a.err, "Password: ")
	secret, err := term.ReadPassword(int(in.Fd()))
	io.WriteString(a.err, "\n")
	return string(secret), err
}

// hintOfFile adds what to do about a file that cannot be read.
func hintOfFile(name string, err error) error {
	named := fmt.Errorf("%s: %w", name, err)
	switch {
	case errors.Is(err, clientcert.ErrWrongPassword), errors.Is(err, clientcert.ErrNoPassword):
		return hint(named, "put the password into "+passwordVariable+" or a file for --password-file")
	case errors.Is(err, clientcert.ErrBrokenPFX):
		return hint(named, "export it again with its chain, as PFX or PEM")
	case errors.Is(err, clientcert.ErrTooSlow):
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
