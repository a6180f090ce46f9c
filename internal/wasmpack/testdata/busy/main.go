// Command busy does what makes a program leave a function in the middle and enter
// it again: calls that grow the stack, goroutines that wait, panics that are
// recovered, and garbage collections in between.
package main

import (
	"errors"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	println("deep", deep(20_000), deepText(3_000))
	println("panics", recovered(func() { panic("said") }), recovered(nilMap), recovered(outside), recovered(divided), recovered(nobody))
	println("again", recovered(again))
	println("defers", defers(7), named(3), unusual())
	println("left", left())
	println("relay", relay(50, 200))
	println("locks", locks(20, 300))
	println("waits", waits())
	println("selects", selects())
	println("garbage", garbage(400))
	println("sorted", sorted(500))
}

func deep(n int) int {
	var room [32]int
	room[n%32] = n
	if n == 0 {
		return 1
	}
	return deep(n-1) + room[n%32] - n + 1
}

func deepText(n int) string {
	if n == 0 {
		return "end"
	}
	defer func() { n++ }()
	return strings.TrimSuffix(deepText(n-1)+"x", "x")
}

func recovered(f func()) (said string) {
	defer func() {
		switch what := recover().(type) {
		case error:
			said = what.Error()
		case string:
			said = what
		default:
			said = "nothing"
		}
	}()
	f()
	return "came back"
}

// one is not known to the compiler.
var one = len(strconv.Itoa(7))

func nilMap()  { var m map[string]int; m["a"] = len(m) }
func outside() { list := make([]int, one); list[len(list)+2]++ }
func divided() { println(1 / (one - 1)) }
func nobody()  { var p *strings.Builder; p.WriteString("x") }
func again() {
	defer func() { panic("again after " + recover().(string)) }()
	panic("first")
}

// defers mixes those that the compiler writes out with those of a loop.
func defers(n int) (sum int) {
	defer func() { sum *= 2 }()
	for i := range n {
		defer func() {
			sum += i
			if recover() != nil {
				sum += 1000
			}
		}()
	}
	panic(errors.New("seven"))
}

func named(n int) (text string) {
	defer func() {
		if what := recover(); what != nil {
			text += " recovered"
		}
	}()
	if n > 2 {
		defer func() { text += "!" }()
	}
	text = strconv.Itoa(n)
	panic(n)
}

// unusual recovers in a deferred function that is followed by more of them.
func unusual() (order string) {
	defer func() { order += "c" }()
	defer func() { order += "b"; recover() }()
	defer func() { order += "a" }()
	defer func() { defer func() { order += "0"; recover() }(); panic("inner") }()
	panic("outer")
}

func left() bool {
	done := make(chan bool)
	go func() {
		defer func() { done <- recover() == nil }()
		runtime.Goexit()
	}()
	return <-done
}

func relay(hops, messages int) (sum int) {
	in := make(chan int)
	out := in
	for range hops {
		next := make(chan int)
		go func(from, to chan int) {
			defer close(to)
			for n := range from {
				to <- n + 1
			}
		}(out, next)
		out = next
	}
	go func() {
		defer close(in)
		for n := range messages {
			in <- n
		}
	}()
	for n := range out {
		sum += n
	}
	return sum
}

func locks(workers, rounds int) int {
	var wait sync.WaitGroup
	var lock sync.Mutex
	seen := map[string]int{}
	for w := range workers {
		wait.Go(func() {
			for r := range rounds {
				lock.Lock()
				seen[strconv.Itoa(w*r%97)]++
				lock.Unlock()
				if r%50 == 0 {
					runtime.Gosched()
				}
			}
		})
	}
	wait.Wait()
	sum := 0
	for _, n := range seen {
		sum += n
	}
	return sum
}

func waits() bool {
	begin := time.Now()
	time.Sleep(3 * time.Millisecond)
	return time.Since(begin) >= 3*time.Millisecond
}

func selects() int {
	a, b := 0, 0
	one, two, end := make(chan int), make(chan int), make(chan bool)
	go func() {
		defer close(end)
		for i := range 100 {
			if i%3 == 0 {
				one <- i
			} else {
				two <- i
			}
		}
	}()
	for {
		select {
		case n := <-one:
			a += n
		case n := <-two:
			b += n
		case <-end:
			return a*10_000 + b
		}
	}
}

type node struct {
	name     string
	children []*node
}

func tree(depth int) *node {
	n := &node{name: strconv.Itoa(depth)}
	for i := 0; i < depth; i++ {
		n.children = append(n.children, tree(depth-1-i%2))
	}
	return n
}

func (n *node) count() int {
	sum := 1
	for _, c := range n.children {
		sum += c.count() + len(c.name) - 1
	}
	return sum
}

func garbage(rounds int) (sum int) {
	kept := make([]*node, 5)
	for i := range rounds {
		kept[i%len(kept)] = tree(4)
		if i%20 == 0 {
			runtime.GC()
		}
		sum += kept[i%2].count()
	}
	return sum
}

func sorted(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = strconv.Itoa(i * 7919 % 1009)
	}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(b, a) })
	return strings.Join(list[:5], " ")
}
