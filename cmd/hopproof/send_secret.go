package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/hopproof/hopproof/send"
)

// The environment variables that hold secrets: an argument would be seen by
// everybody who lists processes.
const (
	loginVariable = "HOPPROOF_PASSWORD"
	pfxVariable   = "HOPPROOF_CERTIFICATE_PASSWORD"
)

// maxSecretFile bounds what is read of a file with a secret or certificate.
const maxSecretFile = 1 << 20

// secret comes from a file, the environment, or a person at the terminal.
func (a *app) secret(variable, file, prompt string) (string, error) {
	if file != "" {
		data, err := a.small(file)
		line, _, _ := strings.Cut(string(data), "\n")
		line = strings.TrimSuffix(line, "\r")
		if err == nil && line == "" {
			err = hint(errors.New(file+": the first line is empty"), "write the secret into the first line")
		}
		return line, err
	}
	if secret := a.getenv(variable); secret != "" {
		return secret, nil
	}
	in, ok := a.in.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return "", hint(errors.New("no password: "+variable+" is not set"), "set it, or name a file that holds the password in its first line")
	}
	return a.ask(in, prompt)
}

// ask reads without echo, and gives the terminal its echo back if the person
// breaks off.
func (a *app) ask(in *os.File, prompt string) (string, error) {
	before, err := term.GetState(int(in.Fd()))
	if err != nil {
		return "", err
	}
	stopped, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(stopped, os.Interrupt)
	defer signal.Stop(stopped)
	defer close(done)
	go func() {
		select {
		case <-stopped:
			term.Restore(int(in.Fd()), before)
			os.Exit(interrupted)
		case <-done:
		}
	}()
	io.WriteString(a.err, prompt+": ")
	secret, err := term.ReadPassword(int(in.Fd()))
	io.WriteString(a.err, "\n")
	if err == nil && len(secret) == 0 {
		err = errors.New("no password was given")
	}
	return string(secret), err
}

// interrupted is the exit code of a program that SIGINT ended (POSIX.1-2017,
// Shell Command Language, section 2.8.2, as shells count it).
const interrupted = 128 + 2

// small reads a file that cannot be large.
func (a *app) small(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, describe(name, err)
	}
	defer f.Close()
	a.noteRead(name)
	data, err := readUpTo(f, maxSecretFile)
	return data, describe(name, err)
}

// readCertificate reads the client certificate, and the authorities for the
// server.
func (a *app) readCertificate(f *sendFlags, p *send.Plan) error {
	if f.ca != "" {
		data, err := a.small(f.ca)
		if err != nil {
			return err
		}
		p.Roots = x509.NewCertPool()
		if !p.Roots.AppendCertsFromPEM(data) {
			return hint(fmt.Errorf("--ca %s: no certificate in it", f.ca), "give a PEM file")
		}
	}
	if f.certificate == "" {
		return nil
	}
	data, err := a.small(f.certificate)
	if err != nil {
		return err
	}
	if p.IsPFX = send.IsPFX(data); p.IsPFX {
		err = a.openPFX(f, p, data)
	} else {
		err = a.openPEM(f, p, data)
	}
	if err == nil {
		err = send.InTime(p.Certificate, time.Now())
	}
	return unread(f.certificate, err)
}

// openPFX asks for a password only where the file needs one.
func (a *app) openPFX(f *sendFlags, p *send.Plan, data []byte) (err error) {
	p.Certificate, err = send.ReadPFX(data, "")
	if !errors.Is(err, send.ErrWrongPassword) {
		return err
	}
	secret, err := a.secret(pfxVariable, f.certificatePasswordFile, "Password of "+f.certificate)
	if err != nil {
		return err
	}
	p.Certificate, err = send.ReadPFX(data, secret)
	return err
}

func (a *app) openPEM(f *sendFlags, p *send.Plan, data []byte) (err error) {
	var key []byte
	if f.key != "" {
		if key, err = a.small(f.key); err != nil {
			return err
		}
	}
	p.Certificate, err = send.ReadPEM(data, key)
	return err
}

// unread names the file in the error of a certificate, and says what to do.
func unread(file string, err error) error {
	var said hinted
	if err == nil || errors.As(err, &said) {
		return err
	}
	named := fmt.Errorf("%s: %w", file, err)
	switch {
	case errors.Is(err, send.ErrWrongPassword):
		return hint(named, "put the right one into "+pfxVariable+" or a file for --certificate-password-file")
	case errors.Is(err, send.ErrNoKey):
		return hint(named, "name the file of the key with --key, or export both as PFX")
	case errors.Is(err, send.ErrLockedKey):
		return hint(named, "export it as PFX, which may have a password")
	case errors.Is(err, send.ErrExpired), errors.Is(err, send.ErrNotYet):
		return hint(named, "Exchange Online does not recognise it; renew it")
	case errors.Is(err, send.ErrBrokenPFX), errors.Is(err, send.ErrTooSlow):
		return hint(named, "export it again with its chain, as PFX or PEM")
	}
	return named
}
