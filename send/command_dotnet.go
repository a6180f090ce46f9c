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
	m := &p.Message
	add := func(line string) { c.Lines = append(c.Lines, line) }
	if p.CertificateFile != "" {
		p.dotnetCertificate(&c)
	}
	add("$message = New-Object System.Net.Mail.MailMessage")
	add("$message.From = " + PowerShell(dotnetAddress(&m.From)))
	if p.MailFrom != "" && p.MailFrom != m.From.Address {
		add("$message.Sender = " + PowerShell(p.MailFrom))
	}
	for i := range m.To {
		add("$message.To.Add(" + PowerShell(dotnetAddress(&m.To[i])) + ")")
	}
	if m.ReplyTo.Address != "" {
		add("$message.ReplyToList.Add(" + PowerShell(dotnetAddress(&m.ReplyTo)) + ")")
	}
	add("$message.Subject = " + PowerShell(m.Subject()))
	add("$message.Headers.Add('Message-ID', " + PowerShell(m.ID()) + ")")
	add("$message.Headers.Add('X-Hopproof-Token', " + PowerShell(m.Token) + ")")
	add("$message.Body = " + PowerShell(m.Subject()))
	if len(p.Notify) > 0 {
		add("$message.DeliveryNotificationOptions = " + PowerShell(strings.Join(p.notifyOptions(), ", ")))
	}
	add("$client = New-Object System.Net.Mail.SmtpClient -ArgumentList " + PowerShell(p.Host) + ", " + strconv.Itoa(p.Port))
	add("$client.Timeout = " + strconv.FormatInt(p.DataTimeout.Milliseconds(), 10))
	if p.TLS == TLSRequired {
		add("$client.EnableSsl = $true")
	}
	if p.CertificateFile != "" {
		add("[void]$client.ClientCertificates.Add($certificate)")
	}
	if p.User != "" && p.Mechanism != XOAuth2 {
		add("$client.Credentials = (Get-Credential -UserName " + PowerShell(p.User) + " -Message " + PowerShell(p.Host) + ").GetNetworkCredential()")
	}
	add("$client.Send($message)")
	for lack, is := range map[string]bool{
		"xoauth2":        p.User != "" && p.Mechanism == XOAuth2,
		"null-sender":    p.MailFrom == "",
		"tls-if-offered": p.TLS == TLSOpportunistic,
		"source":         p.Source.IsValid(),
		"helo":           p.Helo != "",
		"sender-field":   p.MailFrom != "" && p.MailFrom != m.From.Address,
	} {
		if is {
			c.Lacks = append(c.Lacks, lack)
		}
	}
	return c.sorted()
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
