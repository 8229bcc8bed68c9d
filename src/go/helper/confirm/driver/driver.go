//go:build go1.21

package driver

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"reflect"
	"runtime/debug"
	"time"
)

// Env names the environment variable that holds the Plan as JSON.
const Env = "STUBWRIGHT_CONFIRM"

// Plan is one run of the driver.
type Plan struct {
	// Mark begins each line of output that is ours: candidates may print too.
	Mark       string `json:"mark"`
	Seed       int64  `json:"seed"`
	Inputs     int    `json:"inputs"`
	InputMs    int    `json:"inputMs"`
	BudgetMs   int    `json:"budgetMs"`
	Candidates []int  `json:"candidates"`
	// Known are outcomes that ended an earlier process.
	Known []Known `json:"known"`
}

// Known is an input that a candidate did not survive.
type Known struct {
	Input     int    `json:"input"`
	Candidate int    `json:"candidate"`
	Kind      string `json:"kind"`
}

// line is what the driver says, one JSON object a line.
type line struct {
	// Begin goes out before each call, so that a process that dies says where.
	Begin *Known `json:"begin,omitempty"`
	// Hang goes out last in a process that gives up on a call.
	Hang *Known  `json:"hang,omitempty"`
	Best *Report `json:"best,omitempty"`
	Done *Report `json:"done,omitempty"`
}

type driver struct {
	cfg          *Config
	plan         Plan
	exact, loose *writer
	limit        time.Duration
	out          *os.File
	pre          []byte
	deadline     time.Time
	gen          *gen
}

func (d *driver) fixed() *rand.Rand { return rand.New(rand.NewSource(d.plan.Seed)) }

// Main reads the plan from the environment and writes the report to standard output.
func Main(cfg Config) error {
	var plan Plan
	if err := json.Unmarshal([]byte(os.Getenv(Env)), &plan); err != nil {
		return fmt.Errorf("%s: %w", Env, err)
	}
	debug.SetMaxStack(64 << 20)
	debug.SetMemoryLimit(512 << 20)
	hidden := map[reflect.Type]bool{}
	for _, h := range cfg.Hidden {
		hidden[reflect.TypeOf(h)] = true
	}
	d := &driver{
		cfg: &cfg, plan: plan, out: os.Stdout,
		exact:    &writer{pkg: cfg.Package, errors: cfg.Errors, hidden: hidden},
		loose:    &writer{pkg: cfg.Package, errors: cfg.Errors, hidden: hidden, loose: true},
		limit:    time.Duration(plan.InputMs) * time.Millisecond,
		deadline: time.Now().Add(time.Duration(plan.BudgetMs) * time.Millisecond),
	}
	d.gen = newGen(&cfg)
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stdout = null
	}
	d.all()
	return nil
}

func (d *driver) say(l line) {
	b, err := json.Marshal(l)
	if err == nil {
		_, _ = d.out.Write(append(append([]byte("\n"+d.plan.Mark), b...), '\n'))
	}
}

func (d *driver) all() {
	known := map[Known]string{}
	for _, k := range d.plan.Known {
		known[Known{Input: k.Input, Candidate: k.Candidate}] = k.Kind
	}
	t := newTally(d)
	for i := 0; i < d.plan.Inputs && time.Now().Before(d.deadline); i++ {
		in := d.input(i)
		outs := make([]outcome, len(d.plan.Candidates))
		for j, k := range d.plan.Candidates {
			at := Known{Input: i, Candidate: k}
			if kind, ok := known[at]; ok {
				outs[j] = outcome{{kind: kind, exact: deathText(kind), loose: kind}}
				continue
			}
			d.say(line{Begin: &at})
			out, ok := d.run(in, k)
			if !ok {
				d.giveUp(at)
			}
			again, ok := d.run(in, k)
			if !ok {
				d.giveUp(at)
			}
			t.itself(j, in, out, again)
			outs[j] = out
		}
		t.add(in, outs)
	}
	d.say(line{Begin: &Known{Input: -1}})
	report := t.report()
	d.say(line{Best: report})
	t.shrink(report)
	d.say(line{Done: report})
}

func deathText(kind string) string {
	if kind == hung {
		return "does not return"
	}
	return "crashes the program"
}

