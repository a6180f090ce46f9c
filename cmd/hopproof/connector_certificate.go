package main

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/clientcert"
	"github.com/hopproof/hopproof/internal/connectordoc"
	"github.com/hopproof/hopproof/internal/smtpprobe"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

const certificateLong = `certificate says whether a certificate fits a connector: its names, its chain, who
issued it, until when it is valid, and what it may be used for.

FILE is PEM, PKCS #12 (PFX) or DER. The password of a PFX file is taken from the
environment (HOPPROOF_CERTIFICATE_PASSWORD), from the first line of
--password-file, or asked for; it is never an argument. HOST:PORT asks a mail
server by STARTTLS for the certificate that it presents as a server: whether it
presents the same as a client only its own settings tell.

Exit status: 0 no error found, 1 an error found, 2 usage, unreadable file, or no
certificate to be had.`

type certificateFlags struct {
	setupFlags
	passwordFile, roots, serverName, helo string
	timeout                               time.Duration
}

func (a *app) connectorCertificateCommand() *cobra.Command {
	var f certificateFlags
	c := &cobra.Command{
		Use:   "certificate FILE|HOST:PORT",
		Short: "Say whether a certificate fits a connector",
		Long:  certificateLong,
		Example: `  hopproof connector certificate relay.pfx --connector export.json
  hopproof connector certificate relay.contoso.example:25 --connector export.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return hint(errors.New("certificate needs one file or HOST:PORT"), "for example relay.pfx, or relay.contoso.example:25")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.certificate(c.Context(), args[0], &f) },
	}
	a.common.add(c, connectorFormats)
	f.addConnector(c)
	f.add(c)
	fs := c.Flags()
	fs.StringVar(&f.passwordFile, "password-file", "", "`file` with the password of a PFX file in its first line")
	fs.StringVar(&f.roots, "roots", "", "PEM `file` of the authorities to trust, instead of this system's")
	fs.StringVar(&f.serverName, "server-name", "", "`name` to ask for in TLS; default: HOST")
	fs.StringVar(&f.helo, "helo", "hopproof.invalid", "`name` to greet the server with")
	fs.DurationVar(&f.timeout, "timeout", 20*time.Second, "`time` that the server has for each step")
	return c
}

// certificateDocument is the JSON form of what is said of a certificate.
type certificateDocument struct {
	Schema      string                 `json:"schema"`
	Generator   string                 `json:"generator"`
	Lang        string                 `json:"lang"`
	Source      string                 `json:"source"`
	TLS         string                 `json:"tls,omitempty"`
	Certificate certificateFacts       `json:"certificate"`
	Chain       []string               `json:"chain"`
	Findings    []connectordoc.Finding `json:"findings"`
}

type certificateFacts struct {
	Subject     string   `json:"subject"`
	Issuer      string   `json:"issuer"`
	Names       []string `json:"names"`
	NotBefore   string   `json:"not_before"`
	NotAfter    string   `json:"not_after"`
	Key         string   `json:"key"`
	Fingerprint string   `json:"sha256"`
}

func (a *app) certificate(ctx context.Context, source string, f *certificateFlags) error {
	o := clientcert.Options{Now: time.Now()}
	var err error
	if o.Roots, err = a.trustedRoots(f.roots); err != nil {
		return err
	}
	setup, err := a.setup(f.connectors, &f.setupFlags)
	if err != nil {
		return err
	}
	o.Setup = &setup
	d := certificateDocument{Schema: connectordoc.Schema, Generator: generator(), Source: source}
	b, served, err := a.presented(ctx, source, f, &d)
	if err != nil {
		return err
	}
	w, err := a.open(connectorFormats, []string{f.passwordFile})
	if err != nil {
		return err
	}
	c, err := a.connectorCatalogue()
	if err != nil {
		return err
	}
	found := clientcert.Check(&b, o)
	if served {
		found = append(found, connector.Finding{Code: "as-server", Severity: hops.Info})
	}
	d.describe(&b, found, c)
	if err := w.certificate(&d, c); err != nil {
		return err
	}
	if connectordoc.Count(d.Findings, hops.Error) > 0 {
		return exit(exitBroken)
	}
	return nil
}

// describe fills in what the certificate is, and what was found.
func (d *certificateDocument) describe(b *clientcert.Bundle, found []connector.Finding, c *report.Catalogue) {
	d.Lang, d.Findings = c.Lang(), connectordoc.Findings(found, "certify", c)
	d.Certificate, d.Chain = factsOf(b.Leaf), []string{}
	for _, issuer := range b.Chain {
		d.Chain = append(d.Chain, issuer.Subject.String())
	}
}

// certificate writes the only document, and closes.
func (w *writer) certificate(d *certificateDocument, c *report.Catalogue) (err error) {
	if w.format == "json" {
		err = w.encode(d)
	} else {
		p := connectorText{Writer: w.textWriter(), c: c}
		p.certificate(d)
		_, err = w.Write(p.B)
	}
	if finishErr := w.finish(); err == nil {
		err = finishErr
	}
	return err
}

// presented reads the certificate of a file, or of a server. An existing file
// wins.
func (a *app) presented(ctx context.Context, source string, f *certificateFlags, d *certificateDocument) (b clientcert.Bundle, served bool, err error) {
	if _, err := os.Stat(source); err != nil && isAddress(source) {
		r, err := smtpprobe.Probe(ctx, source, smtpprobe.Options{Helo: f.helo, ServerName: f.serverName, Timeout: f.timeout})
		if err != nil {
			return b, true, hintOfProbe(source, err)
		}
		d.TLS = r.Version
		return clientcert.Bundle{Leaf: r.Certificates[0], Chain: r.Certificates[1:]}, true, nil
	}
	data, err := a.read(source)
	if err != nil {
		return b, false, hint(err, "name a file in PEM or PFX, or a server as HOST:PORT")
	}
	if len(data) > maxCertificate {
		return b, false, fmt.Errorf("%s: more than %d MiB; that is no certificate", source, maxCertificate>>20)
	}
	b, err = clientcert.Read(data, func() (string, error) { return a.password(f.passwordFile) })
	if err != nil {
		return b, false, hintOfFile(source, err)
	}
	return b, false, nil
}

// maxCertificate bounds a certificate file.
const maxCertificate = 1 << 20

// isAddress recognises HOST:PORT.
func isAddress(source string) bool {
	host, port, err := net.SplitHostPort(source)
	n, numErr := strconv.Atoi(port)
	return err == nil && numErr == nil && n > 0 && n < 1<<16 && host != "" && !strings.ContainsAny(host, "/\\ ")
}

// trustedRoots are the authorities of a file, or of the system; nil if that has
// none.
func (a *app) trustedRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		pool, err := x509.SystemCertPool()
		if err != nil || pool.Equal(x509.NewCertPool()) {
			return nil, nil
		}
		return pool, nil
	}
	data, err := a.read(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, hint(fmt.Errorf("--roots %s: no certificate in it", file), "give a PEM file")
	}
	return pool, nil
}

func factsOf(c *x509.Certificate) certificateFacts {
	kind, bits := clientcert.KeyOf(c)
	sum := sha256.Sum256(c.Raw)
	return certificateFacts{Subject: c.Subject.String(), Issuer: c.Issuer.String(), Names: append([]string{}, clientcert.Names(c)...),
		NotBefore: c.NotBefore.UTC().Format(time.RFC3339), NotAfter: c.NotAfter.UTC().Format(time.RFC3339),
		Key: kind + " " + strconv.Itoa(bits), Fingerprint: hex.EncodeToString(sum[:])}
}

// certificate writes what is said of a certificate.
func (p *connectorText) certificate(d *certificateDocument) {
	c := &d.Certificate
	p.Wrap(textout.Bold, p.Safe(d.Source), 0, 2)
	rows := [][2]string{{"subject", c.Subject}, {"issuer", c.Issuer}, {"names", strings.Join(c.Names, ", ")},
		{"valid", c.NotBefore + " – " + c.NotAfter}, {"key", c.Key}, {"sha256", c.Fingerprint},
		{"chain", strings.Join(d.Chain, "; ")}, {"tls", d.TLS}}
	width := 0
	for _, r := range rows {
		width = max(width, textout.Cells(p.say(r[0])))
	}
	for _, r := range rows {
		if r[1] == "" {
			continue
		}
		p.Blank(2)
		p.Cell(textout.Plain, p.say(r[0]), width+2)
		p.Wrap(textout.Plain, p.Safe(r[1]), width+4, width+4)
	}
	p.Heading(p.Safe(p.c.Text("label.findings", nil)))
	for i := range d.Findings {
		p.finding(&d.Findings[i])
	}
	if len(d.Findings) == 0 {
		p.Blank(2)
		p.Put(textout.Plain, p.say("clean"))
		p.End()
	}
}
