// Package stubwrightwatch is laid over the disk beside a package whose tests run, which begins it (watch.ts). It ends a
// test that is stuck and says where, by what its goroutines do and not by a short clock. It works from a timer, since a
// goroutine that waits would be found by tests that look for goroutines left behind. It is compiled as part of the
// person's module, and nothing newer than Go 1.13 is used: the module may have an old language version.
package stubwrightwatch

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

var targets []string

// Whether every target counts its entries.
var counts bool

// How often a target was entered.
var entered func() uint64

// What stack traces write before a name of the package that is watched: its path, with the dot behind it.
var own string

type frame struct{ name, args, at string }

type routine struct {
	id, state, text, from string
	frames                []frame
}

// What, unchanged for that long, says that a test is stuck.
type sign struct {
	key, why, name string
	needs, since   time.Duration
	routine        int
}

// Begin is called by a function of the package that is watched, while that package's variables are set.
func Begin(names []string, counted bool, entries func() uint64) bool {
	targets, counts, entered, own = names, counted, entries, callerPrefix()
	limit, loop := milliseconds("STUBWRIGHT_LIMIT_MS"), milliseconds("STUBWRIGHT_LOOP_MS")
	if limit <= 0 {
		return false
	}
	every := limit
	if loop > 0 && loop/10 < every {
		every = loop / 10
	}
	began, seen, before := time.Now(), map[string]sign{}, uint64(0)
	var tick func()
	tick = func() {
		now, entries := time.Since(began), entered()
		var routines []routine
		if loop > 0 || now >= limit {
			routines = allRoutines()
		}
		still := map[string]sign{}
		if loop > 0 {
			fast := entries-before > uint64(every/time.Millisecond)*10
			for _, sign := range signsOf(routines, entries, fast, loop) {
				sign.since = now
				if old, ok := seen[sign.key]; ok {
					sign.since = old.since
				}
				still[sign.key] = sign
				if now-sign.since >= sign.needs {
					end(sign.why, sign.name, now-sign.since, sign.routine, routines)
				}
			}
		}
		seen, before = still, entries
		if now >= limit {
			running := 0
			for i, r := range routines {
				if r.leaf() {
					running = i
				}
			}
			end("limit", "", now, running, routines)
		}
		if limit-now < every {
			every = limit - now
		}
		time.AfterFunc(every, tick)
	}
	time.AfterFunc(every, tick)
	return true
}

func milliseconds(name string) time.Duration {
	n, _ := strconv.Atoi(os.Getenv(name))
	return time.Duration(n) * time.Millisecond
}

func signsOf(routines []routine, entries uint64, fast bool, loop time.Duration) []sign {
	count := strconv.FormatUint(entries, 10)
	tests, waiting, active := "", true, false
	for _, r := range routines {
		active = active || !r.blocked()
		if r.leaf() {
			tests += r.id + r.outside(0)
			waiting = waiting && r.blocked()
		}
	}
	waiting = waiting && tests != ""
	var signs []sign
	for i, r := range routines {
		name, at, times := r.target()
		leaf := r.leaf()
		switch {
		case at >= 0:
			sign := sign{key: "in " + r.id + name + r.outside(at+1), why: "in", name: name, needs: loop, routine: i}
			if times == 1 && counts {
				sign.key += count
			} else {
				sign.key += r.frames[at].args + r.frames[at].at
				if times < 2 {
					sign.needs = 3 * loop
				}
			}
			if !leaf && !r.test() {
				if !waiting {
					continue
				}
				sign.key += tests
			}
			if !leaf && r.blocked() {
				sign.needs = 3 * loop
			}
			signs = append(signs, sign)
		case r.from != "" && waiting && !r.blocked():
			signs = append(signs, sign{"in " + r.id + r.from + count + tests, "in", r.from, loop, 0, i})
		case leaf && entries > 0 && !r.blocked() && counts && r.inTest():
			signs = append(signs, sign{"test " + r.id + r.frames[0].at + count, "test", "", loop, 0, i})
		}
		if leaf && fast {
			signs = append(signs, sign{"calls " + r.id, "calls", targets[0], 6 * loop, 0, i})
		}
		if leaf && waiting && !active && entries > 0 && counts {
			signs = append(signs, sign{"waits " + tests + count, "waits", targets[0], 3 * loop, 0, i})
		}
	}
	return signs
}

var buffer [1 << 22]byte

