//go:build go1.21

package driver

import (
	"sort"
	"time"
)

// Answer is what some of the candidates answer.
type Answer struct {
	Candidates []int  `json:"candidates"`
	Value      string `json:"value"`
}

// Question is an input on which candidates differ.
type Question struct {
	Call    string   `json:"call"`
	Kind    string   `json:"kind"`
	Answers []Answer `json:"answers"`
}

// Report is the end of a run.
type Report struct {
	// Inputs that were run; on Valid of them at least one candidate gave a value.
	Inputs int `json:"inputs"`
	Valid  int `json:"valid"`
	// Panicked and Failed count inputs on which every candidate panicked, or returned an error.
	Panicked int `json:"panicked"`
	Failed   int `json:"failed"`
	// Distinct counts the different answers of the first candidate.
	Distinct int `json:"distinct"`
	// Groups of candidates that agree on every input.
	Groups [][]int `json:"groups"`
	// Differing counts inputs by the kind of the difference.
	Differing map[string]int `json:"differing"`
	// Question is the smallest input found of the gravest kind.
	Question *Question `json:"question,omitempty"`
	// Soft is a difference that may not matter: nil against empty, the text of an error.
	Soft *Question `json:"soft,omitempty"`
	// Misbehaving are candidates that panic, do not return or change an argument where another one does neither.
	Misbehaving []int `json:"misbehaving"`
	// Nondeterministic are candidates that disagree with themselves, with the call that showed it.
	Nondeterministic []Answer `json:"nondeterministic"`
}

type tally struct {
	d                *driver
	r                Report
	distinct         map[string]bool
	groups           []int
	best             *input
	bestKind         string
	soft             *input
	softOuts         []outcome
	outs             []outcome
	nondeterministic map[int]bool
	misbehaving      map[int]bool
}

func newTally(d *driver) *tally {
	t := &tally{d: d, distinct: map[string]bool{}, groups: make([]int, len(d.plan.Candidates)), nondeterministic: map[int]bool{}, misbehaving: map[int]bool{}}
	t.r.Differing = map[string]int{}
	t.r.Nondeterministic = []Answer{}
	return t
}

func (t *tally) itself(j int, in input, a, b outcome) {
	if t.nondeterministic[j] || a.same(b) {
		return
	}
	t.nondeterministic[j] = true
	t.r.Nondeterministic = append(t.r.Nondeterministic, Answer{[]int{t.d.plan.Candidates[j]}, in.render(t.d.exact)})
}

// ranks: a different value asks a better question than a panic, a panic a better one than slowness.
var ranks = map[string]int{"value": 4, "argument": 3, "panic": 2, "hang": 1}

func (t *tally) add(in input, outs []outcome) {
	t.r.Inputs++
	values, panics, errs := 0, 0, 0
	for _, o := range outs {
		switch o.last().kind {
		case unmade:
			return
		case valued:
			values++
		case failed:
			errs++
		case panicked:
			panics++
		}
	}
	if values > 0 {
		t.r.Valid++
	}
	if panics == len(outs) {
		t.r.Panicked++
	}
	if errs == len(outs) {
		t.r.Failed++
	}
	t.distinct[outs[0].last().loose+outs[0].last().args] = true
	kind := t.kind(outs)
	if kind == "" {
		if t.soft == nil || in.size() < t.soft.size() {
			if softly(outs) {
				t.soft, t.softOuts = &in, outs
			}
		}
		return
	}
	t.r.Differing[kind]++
	in, outs = firstDifference(in, outs)
	for j := range outs {
		t.split(j, outs)
	}
	t.markMisbehaving(outs)
	if t.best == nil || ranks[kind] > ranks[t.bestKind] || kind == t.bestKind && in.size() < t.best.size() {
		t.best, t.bestKind, t.outs = &in, kind, outs
	}
}

// markMisbehaving marks who misbehaved on an input on which somebody did not.
func (t *tally) markMisbehaving(outs []outcome) {
	wellBehaved := false
	for _, o := range outs {
		wellBehaved = wellBehaved || !o.misbehaves()
	}
	for j, o := range outs {
		if wellBehaved && o.misbehaves() {
			t.misbehaving[j] = true
		}
	}
}

// firstDifference leaves out the steps after the first on which candidates differ.
func firstDifference(in input, outs []outcome) (input, []outcome) {
	for i := range in.steps {
		cut := make([]outcome, len(outs))
		differs := false
		for j, o := range outs {
			cut[j] = o[:min(len(o), i+1)]
			differs = differs || !cut[j].same(cut[0])
		}
		if differs {
			return input{in.receiver, in.steps[:i+1]}, cut
		}
	}
	return in, outs
}

