package header

import (
	"fmt"
	"strings"
	"testing"
)

// summary names every part of r that is not empty, so that one string asserts
// all of them.
func summary(r *Received) string {
	var b strings.Builder
	add := func(key string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "0" && s != "[]" && s != "invalid IP" && s != "-" {
			fmt.Fprintf(&b, " %s=%v", key, s)
		}
	}
	tri := func(t Tri) string { return map[Tri]string{Yes: "+", No: "!", Unsaid: ""}[t] }
	add("from", r.From.Name)
	add("helo", r.From.Helo)
	add("rdns", r.From.RDNS+tri(r.From.RDNSVerified))
	add("ip", r.From.IP)
	add("port", r.From.Port)
	add("ident", r.From.Ident)
	add("by", r.By.Name)
	add("byip", r.By.IP)
	add("via", r.Via)
	add("with", r.With)
	add("id", r.ID)
	add("for", strings.Join(r.For, "|"))
	add("env", r.EnvelopeFrom)
	add("tls", strings.TrimRight(tri(r.TLS.Used)+r.TLS.Version+"/"+r.TLS.Cipher, "/"))
	add("cert", strings.Trim(tri(r.Certificate.Requested)+"/"+r.Certificate.Subject+"/"+r.Certificate.Issuer+"/"+tri(r.Certificate.Verified), "/"))
	add("login", strings.TrimRight(tri(r.Login.Used)+r.Login.Method+":"+r.Login.User, ":"))
	add("soft", r.Software)
	add("at", r.Date.LocalText())
	for _, rest := range r.Rest {
		add("rest", rest.Value)
	}
	add("ambiguous", r.Ambiguous)
	for _, p := range r.Problems {
		add("problem", p.Code)
	}
	if r.StrictExchange() {
		add("strict", "yes")
	}
	return strings.TrimSpace(b.String())
}

const stamp = "; Wed, 14 Oct 2026 08:15:05 +0000"