// giveUp ends the process: a goroutine that runs on cannot be stopped in any other way.
func (d *driver) giveUp(at Known) {
	at.Kind = hung
	d.say(line{Hang: &at})
	os.Exit(3)
}

// input makes the i-th input; the same for every process with the same seed.
func (d *driver) input(i int) input {
	g := d.gen
	g.Rand = rand.New(rand.NewSource(d.plan.Seed*1_000_003 + int64(i)))
	target := &d.cfg.Targets[i%len(d.cfg.Targets)]
	t := reflect.TypeOf(target.Call)
	isMethod := false
	for m := range d.cfg.Methods {
		isMethod = isMethod || d.cfg.Methods[m].Target && d.cfg.Methods[m].Name == target.Name && reflect.TypeOf(d.cfg.Methods[m].Call) == t
	}
	if isMethod {
		in := input{receiver: g.receiver(t.In(0))}
		g.program(&in, target, i)
		return in
	}
	args := g.fit(target, g.arguments(target, t, 0, i))
	if t.NumOut() > 0 && len(g.methods(t.Out(0))) > 0 {
		// What a constructor made shows in what its methods do.
		in := input{receiver: construct{target.Name, reflect.ValueOf(target.Call), args}}
		g.program(&in, nil, i)
		return in
	}
	return input{nil, []step{{target, args}}}
}

func (g *gen) methods(receiver reflect.Type) []*Func {
	var out []*Func
	for m := range g.cfg.Methods {
		if f := &g.cfg.Methods[m]; reflect.TypeOf(f.Call).In(0) == receiver {
			out = append(out, f)
		}
	}
	return out
}

// arguments takes rows of the tests first, then their neighbourhood, then anything.
func (g *gen) arguments(f *Func, t reflect.Type, skip, i int) []node {
	var rows []Row
	for _, r := range g.cfg.Rows {
		if r.Name == f.Name && len(r.Args) == t.NumIn()-skip {
			rows = append(rows, r)
		}
	}
	i /= len(g.cfg.Targets)
	if len(rows) == 0 || i >= len(rows) && g.chance(55) {
		return g.args(t, skip, 0)
	}
	exact := i < len(rows)
	row := rows[i%len(rows)]
	if !exact {
		row = rows[g.Intn(len(rows))]
	}
	args := make([]node, len(row.Args))
	vary := g.Intn(len(args) + 1)
	for j, fn := range row.Args {
		p := ready{"", reflect.ValueOf(fn)}
		n, ok := g.apart(p)
		if !ok || p.typ() != t.In(j+skip) {
			n = g.value(t.In(j+skip), 0)
		}
		args[j] = n
		if !exact && (j == vary || vary == len(args)) {
			args[j] = g.vary(n, 0)
		}
	}
	return args
}

// program calls methods on a receiver, the target among them; a nil target means any.
func (g *gen) program(in *input, target *Func, i int) {
	receiver := in.receiver.typ()
	methods := g.methods(receiver)
	add := func(f *Func) {
		t := reflect.TypeOf(f.Call)
		args := g.args(t, 1, 0)
		if f.Target {
			args = g.fit(f, g.arguments(f, t, 1, i))
		}
		in.steps = append(in.steps, step{f, args})
	}
	if target == nil {
		target = methods[g.Intn(len(methods))]
	}
	if len(methods) > 1 || receiver.Kind() == reflect.Ptr {
		for n := g.Intn(7); n > 0; n-- {
			add(methods[g.Intn(len(methods))])
		}
	}
	add(target)
	if len(methods) > 1 && g.chance(50) {
		for n := g.Intn(3); n > 0; n-- {
			add(methods[g.Intn(len(methods))])
		}
	}
}

func (g *gen) receiver(t reflect.Type) node {
	if t.Kind() != reflect.Ptr || len(g.makers[t]) > 0 && g.chance(85) {
		return g.value(t, 0)
	}
	elem := t.Elem()
	if len(g.makers[elem]) > 0 || len(g.pools[elem]) > 0 && g.chance(50) || !g.opaque[elem] && g.chance(60) {
		return compound{t, []node{g.value(elem, 0)}}
	}
	return compound{t, []node{leaf{reflect.Zero(elem)}}}
}
