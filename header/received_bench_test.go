package header

import (
	"strings"
	"testing"
)

// typicalReceived are the forms that make up most of real mail, folded as
// their writers fold them.
var typicalReceived = []struct{ name, text string }{
	{"ExchangeOnline", " from AM6PR01MB0001.eurprd01.prod.exchangelabs.com (2603:10a6:20b:1::1)\r\n by AM0PR01MB0002.eurprd01.prod.exchangelabs.com (2603:10a6:208:2::2) with\r\n Microsoft SMTP Server (version=TLS1_2,\r\n cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8335.11; Wed, 14 Oct\r\n 2026 08:15:05 +0000\r\n"},
	{"Border", " from relay.contoso.example (203.0.113.25) by\r\n AM4PEPF00000001.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP\r\n Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8335.11 via\r\n Frontend Transport; Wed, 14 Oct 2026 08:15:04 +0000\r\n"},
	{"Postfix", " from device.contoso.example (device.contoso.example [192.0.2.17])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)\r\n\t(No client certificate requested)\r\n\tby relay.contoso.example (Postfix) with ESMTPS id 4XYZ0000000\r\n\tfor <alice@fabrikam.example>; Wed, 14 Oct 2026 10:15:03 +0200 (CEST)\r\n"},
	{"Gmail", " from relay.contoso.example (relay.contoso.example. [203.0.113.25])\r\n        by mx.google.com with ESMTPS id d2e1a72fcca58-000000.1.2026.10.14.01.15.06\r\n        for <bob@fabrikam.example>\r\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n        Wed, 14 Oct 2026 01:15:06 -0700 (PDT)\r\n"},
	{"HTTPS", " from AM6PR01MB0001.eurprd01.prod.exchangelabs.com (::1) by\r\n AM0PR01MB0002.eurprd01.prod.exchangelabs.com with HTTPS; Wed, 14 Oct 2026\r\n 08:15:07 +0000\r\n"},
}

func BenchmarkReceived(b *testing.B) {
	for _, line := range typicalReceived {
		b.Run(line.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := ParseReceived(line.text, 100)
				if !r.Date.Valid {
					b.Fatal("no date")
				}
			}
		})
	}
}

func BenchmarkParseDate(b *testing.B) {
	for _, text := range []string{" Wed, 14 Oct 2026 10:15:03 +0200 (CEST)", " Wed, 14 Oct\r\n 2026 08:15:05 +0000"} {
		b.Run(strings.Fields(text)[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !ParseDate(text, 0).Known() {
					b.Fatal("no date")
				}
			}
		})
	}
}

// BenchmarkReceivedHostile shows that the cost grows with the size alone:
// compare ns per byte.
func BenchmarkReceivedHostile(b *testing.B) {
	for _, h := range hostileSizes(1) {
		b.Run(h.name, func(b *testing.B) {
			b.SetBytes(int64(len(h.text)))
			for b.Loop() {
				ParseReceived(h.text, 0)
			}
		})
	}
}
