package fix

// drafts are answers of the embedded model, as they came, each with what fixes it.
var drafts = []struct{ fixers, draft, want string }{
	{"import added, string of a rune", `func Initials(name string) string {
    words := strings.Fields(name)
    initials := make([]string, len(words))
    for i, word := range words {
        initials[i] = word[0]
    }
    return strings.Join(initials, " ")
}
`, "initials[i] = string(word[0])"},
	{"string of a rune", `func SwapEnds(s string) string {
	if len(s) < 2 {
		return s
	}
	return s[len(s)-1] + s[:len(s)-1]
}
`, "string(s[len(s)-1]) + s[:len(s)-1]"},
	{"conversion", `func Average(marks []int) float64 {
	if len(marks) == 0 {
		return 0
	}
	sum := 0
	for _, mark := range marks {
		sum += mark
	}
	return sum / float64(len(marks))
}
`, "float64(sum) / float64(len(marks))"},
	{"import added, number read from text", `func Total(line string) (int, error) {
	var sum int
	for _, num := range strings.Fields(line) {
		sum += num
	}
	return sum, nil
}
`, "number, err := strconv.Atoi(num)\n\t\tif err != nil {\n\t\t\treturn 0, err\n\t\t}\n\t\tsum += number"},
	{"import added, number read from text", `func Total(line string) (int, error) {
	numbers := strings.Fields(line)
	sum := 0
	for _, number := range numbers {
		sum += int(number)
	}
	return sum, nil
}
`, "number1, err := strconv.Atoi(number)"},
	{"method that is a function, text repeated", `func Shout(s string, n int) string {
	return s.ToUpper() + "!" * n
}
`, `strings.ToUpper(s) + strings.Repeat("!", n)`},
	{"import added, method that is a function", `func Shout(s string, n int) string {
    return fmt.Sprintf("%s!!!", s).ToUpper()
}
`, `strings.ToUpper(fmt.Sprintf("%s!!!", s))`},
	{"import added, zero value", `func Largest[T cmp.Ordered](list []T) (T, bool) {
	if len(list) == 0 {
		return _, false
	}
	max := list[0]
	for _, n := range list {
		if n > max {
			max = n
		}
	}
	return max, true
}
`, "return *new(T), false"},
	{"import added, strings joined", `func Title(s string) string {
    return strings.Title(strings.Fields(s))
}
`, `strings.Title(strings.Join(strings.Fields(s), ""))`},
	{"conversion", `func CountBits(n uint8) int {
	count := 0
	for n > 0 {
		count += n & 1
		n >>= 1
	}
	return count
}
`, "count += int(n & 1)"},
	{"unused variable, zero value", `func Last[T any](xs []T, ok func(T) bool) (T, bool) {
	for i, x := range xs {
		if ok(x) {
			return x, true
		}
	}
	return T{}, false
}
`, "for _, x := range xs {\n\t\tif ok(x) {\n\t\t\treturn x, true\n\t\t}\n\t}\n\treturn *new(T), false"},
	{"import added, import added, len of it", `func Flatten(grid [][]int) string {
    var builder strings.Builder
    for _, row := range grid {
        for _, value := range row {
            builder.WriteString(fmt.Sprintf("%d,", value))
        }
    }
    return builder.String()[:len(builder)-1]
}
`, "builder.Len()-1"},
	{"number to text", `func Minutes(seconds int) string {
	return seconds*60 + "00"
}
`, `strconv.Itoa(seconds*60) + "00"`},
	{"conversion, results added", `func CommonPrefix(words []string) string {
	if len(words) == 0 {
		return ""
	}
	// Initialize the prefix with the first word.
	prefix := words[0]
	// Iterate over the words starting from the second word.
	for _, word := range words[1:] {
		// Compare the current prefix with the next word.
		for i, char := range prefix {
			if char != word[i] {
				// If any character doesn't match, return the prefix so far.
				return prefix[:i]
			}
		}
		// If all characters match, update the prefix.
		prefix = word
	}
	return
}
`, `return ""` + "\n}"},
	{"conversion, first of a string, misspelt name", `func CommonPrefix(words []string) string {
	if len(words) == 0 {
		return ""
	}
	minLen := len(words[0])
	for _, word := range words {
		if len(word) < minLen {
			minLen = len(word)
		}
	}
	var result []rune
	for i := 0; i < minLen; i++ {
		var found bool
		for _, word := range words {
			if word[i] != result[i] {
				found = false
				break
			}
		}
		if found {
			result = append(result, word[i])
		}
	}
	return string(result)
}
`, "rune(word"},
	{"conversion, import added", `func Capital(s string) string {
	return string(unicode.ToUpper(s[0])) + s[1:]
}
`, "unicode.ToUpper(rune(s[0]))"},
	{"import added, import added, sibling with these arguments", `func Price(s string) (int, error) {
	// Replace "$" with cents
	s = strings.Replace(s, "$", "")
	// Parse the cents
	cents, err := strconv.Atoi(s)
	return cents, err
}
`, "strings.ReplaceAll(s,"},
	{"error made up", `type Job struct {
	Name string
}

type Stack struct {
	jobs []Job
}

func (s *Stack) Peek() (Job, error) {
	if len(s.jobs) == 0 {
		return Job{}, ErrStackEmpty
	}
	return s.jobs[len(s.jobs)-1], nil
}
`, `return Job{}, errors.New("stack empty")`},
	{"error of a text", `func Find(list []string, name string) (int, error) {
	for i, name := range list {
		if name == name {
			return i, nil
		}
	}
	return -1, error{Message: "name not found"} // or any other error message
}
`, `return -1, errors.New("name not found")`},
	{"string of a rune", `func Letters(s string) map[string]int {
	letters := make(map[string]int)
	for _, char := range s {
		letters[char]++
	}
	return letters
}
`, "letters[string(char)]++"},
}

