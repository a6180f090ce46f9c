package watch_test

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/watch"
)

func ExampleRun() {
	message, err := os.ReadFile("../testdata/relay-postfix-gmail.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "watch")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "probe.eml"), message, 0o600); err != nil {
		fmt.Println(err)
		return
	}
	for _, address := range []string{"203.0.113.25/32", "203.0.113.99/32"} {
		relay, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix(address)}})
		options := watch.Options{
			Report: report.Options{Route: &relay},
			Once:   true,
			Write:  func(text []byte) (int64, error) { return 0, nil }, // lines of JSON
			Notify: func(_ context.Context, e *watch.Event) { fmt.Println(e.Kind, e.Message.Name, e.Outcome) },
		}
		folder := &watch.Folder{Path: dir, Every: 10 * time.Millisecond}
		if err := watch.Run(context.Background(), folder, &watch.State{}, options, nil); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// message probe.eml held
	// message probe.eml broken
	// changed probe.eml broken
}
