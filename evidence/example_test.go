package evidence_test

import (
	"fmt"

	"github.com/hopproof/hopproof/evidence"
)

const mailLog = `2026-11-03T09:42:11.103+01:00 relay postfix/smtpd[812]: 4XkQ2: client=scanner-2f[192.168.20.41], sasl_method=PLAIN, sasl_username=scanner-2f
2026-11-03T09:42:11.150+01:00 relay postfix/cleanup[815]: 4XkQ2: message-id=<1@scanner-2f.contoso.example>
2026-11-03T09:42:11.200+01:00 relay postfix/qmgr[700]: 4XkQ2: from=<scanner@contoso.example>, size=4021, nrcpt=1 (queue active)
2026-11-03T09:42:12.900+01:00 relay postfix/smtp[820]: 4XkQ2: to=<jane@fabrikam.example>, relay=contoso-example.mail.protection.outlook.com[192.0.2.36]:25, delay=1.8, dsn=2.6.0, status=sent (250 2.6.0 Queued)
`

// The log of the relay knows what headers do not: who logged in to it.
func ExampleRead() {
	log := evidence.Read("mail.log", []byte(mailLog), evidence.Options{})
	for _, r := range log.Records {
		fmt.Println(log.Format, r.QueueID, r.MessageID, r.Client.IP, r.Client.Login, r.Client.Line.Number)
	}
	// Output:
	// postfix 4XkQ2 <1@scanner-2f.contoso.example> 192.168.20.41 scanner-2f 1
}
