// Package watch is laid over a package whose tests run, under that package's name. It ends a test that is stuck and
// says where, by what its goroutines do and not by a short clock. It works from a timer, since a goroutine that waits
// would be found by tests that look for goroutines left behind. Nothing is imported by its own name and nothing newer
// than Go 1.13 is used: the package may have names of its own and an old language version.
package watch

import (
	stubwrightOS "os"
	stubwrightRuntime "runtime"
	stubwrightConv "strconv"
	stubwrightStrings "strings"
	stubwrightTime "time"
)

// Declared in the first file of the package: what its variables are set to may be what does not end.
var stubwrightWatched = stubwrightWatch()

var stubwrightTargets = []string{}

// Whether every target counts its entries.
const stubwrightCounts = false

var stubwrightEntries uint64

// No atomic: it would order what races in the function under test.
//
//go:norace
func stubwrightEnter() { stubwrightEntries++ }

//go:norace
func stubwrightEntered() uint64 { return stubwrightEntries }

type stubwrightFrame struct{ name, args, at string }

type stubwrightRoutine struct {
	id, state, text, from string
	frames                []stubwrightFrame
}

// What, unchanged for that long, says that a test is stuck.
type stubwrightSign struct {
	key, why, name string
	needs, since   stubwrightTime.Duration
	routine        int
}

