// Package release compares versions.
package release

import (
	"cmp"
	"strconv"
	"strings"
)

// Compare compares two versions such as "1.10.2": -1 if a is older than b, +1 if
// it is newer, 0 if they are the same. The parts between the dots are compared
// as numbers, the first part first. Parts that one version lacks count as 0. Each
// part is one or more digits, at most nine; a version that is empty or holds
// anything else is an error.
//
//	Compare("1.2", "1.10") // -1, nil
//	Compare("2.0", "2")    // 0, nil
func Compare(a, b string) (int, error) {
	x, err := parts(a)
	if err != nil {
		return 0, err
	}
	y, err := parts(b)
	if err != nil {
		return 0, err
	}
	for i := 0; i < len(x) || i < len(y); i++ {
		var p, q int
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if p != q {
			return cmp.Compare(p, q), nil
		}
	}
	return 0, nil
}

func parts(version string) ([]int, error) {
	var out []int
	for _, part := range strings.Split(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}