// receivedForms has a line for each form that real software writes. " at" is
// 2026-10-14T08:15:05 where want does not say otherwise.
var receivedForms = []struct{ name, text, want string }{
	{"Exchange Online hub", "from MB1.eurprd01.prod.outlook.com (2603:10a6:20b:1::1)\r\n by MB2.eurprd01.prod.outlook.com (2603:10a6:208:2::2) with Microsoft SMTP\r\n Server (version=TLS1_2,\r\n cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8335.11" + stamp,
		"from=MB1.eurprd01.prod.outlook.com helo=MB1.eurprd01.prod.outlook.com ip=2603:10a6:20b:1::1 by=MB2.eurprd01.prod.outlook.com byip=2603:10a6:208:2::2 with=Microsoft SMTP Server id=15.20.8335.11 tls=+1.2/TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 soft=Microsoft SMTP Server strict=yes"},
	{"Exchange Online border, plain", "from relay.contoso.example (203.0.113.25) by\r\n AM4PEPF00000001.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP\r\n Server id 15.20.8335.11 via Frontend Transport" + stamp,
		"from=relay.contoso.example helo=relay.contoso.example ip=203.0.113.25 by=AM4PEPF00000001.mail.protection.outlook.com byip=10.167.16.1 via=Frontend Transport with=Microsoft SMTP Server id=15.20.8335.11 tls=! soft=Microsoft SMTP Server strict=yes"},
	{"Exchange Online border, TLS 1.3, from a partner there", "from AM0PR01CU001.outbound.protection.outlook.com (40.107.0.1) by X.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.21.25.11 via Frontend Transport" + stamp,
		"from=AM0PR01CU001.outbound.protection.outlook.com helo=AM0PR01CU001.outbound.protection.outlook.com ip=40.107.0.1 by=X.mail.protection.outlook.com byip=10.167.16.1 via=Frontend Transport with=Microsoft SMTP Server id=15.21.25.11 tls=+1.3/TLS_AES_256_GCM_SHA384 soft=Microsoft SMTP Server strict=yes"},
	{"Exchange Online delivery", "from MB1.prod.exchangelabs.com (::1) by MB2.prod.exchangelabs.com with HTTPS" + stamp,
		"from=MB1.prod.exchangelabs.com ip=::1 by=MB2.prod.exchangelabs.com with=HTTPS strict=yes"},
	{"Exchange Online submission", "from MB1.eurprd01.prod.outlook.com ([fe80::1:2:3:4]) by MB1.eurprd01.prod.outlook.com ([fe80::1:2:3:4%5]) with mapi id 15.20.8335.011" + stamp,
		"from=MB1.eurprd01.prod.outlook.com ip=fe80::1:2:3:4 by=MB1.eurprd01.prod.outlook.com byip=fe80::1:2:3:4 with=mapi id=15.20.8335.011 strict=yes"},
	{"Exchange Online resubmission", "from MB (2603:10a6::1) by MB (2603:10a6::1) with MailboxResubmission by AntispamTT id 15.20.8335.11" + stamp,
		"from=MB helo=MB ip=2603:10a6::1 by=MB byip=2603:10a6::1 with=MailboxResubmission by AntispamTT id=15.20.8335.11"},
	{"Exchange on premises", "from [192.0.2.7] (192.0.2.7) by mail.contoso.example (192.0.2.8) with Microsoft SMTP Server (TLS) id 15.1.2507.39 via Frontend Transport" + stamp,
		"from=[192.0.2.7] helo=[192.0.2.7] ip=192.0.2.7 by=mail.contoso.example byip=192.0.2.8 via=Frontend Transport with=Microsoft SMTP Server id=15.1.2507.39 tls=+ soft=Microsoft SMTP Server"},
	{"IIS", "from PRINTER ([192.0.2.9]) by app.contoso.example with Microsoft SMTPSVC(10.0.20348.1)" + stamp,
		"from=PRINTER helo=PRINTER ip=192.0.2.9 by=app.contoso.example with=Microsoft SMTPSVC(10.0.20348.1) soft=Microsoft SMTPSVC(10.0.20348.1)"},
	{"IIS over TLS", "from PRINTER ([192.0.2.9] RDNS failed) by app.contoso.example over TLS secured channel with Microsoft SMTPSVC(8.5.9600.16384)" + stamp,
		"from=PRINTER helo=PRINTER ip=192.0.2.9 by=app.contoso.example with=Microsoft SMTPSVC(8.5.9600.16384) tls=+ soft=Microsoft SMTPSVC(8.5.9600.16384)"},
	{"Postfix", "from client (ptr.contoso.example [192.0.2.1])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)\r\n\t(Client CN \"relay.contoso.example\", Issuer \"Example CA (1)\" (verified OK))\r\n\t(Authenticated sender: printer@contoso.example)\r\n\tby mx.fabrikam.example (Postfix) with ESMTPSA id 4XYZ\r\n\tfor <a@fabrikam.example>" + stamp + " (UTC)",
		"from=client helo=client rdns=ptr.contoso.example+ ip=192.0.2.1 by=mx.fabrikam.example with=ESMTPSA id=4XYZ for=a@fabrikam.example tls=+1.3/TLS_AES_256_GCM_SHA384 cert=+/relay.contoso.example/Example CA (1)/+ login=+:printer@contoso.example soft=Postfix"},
	{"Postfix, no name, no certificate", "from client (unknown [IPv6:2001:db8::1]) (using TLSv1.2 with cipher C (128/128 bits)) (No client certificate requested) by mx (Postfix) with ESMTPS id 4X" + stamp + " (envelope-from a@contoso.example)",
		"from=client helo=client ip=2001:db8::1 by=mx with=ESMTPS id=4X env=a@contoso.example tls=+1.2/C cert=! soft=Postfix"},
	{"Postfix, certificate not verified", `from c (unknown [192.0.2.1]) (using TLSv1.2 with cipher C (128/128 bits)) (Client CN "x", Issuer "y" (not verified)) by mx (Postfix) with SMTP id 4X` + stamp,
		"from=c helo=c ip=192.0.2.1 by=mx with=SMTP id=4X tls=+1.2/C cert=+/x/y/! soft=Postfix"},
	{"Postfix, no certificate presented", "from c (unknown [192.0.2.1]) (using TLSv1.2 with cipher C (128/128 bits)) (Client did not present a certificate) by mx (Postfix) with SMTP id 4X" + stamp,
		"from=c helo=c ip=192.0.2.1 by=mx with=SMTP id=4X tls=+1.2/C cert=+ soft=Postfix"},
	{"Postfix pickup", "by web.contoso.example (Postfix, from userid 33) id 4X" + stamp, "by=web.contoso.example id=4X soft=Postfix"},
	{"Exim", "from [192.0.2.1] (port=4711 helo=client.example) by mx.contoso.example with esmtpsa (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <a@contoso.example>) id 1qSUXd-00036F-2z for b@fabrikam.example" + stamp,
		"from=[192.0.2.1] helo=client.example ip=192.0.2.1 port=4711 by=mx.contoso.example with=esmtpsa id=1qSUXd-00036F-2z for=b@fabrikam.example env=a@contoso.example tls=+1.3/TLS_AES_256_GCM_SHA384 login=+ soft=Exim 4.96"},
	{"Exim, name is both", "from relay.contoso.example ([192.0.2.1]:54932) by mx.contoso.example with esmtps (TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256) (Exim 4.92) (envelope-from <>) id 1qSUXd-00036F-2z" + stamp,
		"from=relay.contoso.example helo=relay.contoso.example rdns=relay.contoso.example+ ip=192.0.2.1 port=54932 by=mx.contoso.example with=esmtps id=1qSUXd-00036F-2z env=<> tls=+1.2/ECDHE-RSA-AES256-GCM-SHA384 soft=Exim 4.92"},
	{"Exim, name and helo", "from ptr.contoso.example ([2001:db8::1]:54932 helo=[203.0.113.9] ident=u) by mx with esmtp (Exim 4.96) id 1qSUXd-00036F-2z" + stamp,
		"from=ptr.contoso.example helo=[203.0.113.9] rdns=ptr.contoso.example+ ip=2001:db8::1 port=54932 ident=u by=mx with=esmtp id=1qSUXd-00036F-2z soft=Exim 4.96"},
	{"Exim, X= and A=", "from ptr.contoso.example ([192.0.2.1]) by mx with esmtpsa (X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no A=login:user) (Exim 4.96) id 1qSUXd-00036F-2z" + stamp,
		"from=ptr.contoso.example helo=ptr.contoso.example rdns=ptr.contoso.example+ ip=192.0.2.1 by=mx with=esmtpsa id=1qSUXd-00036F-2z tls=+1.3/TLS_AES_256_GCM_SHA384 cert=! login=+login:user soft=Exim 4.96"},
	{"Exim, X= and A= as words", "from ptr.contoso.example ([192.0.2.1]) by mx with esmtpsa X=TLS1.2:C:256 A=plain:user (Exim 4.96) id 1qSUXd-00036F-2z" + stamp,
		"from=ptr.contoso.example helo=ptr.contoso.example rdns=ptr.contoso.example+ ip=192.0.2.1 by=mx with=esmtpsa id=1qSUXd-00036F-2z tls=+1.2/C login=+plain:user soft=Exim 4.96"},
	{"Exim local", "from www-data by web.contoso.example with local (Exim 4.96) id 1qSUXd-00036F-2z" + stamp,
		"from=www-data by=web.contoso.example with=local id=1qSUXd-00036F-2z soft=Exim 4.96"},
	{"sendmail", "from client (ptr.contoso.example [192.0.2.1]) (authenticated bits=0)\r\n\tby mx.contoso.example (8.17.1/8.17.1) with ESMTPSA id 37B52g7E014839\r\n\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=OK)\r\n\tfor <a@fabrikam.example>" + stamp,
		"from=client helo=client rdns=ptr.contoso.example+ ip=192.0.2.1 by=mx.contoso.example with=ESMTPSA id=37B52g7E014839 for=a@fabrikam.example tls=+1.3/TLS_AES_256_GCM_SHA384 cert=+///+ login=+ soft=8.17.1/8.17.1"},
	{"sendmail, forged, ident", "from client (IDENT:user@ptr.contoso.example [192.0.2.1] (may be forged)) by mx (8.12.9/8.12.9) with ESMTP id h4 (version=TLSv1/SSLv3 cipher=C bits=256 verify=FAIL)" + stamp,
		"from=client helo=client rdns=ptr.contoso.example! ip=192.0.2.1 ident=user by=mx with=ESMTP id=h4 tls=+/C cert=+///! soft=8.12.9/8.12.9"},
	{"a version that is not sendmail's form of two", "from client (ptr.contoso.example [192.0.2.1]) by mx (8.17.1) with ESMTP id h4" + stamp,
		"from=client helo=client rdns=ptr.contoso.example ip=192.0.2.1 by=mx with=ESMTP id=h4 soft=8.17.1"},
	{"sendmail submission", "(from user@localhost) by mx.contoso.example (8.17.1/8.17.1/Submit) id 37B52g7E" + stamp,
		"from=user@localhost by=mx.contoso.example id=37B52g7E soft=8.17.1/8.17.1/Submit"},
	{"mechanism", "from c ([192.0.2.1]) (user=alice mech=LOGIN bits=0) by mx with ESMTP id 1 (version=TLSv1.2 cipher=C bits=128 verify=NOT)" + stamp,
		"from=c helo=c ip=192.0.2.1 by=mx with=ESMTP id=1 tls=+1.2/C cert=! login=+LOGIN:alice"},
	{"qmail comment", "(qmail 4441 invoked from network); 14 Oct 2026 08:15:05 -0000", "soft=qmail"},
	{"qmail comment by uid", "(qmail 4441 invoked by uid 1001); 14 Oct 2026 08:15:05 -0000", "soft=qmail"},
	{"qmail", "from ptr.contoso.example (HELO client by evil) (user@192.0.2.1)\n  by mx.contoso.example with SMTP; 14 Oct 2026 08:15:05 -0000",
		"from=ptr.contoso.example helo=client by evil rdns=ptr.contoso.example ip=192.0.2.1 ident=user by=mx.contoso.example with=SMTP"},
	{"qmail, unknown, mapped HELO", "from unknown (HELO ?IPv6:::ffff:203.0.113.9?) (192.0.2.1) by mx with (DHE-RSA-AES256-SHA encrypted) SMTP; 14 Oct 2026 08:15:05 -0000",
		"from=unknown helo=?IPv6:::ffff:203.0.113.9? ip=192.0.2.1 by=mx with=SMTP tls=+/DHE-RSA-AES256-SHA"},
	{"qmail, name is both", "from ptr.contoso.example (192.0.2.1) by mx with SMTP; 14 Oct 2026 08:15:05 -0000",
		"from=ptr.contoso.example helo=ptr.contoso.example rdns=ptr.contoso.example ip=192.0.2.1 by=mx with=SMTP"},
	{"qmail-scanner", "from a@contoso.example by mx by uid 502 with qmail-scanner-1.20 (clamuko: 0.65. from by with); 14 Oct 2026 08:15:05 -0000",
		"from=a@contoso.example by=mx with=qmail-scanner-1.20 soft=clamuko: 0.65. from by with rest=uid 502"},
	{"MessageLabs", "from unknown (HELO h) (192.0.2.1) by server-33.tower-702.messagelabs.com with ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP; 14 Oct 2026 08:15:05 -0000",
		"from=unknown helo=h ip=192.0.2.1 by=server-33.tower-702.messagelabs.com with=ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP tls=+/ECDHE-RSA-AES256-GCM-SHA384"},
	{"Mimecast", "from host.contoso.example (ptr.contoso.example [192.0.2.1]) by relay.mimecast.com with ESMTP with STARTTLS (version=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384) id us-mta-126-x-1" + stamp,
		"from=host.contoso.example helo=host.contoso.example rdns=ptr.contoso.example ip=192.0.2.1 by=relay.mimecast.com with=ESMTP id=us-mta-126-x-1 tls=+1.3/TLS_AES_256_GCM_SHA384"},
	{"Gmail", "from host.contoso.example (ptr.contoso.example. [192.0.2.1])\r\n        by mx.google.com with ESMTPS id x.1.2026\r\n        for <a@fabrikam.example>\r\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)" + stamp,
		"from=host.contoso.example helo=host.contoso.example rdns=ptr.contoso.example ip=192.0.2.1 by=mx.google.com with=ESMTPS id=x.1.2026 for=a@fabrikam.example tls=+1.3/TLS_AES_256_GCM_SHA384"},
	{"Gmail inside", "by 2002:a05:1:2:b0:3:4:5 with SMTP id x1csp1" + stamp, "by=2002:a05:1:2:b0:3:4:5 byip=2002:a05:1:2:b0:3:4:5 with=SMTP id=x1csp1"},
	{"Amazon, no HELO", "by amazonses.example with ESMTPS id abc for <multiple recipients>" + stamp,
		"by=amazonses.example with=ESMTPS id=abc tls=+ rest=<multiple recipients>"},
	{"recipients without a blank", "by mx.contoso.example with ESMTP id 1 for <a@fabrikam.example>,<b@fabrikam.example>,c@fabrikam.example" + stamp,
		"by=mx.contoso.example with=ESMTP id=1 for=a@fabrikam.example|b@fabrikam.example|c@fabrikam.example"},
	{"a comma in a local part", "by mx.contoso.example with ESMTP id 1 for <\"a,b\"@fabrikam.example>" + stamp,
		"by=mx.contoso.example with=ESMTP id=1 for=\"a,b\"@fabrikam.example"},
	{"that and another recipient", "by mx.contoso.example with ESMTP id 1 for <\"a\\\",b\"@fabrikam.example>,<c@fabrikam.example>" + stamp,
		"by=mx.contoso.example with=ESMTP id=1 for=\"a\\\",b\"@fabrikam.example|c@fabrikam.example"},
	{"source routes", "by mx.contoso.example (envelope-from <@a.example:b@contoso.example>) with ESMTP id 1 for <@a.example,@b.example:c@fabrikam.example>" + stamp,
		"by=mx.contoso.example with=ESMTP id=1 for=c@fabrikam.example env=b@contoso.example"},
	{"no recipient, folded", "by amazonses.example with ESMTPS id abc for <multiple\r\n\trecipients>" + stamp,
		"by=amazonses.example with=ESMTPS id=abc tls=+ rest=<multiple\r\n\trecipients>"},
	{"SendGrid", "by filter0001.sendgrid.example with SMTP id filter0001-1-5AB8-C\n        2026-10-14 08:15:05.270951634 +0000 UTC m=+3022.5",
		"by=filter0001.sendgrid.example with=SMTP id=filter0001-1-5AB8-C problem=received-date-place"},
	{"SendGrid, RFC date", "from MTk (unknown) by geopod-ismtpd-17 (SG) with HTTP id omL Wed, 14 Oct 2026 08:15:05.228 +0000 (UTC)",
		"from=MTk by=geopod-ismtpd-17 with=HTTP id=omL soft=SG problem=received-date-place"},
	{"IronPort", "from host.contoso.example ([192.0.2.1]) by esa1.contoso.example with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384; 14 Oct 2026 08:15:05 -0700",
		"from=host.contoso.example helo=host.contoso.example ip=192.0.2.1 by=esa1.contoso.example with=ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384 tls=+/ECDHE-RSA-AES256-GCM-SHA384"},
	{"Domino", "from host.contoso.example ([192.0.2.1]) by notes.contoso.example (IBM Domino Release 9.0.1FP10) with ESMTP id 2026101408150512-1234 " + stamp,
		"from=host.contoso.example helo=host.contoso.example ip=192.0.2.1 by=notes.contoso.example with=ESMTP id=2026101408150512-1234 soft=IBM Domino Release 9.0.1FP10"},
	{"Notes cloud", "from localhost by smtp.contoso.example with smtp.contoso.example ESMTP for <b@fabrikam.example> from <a@contoso.example>" + stamp,
		"from=localhost by=smtp.contoso.example with=smtp.contoso.example ESMTP for=b@fabrikam.example env=a@contoso.example"},
	{"fetchmail", "from pop.contoso.example [192.0.2.1] by localhost with POP3 (fetchmail-6.4.1) for <me@localhost> (single-drop)" + stamp,
		"from=pop.contoso.example ip=192.0.2.1 by=localhost with=POP3 for=me@localhost soft=fetchmail-6.4.1"},
	{"Zimbra LMTP", "from a.contoso.example (LHLO b.contoso.example) (192.0.2.1) by c.contoso.example with LMTP" + stamp,
		"from=a.contoso.example helo=b.contoso.example rdns=a.contoso.example ip=192.0.2.1 by=c.contoso.example with=LMTP"},
	{"Cyrus", "from mx.contoso.example ([unix socket]) by mx.contoso.example (Cyrus 3.0.8) with LMTPA" + stamp,
		"from=mx.contoso.example by=mx.contoso.example with=LMTPA login=+ soft=Cyrus 3.0.8"},
	{"amavis", "from mx.contoso.example ([127.0.0.1]) by localhost (mx.contoso.example [127.0.0.1]) (amavisd-new, port 10024) with ESMTP id XyZ" + stamp,
		"from=mx.contoso.example helo=mx.contoso.example ip=127.0.0.1 by=localhost byip=127.0.0.1 with=ESMTP id=XyZ soft=amavisd-new"},
	{"list expansion", "(majordomo@lists.example) by lists.example via listexpand id S1 (ORCPT <rfc822;a@fabrikam.example>)" + stamp,
		"by=lists.example via=listexpand id=S1"},
	{"EHLO in quotes", `from ptr.contoso.example ([192.0.2.1]:16138 "EHLO client.example" rhost-flags-OK-OK-OK-OK) by lists.example with ESMTP id S1` + stamp,
		"from=ptr.contoso.example helo=client.example rdns=ptr.contoso.example ip=192.0.2.1 port=16138 by=lists.example with=ESMTP id=S1"},
	{"CommuniGate", "from [192.0.2.1] (account user@contoso.example HELO client.example) by mx.contoso.example (CommuniGate Pro SMTP 6.3) with ESMTPSA id 5" + stamp,
		"from=[192.0.2.1] helo=client.example ip=192.0.2.1 by=mx.contoso.example with=ESMTPSA id=5 tls=+ login=+:user@contoso.example soft=CommuniGate Pro SMTP 6.3"},
	{"CommuniGate verified", "from host.contoso.example ([192.0.2.1] verified) by mx (CommuniGate Pro SMTP 6.3) with ESMTP-TLS id 5" + stamp,
		"from=host.contoso.example helo=host.contoso.example rdns=host.contoso.example+ ip=192.0.2.1 by=mx with=ESMTP-TLS id=5 tls=+ soft=CommuniGate Pro SMTP 6.3"},
	{"IceWarp", "from client ([192.0.2.1]) by mx (IceWarp Merak Mail Server 9.4.2) with ASMTP id AB" + stamp,
		"from=client helo=client ip=192.0.2.1 by=mx with=ASMTP id=AB login=+ soft=IceWarp Merak Mail Server 9.4.2"},
	{"Momentum", "from [192.0.2.1] ([192.0.2.1:41412] helo=client.example) by mx (envelope-from <a@contoso.example>) (ecelerity 4.4.0.19839 r(msys-ecelerity:tags/4.4.0.0)) with ESMTPSA id A0/26-28437-9A984136" + stamp,
		"from=[192.0.2.1] helo=client.example ip=192.0.2.1 port=41412 by=mx with=ESMTPSA id=A0/26-28437-9A984136 env=a@contoso.example tls=+ login=+ soft=ecelerity 4.4.0.19839 r(msys-ecelerity:tags/4.4.0.0)"},
	{"PowerMTA", "from localhost (192.0.2.1) by mta.contoso.example (PowerMTA(TM) v4.5r17) id h1 for <b@fabrikam.example>" + stamp + " (envelope-from <a@contoso.example>)",
		"from=localhost helo=localhost ip=192.0.2.1 by=mta.contoso.example id=h1 for=b@fabrikam.example env=a@contoso.example soft=PowerMTA(TM) v4.5r17"},
	{"Thrift", "from facebook.example (RrlQsUbrndsQ6/zbJ+aSz= 2001:db8:1110:50e8:face:0000:002f:0000) by facebook.example with Thrift id 42-1" + stamp,
		"from=facebook.example helo=facebook.example ip=2001:db8:1110:50e8:face:0:2f:0 by=facebook.example with=Thrift id=42-1"},
	{"MDaemon", "from [192.0.2.1] by mx.contoso.example (MDaemon PRO v15.0.0) with ESMTPA id md50207311817.msg for <b@fabrikam.example>" + stamp,
		"from=[192.0.2.1] ip=192.0.2.1 by=mx.contoso.example with=ESMTPA id=md50207311817.msg for=b@fabrikam.example login=+ soft=MDaemon PRO v15.0.0"},
	{"MDaemon, brackets around parentheses", "from smtp.contoso.example [(192.0.2.1)] by mx.contoso.example (192.0.2.2) (MDaemon PRO v19.0.2)  with ESMTP id md.msg" + stamp,
		"from=smtp.contoso.example ip=192.0.2.1 by=mx.contoso.example byip=192.0.2.2 with=ESMTP id=md.msg soft=MDaemon PRO v19.0.2"},
	{"Sun", "from daemon.contoso.example by mx.contoso.example (Sun Java System Messaging Server 6.2 (built Sep  9 2005)) id <0IZO@contoso.example> (original mail from a@contoso.example) for b@fabrikam.example" + stamp,
		"from=daemon.contoso.example by=mx.contoso.example id=0IZO@contoso.example for=b@fabrikam.example soft=Sun Java System Messaging Server 6.2 (built Sep 9 2005)"},
	{"PMDF", "from VAX.CONTOSO.EXAMPLE by VAX.CONTOSO.EXAMPLE (PMDF V4.3-10 #8779) id <01K@VAX.CONTOSO.EXAMPLE>" + stamp,
		"from=VAX.CONTOSO.EXAMPLE by=VAX.CONTOSO.EXAMPLE id=01K@VAX.CONTOSO.EXAMPLE soft=PMDF V4.3-10 #8779"},
	{"NNFMP", "from [192.0.2.1] by nm1.bullet.mail.example with NNFMP; 14 Oct 2026 08:15:05 -0000",
		"from=[192.0.2.1] ip=192.0.2.1 by=nm1.bullet.mail.example with=NNFMP"},
	{"Yahoo login", "from c (user@192.0.2.1 with login) by smtp.mail.example with SMTP; 14 Oct 2026 08:15:05 -0700 PDT",
		"from=c helo=c ip=192.0.2.1 by=smtp.mail.example with=SMTP login=+login:user"},
	{"Courier", "from a1 (ptr.contoso.example [192.0.2.1]) (AUTH: LOGIN u@contoso.example, SSL: TLSv1/SSLv3,128bits,RC4-MD5) by mx with esmtp" + stamp + " id 000.1",
		"from=a1 helo=a1 rdns=ptr.contoso.example ip=192.0.2.1 by=mx with=esmtp id=000.1 tls=+/RC4-MD5 login=+LOGIN:u@contoso.example"},
	{"Courier, look-up failed, mapped", "from a1 (softdnserr [::ffff:192.0.2.1]) by mx with esmtp" + stamp,
		"from=a1 helo=a1 ip=192.0.2.1 by=mx with=esmtp"},
	{"Haraka", "from a1 ([192.0.2.1]) by mx (Haraka/2.8.18) with ESMTPA id 349C.1 envelope-from <a@contoso.example> (authenticated bits=0)" + stamp,
		"from=a1 helo=a1 ip=192.0.2.1 by=mx with=ESMTPA id=349C.1 env=a@contoso.example login=+ soft=Haraka/2.8.18"},
	{"OpenSMTPD", "from localhost (mx.contoso.example [local]) by mx.contoso.example (OpenSMTPD) with ESMTPS id 5db (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO)" + stamp,
		"from=localhost rdns=mx.contoso.example by=mx.contoso.example with=ESMTPS id=5db tls=+1.3/TLS_AES_256_GCM_SHA384 soft=OpenSMTPD"},
	{"XMail", "from list.contoso.example ([192.0.2.1]:23198) by mx with [XMail 1.20 ESMTP Server] id <S72E> for <b@fabrikam.example> from <a@contoso.example>" + stamp,
		"from=list.contoso.example helo=list.contoso.example ip=192.0.2.1 port=23198 by=mx with=[XMail 1.20 ESMTP Server] id=S72E for=b@fabrikam.example env=a@contoso.example"},
	{"smtpd", `from ptr.contoso.example(192.0.2.1), claiming to be "client.example" via SMTP by mx.contoso.example, id smtpd1; Wed Oct 14 08:15:05 2026`,
		"from=ptr.contoso.example helo=client.example rdns=ptr.contoso.example ip=192.0.2.1 by=mx.contoso.example via=SMTP id=smtpd1"},
	{"webmail", "from 192.0.2.1 (SquirrelMail authenticated user alice) by webmail.contoso.example with HTTP" + stamp,
		"from=192.0.2.1 ip=192.0.2.1 by=webmail.contoso.example with=HTTP login=+:alice"},
	{"Openwave", "from PC (192.0.2.1) by mx.contoso.example (8.5.140.3) (authenticated as alice) id 413489B1" + stamp,
		"from=PC helo=PC ip=192.0.2.1 by=mx.contoso.example byip=8.5.140.3 id=413489B1 login=+:alice"},
	{"stray bracket", "from MB ([IPv6:fe80::1%9]]) by MB ([fe80::2%9]]) with mapi id 15.20.1.001" + stamp,
		"from=MB ip=fe80::1 by=MB byip=fe80::2 with=mapi id=15.20.1.001"},
	{"keywords in names", "from mail.utcdallas.example.by (host.example.id [192.0.2.1]) by by-host.example.for with ESMTP id x-By for <from@with.example>" + stamp,
		"from=mail.utcdallas.example.by helo=mail.utcdallas.example.by rdns=host.example.id ip=192.0.2.1 by=by-host.example.for with=ESMTP id=x-By for=from@with.example"},
	{"id id", "from a (b.example [192.0.2.1]) by c with ESMTP id id" + stamp, "from=a helo=a rdns=b.example ip=192.0.2.1 by=c with=ESMTP id=id"},
	{"with without value", "from a (b.example [192.0.2.1]) by c (READY) with id 4711" + stamp, "from=a helo=a rdns=b.example ip=192.0.2.1 by=c id=4711 soft=READY"},
	{"several recipients", "by c with ESMTP id 1 for <a@fabrikam.example>, <b@fabrikam.example>" + stamp, "by=c with=ESMTP id=1 for=a@fabrikam.example|b@fabrikam.example"},
	{"capitals", "FROM a (b.example [192.0.2.1]) BY c WITH ESMTP ID 1" + stamp, "from=a helo=a rdns=b.example ip=192.0.2.1 by=c with=ESMTP id=1"},
	{"semicolon in a comment behind the date", "from a (b.example [192.0.2.1]) by c with ESMTP id 1" + stamp + " (x; y)", "from=a helo=a rdns=b.example ip=192.0.2.1 by=c with=ESMTP id=1"},
	{"NBSP", "from\u00a0a\u00a0(b.example\u00a0[192.0.2.1])\u00a0by c\u00a0with\u00a0ESMTP;\u00a0Wed, 14\u00a0Oct 2026 08:15:05 +0000", "from=a helo=a rdns=b.example ip=192.0.2.1 by=c with=ESMTP"},
	{"encoded", "=?utf-8?B?ZnJvbSBhIChiLmV4YW1wbGUgWzE5Mi4wLjIuMV0pIGJ5IGMgd2l0aCBFU01UUA==?=\r\n =?us-ascii?Q?=3B_Wed,_14_Oct_2026_08:15:05_+0000?=", "from=a helo=a rdns=b.example ip=192.0.2.1 by=c with=ESMTP problem=received-encoded"},
	{"EHLO in quotes, folded", "from ptr.contoso.example ([192.0.2.1]:16138 \"EHLO\r\n\tclient.example\" rhost-flags-OK-OK-OK-OK) by lists.example with ESMTP id S1" + stamp,
		"from=ptr.contoso.example helo=client.example rdns=ptr.contoso.example ip=192.0.2.1 port=16138 by=lists.example with=ESMTP id=S1"},
	{"PMDF, port", `from client.example ("port 4711"@[192.0.2.1]) by mx (PMDF V5.2-32 #41462) with ESMTP id <01J@mx>` + stamp,
		"from=client.example helo=client.example ip=192.0.2.1 port=4711 by=mx with=ESMTP id=01J@mx soft=PMDF V5.2-32 #41462"},
	{"PMDF, port and name", `from client.example ("port 4711"@ptr.contoso.example) by mx (PMDF V5.2-32 #41462) with ESMTP id <01J@mx>` + stamp,
		"from=client.example rdns=ptr.contoso.example port=4711 by=mx with=ESMTP id=01J@mx soft=PMDF V5.2-32 #41462"},
	{"old Exim", "from ptr.contoso.example (client.example) [192.0.2.1.4711] (alice) by mx with esmtp (Exim 3.35 #1) id 18t2z0-0001NX-00" + stamp,
		"from=ptr.contoso.example helo=client.example rdns=ptr.contoso.example+ ip=192.0.2.1 port=4711 by=mx with=esmtp id=18t2z0-0001NX-00 soft=Exim 3.35 #1"},
	{"old Exim, name is both", "from ptr.contoso.example [192.0.2.1] (alice) by mx with esmtp (Exim 1.73 #1) id 0yMxlo-00041k-00" + stamp,
		"from=ptr.contoso.example helo=ptr.contoso.example rdns=ptr.contoso.example+ ip=192.0.2.1 by=mx with=esmtp id=0yMxlo-00041k-00 soft=Exim 1.73 #1"},
	{"old Exim, no name", "from (client) [192.0.2.1] by mx with esmtp (Exim 1.82 #2) id 0ymnla-0006h4-00" + stamp,
		"helo=client ip=192.0.2.1 by=mx with=esmtp id=0ymnla-0006h4-00 soft=Exim 1.82 #2"},
	{"Java, no name", "from client (/192.0.2.1) by default (Oracle Beehive Gateway v4.0) with ESMTP " + stamp,
		"from=client helo=client ip=192.0.2.1 by=default with=ESMTP soft=Oracle Beehive Gateway v4.0"},
	{"Java", "from client (ptr.contoso.example/192.0.2.1) by mx with SMTP" + stamp,
		"from=client helo=client rdns=ptr.contoso.example ip=192.0.2.1 by=mx with=SMTP"},
	{"Alibaba", "from client(mailfrom:a@contoso.example fp:SMTPD_---0U4ln_1602300888 cluster:ay36) by smtp.fabrikam.example(127.0.0.1)" + stamp,
		"from=client by=smtp.fabrikam.example byip=127.0.0.1 env=a@contoso.example"},
	{"really", "from [198.51.100.9] (really [192.0.2.1]) by mx with ESMTP id <1@x>" + stamp,
		"from=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=mx with=ESMTP id=1@x"},
	{"Smail, really", "from client.example (really ptr.contoso.example [192.0.2.1]) by mx via in.smtpd with esmtp id <m0x@mx>" + stamp,
		"from=client.example helo=client.example rdns=ptr.contoso.example ip=192.0.2.1 by=mx via=in.smtpd with=esmtp id=m0x@mx"},
	{"Smail, from twice", "from client.example from [192.0.2.1] by mx with esmtp id <m0x@mx>" + stamp,
		"from=client.example ip=192.0.2.1 by=mx with=esmtp id=m0x@mx ambiguous=second-from"},
	{"address behind the name", "from unknown 192.0.2.1 by webmail.contoso.example via HTTP" + stamp,
		"from=unknown ip=192.0.2.1 by=webmail.contoso.example via=HTTP"},
	{"name of an address, port-like", "from client (1.2.0.192.dynamic.contoso.example [192.0.2.1]) by mx (Postfix) with ESMTP id 4X" + stamp,
		"from=client helo=client rdns=1.2.0.192.dynamic.contoso.example+ ip=192.0.2.1 by=mx with=ESMTP id=4X soft=Postfix"},
	{"name of an address, hyphen", "from client (192.0.2.9-static.contoso.example [192.0.2.1]) by mx (Postfix) with ESMTP id 4X" + stamp,
		"from=client helo=client rdns=192.0.2.9-static.contoso.example+ ip=192.0.2.1 by=mx with=ESMTP id=4X soft=Postfix"},
	{"a name in the DNS like Exim's words", "from client.example (port=1.evil.example [192.0.2.1]) by mx with ESMTP id 4X" + stamp,
		"from=client.example helo=client.example ip=192.0.2.1 by=mx with=ESMTP id=4X"},
	{"an RFC 1413 answer like Exim's words", "from client.example (helo=x@ptr.contoso.example [192.0.2.1]) by mx (8.17.1/8.17.1) with ESMTP id 4X" + stamp,
		"from=client.example helo=client.example ip=192.0.2.1 by=mx with=ESMTP id=4X soft=8.17.1/8.17.1"},
	{"a name in the DNS like qmail's word", "from [192.0.2.9] (HELO [192.0.2.1]) by mx (OpenSMTPD) with ESMTP id 4X" + stamp,
		"from=[192.0.2.9] helo=[192.0.2.1] ip=192.0.2.9 by=mx with=ESMTP id=4X soft=OpenSMTPD ambiguous=second-address"},
	{"a name in the DNS with an address", "from client.example (ptr.contoso.example/192.0.2.9/192.0.2.1) by mx with SMTP" + stamp,
		"from=client.example helo=client.example ip=192.0.2.1 by=mx with=SMTP"},
	{"a HELO like qmail's words", "from client.example (HELO y) (unknown [192.0.2.1]) by mx (Postfix) with ESMTP id 4X" + stamp,
		"from=client.example helo=y rdns=client.example ip=192.0.2.1 by=mx with=ESMTP id=4X soft=Postfix"},
	{"name of an address before helo", "from 192.0.2.1.dynamic.contoso.example ([192.0.2.1] helo=client) by mx with esmtp (Exim 4.96) id 1qSUXd-00036F-2z" + stamp,
		"from=192.0.2.1.dynamic.contoso.example helo=client rdns=192.0.2.1.dynamic.contoso.example+ ip=192.0.2.1 by=mx with=esmtp id=1qSUXd-00036F-2z soft=Exim 4.96"},
	{"version of five numbers", "from ms1.contoso.example (Example Messaging Server 7.0.5.38.0 64bit (built Aug  1 2017)) id <0OT@ms1>" + stamp,
		"from=ms1.contoso.example id=0OT@ms1"},
	{"by an address", "from mail.contoso.example by [192.0.2.1] via smtpd (for mx.fabrikam.example [198.51.100.9]) with SMTP" + stamp,
		"from=mail.contoso.example by=[192.0.2.1] byip=192.0.2.1 via=smtpd with=SMTP"},
	{"with and id without value", "from a (unknown [192.0.2.1]) by c (ESMTP) with id " + stamp, "from=a helo=a ip=192.0.2.1 by=c soft=ESMTP"},
	{"with misspelt", "from a (unknown [192.0.2.1]) by c (Postfix) whith ESMTP id 4X" + stamp, "from=a helo=a ip=192.0.2.1 by=c with=ESMTP id=4X soft=Postfix"},
	{"debbugs", "via spool by submit@bugs.example id=B691896.13541424145158 (code B ref 691896)" + stamp,
		"by=submit@bugs.example via=spool id=B691896.13541424145158 soft=code B ref 691896"},
	{"OpenSMTPD, TLS in words", "from a (ptr.contoso.example [192.0.2.1]) by c (OpenSMTPD) with ESMTPSA id 1b TLS version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256 verify=NO" + stamp,
		"from=a helo=a rdns=ptr.contoso.example ip=192.0.2.1 by=c with=ESMTPSA id=1b tls=+1.2/ECDHE-RSA-AES256-GCM-SHA384 cert=+ login=+ soft=OpenSMTPD"},
	{"Kerio", "from a ([192.0.2.1]) (authenticated user alice@contoso.example) by c (Kerio Connect 9.4.2) with ESMTPA" + stamp,
		"from=a helo=a ip=192.0.2.1 by=c with=ESMTPA login=+:alice@contoso.example soft=Kerio Connect 9.4.2"},
	{"qpsmtpd login", "from ptr.contoso.example (HELO a) (192.0.2.1) (smtp-auth username alice, mechanism cram-md5) by c (qpsmtpd/0.84) with ESMTPA" + stamp,
		"from=ptr.contoso.example helo=a rdns=ptr.contoso.example ip=192.0.2.1 by=c with=ESMTPA login=+cram-md5:alice soft=qpsmtpd/0.84"},
	{"Mirapoint login", "from a (ptr.contoso.example [192.0.2.1]) by c (MOS 3.5.6-GR) with ESMTP id CAB12345 (AUTH alice)" + stamp,
		"from=a helo=a rdns=ptr.contoso.example ip=192.0.2.1 by=c with=ESMTP id=CAB12345 login=+:alice soft=MOS 3.5.6-GR"},
	{"Courier, ident and login", "from a1 (ptr.contoso.example [::ffff:192.0.2.1]) (IDENT: , AUTH: LOGIN alice, TLS: TLSv1/SSLv3,128bits,RC4-MD5) by mx with esmtp" + stamp,
		"from=a1 helo=a1 rdns=ptr.contoso.example ip=192.0.2.1 by=mx with=esmtp tls=+/RC4-MD5 login=+LOGIN:alice ambiguous=second-comment"},
	{"webmail behind a proxy", "from 192.0.2.1 (proxying for 10.0.0.1) (SquirrelMail authenticated user alice) by webmail.contoso.example with HTTP" + stamp,
		"from=192.0.2.1 ip=192.0.2.1 by=webmail.contoso.example with=HTTP login=+:alice"},
	{"Yandex", "from a (ptr.contoso.example [192.0.2.1]) by c (nwsmtp/Yandex) with ESMTPS id x-y" + stamp + " (using TLSv1.2 with cipher C (128/128 bits)) (Client certificate not present)",
		"from=a helo=a rdns=ptr.contoso.example ip=192.0.2.1 by=c with=ESMTPS id=x-y tls=+1.2/C cert=+ soft=nwsmtp/Yandex"},
	{"words of a sender behind the date", "from a (b [192.0.2.1]) by c (Postfix) with ESMTP" + stamp + " (envelope-from u@example.net) (using TLSv1.3 with cipher C (256/256 bits)) tls C with ESMTPSA A=plain:alice X=TLS1.3:C:256 id 4X for u@example.org (alice mech=PLAIN)",
		"from=a helo=a rdns=b+ ip=192.0.2.1 by=c with=ESMTP id=4X for=u@example.org env=u@example.net soft=Postfix rest=tls C with ESMTPSA A=plain:alice X=TLS1.3:C:256"},
	{"date in front of by", "from a (192.0.2.1) at Wed, 14 Oct 2026 08:15:05 +0000 by c with ESMTPS", "from=a helo=a ip=192.0.2.1 by=c with=ESMTPS tls=+ rest=at problem=received-date-place"},
	{"qmail fork, cipher and login", "by mx.contoso.example with UTF8SMTPSA (TLS_AES_256_GCM_SHA384 encrypted, authenticated)" + stamp,
		"by=mx.contoso.example with=UTF8SMTPSA tls=+/TLS_AES_256_GCM_SHA384 login=+"},
	{"date alone", "Wed, 14 Oct 2026 08:15:05 +0000", ""},
	{"semicolon and date", stamp, ""},
}

