package explain_test

import (
	"fmt"

	"github.com/hopproof/hopproof/explain"
)

func ExampleWord() {
	answer, known := explain.Word("ESMTPSA", "fr")
	fmt.Println(known, answer.Kind, answer.Meaning, answer.Source)
	// Output:
	// true protocol SMTP chiffré par TLS avec authentification : un client connu du serveur. RFC 3848 ; IANA, MAIL Parameters
}

// A delivery report is full of text; what it tells of errors is found.
func ExampleNDR() {
	for _, a := range explain.NDR("Remote Server returned '550 5.7.64 TenantAttribution; Relay Access Denied'", "en") {
		fmt.Println(a.Subject, a.Meaning)
		fmt.Println(a.Fix)
	}
	// Output:
	// 550 5.7.64 EOP found no tenant for which this connection may relay, so it refused the outside recipient.
	// Compare TlsSenderCertificateName or SenderIPAddresses of the connector with what the server presents; let it send the whole certificate chain; use a MAIL FROM or a certificate name of an accepted domain. In a hybrid setup run the Hybrid Configuration Wizard again.
}
