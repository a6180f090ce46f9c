package evidence

import (
	"strconv"
	"strings"
	"testing"
)

// TestObjectLimit: an object that is too large is passed over and named; what
// stands behind it is read.
func TestObjectLimit(t *testing.T) {
	const row = `{"MessageTraceId":"11111111-0000-4000-8000-000000000001","MessageId":"<a@contoso.example>","RecipientAddress":"b@example.org","Status":"Delivered","Received":"2026-11-03T08:42:11Z"}`
	r := NewReader("x", Options{})
	r.Write([]byte(`[{"MessageId":"`))
	chunk := []byte(strings.Repeat("a", 1<<20))
	for range maxObject >> 20 {
		r.Write(chunk)
	}
	r.Write([]byte(`"},` + row + `]`))
	log := r.Close()
	if len(log.Problems) != 1 || log.Problems[0].Code != ProblemLong || len(log.Records) != 1 || log.Records[0].MessageID != "<a@contoso.example>" {
		t.Errorf("%+v, %d records", log.Problems, len(log.Records))
	}
}

// TestRecipientLimit: of a line with more recipients than any message has, the
// first are kept.
func TestRecipientLimit(t *testing.T) {
	var b strings.Builder
	for i := range 2 * maxRecipients {
		b.WriteString("r" + strconv.Itoa(i) + "@example.org;")
	}
	if n := len(row{"recipients": b.String()}.addresses()); n != maxRecipients {
		t.Errorf("%d recipients", n)
	}
}

// TestRecordLimit: where there was no room for a record, the log is not whole,
// and nothing is concluded from what it does not hold.
func TestRecordLimit(t *testing.T) {
	r := NewReader("x", Options{})
	r.log.Records = make([]Record, maxRecords-1)
	r.keep(Record{MessageID: "<a@contoso.example>"})
	if len(r.log.Problems) > 0 {
		t.Errorf("%+v", r.log.Problems)
	}
	r.keep(Record{MessageID: "<b@contoso.example>"})
	if len(r.log.Records) != maxRecords || len(r.log.Problems) != 1 || r.log.Problems[0].Code != ProblemTooMany {
		t.Errorf("%d records, %+v", len(r.log.Records), r.log.Problems)
	}
	if (&Set{Logs: []Log{r.log}}).Whole() {
		t.Error("the log is taken for whole")
	}
}