func stubwrightWatch() bool {
	limit, loop := stubwrightMs("STUBWRIGHT_LIMIT_MS"), stubwrightMs("STUBWRIGHT_LOOP_MS")
	if limit <= 0 {
		return false
	}
	every := limit
	if loop > 0 && loop/10 < every {
		every = loop / 10
	}
	began, seen, before := stubwrightTime.Now(), map[string]stubwrightSign{}, uint64(0)
	var tick func()
	tick = func() {
		now, entries := stubwrightTime.Since(began), stubwrightEntered()
		var routines []stubwrightRoutine
		if loop > 0 || now >= limit {
			routines = stubwrightRoutines()
		}
		still := map[string]stubwrightSign{}
		if loop > 0 {
			fast := entries-before > uint64(every/stubwrightTime.Millisecond)*10
			for _, sign := range stubwrightSigns(routines, entries, fast, loop) {
				sign.since = now
				if old, ok := seen[sign.key]; ok {
					sign.since = old.since
				}
				still[sign.key] = sign
				if now-sign.since >= sign.needs {
					stubwrightEnd(sign.why, sign.name, now-sign.since, sign.routine, routines)
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
			stubwrightEnd("limit", "", now, running, routines)
		}
		if limit-now < every {
			every = limit - now
		}
		stubwrightTime.AfterFunc(every, tick)
	}
	stubwrightTime.AfterFunc(every, tick)
	return true
}

func stubwrightMs(name string) stubwrightTime.Duration {
	n, _ := stubwrightConv.Atoi(stubwrightOS.Getenv(name))
	return stubwrightTime.Duration(n) * stubwrightTime.Millisecond
}

func stubwrightSigns(routines []stubwrightRoutine, entries uint64, fast bool, loop stubwrightTime.Duration) []stubwrightSign {
	count := stubwrightConv.FormatUint(entries, 10)
	tests, waiting, active := "", true, false
	for _, r := range routines {
		active = active || !r.blocked()
		if r.leaf() {
			tests += r.id + r.outside(0)
			waiting = waiting && r.blocked()
		}
	}
	waiting = waiting && tests != ""
	var signs []stubwrightSign
	for i, r := range routines {
		name, at, times := r.target()
		leaf := r.leaf()
		switch {
		case at >= 0:
			sign := stubwrightSign{key: "in " + r.id + name + r.outside(at+1), why: "in", name: name, needs: loop, routine: i}
			if times == 1 && stubwrightCounts {
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
			signs = append(signs, stubwrightSign{"in " + r.id + r.from + count + tests, "in", r.from, loop, 0, i})
		case leaf && entries > 0 && !r.blocked() && stubwrightCounts && r.inTest():
			signs = append(signs, stubwrightSign{"test " + r.id + r.frames[0].at + count, "test", "", loop, 0, i})
		}
		if leaf && fast {
			signs = append(signs, stubwrightSign{"calls " + r.id, "calls", stubwrightTargets[0], 6 * loop, 0, i})
		}
		if leaf && waiting && !active && entries > 0 && stubwrightCounts {
			signs = append(signs, stubwrightSign{"waits " + tests + count, "waits", stubwrightTargets[0], 3 * loop, 0, i})
		}
	}
	return signs
}

// No slice that is made: a package may have a make of its own.
var stubwrightBuffer [1 << 22]byte

// All goroutines but this one and those of the run time.
func stubwrightRoutines() []stubwrightRoutine {
	text := string(stubwrightBuffer[:stubwrightRuntime.Stack(stubwrightBuffer[:], true)])
	own := stubwrightPrefix()
	var routines []stubwrightRoutine
	for _, block := range stubwrightStrings.Split(text, "\n\n")[1:] {
		r := stubwrightRoutine{text: block}
		system := true
		lines := stubwrightStrings.Split(stubwrightStrings.TrimSpace(block), "\n")
		if open := stubwrightStrings.Index(lines[0], "["); open > 0 {
			r.id, r.state = lines[0][:open], stubwrightStrings.Split(lines[0][open+1:], ",")[0]
		}
		for i := 1; i+1 < len(lines); i++ {
			// A deep stack's middle is left out, which is said on a line of its own.
			if !stubwrightStrings.HasPrefix(lines[i+1], "\t") {
				continue
			}
			// What is inlined has its caller's place in the code: only the line stays the same.
			at := stubwrightStrings.Split(stubwrightStrings.TrimSpace(lines[i+1]), " ")[0]
			if stubwrightStrings.HasPrefix(lines[i], "created by ") {
				from := stubwrightStrings.Split(stubwrightStrings.TrimPrefix(lines[i], "created by "), " ")[0]
				r.from, _ = stubwrightTargetOf(stubwrightName(from, own))
				continue
			}
			open := stubwrightStrings.LastIndex(lines[i], "(")
			if open < 0 {
				continue
			}
			name := lines[i][:open]
			system = system && (stubwrightStrings.HasPrefix(name, "runtime.") || stubwrightStrings.HasPrefix(name, "os/signal."))
			r.frames = append(r.frames, stubwrightFrame{stubwrightName(name, own), lines[i][open:], at})
		}
		if !system {
			routines = append(routines, r)
		}
	}
	return routines
}

// The package's path as stack traces write it, with the dot behind it.
func stubwrightPrefix() string {
	pc, _, _, _ := stubwrightRuntime.Caller(0)
	return stubwrightStrings.TrimSuffix(stubwrightRuntime.FuncForPC(pc).Name(), "stubwrightPrefix")
}

// A function of this package as its file names it, F or T.M; any other with its path.
func stubwrightName(name, own string) string {
	if !stubwrightStrings.HasPrefix(name, own) {
		return name
	}
	name = stubwrightStrings.Replace(name[len(own):], "[...]", "", -1)
	return stubwrightStrings.NewReplacer("(*", "", ")", "").Replace(name)
}

// The target that a function is or lies in, and whether it is the target itself.
func stubwrightTargetOf(name string) (string, bool) {
	for _, target := range stubwrightTargets {
		if name == target {
			return target, true
		}
		if stubwrightStrings.HasPrefix(name, target+".") || stubwrightStrings.HasPrefix(name, target+"-") {
			return target, false
		}
	}
	return "", false
}

// The outermost frame of a target, and how often the target itself stands on the stack: not at all where only a
// function literal of it does.
func (r stubwrightRoutine) target() (string, int, int) {
	found, at, times := "", -1, 0
	for i, frame := range r.frames {
		name, itself := stubwrightTargetOf(frame.name)
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
func (r stubwrightRoutine) outside(from int) string {
	text := ""
	for _, frame := range r.frames[from:] {
		text += " " + frame.name + frame.at
	}
	return text
}

func (r stubwrightRoutine) has(names ...string) bool {
	for _, frame := range r.frames {
		for _, name := range names {
			if frame.name == name {
				return true
			}
		}
	}
	return false
}

func (r stubwrightRoutine) test() bool {
	return r.has("testing.tRunner", "testing.fRunner", "testing.runExample")
}

// A test that waits neither for a subtest nor for its turn.
func (r stubwrightRoutine) leaf() bool {
	return r.test() && !r.has("testing.(*T).Run", "testing.(*T).Parallel", "testing.(*F).Fuzz")
}

func (r stubwrightRoutine) blocked() bool {
	for _, state := range []string{"chan ", "select", "semacquire", "sync."} {
		if stubwrightStrings.HasPrefix(r.state, state) {
			return true
		}
	}
	return false
}

func (r stubwrightRoutine) inTest() bool {
	return len(r.frames) > 0 && stubwrightStrings.Contains(r.frames[0].at, "_test.go:")
}

// Ends the process as a panic does, the goroutine that is stuck first.
func stubwrightEnd(why, name string, after stubwrightTime.Duration, stuck int, routines []stubwrightRoutine) {
	ms := stubwrightConv.FormatInt(int64(after/stubwrightTime.Millisecond), 10)
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
	stubwrightOS.NewFile(2, "stderr").WriteString(text)
	stubwrightOS.Exit(2)
}
