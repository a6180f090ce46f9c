package send

import (
	"net/mail"
	"slices"
	"strconv"
	"strings"
)

// smtpClient is System.Net.Mail.SmtpClient of .NET, which can present a client
// certificate. It takes MAIL FROM from Sender, if that is set.
func (p *Plan) smtpClient() Command {
	c := Command{Program: SMTPClient}
	if p.CertificateFile != "" {
		p.dotnetCertificate(&c)
	}
	c.Lines = append(append(c.Lines, p.dotnetMessage()...), p.dotnetSession()...)
	for lack, is := range map[string]bool{
		"xoauth2":        p.User != "" && p.Mechanism == XOAuth2,
		"null-sender":    p.MailFrom == "",
		"tls-if-offered": p.TLS == TLSOpportunistic,
		"source":         p.Source.IsValid(),
		"helo":           p.Helo != "",
		"sender-field":   p.hasSender(),
	} {
		if is {
			c.Lacks = append(c.Lacks, lack)
		}
	}
	return c.sorted()
}

func (p *Plan) hasSender() bool { return p.MailFrom != "" && p.MailFrom != p.Message.From.Address }

func (p *Plan) dotnetMessage() []string {
	m := &p.Message
	lines := []string{"$message = New-Object System.Net.Mail.MailMessage", "$message.From = " + PowerShell(dotnetAddress(&m.From))}
	if p.hasSender() {
		lines = append(lines, "$message.Sender = "+PowerShell(p.MailFrom))
	}
	for i := range m.To {
		lines = append(lines, "$message.To.Add("+PowerShell(dotnetAddress(&m.To[i]))+")")
	}
	if m.ReplyTo.Address != "" {
		lines = append(lines, "$message.ReplyToList.Add("+PowerShell(dotnetAddress(&m.ReplyTo))+")")
	}
	lines = append(lines, "$message.Subject = "+PowerShell(m.Subject()),
		"$message.Headers.Add('Message-ID', "+PowerShell(m.ID())+")",
		"$message.Headers.Add('X-Hopproof-Token', "+PowerShell(m.Token)+")",
		"$message.Body = "+PowerShell(m.Subject()))
	if len(p.Notify) > 0 {
		lines = append(lines, "$message.DeliveryNotificationOptions = "+PowerShell(strings.Join(p.notifyOptions(), ", ")))
	}
	return lines
}

func (p *Plan) dotnetSession() []string {
	lines := []string{"$client = New-Object System.Net.Mail.SmtpClient -ArgumentList " + PowerShell(p.Host) + ", " + strconv.Itoa(p.Port),
		"$client.Timeout = " + strconv.FormatInt(p.DataTimeout.Milliseconds(), 10)}
	if p.TLS == TLSRequired {
		lines = append(lines, "$client.EnableSsl = $true")
	}
	if p.CertificateFile != "" {
		lines = append(lines, "[void]$client.ClientCertificates.Add($certificate)")
	}
	if p.User != "" && p.Mechanism != XOAuth2 {
		lines = append(lines, "$client.Credentials = (Get-Credential -UserName "+PowerShell(p.User)+" -Message "+PowerShell(p.Host)+").GetNetworkCredential()")
	}
	return append(lines, "$client.Send($message)")
}

// dotnetCertificate opens the PFX file. .NET has another current folder than
// PowerShell, so the path is made whole.
func (p *Plan) dotnetCertificate(c *Command) {
	file := p.CertificateFile
	if !p.IsPFX {
		key := ""
		if p.KeyFile != "" {
			key = " -inkey " + PowerShell(p.KeyFile)
		}
		c.Lines = append(c.Lines, "openssl pkcs12 -export -in "+PowerShell(file)+key+" -out client.pfx")
		file = "client.pfx"
	}
	c.Lines = append(c.Lines,
		"$password = Read-Host -AsSecureString -Prompt "+PowerShell(file),
		"$certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (Resolve-Path -LiteralPath "+PowerShell(file)+").ProviderPath, $password")
}

func (c Command) sorted() Command {
	slices.Sort(c.Lacks)
	return c
}

// dotnetAddress is what System.Net.Mail.MailAddress reads, which encodes the
// name itself.
func dotnetAddress(a *mail.Address) string {
	if a.Name == "" {
		return a.Address
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(a.Name) + `" <` + a.Address + ">"
}