var panicked = []struct{ fixer, draft, line, message, want string }{
	{"guard for nothing there", `func Peak(values []int) int {
	max := values[0]
	for _, value := range values {
		if value > max {
			max = value
		}
	}
	return max
}
`, "values[0]", "runtime error: index out of range [0] with length 0", "if len(values) == 0 {\n\t\treturn 0\n\t}\n\tmax := values[0]"},
	{"guard for zero", `func Percent(part, total int) int {
	return part * 100 / total
}
`, "return part", "runtime error: integer divide by zero", "if total == 0 {\n\t\treturn 0\n\t}"},
	{"slice bound clamped", `func Pieces(s string, n int) []string {
	pieces := make([]string, 0)
	for i := 0; i < len(s); i += n {
		pieces = append(pieces, s[i:i+n])
	}
	return pieces
}
`, "pieces = append", "runtime error: slice bounds out of range [:4] with length 3", "s[i:min(i+n, len(s))]"},
	{"slice bound clamped", `import "fmt"

func Flatten(grid [][]int) string {
    var result string
    for _, row := range grid {
        for _, value := range row {
            result += fmt.Sprintf("%d,", value)
        }
    }
    return result[:len(result)-1] // Remove the trailing comma
}
`, "return result", "runtime error: slice bounds out of range [:-1]", "result[:max(len(result)-1, 0)]"},
	{"nil map made", `type Book struct {
	tags map[int][]string
}

func (b *Book) Add(page int, tag string) {
	b.tags[page] = append(b.tags[page], tag)
}
`, "b.tags[page] =", "assignment to entry in nil map", "if b.tags == nil {\n\t\tb.tags = make(map[int][]string)\n\t}"},
	{"bound checked first", `func CommonPrefix(words []string) string {
    if len(words) == 0 {
        return ""
    }
    prefix := words[0]
    for _, word := range words[1:] {
        for i, char := range word {
            if char != rune(prefix[i]) {
                prefix = prefix[:i]
                break
            }
        }
    }
    return prefix
}
`, "if char !=", "runtime error: index out of range [2] with length 2", "if i >= len(prefix) || char != rune(prefix[i]) {"},
}
