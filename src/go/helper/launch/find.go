//go:build linux && (amd64 || arm64)

package main

import (
	"errors"
	"os"
	"strings"
	"syscall"
)

func arguments() []string { return os.Args[1:] }

// find looks a name without a slash up in PATH, as a shell does.
func find(name string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	path, _ := syscall.Getenv("PATH")
	for _, dir := range strings.Split(path, ":") {
		file := dir + "/" + name
		var stat syscall.Stat_t
		if syscall.Stat(file, &stat) == nil && stat.Mode&syscall.S_IFMT == syscall.S_IFREG && stat.Mode&0o111 != 0 {
			return file, nil
		}
	}
	return "", errors.New(name + ": not found in PATH")
}