func TestReceivedForms(t *testing.T) {
	for _, c := range receivedForms {
		t.Run(c.name, func(t *testing.T) {
			r := ParseReceived(c.text, -1)
			got := strings.Replace(summary(&r), " at=2026-10-14T08:15:05", "", 1)
			got = strings.TrimPrefix(got, "at=2026-10-14T08:15:05")
			if strings.TrimSpace(got) != c.want {
				t.Errorf("%s\n got  %s\n want %s", c.text, got, c.want)
			}
			if !strings.HasPrefix(c.text, "=?") {
				checkReceived(t, c.text, 11)
			}
		})
	}
}

// TestReceivedAmbiguous: text that a client can slip into its HELO, a
// recipient or a name must not read as a clause.
func TestReceivedAmbiguous(t *testing.T) {
	border := " (203.0.113.25) by NODE.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP Server id 15.20.8335.11 via Frontend Transport" + stamp
	for _, c := range []struct{ name, text, want string }{
		{"HELO with address and by", "from x (198.51.100.9) by y" + border, AmbiguousBy},
		{"HELO with address", "from x (198.51.100.9)" + border, AmbiguousAddress},
		{"HELO with a whole line", "from x (198.51.100.9) by NODE.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server id 15.20.1.1; Wed, 14 Oct 2026 08:15:04 +0000 (" + border, AmbiguousParenthesis},
		{"HELO with bare address", "from x 198.51.100.9" + border, AmbiguousAddress},
		{"HELO with from", "from x from y" + border, AmbiguousFrom},
		{"HELO with from and address", "from x from [203.0.113.25]" + border, AmbiguousFrom},
		{"HELO with via", "from x via Frontend Transport" + border, AmbiguousVia},
		{"HELO with with", "from x with HTTPS" + border, AmbiguousWith},
		{"HELO with id", "from x id 15.20.1.1" + border, AmbiguousID},
		{"HELO with date", "from x; Wed, 14 Oct 2026 08:15:04 +0000" + border, AmbiguousDate},
		{"HELO is a keyword", "from by" + border, AmbiguousName},
		{"HELO is by and a host", "from by y" + border, AmbiguousBy},
		{"HELO in brackets", "from [x by y]" + border, AmbiguousQuoted},
		{"HELO in quotes", `from "x by y"` + border, AmbiguousQuoted},
		{"HELO closes a comment", "from ptr (HELO x) y) (192.0.2.1) by z with SMTP; 14 Oct 2026 08:15:05 -0000", AmbiguousParenthesis},
		{"quoted local part", `from a (b [192.0.2.1]) by c (Postfix) with ESMTP id 1 for <"a by b"@fabrikam.example>` + stamp, AmbiguousQuoted},
		{"quoted local part with a date", `from a (b [192.0.2.1]) by c (Postfix) with ESMTP id 1 for <"a; 1 Jan 2026 00:00:00 +0000"@fabrikam.example>` + stamp, AmbiguousQuoted},
		{"quoted local part with a comment", `from a (b [192.0.2.1]) by c (Postfix) with ESMTP id 1 for <"a(b"@fabrikam.example>` + stamp, AmbiguousQuoted},
		{"parenthesis in a certificate name", `from a (b [192.0.2.1]) (Client CN "x) by y (", Issuer "z" (verified OK)) by c (Postfix) with ESMTP id 1` + stamp, AmbiguousComment},
		{"certificate in a certificate name", `from a (b [192.0.2.1]) (Client CN "x", Issuer "y" (verified OK) "", Issuer "z" (not verified)) by c (Postfix) with ESMTP id 1` + stamp, AmbiguousQuoted},
		{"certificate in the name of an issuer", `from a (b [192.0.2.1]) (Client CN "x", Issuer "" (verified OK) "" (not verified)) by c (Postfix) with ESMTP id 1` + stamp, AmbiguousQuoted},
		{"login behind the date", "from a (192.0.2.1) by c with SMTP" + stamp + " (Authenticated sender: alice)", AmbiguousPlace},
		{"certificate behind the date", "from a (192.0.2.1) by c with SMTP" + stamp + ` (UTC) (Client CN "a", Issuer "b" (verified OK))`, AmbiguousPlace},
		{"login behind an id that stands behind the date", "from a (192.0.2.1) by c with SMTP" + stamp + " id 4X (authenticated bits=0)", AmbiguousPlace},
		{"login behind a recipient that stands there", "from a (192.0.2.1) by c with SMTP" + stamp + " for a@example.org (authenticated as alice)", AmbiguousPlace},
		{"a second id, behind the date", "from a (192.0.2.1) by c with SMTP id 4X" + stamp + " id 4Y", AmbiguousID},
		{"login in an RFC 1413 answer", "from a (b [::ffff:192.0.2.1]) (IDENT: u, AUTH: LOGIN alice) by c with esmtp" + stamp, AmbiguousPlace},
		{"encryption in an RFC 1413 answer", "from a (b [::ffff:192.0.2.1]) (IDENT: u, TLS: TLSv1.3,256bits,X) by c with esmtp" + stamp, AmbiguousPlace},
		{"encryption behind an answer that seems empty", "from a (b [::ffff:192.0.2.1]) (IDENT: , TLS: TLSv1.3,256bits,X) by c with esmtp" + stamp, AmbiguousPlace},
		{"name in an RFC 1413 answer", "from a (IDENT:host.example u@[192.0.2.1]) by c (8.17.1/8.17.1) with ESMTP id 1" + stamp, AmbiguousPlace},
		{"name and comment in an RFC 1413 answer", "from a (IDENT:host.example (x)@[192.0.2.1]) by c (8.17.1/8.17.1) with ESMTP id 1" + stamp, AmbiguousPlace},
		{"RFC 1413 answer in front of a name", "from a (IDENT:u@host.example [192.0.2.1]) by c (8.17.1/8.17.1) with ESMTP id 1" + stamp, ""},
		{"two addresses in one comment", "from a ([192.0.2.1] [192.0.2.2]) by c with ESMTP id 1" + stamp, AmbiguousAddress},
		{"the same address twice", "from a ([192.0.2.1] [192.0.2.1]) by c with ESMTP id 1" + stamp, ""},
		{"quotes without need", `from a (b [192.0.2.1]) by c (Postfix) with ESMTP id 1 for <"a b"@fabrikam.example>` + stamp, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := checkReceived(t, c.text, 5)
			if r.Ambiguous != c.want {
				t.Errorf("%s\n got %q, want %q", c.text, r.Ambiguous, c.want)
			}
			if r.StrictExchange() {
				t.Errorf("%s\n passes as the strict form", c.text)
			}
		})
	}
}

