//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// check checks what was reported, and what the server says now.
func (w *world) check(count int) {
	w.t.Helper()
	f, err := os.Open(filepath.Join(w.home, "events"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	seen, kinds, numberings := map[string]int{}, map[string]int{}, map[uint32]bool{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e struct {
			Event, Outcome string
			MessageID      string `json:"message_id"`
			Validity       uint32 `json:"uid_validity"`
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			w.t.Fatalf("%v in %s", err, lines.Bytes())
		}
		numberings[e.Validity] = true
		if kinds[e.Event]++; e.Event == "message" {
			if seen[e.MessageID]++; e.Outcome != "held" {
				w.t.Errorf("%s is %s", e.MessageID, e.Outcome)
			}
		}
	}
	for n := range count {
		id := fmt.Sprintf("<%d@scanner-2f.contoso.example>", n+1)
		if seen[id] != 1 {
			w.t.Errorf("%s was reported %d times", id, seen[id])
		}
	}
	if len(seen) != count || kinds["lost"] < 3 || kinds["lost"] != kinds["regained"] || kinds["changed"] > 0 {
		w.t.Errorf("%d messages, events %v", len(seen), kinds)
	}
	if delete(numberings, 0); len(numberings) != 2 {
		w.t.Errorf("messages were numbered %d times, not twice", len(numberings))
	}
	w.t.Logf("events: %v", kinds)
	w.checkServer(count)
}

// checkServer checks that all messages are there, and none is read.
func (w *world) checkServer(count int) {
	w.t.Helper()
	authority, err := os.ReadFile(filepath.Join(w.home, "cert.pem"))
	if err != nil {
		w.t.Fatal(err)
	}
	config, err := tlsConfig("127.0.0.1", string(authority))
	if err != nil {
		w.t.Fatal(err)
	}
	client, err := imapclient.DialTLS(fmt.Sprintf("127.0.0.1:%d", w.port), &imapclient.Options{TLSConfig: config})
	if err != nil {
		w.t.Fatal(err)
	}
	defer client.Close()
	if err := client.Login("probe", secret).Wait(); err != nil {
		w.t.Fatal(err)
	}
	box, err := client.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		w.t.Fatal(err)
	}
	read, err := client.UIDSearch(&imap.SearchCriteria{Flag: []imap.Flag{imap.FlagSeen}}, nil).Wait()
	if err != nil {
		w.t.Fatal(err)
	}
	if box.NumMessages != uint32(count) || len(read.AllUIDs()) > 0 {
		w.t.Errorf("%d messages are there, of which are read: %v", box.NumMessages, read.AllUIDs())
	}
	moved, err := os.ReadDir(filepath.Join(w.home, "mail/cur"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range moved {
		if _, flags, _ := strings.Cut(e.Name(), ":2,"); flags != "" {
			w.t.Errorf("%s has flags", e.Name())
		}
	}
}
