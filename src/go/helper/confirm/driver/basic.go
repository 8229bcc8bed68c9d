//go:build go1.21

package driver

import (
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

func (g *gen) basic(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(g.chance(50))
	case reflect.String:
		v.SetString(g.text())
	case reflect.Int32:
		if t.PkgPath() == "" && g.chance(75) {
			v.SetInt(int64(g.letters[g.Intn(len(g.letters))]))
			break
		}
		v.SetInt(g.integer(32))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		v.SetInt(g.integer(t.Bits()))
	case reflect.Uint8:
		if g.chance(60) {
			v.SetUint(uint64(byte(g.letters[g.Intn(len(g.letters))])))
			break
		}
		v.SetUint(uint64(byte(g.integer(8))))
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		n := g.integer(64)
		if n < 0 && n > -1000 {
			n = -n
		}
		v.SetUint(uint64(n) & (1<<uint(t.Bits()-1)<<1 - 1))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(g.float())
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(complex(g.float(), g.float()))
	}
	return v
}

func (g *gen) integer(bits int) int64 {
	var n int64
	switch k := g.Intn(100); {
	case k < 35 && len(g.cfg.Ints) > 0:
		n = g.cfg.Ints[g.Intn(len(g.cfg.Ints))] + int64(g.Intn(3)-1)
	case k < 75:
		n = int64(g.Intn(14) - 3)
	case k < 92:
		n = int64(g.Intn(120) - 20)
	case k < 97:
		n = int64(g.Intn(4000) - 1000)
	default:
		edge := int64(math.MaxInt64) >> uint(64-bits)
		n = []int64{edge, -edge - 1, edge - 1}[g.Intn(3)]
	}
	return n << uint(64-bits) >> uint(64-bits)
}

func (g *gen) float() float64 {
	switch k := g.Intn(100); {
	case k < 35 && len(g.cfg.Floats) > 0:
		return g.cfg.Floats[g.Intn(len(g.cfg.Floats))]
	case k < 60:
		return float64(g.integer(32))
	case k < 95:
		return float64(g.Intn(400)-100) / 4
	}
	return []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e18, -1e-9}[g.Intn(5)]
}

var special = []string{"", " ", "a", "aa", "ab", "abc", "Hello, World", "héllo", "世界", "😀a", "a\tb\nc", "0", "-1", "12", "3.5", "x y  z", "aAbB", "a,b", "key=value", "()", "[x]"}

func (g *gen) text() string {
	known := g.cfg.Strings
	switch k := g.Intn(100); {
	case k < 25 && len(known) > 0:
		return known[g.Intn(len(known))]
	case k < 52 && len(known) > 0:
		return g.varyText(known[g.Intn(len(known))])
	case k < 60 && len(known) > 0 && len(g.cfg.Ints) > 0:
		return g.numbered(known[g.Intn(len(known))])
	case k < 72 && len(known) > 0:
		return known[g.Intn(len(known))] + []string{"", " ", ",", "\n", "x"}[g.Intn(5)] + known[g.Intn(len(known))]
	case k < 88:
		r := make([]rune, g.Intn(9))
		for i := range r {
			r[i] = g.letters[g.Intn(len(g.letters))]
		}
		return string(r)
	case k < 91 && len(g.cfg.Ints) > 0:
		return g.numbered("")
	case k < 98:
		return special[g.Intn(len(special))]
	}
	return strings.Repeat(special[1+g.Intn(len(special)-1)], 40)
}

var numerals = regexp.MustCompile("[0-9]+")

// numbered is s with one of its numbers replaced by a known one or a neighbour of that, which alone stands for a text
// without numbers: what code reads out of a text has bounds too.
func (g *gen) numbered(s string) string {
	n := strconv.FormatInt(g.cfg.Ints[g.Intn(len(g.cfg.Ints))]+int64(g.Intn(3)-1), 10)
	spots := numerals.FindAllStringIndex(s, -1)
	if len(spots) == 0 {
		return n
	}
	at := spots[g.Intn(len(spots))]
	return s[:at[0]] + n + s[at[1]:]
}
