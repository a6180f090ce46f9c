package send

import (
	"strconv"
	"strings"
)

// Command is another program's way to do the same.
type Command struct {
	Program Program
	Lines   []string
	// Lacks are codes of what of the plan it cannot do: see the catalogue,
	// send.lack.*.
	Lacks []string
}

// Program is one of the other programs.
type Program string

// The programs.
const (
	Swaks           Program = "swaks"
	SendMailMessage Program = "Send-MailMessage"
	SMTPClient      Program = "SmtpClient"
)

// Commands are the equivalents of a plan. No secret stands in them: each
// program asks for it.
func (p *Plan) Commands() []Command {
	return []Command{p.swaks(), p.sendMailMessage(), p.smtpClient()}
}

// swaks is the command for that program's release 20201014 and later.
func (p *Plan) swaks() Command {
	c := Command{Program: Swaks}
	args := []string{"swaks", "--server", Shell(p.Host), "--port", strconv.Itoa(p.Port)}
	add := func(name, value string) { args = append(args, name, Shell(value)) }
	from := p.MailFrom
	if from == "" {
		from = "<>"
	}
	add("--from", from)
	add("--to", strings.Join(p.toAddresses(), ","))
	for _, f := range p.Message.fields()[:p.Message.written()] {
		name := f.name
		if name == "Message-ID" {
			name = "Message-Id" // swaks tells fields apart by case too, and would write two
		}
		add("--header", name+": "+strings.ReplaceAll(f.value, ",\r\n ", ", "))
	}
	if p.Helo != "" {
		add("--helo", p.Helo)
	}
	if p.Source.IsValid() {
		add("--local-interface", p.Source.String())
	}
	args = append(args, p.swaksTLS(&c)...)
	args = append(args, p.swaksLogin(&c)...)
	if len(p.Notify) > 0 {
		c.Lacks = append(c.Lacks, "notify")
	}
	args = append(args, "--timeout", strconv.Itoa(max(1, int(p.Timeout.Seconds())))+"s")
	c.Lines = append(c.Lines, strings.Join(args, " "))
	return c
}

func (p *Plan) swaksTLS(c *Command) []string {
	var args []string
	switch p.TLS {
	case TLSRequired:
		args = append(args, "--tls")
		if !p.AnyCertificate {
			args = append(args, "--tls-verify")
		}
	case TLSOpportunistic:
		args = append(args, "--tls-optional")
	}
	if p.CertificateFile != "" {
		args = append(args, p.swaksCertificate(c)...)
	}
	return args
}

// swaksLogin leaves the password out: swaks then asks for it.
func (p *Plan) swaksLogin(c *Command) []string {
	switch {
	case p.User == "":
		return nil
	case p.Mechanism == XOAuth2:
		c.Lacks = append(c.Lacks, "xoauth2")
		return nil
	}
	args := []string{"--auth"} // with whatever the server offers
	if p.Mechanism != ByPassword {
		args = append(args, string(p.Mechanism))
	}
	return append(args, "--auth-user", Shell(p.User), "--auth-hide-password")
}

// swaksCertificate converts a PFX file first, as swaks reads PEM only.
func (p *Plan) swaksCertificate(c *Command) []string {
	file := p.CertificateFile
	if p.IsPFX {
		c.Lines = append(c.Lines, "openssl pkcs12 -in "+Shell(file)+" -nodes -out client.pem")
		file = "client.pem"
	}
	key := file
	if p.KeyFile != "" {
		key = p.KeyFile
	}
	return []string{"--tls-cert", Shell(file), "--tls-key", Shell(key)}
}

func (p *Plan) toAddresses() []string {
	list := make([]string, len(p.Message.To))
	for i := range p.Message.To {
		list[i] = p.Message.To[i].Address
	}
	return list
}

// sendMailMessage is the cmdlet of Windows PowerShell 5.1 and PowerShell 7.
func (p *Plan) sendMailMessage() Command {
	c := Command{Program: SendMailMessage}
	m := &p.Message
	line := "Send-MailMessage -SmtpServer " + PowerShell(p.Host) + " -Port " + strconv.Itoa(p.Port) +
		" -From " + PowerShell(dotnetAddress(&m.From)) + " -To " + p.powerShellList() + " -Subject " + PowerShell(m.Subject()) +
		" -Body " + PowerShell(m.Subject())
	if p.TLS == TLSRequired {
		line += " -UseSsl"
	}
	if p.User != "" && p.Mechanism != XOAuth2 {
		line += " -Credential (Get-Credential -UserName " + PowerShell(p.User) + " -Message " + PowerShell(p.Host) + ")"
	}
	if len(p.Notify) > 0 {
		line += " -DeliveryNotificationOption " + strings.Join(p.notifyOptions(), ", ")
	}
	for lack, is := range map[string]bool{
		"client-certificate": p.CertificateFile != "",
		"xoauth2":            p.User != "" && p.Mechanism == XOAuth2,
		"mail-from":          p.MailFrom != m.From.Address,
		"reply-to":           m.ReplyTo.Address != "",
		"tls-if-offered":     p.TLS == TLSOpportunistic,
		"source":             p.Source.IsValid(),
		"helo":               p.Helo != "",
	} {
		if is {
			c.Lacks = append(c.Lacks, lack)
		}
	}
	c.Lines = []string{line}
	return c.sorted()
}

func (p *Plan) powerShellList() string {
	var list []string
	for i := range p.Message.To {
		list = append(list, PowerShell(dotnetAddress(&p.Message.To[i])))
	}
	return strings.Join(list, ", ")
}

// notifyOptions are the names of System.Net.Mail.DeliveryNotificationOptions.
func (p *Plan) notifyOptions() []string {
	var list []string
	for _, n := range p.Notify {
		list = append(list, map[Notify]string{NotifySuccess: "OnSuccess", NotifyFailure: "OnFailure",
			NotifyDelay: "Delay", NotifyNever: "Never"}[n])
	}
	return list
}
