package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// patience is how long an answer of the server may take.
const patience = 2 * time.Minute

// dial connects and secures the connection. Nothing secret is sent before TLS,
// unless the request says that there is none.
func dial(ctx context.Context, q *request, o *imapclient.Options) (*imapclient.Client, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	host, _, err := net.SplitHostPort(q.Address)
	if err != nil {
		return nil, &permanentError{err}
	}
	config, err := tlsConfig(host, q.CA)
	if err != nil {
		return nil, err
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", q.Address)
	if err != nil {
		return nil, err
	}
	client, err := secure(ctx, conn, q.TLS, config, o)
	if err != nil {
		conn.Close()
		if errors.As(err, new(*tls.CertificateVerificationError)) {
			err = &permanentError{err}
		}
	}
	return client, err
}

// tlsConfig trusts the authorities of the request, or those of the system.
func tlsConfig(host, authorities string) (*tls.Config, error) {
	config := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if authorities != "" {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM([]byte(authorities)) {
			return nil, &permanentError{errors.New("no certificate among the authorities")}
		}
	}
	return config, nil
}

func secure(ctx context.Context, conn net.Conn, how string, config *tls.Config, o *imapclient.Options) (*imapclient.Client, error) {
	switch how {
	case "implicit":
		config.NextProtos = []string{"imap"} // RFC 7301 section 6
		secured := tls.Client(conn, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		return imapclient.New(secured, o), nil
	case "starttls": // RFC 9051 section 6.2.1
		defer context.AfterFunc(ctx, func() { conn.Close() })()
		options := *o
		options.TLSConfig = config
		client, err := imapclient.NewStartTLS(conn, &options)
		var refused *imap.Error
		if errors.As(err, &refused) {
			err = &permanentError{errors.New("the server refuses STARTTLS: " + refused.Text)}
		}
		return client, err
	case "off":
		return imapclient.New(conn, o), nil
	}
	return nil, &permanentError{errors.New("unknown security " + how)}
}

// login logs in.
func login(client *imapclient.Client, q *request) error {
	if err := client.WaitGreeting(); err != nil {
		return err
	}
	if client.State() == imap.ConnStateAuthenticated {
		return nil // the server knows who connects (RFC 9051 section 7.1.4)
	}
	var err error
	switch caps := client.Caps(); {
	case q.Token != "":
		err = client.Authenticate(&xoauth2{q.User, q.Token})
	case caps.Has(imap.AuthCap("PLAIN")):
		err = client.Authenticate(sasl.NewPlainClient("", q.User, q.Password))
	case caps.Has(imap.CapLoginDisabled):
		return &permanentError{errors.New("the server allows no login by password here")}
	default:
		err = client.Login(q.User, q.Password).Wait()
	}
	return refused("the login", err)
}

// refused makes an error of what the server says, which is permanent unless the
// server says that it is for now (RFC 5530 section 3).
func refused(what string, err error) error {
	var said *imap.Error
	if !errors.As(err, &said) {
		return err
	}
	err = errors.New(what + " is refused: " + strings.TrimSpace(string(said.Code)+" "+said.Text))
	switch said.Code {
	case imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeServerBug, imap.ResponseCodeLimit:
		return err
	}
	if said.Type != imap.StatusResponseTypeNo {
		return err
	}
	return &permanentError{err}
}

// xoauth2 is the mechanism XOAUTH2 of Google and Microsoft.
type xoauth2 struct{ user, token string }

// Start gives the only thing that the client says.
func (x *xoauth2) Start() (mechanism string, initial []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the description of an error: with nothing, and then the server
// refuses.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
