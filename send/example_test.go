package send_test

import (
	"fmt"
	"net/mail"
	"time"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/send"
)

// A plan can be shown before anything is sent, and as what another program does.
func ExamplePlan_Commands() {
	p := send.Plan{
		Message: send.Message{
			Token: "hp-7kq2m4xw",
			From:  mail.Address{Address: "scanner@contoso.example"},
			To:    []mail.Address{{Address: "jane@fabrikam.example"}},
			Date:  time.Date(2026, 11, 3, 8, 42, 11, 0, time.UTC),
		},
		MailFrom: "scanner@contoso.example",
		Host:     domain.UsualEntry("contoso.example"),
		Port:     25,
		TLS:      send.TLSRequired,
		Timeout:  time.Minute,
	}
	fmt.Println(p.Message.ID(), p.Message.Subject())
	for _, c := range p.Commands() {
		if c.Program == send.Swaks {
			fmt.Println(c.Lines[0])
		}
	}
	// Output:
	// <hp-7kq2m4xw@contoso.example> hopproof hp-7kq2m4xw
	// swaks --server contoso-example.mail.protection.outlook.com --port 25 --from scanner@contoso.example --to jane@fabrikam.example --header 'From: <scanner@contoso.example>' --header 'To: <jane@fabrikam.example>' --header 'Subject: hopproof hp-7kq2m4xw' --header 'Date: Tue, 03 Nov 2026 08:42:11 +0000' --header 'Message-Id: <hp-7kq2m4xw@contoso.example>' --header 'X-Hopproof-Token: hp-7kq2m4xw' --tls --tls-verify --timeout 60s
}
