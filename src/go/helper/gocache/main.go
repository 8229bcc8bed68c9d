// The program that GOCACHEPROG names for a go command that a test starts: it answers from a build cache that it only
// reads, and keeps what is new in a folder of its own.
//
//	gocache READ WRITE
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// request and response are those of cmd/go/internal/cacheprog.
type request struct {
	ID       int64
	Command  string
	ActionID []byte `json:",omitempty"`
	OutputID []byte `json:",omitempty"`
	BodySize int64  `json:",omitempty"`
}

type response struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gocache READ WRITE")
		os.Exit(2)
	}
	c := caches{read: os.Args[1], write: os.Args[2]}
	in := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	out := json.NewEncoder(os.Stdout)
	answer := response{KnownCommands: []string{"get", "put", "close"}}
	for out.Encode(answer) == nil {
		var r request
		if in.Decode(&r) != nil {
			return
		}
		var body []byte
		if r.Command == "put" && r.BodySize > 0 && in.Decode(&body) != nil {
			return
		}
		answer = c.answer(r, body)
		if r.Command == "close" {
			_ = out.Encode(answer)
			return
		}
	}
}

type caches struct{ read, write string }

func (c caches) answer(r request, body []byte) response {
	switch r.Command {
	case "get":
		for _, dir := range []string{c.write, c.read} {
			if found, ok := get(dir, r.ActionID); ok {
				found.ID = r.ID
				return found
			}
		}
		return response{ID: r.ID, Miss: true}
	case "put":
		path, err := put(c.write, r, body)
		if err != nil {
			return response{ID: r.ID, Err: err.Error()}
		}
		return response{ID: r.ID, DiskPath: path}
	}
	return response{ID: r.ID}
}

// file is where go keeps what is known by an ID: 12/1234…-a for an action, -d for what came of it.
func file(dir string, id []byte, kind string) string {
	name := hex.EncodeToString(id)
	return filepath.Join(dir, name[:2], name+"-"+kind)
}

// get reads an entry as go writes it: v1, the action, its output, the output's size, the time.
func get(dir string, action []byte) (response, bool) {
	if len(action) == 0 {
		return response{}, false
	}
	entry, err := os.ReadFile(file(dir, action, "a"))
	fields := strings.Fields(string(entry))
	if err != nil || len(fields) != 5 || fields[0] != "v1" {
		return response{}, false
	}
	output, err := hex.DecodeString(fields[2])
	size, err2 := strconv.ParseInt(fields[3], 10, 64)
	nanos, err3 := strconv.ParseInt(fields[4], 10, 64)
	if err != nil || err2 != nil || err3 != nil || len(output) == 0 {
		return response{}, false
	}
	path := file(dir, output, "d")
	if info, err := os.Stat(path); err != nil || info.Size() != size {
		return response{}, false
	}
	at := time.Unix(0, nanos)
	return response{OutputID: output, Size: size, Time: &at, DiskPath: path}, true
}

func put(dir string, r request, body []byte) (string, error) {
	if len(r.ActionID) == 0 || len(r.OutputID) == 0 {
		return "", fmt.Errorf("an entry without an ID")
	}
	path := file(dir, r.OutputID, "d")
	if info, err := os.Stat(path); err != nil || info.Size() != int64(len(body)) {
		if err := write(path, body); err != nil {
			return "", err
		}
	}
	var entry bytes.Buffer
	fmt.Fprintf(&entry, "v1 %x %x %20d %20d\n", r.ActionID, r.OutputID, len(body), time.Now().UnixNano())
	return path, write(file(dir, r.ActionID, "a"), entry.Bytes())
}

func write(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	// Written aside and moved: several go commands of one test share the folder.
	aside, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	_, err = aside.Write(text)
	if closed := aside.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(aside.Name(), path)
}
