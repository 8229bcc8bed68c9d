//go:build linux && (amd64 || arm64)

package main

import (
	"errors"
	"strconv"
)

// A policy is read from the command line: launch [options] -- COMMAND ARGS…
type policy struct {
	data, fileSize, files, processes, cpu uint64
	// Where the network's counters are written once the command has ended.
	counters string
	// Where the command starts, if not here.
	folder string
	// Sockets are not looked at.
	network bool
	// Landlock keeps the files: what is named by read and write, and nothing else.
	landlock bool
	// Another launcher, which is not confined, waits for this one.
	kept              bool
	list, read, write []string
	// Sockets of other programs that may be reached, or folders with them.
	sockets []string
	// Stays, and answers for calls that depend on an address or a path.
	supervise bool
	// The newest version of Landlock to use; a test's.
	newest  int
	command []string
}

// parse reads the options:
//
//	-data BYTES, -fsize BYTES, -nofile N, -nproc N, -cpu SECONDS   limits of each process; 0 for none
//	-counters FILE   write /proc/net/snmp and snmp6 there at the end
//	-chdir PATH      the folder that the command starts in
//	-network         the network may be used
//	-landlock        only what -list, -read and -write name can be opened
//	-list PATH       a folder whose names, and those below it, can be read; may be repeated
//	-read PATH       a file or folder to read and execute; may be repeated
//	-write PATH      a file or folder to read, write and execute; may be repeated
//	-socket PATH     a socket of another program that it may connect to, or a folder of such; may be repeated
//	-kept            said by the launcher itself, to the one that it starts
//	-supervise       stay, and let it connect to what it listens on itself, and change what it may write
//	-newest N        use no newer version of Landlock
func parse(args []string) (policy, error) {
	p := policy{newest: 1 << 16}
	amounts := map[string]*uint64{
		"-data": &p.data, "-fsize": &p.fileSize, "-nofile": &p.files, "-nproc": &p.processes, "-cpu": &p.cpu,
	}
	for i := 0; i < len(args); i++ {
		name := args[i]
		switch name {
		case "--":
			p.command = args[i+1:]
			if len(p.command) == 0 {
				return p, errors.New("no command")
			}
			return p, nil
		case "-network":
			p.network = true
			continue
		case "-landlock":
			p.landlock = true
			continue
		case "-kept":
			p.kept = true
			continue
		}
		if name == "-supervise" {
			p.supervise = true
			continue
		}
		i++
		if i == len(args) {
			return p, errors.New(name + " without a value")
		}
		value := args[i]
		switch name {
		case "-counters":
			p.counters = value
		case "-chdir":
			p.folder = value
		case "-socket":
			p.sockets = append(p.sockets, value)
		case "-list":
			p.list = append(p.list, value)
		case "-read":
			p.read = append(p.read, value)
		case "-write":
			p.write = append(p.write, value)
		case "-newest":
			n, err := strconv.Atoi(value)
			if err != nil {
				return p, err
			}
			p.newest = n
		default:
			amount, ok := amounts[name]
			if !ok {
				return p, errors.New("no such option: " + name)
			}
			n, err := strconv.ParseUint(value, 10, 64)
			if err != nil {
				return p, err
			}
			*amount = n
		}
	}
	return p, errors.New("no command")
}
