package domain_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/spf"
)

// TestParallel: several questions at once give the same report, and no question
// is put twice or for nothing.
func TestParallel(t *testing.T) {
	for _, path := range zones(t) {
		z := readZone(t, common, path)
		one := z.check(t)
		clear(z.asked)
		o := z.options()
		o.Parallel = 8
		if many := domain.Check(t.Context(), z.query, o); !reflect.DeepEqual(one, many) {
			t.Errorf("%s: another report, with %d questions instead of %d", path, many.Questions, one.Questions)
		}
		for question, n := range z.asked {
			if n > 1 {
				t.Errorf("%s: %s was asked %d times", path, question, n)
			}
		}
	}
}

// meeting answers a question only when another one is being asked.
type meeting struct {
	*zone
	met chan struct{}
}

func (m meeting) Resolve(ctx context.Context, name string, t spf.Type) (spf.Answer, error) {
	if name == "contoso.example" {
		select {
		case m.met <- struct{}{}:
		case <-m.met:
		case <-ctx.Done():
			return spf.Answer{}, ctx.Err()
		}
	}
	return m.zone.Resolve(ctx, name, t)
}

func TestQuestionsMeet(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	z := readZone(t, common, "testdata/cloud-only.zone")
	o := z.options()
	o.Resolver, o.Parallel = meeting{z, make(chan struct{})}, 2
	if r := domain.Check(ctx, z.query, o); r.HasUnknown() || r.Scenario.Code != domain.ScenarioCloud {
		t.Errorf("scenario %s: the questions for MX and TXT did not meet", r.Scenario.Code)
	}
}
