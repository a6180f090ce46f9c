package authres

import "testing"

// Bars: 3 µs and few allocations for a usual field.
func BenchmarkParse(b *testing.B) {
	for _, i := range []int{0, 5, 7} {
		b.Run(forms[i].name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Parse(forms[i].text, 100)
			}
		})
	}
}

func BenchmarkReceivedSPF(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		ParseReceivedSPF(spfForms[1].text, 100)
	}
}

func TestAllocations(t *testing.T) {
	for _, i := range []int{0, 5, 7} {
		if n := testing.AllocsPerRun(100, func() { Parse(forms[i].text, 100) }); n > 8 {
			t.Errorf("%s: %v allocations", forms[i].name, n)
		}
	}
}