// split moves a candidate out of its group when it differs from the group's first.
func (t *tally) split(j int, outs []outcome) {
	first := -1
	for i := 0; i < j; i++ {
		if t.groups[i] == t.groups[j] {
			first = i
			break
		}
	}
	if first < 0 || outs[first].same(outs[j]) {
		return
	}
	next := 0
	for _, g := range t.groups {
		next = max(next, g+1)
	}
	old := t.groups[j]
	for i := range outs {
		if t.groups[i] == old && outs[i].same(outs[j]) {
			t.groups[i] = next
		}
	}
}

// kind of the gravest difference between any two; empty where all agree.
func (t *tally) kind(outs []outcome) string {
	best := ""
	for i := range outs {
		for j := 0; j < i; j++ {
			if k := differ(outs[i], outs[j]); ranks[k] > ranks[best] {
				best = k
			}
		}
	}
	return best
}

func differ(a, b outcome) string {
	if a.same(b) {
		return ""
	}
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		switch {
		case x.loose == y.loose && x.args == y.args:
			continue
		case x.kind == hung || y.kind == hung:
			return "hang"
		case x.kind == panicked || y.kind == panicked || x.kind == crashed || y.kind == crashed:
			return "panic"
		case x.loose == y.loose:
			return "argument"
		}
		return "value"
	}
	return "panic"
}

func softly(outs []outcome) bool {
	for _, o := range outs[1:] {
		for i := range o {
			if o[i].exact != outs[0][i].exact && o[i].kind != panicked && o[i].loose == outs[0][i].loose {
				return true
			}
		}
	}
	return false
}

func (t *tally) report() *Report {
	t.r.Distinct = len(t.distinct)
	byGroup := map[int][]int{}
	for j, g := range t.groups {
		byGroup[g] = append(byGroup[g], t.d.plan.Candidates[j])
	}
	t.r.Groups = [][]int{}
	for _, members := range byGroup {
		t.r.Groups = append(t.r.Groups, members)
	}
	sort.Slice(t.r.Groups, func(i, j int) bool { return t.r.Groups[i][0] < t.r.Groups[j][0] })
	t.r.Misbehaving = []int{}
	for j, number := range t.d.plan.Candidates {
		if t.misbehaving[j] {
			t.r.Misbehaving = append(t.r.Misbehaving, number)
		}
	}
	if t.best != nil {
		t.r.Question = t.question(*t.best, t.outs, t.bestKind, false)
	}
	if t.soft != nil {
		t.r.Soft = t.question(*t.soft, t.softOuts, "soft", true)
	}
	return &t.r
}

func (t *tally) question(in input, outs []outcome, kind string, exactly bool) *Question {
	q := &Question{Call: in.render(t.d.exact), Kind: kind}
	where := map[string]int{}
	for j, o := range outs {
		key, value := "", ""
		for i, a := range o {
			key += a.loose + a.args + "\n"
			if exactly {
				key += a.exact
			}
			if i == len(o)-1 {
				value = a.exact
				if kind == "argument" || value == "" {
					value += a.args
				}
			}
		}
		if at, ok := where[key]; ok {
			q.Answers[at].Candidates = append(q.Answers[at].Candidates, t.d.plan.Candidates[j])
			continue
		}
		where[key] = len(q.Answers)
		q.Answers = append(q.Answers, Answer{[]int{t.d.plan.Candidates[j]}, trim(value)})
	}
	return q
}

func trim(s string) string {
	for len(s) > 0 && (s[0] == ';' || s[0] == ' ') {
		s = s[1:]
	}
	return s
}

// shrink looks for a smaller input on which the candidates still differ in the same way, and says
// each better one at once: a process that does not survive has then said the best so far.
func (t *tally) shrink(r *Report) {
	if t.best == nil || t.bestKind == "hang" {
		return
	}
	current := *t.best
	end := time.Now().Add(2 * time.Second)
	tried := map[string]bool{}
	for improved := true; improved; {
		improved = false
		for _, next := range current.smaller() {
			if time.Now().After(end) || next.size() >= current.size() && len(next.steps) >= len(current.steps) && !simpler(next, current, t.d.exact) {
				continue
			}
			call := next.render(t.d.exact)
			if tried[call] || !t.d.gen.fits(next, t.d.exact) {
				continue
			}
			tried[call] = true
			outs, ok := t.everyone(next)
			if !ok {
				return
			}
			if outs != nil && t.kind(outs) == t.bestKind {
				next, outs = firstDifference(next, outs)
				current, improved = next, true
				r.Question = t.question(next, outs, t.bestKind, false)
				t.d.say(line{Best: r})
				break
			}
		}
	}
}

// simpler lets a letter become an a, or a number come nearer to 0, at the same size.
func simpler(next, current input, w *writer) bool {
	return next.size() == current.size() && next.render(w) != current.render(w)
}

func (t *tally) everyone(in input) ([]outcome, bool) {
	var outs []outcome
	for _, k := range t.d.plan.Candidates {
		out, ok := t.d.run(in, k)
		if !ok {
			return nil, false
		}
		if out.last().kind == unmade {
			return nil, true
		}
		outs = append(outs, out)
	}
	return outs, true
}
