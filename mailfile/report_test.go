package mailfile_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/mailfile"
)

const status = "Content-Type: message/delivery-status\n\n"

func TestReport(t *testing.T) {
	group := "Original-Envelope-Id: hp-4711\nReporting-MTA: dns; mx.example.org\n\n" +
		"Original-Recipient: rfc822;me@example.org\nFinal-Recipient: rfc822;box@example.net\nAction: Failed\nStatus: 5.7.64 (denied)\nDiagnostic-Code: smtp;\n 550 5.7.64 denied\n\n\n" +
		"Final-Recipient: rfc822; you@example.org\nAction: delivered\nStatus: 2.0.0\n"
	want := &mailfile.Report{EnvelopeID: "hp-4711", Reporter: "mx.example.org", Recipients: []mailfile.ReportedRecipient{
		{Address: "me@example.org", Action: "failed", Status: "5.7.64", Diagnostic: "550 5.7.64 denied"},
		{Address: "you@example.org", Action: "delivered", Status: "2.0.0"},
	}}
	f := open(t, eml("multipart/report; report-type=delivery-status", "\nSorry.", status+group, attached+inner))
	if !reflect.DeepEqual(f.Report, want) || len(f.Inner) != 1 {
		t.Errorf("%+v, %d inner messages", f.Report, len(f.Inner))
	}
	f = open(t, eml("multipart/report", "Content-Transfer-Encoding: base64\n"+status+base64Lines(group)))
	if !reflect.DeepEqual(f.Report, want) {
		t.Errorf("in base64: %+v", f.Report)
	}
	f = open(t, eml("multipart/report", status+"Final-Recipient: rfc822;a@example.org\nAction: failed\n"))
	if f.Report == nil || len(f.Report.Recipients) != 1 {
		t.Errorf("without fields of the message: %+v", f.Report)
	}
}

// TestNoReport: a part of that type elsewhere says nothing about a delivery.
func TestNoReport(t *testing.T) {
	for name, file := range map[string]string{
		"mixed":     eml("multipart/mixed", status+"Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822;a@example.org\n"),
		"forwarded": eml("multipart/mixed", attached+eml("multipart/report", status+"Reporting-MTA: dns; x\n")),
		"plain":     "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@example.org\n",
	} {
		if f := open(t, file); f.Report != nil {
			t.Errorf("%s: %+v", name, f.Report)
		}
	}
}

// TestReportIsBounded: however many recipients a report names.
func TestReportIsBounded(t *testing.T) {
	f := open(t, eml("multipart/report", status+strings.Repeat("Final-Recipient: rfc822;a@example.org\n\n", 5000)))
	if f.Report == nil || len(f.Report.Recipients) != 1000 {
		t.Errorf("%d recipients", len(f.Report.Recipients))
	}
}
