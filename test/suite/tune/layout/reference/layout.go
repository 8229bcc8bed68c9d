// Package layout lays out plain text for terminals and mails. Widths are counted
// in runes.
package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Width returns the width of s.
func Width(s string) int { return utf8.RuneCountInString(s) }

// Left pads s with spaces on its right up to width. A wider s stays as it is.
func Left(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// Right pads s with spaces on its left up to width. A wider s stays as it is.
func Right(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return strings.Repeat(" ", n) + s
	}
	return s
}

// Center pads s with spaces on both sides up to width; an odd space goes to the
// right. A wider s stays as it is.
func Center(s string, width int) string {
	n := width - Width(s)
	if n <= 0 {
		return s
	}
	return strings.Repeat(" ", n/2) + s + strings.Repeat(" ", n-n/2)
}

// Cut shortens s to width with "…" as its last rune. A narrower s stays as it is;
// with a width below 1 nothing remains.
func Cut(s string, width int) string {
	switch {
	case Width(s) <= width:
		return s
	case width < 1:
		return ""
	}
	return string([]rune(s)[:width-1]) + "…"
}

// Rule returns a line of width dashes.
func Rule(width int) string { return strings.Repeat("-", max(width, 0)) }

// Indent puts prefix before each line of text that is not empty.
func Indent(text, prefix string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = prefix + line
		}
	}
	return strings.Join(lines, "\n")
}

// Wrap breaks text into lines of at most width. It breaks between words only,
// which are separated by white space of any kind, and puts as many words on a
// line as fit, with one space between. A word that is wider than width stands on
// a line of its own and stays whole. Text without words has no lines.
//
//	Wrap("to be or not", 5) // [to be] [or] [not]
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case Width(line)+1+Width(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// Paragraphs returns the paragraphs of text: what stands between empty lines.
func Paragraphs(text string) []string {
	var out []string
	var now []string
	flush := func() {
		if len(now) > 0 {
			out = append(out, strings.Join(now, "\n"))
		}
		now = nil
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		now = append(now, line)
	}
	flush()
	return out
}

// Fill wraps each paragraph of text and separates them by one empty line.
func Fill(text string, width int) string {
	var out []string
	for _, p := range Paragraphs(text) {
		out = append(out, strings.Join(Wrap(p, width), "\n"))
	}
	return strings.Join(out, "\n\n")
}

// Table lays out rows in columns as wide as their widest cell, two spaces apart.
// Cells that look like numbers stand on the right of their column. No line ends
// in a space.
func Table(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for c, cell := range row {
			if c == len(widths) {
				widths = append(widths, 0)
			}
			widths[c] = max(widths[c], Width(cell))
		}
	}
	var lines []string
	for _, row := range rows {
		cells := make([]string, len(row))
		for c, cell := range row {
			if number(cell) {
				cells[c] = Right(cell, widths[c])
			} else {
				cells[c] = Left(cell, widths[c])
			}
		}
		lines = append(lines, strings.TrimRight(strings.Join(cells, "  "), " "))
	}
	return strings.Join(lines, "\n")
}

func number(cell string) bool {
	if cell == "" {
		return false
	}
	for _, r := range cell {
		if !unicode.IsDigit(r) && !strings.ContainsRune("+-.,%", r) {
			return false
		}
	}
	return true
}

// Box draws a frame around lines.
func Box(lines []string) []string {
	width := 0
	for _, line := range lines {
		width = max(width, Width(line))
	}
	edge := "+" + Rule(width+2) + "+"
	out := []string{edge}
	for _, line := range lines {
		out = append(out, "| "+Left(line, width)+" |")
	}
	return append(out, edge)
}