// TestStrictExchange: one thing off the form is enough.
func TestStrictExchange(t *testing.T) {
	const good = "from a.example (2603:10a6::1) by b.example (10.167.16.1) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_X) id 15.20.8335.11 via Frontend Transport; Wed, 14 Oct 2026 08:15:05 +0000"
	for _, c := range []struct{ old, new string }{
		{"a.example", "a<b>.example"}, {"a.example", "a.example b"}, {"from ", "From "}, {"(2603:10a6::1)", "(x [2603:10a6::1])"},
		{"(2603:10a6::1)", "(2603:10a6::1) (x)"}, {"(2603:10a6::1)", "2603:10a6::1"}, {"(10.167.16.1) ", ""}, {"(10.167.16.1)", "(x)"},
		{"Server", "Server 2"}, {"Microsoft SMTP Server", "ESMTP"}, {"TLS1_2,", "TLS1_2"}, {"TLS1_2,", "TLS1_x,"}, {"TLS1_2, ", "TLS1_2,"}, {"TLS_X", "TLS_(X)"}, {"cipher=TLS_X", "cipher=TLS_X x=y"}, {"(version=TLS1_2, cipher=TLS_X)", "(x)"},
		{"15.20.8335.11", "15.2.1544.4"}, {"15.20.8335.11", "15.20.8335.11x"}, {"15.20.8335.11", "15.20.8335"}, {"15.20.8335.11 ", "15.20.8335.11 for <a@b.example> "},
		{"Frontend", "Mailbox"}, {"Transport", "Transport x"}, {" +0000", ""}, {" +0000", " +0000 (UTC)"}, {" +0000", " +0000 x"}, {" +0000", " GMT"}, {" +0000", " GMT +0000"}, {" +0000", "+0000"}, {"Wed, ", ""}, {"; ", " "}, {"a.example", "by"}, {"a.example", "[192.0.2.1"},
	} {
		r := ParseReceived(strings.Replace(good, c.old, c.new, 1), 0)
		if r.StrictExchange() {
			t.Errorf("%q for %q: still the strict form", c.new, c.old)
		}
	}
	for _, text := range []string{good, strings.ReplaceAll(good, " ", "\r\n\t"), strings.ReplaceAll(good, " ", "\u00a0"), strings.Replace(good, "a.example", "[192.0.2.1]", 1), strings.Replace(good, "(version=TLS1_2, cipher=TLS_X)", "(TLS)", 1)} {
		r := ParseReceived(text, 0)
		if !r.StrictExchange() {
			t.Errorf("%q: not the strict form", text)
		}
	}
}

