package fix

// drafts are answers of the embedded model, as they came, each with what mends it.
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
	{"string of a rune", `func Letters(s string) map[string]int {
	letters := make(map[string]int)
	for _, char := range s {
		letters[char]++
	}
	return letters
}
`, "letters[string(char)]++"},
}

var panicked = []struct{ fixer, draft, line, message, want string }{}