// All goroutines but this one and those of the run time.
func allRoutines() []routine {
	text := string(buffer[:runtime.Stack(buffer[:], true)])
	var routines []routine
	for _, block := range strings.Split(text, "\n\n")[1:] {
		r := routine{text: block}
		system := true
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if open := strings.Index(lines[0], "["); open > 0 {
			r.id, r.state = lines[0][:open], strings.Split(lines[0][open+1:], ",")[0]
		}
		for i := 1; i+1 < len(lines); i++ {
			// A deep stack's middle is left out, which is said on a line of its own.
			if !strings.HasPrefix(lines[i+1], "\t") {
				continue
			}
			// What is inlined has its caller's place in the code: only the line stays the same.
			at := strings.Split(strings.TrimSpace(lines[i+1]), " ")[0]
			if strings.HasPrefix(lines[i], "created by ") {
				from := strings.Split(strings.TrimPrefix(lines[i], "created by "), " ")[0]
				r.from, _ = targetOf(shortName(from))
				continue
			}
			open := strings.LastIndex(lines[i], "(")
			if open < 0 {
				continue
			}
			name := lines[i][:open]
			system = system && (strings.HasPrefix(name, "runtime.") || strings.HasPrefix(name, "os/signal."))
			r.frames = append(r.frames, frame{shortName(name), lines[i][open:], at})
		}
		if !system {
			routines = append(routines, r)
		}
	}
	return routines
}

// Of the function that called Begin.
func callerPrefix() string {
	pcs := make([]uintptr, 1)
	runtime.Callers(3, pcs)
	frame, _ := runtime.CallersFrames(pcs).Next()
	return frame.Function[:strings.LastIndex(frame.Function, ".")+1]
}

// A function of the package that is watched as its file names it, F or T.M; any other with its path.
func shortName(name string) string {
	if !strings.HasPrefix(name, own) {
		return name
	}
	name = strings.Replace(name[len(own):], "[...]", "", -1)
	return strings.NewReplacer("(*", "", ")", "").Replace(name)
}

// The target that a function is or lies in, and whether it is the target itself.
func targetOf(name string) (string, bool) {
	for _, target := range targets {
		if name == target {
			return target, true
		}
		if strings.HasPrefix(name, target+".") || strings.HasPrefix(name, target+"-") {
			return target, false
		}
	}
	return "", false
}

// The outermost frame of a target, and how often the target itself stands on the stack: not at all where only a
// function literal of it does.
func (r routine) target() (string, int, int) {
	found, at, times := "", -1, 0
	for i, frame := range r.frames {
		name, itself := targetOf(frame.name)
		if name == "" || times > 0 && !itself {
			continue
		}
		if itself {
			times++
		}
		found, at = name, i
	}
	return found, at, times
}

// Where the frames from one on are, outwards.
func (r routine) outside(from int) string {
	text := ""
	for _, frame := range r.frames[from:] {
		text += " " + frame.name + frame.at
	}
	return text
}

func (r routine) has(names ...string) bool {
	for _, frame := range r.frames {
		for _, name := range names {
			if frame.name == name {
				return true
			}
		}
	}
	return false
}

func (r routine) test() bool {
	return r.has("testing.tRunner", "testing.fRunner", "testing.runExample")
}

// A test that waits neither for a subtest nor for its turn.
func (r routine) leaf() bool {
	return r.test() && !r.has("testing.(*T).Run", "testing.(*T).Parallel", "testing.(*F).Fuzz")
}

func (r routine) blocked() bool {
	for _, state := range []string{"chan ", "select", "semacquire", "sync."} {
		if strings.HasPrefix(r.state, state) {
			return true
		}
	}
	return false
}

func (r routine) inTest() bool {
	return len(r.frames) > 0 && strings.Contains(r.frames[0].at, "_test.go:")
}

// Ends the process as a panic does, the goroutine that is stuck first.
func end(why, name string, after time.Duration, stuck int, routines []routine) {
	ms := strconv.FormatInt(int64(after/time.Millisecond), 10)
	text := "panic: stubwright:stuck:" + why + ":" + name + ":" + ms + "\n\n"
	if stuck < len(routines) {
		text += routines[stuck].text + "\n\n"
	}
	for i, r := range routines {
		if i != stuck {
			text += r.text + "\n\n"
		}
	}
	// The testing package may have put standard output in os.Stderr's place.
	os.NewFile(2, "stderr").WriteString(text)
	os.Exit(2)
}
