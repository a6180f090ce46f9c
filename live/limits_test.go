package live

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// silent never answers.
type silent struct{}

func (silent) Resolve(ctx context.Context, _ string, _ spf.Type) (spf.Answer, error) {
	<-ctx.Done()
	return spf.Answer{}, ctx.Err()
}

// TestTimeLimit: all questions about a message take no longer than the limit,
// whatever DNS does; the offline part stands.
func TestTimeLimit(t *testing.T) {
	for given, want := range map[time.Duration]time.Duration{0: defaultLimit, time.Second: time.Second} {
		synctest.Test(t, func(t *testing.T) {
			started := time.Now()
			d, err := Analyze(context.Background(), []byte(scan(attachment).Text()), report.Options{}, Options{Resolver: silent{}, Limit: given, Now: started})
			if took := time.Since(started); err != nil || took != want || len(d.Hops) == 0 || d.Live.SPF.Result != "temperror" {
				t.Errorf("after %v: %v %+v", took, err, d.Live)
			}
		})
	}
}
