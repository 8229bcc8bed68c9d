// The helper answers requests about Go code that need go/types: one JSON object a line on standard
// input, one a line on standard output, in order. It writes no file and changes nothing.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime/debug"

	"stubwright/helper/confirm"
	"stubwright/helper/cover"
	"stubwright/helper/fix"
	"stubwright/helper/load"
	"stubwright/helper/missing"
	"stubwright/helper/mutants"
	"stubwright/helper/std"
	"stubwright/helper/variants"
	"stubwright/helper/visible"
)

type request struct {
	ID   int             `json:"id"`
	Op   string          `json:"op"`
	Args json.RawMessage `json:"args"`
}

type response struct {
	ID     int    `json:"id"`
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	goCmd := flag.String("go", "go", "the go command to ask for export data")
	goroot := flag.String("goroot", "", "the GOROOT to index")
	flag.Parse()
	h := &handler{loader: load.New(*goCmd, *goroot)}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			if err := out.Encode(h.answer(line)); err != nil {
				os.Exit(1)
			}
		}
		if err != nil {
			return
		}
	}
}

type handler struct {
	loader *load.Loader
}

func (h *handler) answer(line []byte) (res response) {
	var req request
	if err := json.Unmarshal(line, &req); err != nil {
		return response{Error: "not a request: " + err.Error()}
	}
	res.ID = req.ID
	defer func() {
		if r := recover(); r != nil {
			res = response{ID: req.ID, Error: fmt.Sprintf("panic in %s: %v\n%s", req.Op, r, debug.Stack())}
		}
	}()
	run, ok := operations[req.Op]
	if !ok {
		return response{ID: req.ID, Error: "no such operation: " + req.Op}
	}
	value, err := run(h, req.Args)
	if err != nil {
		return response{ID: req.ID, Error: err.Error()}
	}
	res.Result = value
	return res
}

type operation func(h *handler, args json.RawMessage) (any, error)

var operations = map[string]operation{
	"std":      func(h *handler, _ json.RawMessage) (any, error) { return std.Index(h.loader.GoRoot), nil },
	"variants": with(func(h *handler, req variants.Request) (any, error) { return variants.Build(h.loader, req) }),
	"confirm":  with(func(h *handler, req variants.Request) (any, error) { return confirm.Prepare(h.loader, req) }),
	"fix":      with(func(h *handler, req fix.Request) (any, error) { return fix.Fix(h.loader, req), nil }),
	"mutants":  with(func(h *handler, req mutants.Request) (any, error) { return mutants.Make(h.loader, req), nil }),
	"cover":    with(func(_ *handler, req cover.Request) (any, error) { return cover.Instrument(req), nil }),
	"missing":  with(func(h *handler, req missing.Request) (any, error) { return missing.Find(h.loader, req), nil }),
	"visible":  with(func(_ *handler, req visible.Request) (any, error) { return visible.Find(req), nil }),
	"check": with(func(h *handler, req checkRequest) (any, error) {
		out := make([][]fix.Error, len(req.Texts))
		for i, text := range req.Texts {
			out[i] = fix.Check(h.loader, req.Spec, req.File, text)
		}
		return out, nil
	}),
}

// checkRequest asks for the errors of several texts of one file.
type checkRequest struct {
	load.Spec
	File  string   `json:"file"`
	Texts []string `json:"texts"`
}

func with[T any](run func(*handler, T) (any, error)) operation {
	return func(h *handler, args json.RawMessage) (any, error) {
		var req T
		if err := json.Unmarshal(args, &req); err != nil {
			return nil, err
		}
		return run(h, req)
	}
}