// TestAddressInName: where a HELO stands an address is the server's word only if
// the form says so.
func TestAddressInName(t *testing.T) {
	for text, want := range map[string]bool{
		"from [192.0.2.1] by mx with ESMTP id 4X":                                          true,
		"from 192.0.2.1 by mx (MDaemon PRO v20) with ESMTP id 4X":                          true,
		"from [192.0.2.1] (helo=x/198.51.100.66) by mx with SMTP":                          true,
		"from [192.0.2.1] (helo=client) by mx with esmtp (Exim 4.96) id 1qSUXd-00036F-2z":  false,
		"from [192.0.2.1] by mx with esmtp (Exim 4.96) id 1qSUXd-00036F-2z":                false,
		"from [192.0.2.1] (HELO client) by mx (CommuniGate Pro SMTP 6.3) with ESMTPS id 5": false,
		"from [192.0.2.9] (unknown [192.0.2.1]) by mx (Postfix) with ESMTP id 4X":          false,
		"from client ([192.0.2.1]) by mx with Microsoft SMTPSVC(10.0.17763.1697)":          false,
	} {
		if r := ParseReceived(text+stamp, 0); r.From.IPInName != want || !r.From.IP.IsValid() {
			t.Errorf("%s: %v, want %v (%v)", text, r.From.IPInName, want, r.From.IP)
		}
	}
}
